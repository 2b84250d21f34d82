import type { PageSource, SourceItem } from './page.js';

/** Items for each page of a run, at most: a source may give thousands that are no pages. */
const ITEMS = 16;

/** At most so many pages; the others are counted as left out. */
export async function* firstPages(source: PageSource, count: number): PageSource {
  let left = count;
  for await (const item of source) yield 'body' in item && left-- <= 0 ? { leftOut: '超过 --max-pages' } : item;
}

/**
 * The items of a source in runs of at most so many pages; a run ends sooner once the pages that it carries within have so
 * many bytes.
 */
export async function* runsOf(
  source: PageSource,
  pages: number,
  bytes = Number.POSITIVE_INFINITY,
): AsyncIterable<readonly SourceItem[]> {
  let run: SourceItem[] = [];
  let held = { pages: 0, bytes: 0 };
  for await (const item of source) {
    run.push(item);
    if ('body' in item) {
      held.pages++;
      if ('bytes' in item.body) held.bytes += item.body.bytes.length;
    }
    if (held.pages >= pages || held.bytes >= bytes || run.length >= pages * ITEMS) {
      yield run;
      run = [];
      held = { pages: 0, bytes: 0 };
    }
  }
  if (run.length > 0) yield run;
}
