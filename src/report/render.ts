import type { FileReport } from '../record/file-report.js';
import type { AnyRule } from '../rule/rule.js';
import type { SiteLinks } from './site-links.js';

/** Lines about a site as a whole, under a heading. */
export interface SiteSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** What a report needs beside the reports of the files. */
export interface RenderContext {
  readonly colour: boolean;
  readonly rules: readonly AnyRule[];
  /** Of gongwen-lint. */
  readonly version: string;
  /** ISO 8601, only where the same input may give other bytes or the user fixed it. */
  readonly endTime?: string;
  /** Of a scan: what its pages say against each other, and how it differs from an earlier one. Sentences for people. */
  readonly site?: readonly SiteSection[];
  /** Of a scan: what its links lead to. */
  readonly siteLinks?: SiteLinks;
}

/**
 * All files of a run to one report, in pieces, so that a large one need not be held. Pure: same reports and context, same
 * bytes.
 * @param reports gone through as often as the format needs, one at a time
 */
export type Renderer = (reports: Iterable<FileReport>, context: RenderContext) => Iterable<string>;

/** The same for a report that is a file of bytes. */
export type FileRenderer = (reports: Iterable<FileReport>, context: RenderContext) => Promise<Uint8Array>;
