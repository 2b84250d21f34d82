import type { Archive } from '../document/document.js';
import type { Config } from '../engine/ruleset.js';
import type { Page } from './pages/page.js';

/** What every thread of a scan is set up with; plain data. */
export interface ScanSetup {
  readonly config: Config;
  /** Earlier and other annual reports, for the rules that compare with them. */
  readonly archive?: Archive;
  /** Results carry their text, where they have findings. */
  readonly withText?: boolean;
  /** The file of earlier results, where there is one; threads only read it. */
  readonly cacheFile?: string;
  /** Rules, dictionaries and version in one digest: results of another are not used again. */
  readonly rulesVersion: string;
}

/** What a page gave: its report as JSON; and what is kept for the next scan, which knows nothing of where it stood. */
export interface PageResult {
  readonly report: string;
  readonly kept?: { readonly key: string; readonly report: string };
}

/** What one message to a thread carries. */
export interface Batch {
  readonly pages: readonly Page[];
  /** Shared memory: how many of the pages are begun, the last of them at work or done. */
  readonly begun: Int32Array;
}
