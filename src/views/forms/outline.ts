import { perDocument } from '../../document/per-document.js';
import { numberOf } from '../../text/numerals.js';
import type { Range } from '../../text/range.js';

/** A line that opens a part: marked up as a heading, or numbered 一、（一）1.（1）. */
export interface OutlineItem {
  /** 1 一、, 2 （一）, 3 1., 4 （1）; of an unnumbered heading, as the mark-up says. */
  readonly level: number;
  /** The number itself; absent where a heading has none. */
  readonly number?: number;
  /** The mark as printed: （一）. */
  readonly mark: string;
  readonly markRange: Range;
  /** The line's first sentence, mark included. */
  readonly range: Range;
  readonly heading: boolean;
}

const MARKS: readonly (readonly [RegExp, number])[] = [
  [/^(?<number>[一二三四五六七八九十百]{1,5})、/u, 1], // 一、总体情况
  [/^[（(](?<number>[一二三四五六七八九十百]{1,5})[）)]/u, 2], // （一）主动公开
  [/^(?<number>\d{1,3})(?:[.．](?!\d)|、)/u, 3], // 1.主动公开情况
  [/^[（(](?<number>\d{1,3})[）)]/u, 4], // （1）
];

const MAX_HEADING = 120;

export const outline = perDocument((doc): readonly OutlineItem[] => {
  const items: OutlineItem[] = [];
  for (const block of doc.blocks) {
    if (block.region !== 'main' || !['title', 'heading', 'paragraph', 'item'].includes(block.kind)) continue;
    const { start, end } = block.range;
    const head = doc.text.slice(start, Math.min(end, start + MAX_HEADING));
    const heading = block.kind === 'heading';
    const stop = head.indexOf('。');
    const range = { start, end: stop < 0 ? Math.min(end, start + MAX_HEADING) : start + stop + 1 };
    let numbered = false;
    for (const [pattern, level] of MARKS) {
      const match = pattern.exec(head);
      const number = match?.groups?.number;
      if (!match || number === undefined) continue;
      items.push({
        level,
        number: numberOf(number),
        mark: match[0],
        markRange: { start, end: start + match[0].length },
        range,
        heading,
      });
      numbered = true;
      break;
    }
    if (heading && !numbered)
      items.push({ level: block.level ?? 1, mark: '', markRange: { start, end: start }, range, heading });
  }
  return items;
});
