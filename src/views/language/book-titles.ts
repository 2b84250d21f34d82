import { perDocument } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';
import { brackets } from './brackets.js';

/** A 《…》 or 〈…〉 that is closed. */
export interface BookTitle {
  /** Marks included. */
  readonly range: Range;
  /** Between the marks. */
  readonly text: string;
  /** 0 outermost. */
  readonly depth: number;
}

/** Book titles in order of their opening marks. */
export const bookTitles = perDocument((doc): readonly BookTitle[] => {
  const titles: BookTitle[] = [];
  const ends: number[] = [];
  for (const { open, close, openMark } of brackets(doc).pairs) {
    if (openMark !== '《' && openMark !== '〈') continue;
    while (ends.length > 0 && (ends.at(-1) ?? 0) <= open.start) ends.pop();
    titles.push({
      range: { start: open.start, end: close.end },
      text: doc.text.slice(open.end, close.start),
      depth: ends.length,
    });
    ends.push(close.end);
  }
  return titles;
});
