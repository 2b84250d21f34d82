import { isHan } from '../../text/chars.js';
import { standsAtLeast } from '../../text/occurrences.js';
import type { Range } from '../../text/range.js';

/** The document's own usage vetoes: so often a spelling stands there with what is on both sides, or the other never. */
const HABIT = 2;
/** So often with one neighbour that it is meant, whatever else stands there. */
const SURE_HABIT = 3;
/** Units on either side with which a place is looked for again. */
const NEIGHBOURS = 2;

/** Whether the range stands so often with the character before it, or with the one after it. */
const standsBeside = (text: string, { start, end }: Range, often: number): boolean =>
  (isHan(text.charAt(start - 1)) && standsAtLeast(text, text.slice(start - 1, end), often)) ||
  (isHan(text.charAt(end)) && standsAtLeast(text, text.slice(start, end + 1), often));

/** Whether the document writes the range beside its neighbour again and again, more so than what is suggested for it. */
export function isHabitOverMeant(text: string, range: Range, meant: string): boolean {
  const before = text.charAt(range.start - 1);
  const after = text.charAt(range.end);
  const isOther = (isHan(before) && text.includes(before + meant)) || (isHan(after) && text.includes(meant + after));
  return standsBeside(text, range, isOther ? SURE_HABIT : HABIT);
}

/** Whether the document writes the range, which may be empty, so again. */
export const isHabit = (text: string, { start, end }: Range): boolean =>
  standsAtLeast(text, text.slice(Math.max(0, start - NEIGHBOURS), end + NEIGHBOURS), HABIT) ||
  (end > start && standsBeside(text, { start, end }, SURE_HABIT));
