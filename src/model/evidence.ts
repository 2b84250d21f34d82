import type { Frequencies } from './frequencies.js';
import { type Passage, SPREAD_BITS } from './language-model.js';
import { CONTEXT, type GainGauge, type Gains } from './replacement.js';

/** What the model says of a replacement. */
export interface Evidence {
  readonly gains: Gains;
  /** Log-probabilities of the new symbols, in nats: the lowest. */
  readonly forward: number;
  readonly backward: number;
  /** Longest n-gram that a new symbol stands in, 1 to 5, and the highest level of that length. */
  readonly longest: number;
  readonly longestLevel: number;
  /** What writeRowLogs tells of the rows about the new symbols. */
  readonly rowLogs: Float32Array;
}

/** Of a replacement of `length` symbols, the last that was measured. */
export function evidenceOf(frequencies: Frequencies, { passage }: GainGauge, gains: Gains, length: number): Evidence {
  const end = CONTEXT + length;
  const longest = longestOver(passage, CONTEXT, end);
  const rowLogs = new Float32Array(ROW_LOGS);
  writeRowLogs(frequencies, passage, CONTEXT, end, rowLogs, 0);
  return {
    gains,
    forward: lowest(passage.forward, CONTEXT, end),
    backward: lowest(passage.backward, CONTEXT, end),
    longest,
    longestLevel: longestLevelOver(passage, longest, CONTEXT, end),
    rowLogs,
  };
}

/** The lowest of the log-probabilities at [start, end). */
export function lowest(logs: Float32Array, start: number, end: number): number {
  let least = 0;
  for (let i = start; i < end; i++) least = Math.min(least, logs[i] as number);
  return least;
}

/** The highest gram of rows that end in [start, end), 0 where none was seen. */
function highestGram(grams: Uint16Array, start: number, end: number): number {
  let highest = 0;
  for (let i = start; i < end; i++) highest = Math.max(highest, grams[i] as number);
  return highest;
}

/** Length of the longest row seen, 1 to 5, that has one of the places [start, end) in it. */
export function longestOver({ two, three, four, five }: Passage, start: number, end: number): number {
  if (highestGram(five, start, end + 4) !== 0) return 5;
  if (highestGram(four, start, end + 3) !== 0) return 4;
  if (highestGram(three, start, end + 2) !== 0) return 3;
  return highestGram(two, start, end + 1) !== 0 ? 2 : 1;
}

/** Highest level of the rows of a length that have one of the places [start, end) in them; 0 of rows of one and two. */
export function longestLevelOver({ three, four, five }: Passage, length: number, start: number, end: number): number {
  if (length < 3) return 0;
  const grams = length === 5 ? five : length === 4 ? four : three;
  return highestGram(grams, start, end + length - 1) >> SPREAD_BITS;
}

/** So many numbers writeRowLogs writes. */
export const ROW_LOGS = 9;

/**
 * Logarithms of the counts of the rows of three to five symbols about the places [start, end), as gramLogs has them, into
 * `row` from `at` on. In this order: rows of three that reach left, lie about the last place, reach right; the more
 * frequent of two rows of four that end early, and late; of two rows of five early, one of five in the middle, two late;
 * the row of four that ends at the first place.
 */
export function writeRowLogs(
  { gramLogs }: Frequencies,
  { three, four, five }: Passage,
  start: number,
  end: number,
  row: Float32Array,
  at: number,
): void {
  row[at] = gramLogs[three[end - 1] as number] as number;
  row[at + 1] = gramLogs[three[end] as number] as number;
  row[at + 2] = gramLogs[three[end + 1] as number] as number;
  row[at + 3] = Math.max(gramLogs[four[end - 1] as number] as number, gramLogs[four[end] as number] as number);
  row[at + 4] = Math.max(gramLogs[four[end + 1] as number] as number, gramLogs[four[end + 2] as number] as number);
  row[at + 5] = Math.max(gramLogs[five[end - 1] as number] as number, gramLogs[five[end] as number] as number);
  row[at + 6] = gramLogs[five[end + 1] as number] as number;
  row[at + 7] = Math.max(gramLogs[five[end + 2] as number] as number, gramLogs[five[end + 3] as number] as number);
  row[at + 8] = gramLogs[four[start] as number] as number;
}
