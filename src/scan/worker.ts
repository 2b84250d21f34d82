import { workerData } from 'node:worker_threads';
import { UnreadableError } from '../errors.js';
import { readFileBytes } from '../intake/file.js';
import { contextOf } from '../linter/context.js';
import { openLinter, reportOfFault } from '../linter/linter.js';
import type { Page } from './pages/page.js';
import { missingLinks } from './site/mirror.js';
import { factsOf } from './site/page-facts.js';
import type { PageReport } from './site/page-report.js';
import { contentKey, openCacheForReading } from './storage/cache.js';
import type { Batch, PageResult, ScanSetup } from './task.js';

const {
  config,
  cacheFile,
  rulesVersion,
  archive,
  withText = false,
} = (workerData as { readonly setup: ScanSetup }).setup;
// One set of rules for all pages: overrides are for files.
const { overrides: _, ...settings } = config;
const context = contextOf(settings, archive);
// Loaded here, so that no page's time pays for it.
context.segmenter?.();
const linter = openLinter(settings, { context, ignoresComments: true, isExpendable: true });
const cache = cacheFile === undefined ? undefined : openCacheForReading(cacheFile);

/** What a page's place says of its links. */
function placedFacts({ facts }: PageReport, { mirror, name, url }: Page): Pick<PageReport, 'facts'> {
  if (!facts?.links || !mirror) return {};
  const missing = missingLinks(mirror, { name, ...(url !== undefined && { url }) }, facts.links);
  return { facts: { ...facts, links: { ...facts.links, missing } } };
}

/** A report under another name: the same content may stand in many places. */
const named = (report: PageReport, page: Page): string =>
  JSON.stringify({
    ...report,
    ...placedFacts(report, page),
    filePath: page.name,
    ...(page.url !== undefined && { url: page.url }),
    ...(page.title !== undefined && { sourceTitle: page.title }),
    ...(page.column !== undefined && { column: page.column }),
    ...(page.published !== undefined && { published: page.published }),
    ...(page.warnings !== undefined && { warnings: [...(report.warnings ?? []), ...page.warnings] }),
  });

const resultOf = (report: PageReport, page: Page, key: string | undefined): PageResult => ({
  report: named(report, page),
  ...(cache && key !== undefined && { kept: { key, report: JSON.stringify({ ...report, filePath: '' }) } }),
});

async function lintPage(page: Page): Promise<PageResult> {
  let key: string | undefined;
  try {
    const bytes = 'file' in page.body ? readFileBytes(page.body.file) : page.body.bytes;
    // The reader is picked by media type or extension, and is part of what the result rests on.
    const kind = page.mediaType ?? /\.[^./]{1,10}$/u.exec(page.name)?.[0] ?? '';
    key = contentKey(bytes, rulesVersion, kind);
    const known = cache?.get(key);
    if (known !== undefined) return { report: named(JSON.parse(known) as PageReport, page) };
    const { name, mediaType } = page;
    const source = { bytes, name, ...(mediaType !== undefined && { mediaType }) };
    const outcome = await linter.check(source, { withText });
    if ('error' in outcome) throw outcome.error;
    const { text, ...report } = outcome.report;
    const shown = text && report.messages.length > 0 && { text };
    return resultOf({ ...report, ...shown, facts: factsOf(outcome.doc) }, page, key);
  } catch (error) {
    // A fault of ours is not kept: it may be mended by the next scan.
    return resultOf(reportOfFault(page.name, error), page, error instanceof UnreadableError ? key : undefined);
  }
}

/** Lints pages one after another; a page that cannot be read is a result too. */
export default async function lintPages({ pages, begun }: Batch): Promise<readonly PageResult[]> {
  const results: PageResult[] = [];
  for (const page of pages) {
    Atomics.add(begun, 0, 1);
    results.push(await lintPage(page));
  }
  return results;
}
