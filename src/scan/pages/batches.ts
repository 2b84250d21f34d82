import type { PageSource, SourceItem } from './page.js';

/** Items for each page of a batch, at most: a source may give thousands that are no pages. */
const ITEMS = 16;

/** At most so many pages; the others are counted as left out. */
export async function* firstPages(source: PageSource, count: number): PageSource {
  let left = count;
  for await (const item of source) yield 'body' in item && left-- <= 0 ? { leftOut: '超过 --max-pages' } : item;
}

/**
 * The items of a source in batches of at most so many pages; a batch ends sooner once the pages that it carries within have so
 * many bytes.
 */
export async function* batchesOf(
  source: PageSource,
  pages: number,
  bytes = Number.POSITIVE_INFINITY,
): AsyncIterable<readonly SourceItem[]> {
  let batch: SourceItem[] = [];
  let held = { pages: 0, bytes: 0 };
  for await (const item of source) {
    batch.push(item);
    if ('body' in item) {
      held.pages++;
      if ('bytes' in item.body) held.bytes += item.body.bytes.length;
    }
    if (held.pages >= pages || held.bytes >= bytes || batch.length >= pages * ITEMS) {
      yield batch;
      batch = [];
      held = { pages: 0, bytes: 0 };
    }
  }
  if (batch.length > 0) yield batch;
}
