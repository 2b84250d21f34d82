import { SYMBOL_BITS, SYMBOLS, UNKNOWN } from './alphabet.js';
import { CONTEXT_ONLY, type Confusions, SAME_SYLLABLES } from './confusions.js';
import { type Evidence, evidenceOf } from './evidence.js';
import type { Examiner } from './examiner.js';
import { keep } from './ranking.js';
import type { Reading } from './reading.js';
import { logSum } from './suspicion.js';

/** So many single candidates are looked at whole, after a ranking by pairs. */
const FULLY_SINGLE = 6;
/** Where the doubt is slight, fewer. */
const SLIGHT = -14;
const FULLY_SLIGHT = 4;
const FULLY_CONTEXT = 2;
const FULLY_PAIR = 3;
/** By pairs alone, a candidate must be so much better than what is written. */
const SLACK = -5;
const PAIR_SLACK = -3;
/** How likely beforehand what no table of sounds and shapes gives. */
const CONTEXT_PRIOR = -7;
const PAIR_PRIOR = -2.5;
/** What gains less than this in all is not even proposed. */
export const LEAST_TOTAL = 1;

/** One or two symbols that may stand in place of those written. */
export interface Candidate {
  readonly start: number;
  readonly replacement: readonly number[];
  /** Why one may stand for the other: SAME_TONE and so on. */
  readonly kind: number;
  /** 1 where they look alike, too. */
  readonly alike: number;
  /** How likely beforehand, as a logarithm on no particular scale. */
  readonly prior: number;
  /** The mean of both gains, in nats, and the prior. */
  readonly total: number;
  /** Only of what gains enough to be proposed. */
  readonly evidence: Evidence | undefined;
}

function candidateOf(
  { frequencies, gauge }: Examiner,
  reading: Reading,
  start: number,
  replacement: readonly number[],
  kind: number,
  alike: number,
  prior: number,
): Candidate {
  const { length } = replacement;
  const gains = gauge.gains(reading, start, start + length, replacement);
  const total = (gains.forward + gains.backward) / 2 + prior;
  const evidence = total < LEAST_TOTAL ? undefined : evidenceOf(frequencies, gauge, gains, length);
  return { start, replacement, kind, alike, prior, total, evidence };
}

/** The k-th of the symbols that sound or look like what is written. */
const confusedOf = (examiner: Examiner, reading: Reading, i: number, known: Confusions, k: number): Candidate =>
  candidateOf(
    examiner,
    reading,
    i,
    [known.symbols[k] as number],
    known.kinds[k] as number,
    known.alike[k] as number,
    known.priors[k] as number,
  );

/** Code unit of what is written. */
function unitWritten({ alphabet }: Examiner, { symbols, unitAt }: Reading, i: number): number {
  const symbol = symbols[i] as number;
  return symbol === UNKNOWN ? unitAt(i) : (alphabet.unitOf[symbol] as number);
}

/** `base` and how well by pairs one symbol stands between two others. */
const cohesion = (
  { frequencies: { pairs, pairLogs, singleLogs }, surroundings: { pairsBefore } }: Examiner,
  base: number,
  left: number,
  symbol: number,
  right: number,
): number =>
  base +
  (pairLogs[pairs[left * SYMBOLS + symbol] as number] as number) +
  (pairLogs[pairsBefore[right * SYMBOLS + symbol] as number] as number) -
  (singleLogs[symbol] as number);

/** The same of two symbols. */
const cohesionOfTwo = (
  { frequencies: { pairs, pairLogs, singleLogs }, surroundings: { pairsBefore } }: Examiner,
  base: number,
  left: number,
  first: number,
  second: number,
  right: number,
): number =>
  base +
  (pairLogs[pairs[left * SYMBOLS + first] as number] as number) -
  (singleLogs[first] as number) +
  (pairLogs[pairs[first * SYMBOLS + second] as number] as number) +
  (pairLogs[pairsBefore[right * SYMBOLS + second] as number] as number) -
  (singleLogs[second] as number);

/** Adds the best of the symbols that sound or look like the one at place i. */
export function addConfused(examiner: Examiner, reading: Reading, i: number, found: Candidate[]): void {
  const { symbols, passage } = reading;
  const { ranking, confusions } = examiner;
  const left = symbols[i - 1] as number;
  const right = symbols[i + 1] as number;
  const known = confusions.of(unitWritten(examiner, reading, i));
  const least = cohesion(examiner, SLACK, left, symbols[i] as number, right);
  const most = logSum(passage, i) < SLIGHT ? FULLY_SINGLE : FULLY_SLIGHT;
  ranking.count = 0;
  for (let k = 0; k < known.symbols.length; k++) {
    const score = cohesion(examiner, known.priors[k] as number, left, known.symbols[k] as number, right);
    if (score >= least) keep(ranking, score, k, most);
  }
  for (let rank = 0; rank < ranking.count; rank++)
    found.push(confusedOf(examiner, reading, i, known, ranking.items[rank] as number));
}

/** Adds the best of the symbols known between the neighbours of place i, whatever is written there. */
export function addByContext(examiner: Examiner, reading: Reading, i: number, found: Candidate[]): void {
  const { symbols } = reading;
  const { ranking, confusions, frequencies, surroundings } = examiner;
  const { after, before, pairsBefore } = surroundings;
  const symbol = symbols[i] as number;
  const left = symbols[i - 1] as number;
  const right = symbols[i + 1] as number;
  const afterLeft = (after.starts[left + 1] as number) - (after.starts[left] as number);
  const beforeRight = (before.starts[right + 1] as number) - (before.starts[right] as number);
  const { starts, symbols: options } = afterLeft < beforeRight ? after : before;
  const own = afterLeft < beforeRight ? left : right;
  const last = starts[own + 1] as number;
  ranking.count = 0;
  for (let k = starts[own] as number; k < last; k++) {
    const option = options[k] as number;
    if (frequencies.pairs[left * SYMBOLS + option] === 0 || pairsBefore[right * SYMBOLS + option] === 0) continue;
    if (option !== symbol) keep(ranking, cohesion(examiner, 0, left, option, right), option, FULLY_CONTEXT);
  }
  const known = confusions.of(unitWritten(examiner, reading, i));
  for (let rank = 0; rank < ranking.count; rank++) {
    const option = ranking.items[rank] as number;
    if (found.some(({ replacement }) => replacement[0] === option)) continue;
    const k = known.symbols.indexOf(option);
    found.push(
      k < 0
        ? candidateOf(examiner, reading, i, [option], CONTEXT_ONLY, 0, CONTEXT_PRIOR)
        : confusedOf(examiner, reading, i, known, k),
    );
  }
}

/** Adds the best of the known pairs that sound like the two symbols at i and i + 1, both of them other symbols. */
export function addPairs(examiner: Examiner, reading: Reading, i: number, found: Candidate[]): void {
  const { symbols } = reading;
  const { ranking, confusions } = examiner;
  const homophones = examiner.homophonePairs();
  const first = symbols[i] as number;
  const second = symbols[i + 1] as number;
  const left = symbols[i - 1] as number;
  const right = symbols[i + 2] as number;
  const least = cohesionOfTwo(examiner, PAIR_SLACK, left, first, second, right);
  ranking.count = 0;
  for (const a of confusions.syllables(unitWritten(examiner, reading, i)))
    for (const b of confusions.syllables(unitWritten(examiner, reading, i + 1))) {
      const cell = a * confusions.syllableCount + b;
      for (let k = homophones.starts[cell] as number; k < (homophones.starts[cell + 1] as number); k++) {
        const pair = homophones.pairs[k] as number;
        const x = pair >>> SYMBOL_BITS;
        const y = pair & (SYMBOLS - 1);
        if (x === first || y === second) continue;
        const score = cohesionOfTwo(examiner, 0, left, x, y, right);
        if (score >= least) keep(ranking, score, pair, FULLY_PAIR);
      }
    }
  for (let rank = 0; rank < ranking.count; rank++) {
    const pair = ranking.items[rank] as number;
    const replacement = [pair >>> SYMBOL_BITS, pair & (SYMBOLS - 1)];
    found.push(candidateOf(examiner, reading, i, replacement, SAME_SYLLABLES, 0, PAIR_PRIOR));
  }
}
