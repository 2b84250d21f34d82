import { once } from 'node:events';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { Context, Document } from '../document/document.js';
import { lint } from '../engine/lint.js';
import { type Ruleset, ruleset } from '../engine/ruleset.js';
import { UnreadableError } from '../errors.js';
import { contextOf, rules } from '../index.js';
import { readFileBytes } from '../intake/file.js';
import { readDocument } from '../intake/index.js';
import { type FileReport, linted, unread } from '../record/file-report.js';
import type { Page } from './pages/page.js';
import { missingLinks } from './site/mirror.js';
import { factsOf } from './site/page-facts.js';
import { contentKey } from './storage/cache.js';
import type { Batch, PageResult, ScanSetup } from './task.js';

const { config, rulesVersion, archive, withText = false } = (workerData as { readonly setup: ScanSetup }).setup;
const context: Context = { ...(await contextOf(config)), ...(archive && { archive }) };
// Loaded here, so that no page's time pays for it.
context.segmenter?.();
const active: Ruleset = ruleset(rules, config);

/** What a page's place says of its links. */
function placedFacts({ facts }: FileReport, { mirror, name, url }: Page): Pick<FileReport, 'facts'> {
  if (!facts?.links || !mirror) return {};
  const missing = missingLinks(mirror, { name, ...(url !== undefined && { url }) }, facts.links);
  return { facts: { ...facts, links: { ...facts.links, missing } } };
}

/** A report under another name: the same content may stand in many places. */
const named = (report: FileReport, page: Page): string =>
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

const resultOf = (report: FileReport, page: Page, key: string | undefined): PageResult => ({
  report: named(report, page),
  ...(key !== undefined && { kept: { key, report: JSON.stringify(report) } }),
});

/** What was kept for a key: the main thread has the database for itself. */
async function keptFor(key: string, kept: MessagePort): Promise<FileReport | undefined> {
  const answer = once(kept, 'message');
  kept.postMessage(key);
  const [report] = (await answer) as [string | undefined];
  return report === undefined ? undefined : (JSON.parse(report) as FileReport);
}

async function lintPage(page: Page, kept: MessagePort | undefined): Promise<PageResult> {
  let key: string | undefined;
  try {
    const bytes = 'file' in page.body ? readFileBytes(page.body.file) : page.body.bytes;
    // The reader is picked by media type or extension, and is part of what the result rests on.
    const kind = page.mediaType ?? /\.[^./]{1,10}$/u.exec(page.name)?.[0] ?? '';
    if (kept) {
      key = contentKey(bytes, rulesVersion, kind);
      const known = await keptFor(key, kept);
      if (known) return { report: named(known, page) };
    }
    const doc: Document = await readDocument(bytes, {
      name: page.name,
      context,
      ...(page.mediaType !== undefined && { mediaType: page.mediaType }),
    });
    const result = lint(doc, active, config.minSeverity, { ignoresComments: true });
    return resultOf(
      { ...linted('', doc, result, { withText: withText && result.findings.length > 0 }), facts: factsOf(doc) },
      page,
      key,
    );
  } catch (error) {
    if (error instanceof UnreadableError) return resultOf(unread('', error.code, error.message), page, key);
    return {
      report: named(
        {
          ...unread('', 'reader-failed', '读取时出错，这是本工具的缺陷，请报告。'),
          status: 'failed',
          failures: [{ ruleId: '', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }],
        },
        page,
      ),
    };
  }
}

/** Lints pages one after another; a page that cannot be read is a result too. */
export default async function lintPages({ pages, begun, kept }: Batch): Promise<readonly PageResult[]> {
  const results: PageResult[] = [];
  for (const page of pages) {
    Atomics.add(begun, 0, 1);
    results.push(await lintPage(page, kept));
  }
  return results;
}
