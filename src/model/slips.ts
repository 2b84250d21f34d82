import { FIRST_CHARACTER, HAN, SYMBOLS, symbolClasses, UNKNOWN } from './alphabet.js';
import { gramLogsOf, type LanguageModel, levelOf, type Reader, readerOf, SPREAD_BITS } from './language-model.js';
import { CONTEXT, type Gains, type ReadText, trialOf } from './replacement.js';
import { logitOf, type Trees } from './trees.js';

/** Slips of the hand that change how many characters there are, or their order. */
export const SLIP_KINDS = ['missing', 'extra', 'order'] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

/** From how sure a slip of a kind is told, at which level: thresholds of its logit. */
export interface SlipThresholds {
  readonly warning: number;
  readonly info: number;
}

export interface SlipClassifier {
  readonly trees: Trees;
  /** How often right text looks as if this character were missing, too many or misplaced: by symbol, logarithms. */
  readonly habits: Float32Array;
  readonly thresholds: SlipThresholds;
}

/** Classifiers that belong to one language model. */
export type SlipModel = Readonly<Record<SlipKind, SlipClassifier>>;

/** Symbols [start, end) that would better be `replacement`; what the trees ask of it is in `row`. */
export interface Slip {
  readonly kind: SlipKind;
  readonly start: number;
  readonly end: number;
  readonly replacement: readonly number[];
  /** What it gains in log-probability, the mean of both directions. */
  readonly total: number;
  readonly row: Float32Array;
  /** The character that it is about. */
  readonly about: number;
}

/** How sure a slip is: a logit. */
export function slipLogit({ trees, habits }: SlipClassifier, { row, about }: Slip): number {
  row[HABIT_FEATURE] = habits[about] as number;
  return logitOf(trees, row);
}

export interface SlipExaminer {
  readonly reader: Reader;
  /** Possible slips in a sentence [from, to) of a reading, in order of place. */
  slips(reading: ReadText, from: number, to: number): readonly Slip[];
}

export const SLIP_FEATURES = 49;
/** The one of the trees' questions that is about the character itself. */
export const HABIT_FEATURE = 48;

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
/** Pairs seen less often suggest no missing character. */
const LEAST_PAIR = 5;
const ALONE = 20;
/** Symbols of the longest slip. */
const LONGEST = 3;
const NEIGHBOURHOOD = 5;
const WEAK = -14;

/** Slips that a language model suspects. Holds scratch space: one for each thread. */
export function slipExaminerOf(model: LanguageModel): SlipExaminer {
  const reader = readerOf(model);
  const { pairs, pairLevels, singles, longerLevels, alphabet } = model;
  const pairLog = Float32Array.from(pairLevels.counts, (count, level) => Math.log(level === 0 ? 0.3 : count));
  const gramLog = gramLogsOf(longerLevels);
  const singleLog = Float32Array.from(singles, (count) => Math.log(Math.max(1, count)));
  const classes = symbolClasses(alphabet);
  const isHan = (symbol: number): boolean => classes[symbol] === HAN;
  const pairOf = (a: number, b: number): number => pairLog[pairs[a * SYMBOLS + b] as number] as number;

  const meets = (a: number, b: number): boolean => pairs[a * SYMBOLS + b] !== 0;

  /** The characters that often enough stand before another one: who may be missing there. */
  const leastLevel = levelOf(pairLevels, LEAST_PAIR);
  const before: (Uint16Array | undefined)[] = [];
  const standsBefore = (symbol: number): Uint16Array => {
    const known = before[symbol];
    if (known) return known;
    const found: number[] = [];
    for (let a = FIRST_CHARACTER; a < SYMBOLS; a++)
      if (isHan(a) && (pairs[a * SYMBOLS + symbol] as number) >= leastLevel) found.push(a);
    const list = Uint16Array.from(found);
    before[symbol] = list;
    return list;
  };

  const { passage: trialPassage, tryOut } = trialOf(reader);

  /** Logarithm of the count of the most frequent n-gram of an order over the places [start, end), or over their joint. */
  const mostFrequent = (grams: Uint16Array, order: number, start: number, end: number): number => {
    let best = -1;
    for (let i = start; i <= end + order - 2; i++)
      best = Math.max(
        best,
        order === 2
          ? (pairLog[(grams[i] as number) >> SPREAD_BITS] as number)
          : (gramLog[grams[i] as number] as number),
      );
    return best;
  };

  const mean = (values: Float32Array, from: number, to: number): number => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += values[i] as number;
    return to > from ? sum / (to - from) : 0;
  };

  /** A slip with what can be told of it alone; its trial must be the last one made. */
  const slipOf = (
    kind: SlipKind,
    reading: ReadText,
    from: number,
    to: number,
    start: number,
    end: number,
    replacement: readonly number[],
    lead: number,
    { forward, backward }: Gains,
  ): Slip => {
    const { symbols, passage } = reading;
    const total = (forward + backward) / 2;
    const row = new Float32Array(SLIP_FEATURES);
    const last = CONTEXT + replacement.length;
    row[0] = forward;
    row[1] = backward;
    row[2] = Math.min(forward, backward);
    row[3] = total;
    for (let k = 0; k < 3; k++) {
      row[4 + k] = passage.forward[start + k] as number;
      row[7 + k] = passage.backward[end - 1 - k] as number;
      row[10 + k] = trialPassage.forward[CONTEXT + k] as number;
      row[13 + k] = trialPassage.backward[last - 1 - k] as number;
    }
    for (const [k, levels] of (['two', 'three', 'four', 'five'] as const).entries()) {
      row[16 + k] = mostFrequent(passage[levels], k + 2, start, end);
      row[20 + k] = mostFrequent(trialPassage[levels], k + 2, CONTEXT, last);
    }
    const left = symbols[start - 1] as number;
    const right = symbols[end] as number;
    const first = end > start ? (symbols[start] as number) : (replacement[0] as number);
    row[24] = reader.single(first);
    row[25] = end > start + 1 ? reader.single(symbols[end - 1] as number) : 0;
    row[26] = pairOf(left, end > start ? (symbols[start] as number) : right);
    row[27] = pairOf(end > start ? (symbols[end - 1] as number) : left, right);
    row[28] = pairOf(left, replacement[0] ?? right);
    row[29] = pairOf(replacement.at(-1) ?? left, right);
    row[30] = lead;
    row[33] = mean(passage.forward, from, to);
    row[34] = to - from;
    row[35] = start - from;
    row[36] = to - end;
    row[37] = classes[left] as number;
    row[38] = classes[right] as number;
    row[39] = classes[symbols[start - 2] as number] as number;
    row[40] = classes[symbols[end + 1] as number] as number;
    row[41] = Number(first === left) + 2 * Number(first === right);
    let weak = 0;
    let unknown = 0;
    for (let i = Math.max(from, start - NEIGHBOURHOOD); i < Math.min(to, end + NEIGHBOURHOOD); i++) {
      if (symbols[i] === UNKNOWN) unknown++;
      if ((i < start - 1 || i > end) && (passage.forward[i] as number) + (passage.backward[i] as number) < WEAK) weak++;
    }
    row[42] = weak;
    row[43] = unknown;
    row[44] = end - start;
    row[45] = mean(passage.forward, Math.max(from, start - NEIGHBOURHOOD), start);
    row[46] = mean(passage.backward, end, Math.min(to, end + NEIGHBOURHOOD));
    row[47] = Math.min(passage.forward[start + 1] as number, passage.backward[start - 1] as number);
    return { kind, start, end, replacement, total, row, about: first };
  };

  const bestScores = new Float64Array(FULLY);
  const bestSymbols = new Uint16Array(FULLY);

  /** The character that most probably is missing before place i. */
  const missingAt = (reading: ReadText, from: number, to: number, i: number): Slip | undefined => {
    const { symbols } = reading;
    const left = symbols[i - 1] as number;
    const right = symbols[i] as number;
    let count = 0;
    for (const symbol of standsBefore(right)) {
      const level = pairs[left * SYMBOLS + symbol] as number;
      if (level < leastLevel) continue;
      const score = (pairLog[level] as number) + pairOf(symbol, right) - (singleLog[symbol] as number);
      if (count === FULLY && score <= (bestScores[FULLY - 1] as number)) continue;
      let at = count < FULLY ? count++ : FULLY - 1;
      for (; at > 0 && (bestScores[at - 1] as number) < score; at--) {
        bestScores[at] = bestScores[at - 1] as number;
        bestSymbols[at] = bestSymbols[at - 1] as number;
      }
      bestScores[at] = score;
      bestSymbols[at] = symbol;
    }
    if (count === 0 || (bestScores[0] as number) - pairOf(left, right) < LEAST_PROMISE.missing) return undefined;
    let best = -1;
    let bestTotal = Number.NEGATIVE_INFINITY;
    let second = Number.NEGATIVE_INFINITY;
    // The most promising last: most often its trial stays.
    for (let k = count - 1; k >= 0; k--) {
      const symbol = bestSymbols[k] as number;
      const { forward, backward } = tryOut(reading, i, i, [symbol]);
      const total = (forward + backward) / 2;
      if (total > bestTotal) {
        second = bestTotal;
        bestTotal = total;
        best = symbol;
      } else second = Math.max(second, total);
    }
    if (bestTotal < LEAST_GAIN.missing) return undefined;
    const gains = tryOut(reading, i, i, [best]);
    return slipOf('missing', reading, from, to, i, i, [best], Math.min(ALONE, bestTotal - second), gains);
  };

  /** How much better a row of symbols hangs together by pairs between its neighbours. */
  const hangs = (left: number, own: readonly number[], right: number): number => {
    let sum = 0;
    let last = left;
    for (const symbol of own) {
      sum += pairOf(last, symbol) - (singleLog[symbol] as number);
      last = symbol;
    }
    return sum + pairOf(last, right);
  };

  const tried = (
    kind: 'extra' | 'order',
    reading: ReadText,
    from: number,
    to: number,
    start: number,
    end: number,
    replacement: readonly number[],
  ): Slip | undefined => {
    const { symbols } = reading;
    const left = symbols[start - 1] as number;
    const right = symbols[end] as number;
    const written = [...symbols.subarray(start, end)];
    if (hangs(left, replacement, right) - hangs(left, written, right) < LEAST_PROMISE[kind]) return undefined;
    const gains = tryOut(reading, start, end, replacement);
    if ((gains.forward + gains.backward) / 2 < LEAST_GAIN[kind]) return undefined;
    return slipOf(kind, reading, from, to, start, end, replacement, ALONE, gains);
  };

  const slips: SlipExaminer['slips'] = (reading, from, to) => {
    const { symbols, passage } = reading;
    const found: Slip[] = [];
    const add = (slip: Slip | undefined): void => void (slip && found.push(slip));
    const forward = (i: number): number => passage.forward[i] as number;
    const backward = (i: number): number => passage.backward[i] as number;
    for (let i = from; i < to; i++) {
      const here = symbols[i] as number;
      const next = symbols[i + 1] as number;
      const after = symbols[i + 2] as number;
      const joint = forward(i) + backward(i - 1);
      if (
        joint < JOINT_GATE &&
        here !== UNKNOWN &&
        symbols[i - 1] !== UNKNOWN &&
        (isHan(here) || isHan(symbols[i - 1] as number))
      )
        add(missingAt(reading, from, to, i));
      if (!isHan(here)) continue;
      if (
        (joint + forward(i + 1) + backward(i)) / 2 < EXTRA_GATE &&
        to - from > 2 &&
        meets(symbols[i - 1] as number, next)
      )
        add(tried('extra', reading, from, to, i, i + 1, []));
      if (
        i + 1 < to &&
        isHan(next) &&
        next !== here &&
        forward(i) + forward(i + 1) + backward(i) + backward(i + 1) < ORDER_GATE
      ) {
        if (meets(next, here)) add(tried('order', reading, from, to, i, i + 2, [next, here]));
        if (i + 2 < to && isHan(after) && after !== here && meets(after, next) && meets(next, here))
          add(tried('order', reading, from, to, i, i + 3, [after, next, here]));
      }
    }
    for (const [k, slip] of found.entries()) {
      let beside = -ALONE;
      const compare = (other: Slip): void => {
        if (other.start <= slip.end + 1 && slip.start <= other.end + 1) beside = Math.max(beside, other.total);
      };
      for (let m = k - 1; m >= 0 && (found[m] as Slip).start >= slip.start - LONGEST - 1; m--)
        compare(found[m] as Slip);
      for (let m = k + 1; m < found.length && (found[m] as Slip).start <= slip.end + 1; m++) compare(found[m] as Slip);
      slip.row[31] = beside;
      slip.row[32] = slip.total - beside;
    }
    return found;
  };

  return { reader, slips };
}
