import { SYMBOLS, UNKNOWN } from './alphabet.js';
import { type Frequencies, isHan, pairLog } from './frequencies.js';
import { keep } from './ranking.js';
import type { Sentence } from './reading.js';
import type { Gains } from './replacement.js';
import type { Slip, SlipKind } from './slip-classifier.js';
import type { SlipExaminer } from './slip-examiner.js';
import { SLIP_FEATURE_COUNT } from './slip-features.js';
import { describeRivals, describeSlip } from './slip-row.js';
import { logSum } from './suspicion.js';

/** Below these sums of log-probabilities a place is looked at. */
const JOINT_GATE = -16;
const EXTRA_GATE = -13;
const ORDER_GATE = -22;
/** By pairs alone, a slip must promise so much before it is looked at whole: 98 of a hundred that are told do. */
const LEAST_PROMISE = { missing: -2, extra: 6, order: 2.5 } as const;
/** A slip that gains less is none. */
const LEAST_GAIN = { missing: 0, extra: 2, order: 3 } as const;
/** So many characters that may be missing are looked at whole, after a ranking by pairs. */
const FULLY = 3;
/** The lead of what has no rival, and the most that any has. */
const ALONE = 20;

/** Possible slips in a sentence, in order of place. */
export function slipsIn(examiner: SlipExaminer, sentence: Sentence): readonly Slip[] {
  const found: Slip[] = [];
  for (let i = sentence.from; i < sentence.to; i++) {
    addMissing(examiner, sentence, i, found);
    if (!isHan(examiner.frequencies, sentence.reading.symbols[i] as number)) continue;
    addExtra(examiner, sentence, i, found);
    addOrder(examiner, sentence, i, found);
  }
  for (let k = 0; k < found.length; k++) describeRivals(found, k);
  return found;
}

const NO_GAINS: Gains = { forward: Number.NEGATIVE_INFINITY, backward: Number.NEGATIVE_INFINITY };

const meanOf = ({ forward, backward }: Gains): number => (forward + backward) / 2;

/** How improbable it is that the symbols at i - 1 and i stand side by side. */
const jointLog = ({ reading: { passage } }: Sentence, i: number): number =>
  (passage.forward[i] as number) + (passage.backward[i - 1] as number);

/** The character that most probably is missing before place i. */
function addMissing(examiner: SlipExaminer, sentence: Sentence, i: number, found: Slip[]): void {
  if (jointLog(sentence, i) >= JOINT_GATE) return;
  const { frequencies, gauge, ranking } = examiner;
  const { reading } = sentence;
  const left = reading.symbols[i - 1] as number;
  const right = reading.symbols[i] as number;
  if (left === UNKNOWN || right === UNKNOWN || !(isHan(frequencies, left) || isHan(frequencies, right))) return;
  rankBetween(examiner, left, right);
  if (ranking.count === 0) return;
  if ((ranking.scores[0] as number) - pairLog(frequencies, left, right) < LEAST_PROMISE.missing) return;
  let best = -1;
  let bestGains: Gains = NO_GAINS;
  let second = Number.NEGATIVE_INFINITY;
  // The most promising last: most often it stays the one measured last. Of two that gain the same, the first stays.
  for (let k = ranking.count - 1; k >= 0; k--) {
    const symbol = ranking.items[k] as number;
    const gains = gauge.gains(reading, i, i, [symbol]);
    if (meanOf(gains) > meanOf(bestGains)) {
      second = meanOf(bestGains);
      bestGains = gains;
      best = symbol;
    } else second = Math.max(second, meanOf(gains));
  }
  const total = meanOf(bestGains);
  if (total < LEAST_GAIN.missing) return;
  const replacement = [best];
  if (best !== ranking.items[0]) gauge.gains(reading, i, i, replacement);
  found.push(slipOf(examiner, sentence, 'missing', i, i, replacement, bestGains, Math.min(ALONE, total - second)));
}

/** Ranks the characters that by pairs best stand between two symbols. */
function rankBetween(
  { frequencies, leastLevel, frequentBefore, ranking }: SlipExaminer,
  left: number,
  right: number,
): void {
  const { pairs, pairLogs, singleLogs } = frequencies;
  const row = left * SYMBOLS;
  ranking.count = 0;
  for (const symbol of frequentBefore(right)) {
    const level = pairs[row + symbol] as number;
    if (level < leastLevel) continue;
    const next = pairs[symbol * SYMBOLS + right] as number;
    const score = (pairLogs[level] as number) + (pairLogs[next] as number) - (singleLogs[symbol] as number);
    keep(ranking, score, symbol, FULLY);
  }
}

/** A slip and what the trees ask of it; the gauge must have measured it last. */
function slipOf(
  examiner: SlipExaminer,
  sentence: Sentence,
  kind: SlipKind,
  start: number,
  end: number,
  replacement: readonly number[],
  gains: Gains,
  lead: number,
): Slip {
  const about = end > start ? (sentence.reading.symbols[start] as number) : (replacement[0] as number);
  const row = new Float32Array(SLIP_FEATURE_COUNT);
  const slip = { kind, start, end, replacement, total: meanOf(gains), row, about };
  describeSlip(examiner, sentence, slip, gains, lead);
  return slip;
}

const meets = ({ pairs }: Frequencies, a: number, b: number): boolean => pairs[a * SYMBOLS + b] !== 0;

/** The character at place i, where it seems one too many. */
function addExtra(examiner: SlipExaminer, sentence: Sentence, i: number, found: Slip[]): void {
  const { from, to, reading } = sentence;
  const { symbols } = reading;
  if ((jointLog(sentence, i) + jointLog(sentence, i + 1)) / 2 >= EXTRA_GATE || to - from <= 2) return;
  if (meets(examiner.frequencies, symbols[i - 1] as number, symbols[i + 1] as number))
    addReplaced(examiner, sentence, 'extra', i, i + 1, [], found);
}

/** The character at place i and one or two after it, where they seem out of order. */
function addOrder(examiner: SlipExaminer, sentence: Sentence, i: number, found: Slip[]): void {
  const { frequencies } = examiner;
  const { reading, to } = sentence;
  const { symbols, passage } = reading;
  const here = symbols[i] as number;
  const next = symbols[i + 1] as number;
  const after = symbols[i + 2] as number;
  if (i + 1 >= to || !isHan(frequencies, next) || next === here || !meets(frequencies, next, here)) return;
  if (logSum(passage, i) + logSum(passage, i + 1) >= ORDER_GATE) return;
  addReplaced(examiner, sentence, 'order', i, i + 2, [next, here], found);
  if (i + 2 < to && isHan(frequencies, after) && after !== here && meets(frequencies, after, next))
    addReplaced(examiner, sentence, 'order', i, i + 3, [after, next, here], found);
}

/** A slip of symbols that are there, if pairs promise enough of what would stand in their place, and it gains enough. */
function addReplaced(
  examiner: SlipExaminer,
  sentence: Sentence,
  kind: 'extra' | 'order',
  start: number,
  end: number,
  replacement: readonly number[],
  found: Slip[],
): void {
  const { frequencies, gauge } = examiner;
  const { reading } = sentence;
  const { symbols } = reading;
  const left = symbols[start - 1] as number;
  const right = symbols[end] as number;
  const written = [...symbols.subarray(start, end)];
  const promise = cohesion(frequencies, left, replacement, right) - cohesion(frequencies, left, written, right);
  if (promise < LEAST_PROMISE[kind]) return;
  const gains = gauge.gains(reading, start, end, replacement);
  if (meanOf(gains) < LEAST_GAIN[kind]) return;
  found.push(slipOf(examiner, sentence, kind, start, end, replacement, gains, ALONE));
}

/** How well by pairs a row of symbols hangs together between two others. */
function cohesion(frequencies: Frequencies, left: number, own: readonly number[], right: number): number {
  let sum = 0;
  let last = left;
  for (const symbol of own) {
    sum += pairLog(frequencies, last, symbol) - (frequencies.singleLogs[symbol] as number);
    last = symbol;
  }
  return sum + pairLog(frequencies, last, right);
}
