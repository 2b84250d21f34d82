import { perDocument } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';
import { type BookTitle, bookTitles } from '../language/book-titles.js';
import { type DocNumber, docNumbers } from './doc-numbers.js';

/** 《title》（number）: a text cited with its 发文字号. */
export interface Citation {
  readonly title: BookTitle;
  readonly number: DocNumber;
  /** From 《 to the end of the number. */
  readonly range: Range;
}

export const citations = perDocument((doc): readonly Citation[] => {
  const byEnd = new Map(bookTitles(doc).map((title) => [title.range.end, title]));
  const found: Citation[] = [];
  for (const number of docNumbers(doc)) {
    // 》（国办函〔2020〕109号, 》 (国发…
    const gap = /[\s]{0,2}[（(]\s{0,1}$/u.exec(doc.text.slice(Math.max(0, number.range.start - 4), number.range.start));
    if (!gap) continue;
    const title = byEnd.get(number.range.start - gap[0].length);
    if (title) found.push({ title, number, range: { start: title.range.start, end: number.range.end } });
  }
  return found;
});
