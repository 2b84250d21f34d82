import type { Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import { BRACKET_PAIRS } from '../../text/chars.js';
import { overlaps, type Range, rangeOf } from '../../text/range.js';

/** A sentence longer than this is cut: nothing that works by the sentence may hang on a text without marks. */
export const MAX_SENTENCE = 2000;

/** A bracket that has not closed within so many units is taken for a stray one, and the marks after it end sentences. */
const MAX_QUOTED = 400;

const END_MARKS = new Set('。！？!?');
const CLOSING = new Set(BRACKET_PAIRS.values());

/** By UTF-16 unit 1 where a mark ends a sentence or opens a bracket: all else is passed over. */
const MARKED = new Uint8Array(0x10000);
for (const mark of [...END_MARKS, ...BRACKET_PAIRS.keys()]) MARKED[mark.charCodeAt(0)] = 1;

/** Where the bracket opened at `start` closes, nested ones of its own kind counted, or -1. */
function closingOf(text: string, start: number, end: number): number {
  const opening = text[start] as string;
  const closing = BRACKET_PAIRS.get(opening);
  const last = Math.min(end, start + MAX_QUOTED);
  let depth = 0;
  for (let i = start; i < last; i++) {
    if (text[i] === opening) depth++;
    else if (text[i] === closing && --depth === 0) return i;
  }
  return -1;
}

const surrogateAt = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/**
 * A quotation with its own end mark ends the sentence around it unless that visibly goes on; a title (《为什么？》)
 * never does.
 */
const endsAfterQuotation = (text: string, next: number, end: number): boolean =>
  !/[》〉]/u.test(text[next - 1] as string) && (next >= end || !/[，、；：,;:—…的]/u.test(text[next] as string));

/** Into a list and not one by one: pages have hundreds of blocks, most of one sentence. */
function addSentences(text: string, { start, end }: Range, found: Range[]): void {
  let from = start;
  let i = start;
  // Marks before this offset stand inside brackets.
  let quotedTo = start;
  while (i < end) {
    if (MARKED[text.charCodeAt(i)] === 0 && i + 1 - from < MAX_SENTENCE) {
      i++;
      continue;
    }
    const character = text[i] as string;
    if (i >= quotedTo && BRACKET_PAIRS.has(character)) quotedTo = Math.max(quotedTo, closingOf(text, i, end));
    let next = i + 1;
    let ends = false;
    if (END_MARKS.has(character)) {
      while (next < end && END_MARKS.has(text[next] as string)) next++;
      const marked = next;
      while (next < end && CLOSING.has(text[next] as string)) next++;
      ends = i >= quotedTo || (next > marked && next > quotedTo && endsAfterQuotation(text, next, end));
    }
    if (!ends && next - from >= MAX_SENTENCE) {
      next = from + MAX_SENTENCE;
      if (surrogateAt(text, next)) next--;
      ends = true;
    }
    if (ends) {
      found.push(rangeOf(from, next));
      from = next;
    }
    i = next;
  }
  if (from < end) found.push(rangeOf(from, end));
}

/**
 * The sentences of all blocks in order, a table's cells each for itself. What stands between blocks belongs to none.
 */
export const sentences = perDocument((doc): readonly Range[] => {
  const found: Range[] = [];
  for (const { range, table } of doc.blocks) {
    if (table) for (const cell of table.cells) addSentences(doc.text, cell.range, found);
    else addSentences(doc.text, range, found);
  }
  return found;
});

/** The index of the first sentence that ends after `offset`; their number when there is none. */
export function sentenceAfter(doc: Document, offset: number): number {
  const all = sentences(doc);
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle] as Range).end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The sentences within a range, and of those that run over its ends what lies within. */
export function sentencesWithin(doc: Document, range: Range): readonly Range[] {
  const all = sentences(doc);
  const found: Range[] = [];
  for (let i = sentenceAfter(doc, range.start); i < all.length; i++) {
    const { start, end } = all[i] as Range;
    if (!overlaps({ start, end }, range)) break;
    found.push(rangeOf(Math.max(start, range.start), Math.min(end, range.end)));
  }
  return found;
}
