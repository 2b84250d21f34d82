import { type Alphabet, BOUNDARY, SYMBOLS } from './alphabet.js';
import { lookUp, type Retrieval } from './retrieval.js';

/** A count is kept as a level: 0 never seen (or too seldom), then steps that grow with the count. */
export interface Levels {
  /** The count that a level stands for. */
  readonly counts: Float64Array;
}

/** So many levels tell pairs apart. */
export const PAIR_LEVELS = 256;

/** Levels from `least` to beyond `most`, in steps of equal ratio once they are wider than one. */
export function levelsBetween(least: number, most: number, size: number): Levels {
  const counts = new Float64Array(size);
  let value = least;
  for (let level = 1; level < size; level++) {
    counts[level] = value;
    const ratio = (most / value) ** (1 / Math.max(1, size - 1 - level));
    value = Math.max(value + 1, value * ratio);
  }
  return { counts };
}

/** The level nearest to a count, by ratio. */
export function levelOf({ counts }: Levels, count: number): number {
  let level = 1;
  while (level + 1 < counts.length && (counts[level] as number) * (counts[level + 1] as number) <= count * count)
    level++;
  return level;
}

/** Share of an order's own estimate against the next shorter one, by the level of its context. */
export interface Weights {
  /** Context of one symbol: by the binary logarithm of its count. */
  readonly pair: Float64Array;
  /** Of two symbols: by pair level. */
  readonly triple: Float64Array;
  /** Of three and four symbols: by level. */
  readonly four: Float64Array;
  readonly five: Float64Array;
}

/** How often symbols stand together: what both directions of the language model are read from. */
export interface LanguageModel {
  readonly alphabet: Alphabet;
  /** Count of each symbol. */
  readonly singles: Float64Array;
  readonly total: number;
  /** Levels of two symbols in a row, SYMBOLS × SYMBOLS. */
  readonly pairs: Uint8Array;
  readonly pairLevels: Levels;
  /** Levels of three to five symbols in a row. */
  readonly longer: Retrieval;
  readonly longerLevels: Levels;
  /** Of a symbol after what stands before it; before what stands after it. */
  readonly forward: Weights;
  readonly backward: Weights;
}

/** What keeps n-grams of three and four apart from those of five. */
export const THREE = 0x8003;
export const FOUR = 0x8004;

/** Levels of the n-grams that end at each place, and both log-probabilities of each symbol. */
export interface Passage {
  readonly two: Uint8Array;
  readonly three: Uint8Array;
  readonly four: Uint8Array;
  readonly five: Uint8Array;
  /** Given up to four symbols before. */
  readonly forward: Float32Array;
  /** Given up to four symbols after. */
  readonly backward: Float32Array;
}

export const emptyPassage = (length: number): Passage => ({
  two: new Uint8Array(length),
  three: new Uint8Array(length),
  four: new Uint8Array(length),
  five: new Uint8Array(length),
  forward: new Float32Array(length),
  backward: new Float32Array(length),
});

/** Levels are rounded to the nearest: by so much an n-gram may seem more frequent than a part of it. */
const BOUND_SLACK = 1.3;

const weightBin = (count: number): number => 31 - Math.clz32(Math.max(1, count));

/** The reading of symbols: made once for a model. */
export interface Reader {
  /**
   * Fills the levels of n-grams that end in [from, to). Four symbols before must exist. Those that lie wholly at or
   * beyond `changed` are right already.
   */
  levels(symbols: Uint16Array, passage: Passage, from: number, to: number, changed?: number): void;
  /** Log-probabilities of the symbols in [from, to) from levels already filled. */
  forward(symbols: Uint16Array, passage: Passage, from: number, to: number): void;
  /** The same from the other side: levels must be filled to four places beyond `to`. */
  backward(symbols: Uint16Array, passage: Passage, from: number, to: number): void;
  /** Count of two symbols in a row. */
  pairCount(a: number, b: number): number;
  /** Log-probability of a symbol by itself. */
  single(symbol: number): number;
}

export function readerOf(model: LanguageModel): Reader {
  const { pairs, longer, singles, total } = model;
  const pairCounts = model.pairLevels.counts;
  const counts = model.longerLevels.counts;
  const inverse = counts.map((count) => (count > 0 ? 1 / count : 0));
  const pairInverse = pairCounts.map((count) => (count > 0 ? 1 / count : 0));
  const probability = singles.map((count) => Math.max(count, 0.5) / total);
  const logarithm = probability.map(Math.log);
  const singleInverse = singles.map((count) => (count > 0 ? 1 / count : 0));
  const weightsOf = (weights: Weights): Float64Array =>
    singles.map((count) => (count > 0 ? (weights.pair[weightBin(count)] as number) : 0));
  const forwardPair = weightsOf(model.forward);
  // An n-gram cannot stand more often than the shorter ones in it: most levels that come by chance are told by this.
  const boundOf = (shorter: Float64Array): Uint8Array =>
    Uint8Array.from(shorter, (most) => counts.findLastIndex((count) => count <= BOUND_SLACK * most));
  const boundByPair = boundOf(pairCounts);
  const bound = boundOf(counts);
  const backwardPair = weightsOf(model.backward);

  const levels: Reader['levels'] = (symbols, { two, three, four, five }, from, to, changed = to) => {
    for (let i = from; i < to; i++) {
      const d = symbols[i - 1] as number;
      const e = symbols[i] as number;
      // N-grams of so many symbols stay as they are.
      const kept = i - changed + 1;
      const pair = kept >= 2 ? (two[i] as number) : (pairs[d * SYMBOLS + e] as number);
      two[i] = pair;
      let triple = 0;
      let quadruple = 0;
      let quintuple = 0;
      if (pair !== 0 && d !== BOUNDARY && two[i - 1] !== 0) {
        const c = symbols[i - 2] as number;
        if (kept >= 3) triple = three[i] as number;
        else {
          triple = lookUp(longer, (c << 12) | d, e, THREE);
          if (triple > (boundByPair[pair] as number) || triple > (boundByPair[two[i - 1] as number] as number))
            triple = 0;
        }
        if (triple !== 0 && three[i - 1] !== 0) {
          const b = symbols[i - 3] as number;
          const y = (d << 12) | e;
          if (kept >= 4) quadruple = four[i] as number;
          else {
            quadruple = lookUp(longer, (b << 12) | c, y, FOUR);
            if (quadruple > (bound[triple] as number) || quadruple > (bound[three[i - 1] as number] as number))
              quadruple = 0;
          }
          if (quadruple !== 0 && four[i - 1] !== 0) {
            quintuple = lookUp(longer, ((symbols[i - 4] as number) << 12) | b, (c << 12) | d, e);
            if (quintuple > (bound[quadruple] as number) || quintuple > (bound[four[i - 1] as number] as number))
              quintuple = 0;
          }
        }
      }
      three[i] = triple;
      four[i] = quadruple;
      five[i] = quintuple;
    }
  };

  const forward: Reader['forward'] = (symbols, passage, from, to) => {
    const { two, three, four, five } = passage;
    const { triple: weights3, four: weights4, five: weights5 } = model.forward;
    for (let i = from; i < to; i++) {
      const symbol = symbols[i] as number;
      const before = symbols[i - 1] as number;
      let p = probability[symbol] as number;
      let w = forwardPair[before] as number;
      p += w * ((pairCounts[two[i] as number] as number) * (singleInverse[before] as number) - p);
      if (before !== BOUNDARY) {
        const context2 = two[i - 1] as number;
        if (context2 !== 0) {
          w = weights3[context2] as number;
          p += w * (Math.min(1, (counts[three[i] as number] as number) * (pairInverse[context2] as number)) - p);
          const context3 = three[i - 1] as number;
          if (context3 !== 0) {
            w = weights4[context3] as number;
            p += w * (Math.min(1, (counts[four[i] as number] as number) * (inverse[context3] as number)) - p);
            const context4 = four[i - 1] as number;
            if (context4 !== 0) {
              w = weights5[context4] as number;
              p += w * (Math.min(1, (counts[five[i] as number] as number) * (inverse[context4] as number)) - p);
            }
          }
        }
      }
      passage.forward[i] = Math.log(p);
    }
  };

  const backward: Reader['backward'] = (symbols, passage, from, to) => {
    const { two, three, four, five } = passage;
    const { triple: weights3, four: weights4, five: weights5 } = model.backward;
    for (let i = from; i < to; i++) {
      const symbol = symbols[i] as number;
      const after = symbols[i + 1] as number;
      let p = probability[symbol] as number;
      let w = backwardPair[after] as number;
      p += w * ((pairCounts[two[i + 1] as number] as number) * (singleInverse[after] as number) - p);
      if (after !== BOUNDARY) {
        const context2 = two[i + 2] as number;
        if (context2 !== 0) {
          w = weights3[context2] as number;
          p += w * (Math.min(1, (counts[three[i + 2] as number] as number) * (pairInverse[context2] as number)) - p);
          const context3 = three[i + 3] as number;
          if (context3 !== 0) {
            w = weights4[context3] as number;
            p += w * (Math.min(1, (counts[four[i + 3] as number] as number) * (inverse[context3] as number)) - p);
            const context4 = four[i + 4] as number;
            if (context4 !== 0) {
              w = weights5[context4] as number;
              p += w * (Math.min(1, (counts[five[i + 4] as number] as number) * (inverse[context4] as number)) - p);
            }
          }
        }
      }
      passage.backward[i] = Math.log(p);
    }
  };

  return {
    levels,
    forward,
    backward,
    pairCount: (a, b) => pairCounts[pairs[a * SYMBOLS + b] as number] as number,
    single: (symbol) => logarithm[symbol] as number,
  };
}
