import type { Dictionaries } from '../../src/dictionary/index.js';
import type { Row } from '../../src/dictionary/schemas.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { isHan } from '../../src/text/chars.js';
import type { Range } from '../../src/text/range.js';

export type Usage = Row<'usages'>;

const DIGIT = /^[\d〇一二三四五六七八九十]$/u; // 2

/** The rows of each wrong form. */
export const usagesByWord = perDictionaries((dictionaries: Dictionaries) => {
  const byWord = new Map<string, Usage[]>();
  for (const row of dictionaries.rows('usages')) byWord.set(row.wrong, [...(byWord.get(row.wrong) ?? []), row]);
  return byWord;
});

function standsBefore(text: string, at: number, condition: string): boolean {
  if (condition === '^') return !isHan(text[at - 1]);
  if (condition === '#') return DIGIT.test(text.charAt(at - 1));
  return text.endsWith(condition, at);
}

const standsAfter = (text: string, at: number, condition: string): boolean =>
  condition === '#' ? DIGIT.test(text.charAt(at)) : text.startsWith(condition, at);

const isExcused = (text: string, start: number, { wrong, unless }: Usage): boolean =>
  unless.some((context) => text.startsWith(context, start - context.indexOf(wrong)));

/** Whether the text around the range is one that the row is about. */
export const holds = (text: string, { start, end }: Range, row: Usage): boolean =>
  (row.before.length === 0 || row.before.some((condition) => standsBefore(text, start, condition))) &&
  (row.after.length === 0 || row.after.some((condition) => standsAfter(text, end, condition))) &&
  !isExcused(text, start, row);
