import { type Alphabet, BOUNDARY, SYMBOLS } from './alphabet.js';
import { isIn, lookUp, lookUpBoth, type Nibbles, type Retrieval } from './retrieval.js';

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

/** Logarithms of the counts of grams, -1 for what was never seen, 0 for ONCE. */
export const gramLogsOf = ({ counts }: Levels): Float32Array =>
  Float32Array.from({ length: counts.length * SPREADS }, (_, gram) =>
    gram < SPREADS ? gram - 1 : Math.log(counts[gram >> SPREAD_BITS] as number),
  );

/** The level nearest to a count, by ratio. */
export function levelOf({ counts }: Levels, count: number): number {
  let level = 1;
  while (level + 1 < counts.length && (counts[level] as number) * (counts[level + 1] as number) <= count * count)
    level++;
  return level;
}

/**
 * Beside the level of an n-gram, how widely it is spread: in how many different symbols it is preceded, in two bits, and
 * followed, in two more. What stands in one phrase only, however often that is printed, says little about other phrases.
 */
export const SPREAD_BITS = 4;
export const SPREADS = 1 << SPREAD_BITS;

/** Level and spread of an n-gram in one number, 0 where it was never seen (or too seldom). */
export const gramOf = (level: number, spread: number): number => (level << SPREAD_BITS) | spread;

/** The gram of three symbols that were seen together once. */
export const ONCE = 1;

/**
 * Kneser and Ney's interpolation in one direction: a symbol is as probable as its row with the context says, of the
 * number of contexts rather than of occurrences, less a discount that goes to what the shorter context says. Tables by
 * the gram of the row, or of the context.
 */
export interface Estimates {
  /** What a row of so many symbols counts for, from one symbol to five; of one, its whole probability. */
  readonly own: readonly Float32Array[];
  /** One divided by what all rows with a context of so many symbols count for, from one symbol to four. */
  readonly share: readonly Float32Array[];
  /** What is left to the shorter context. */
  readonly rest: readonly Float32Array[];
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
  /** Their spreads, likewise. */
  readonly pairSpreads: Uint8Array;
  /** Levels of three to five symbols in a row. */
  readonly longer: Retrieval;
  /** Spreads of three and four. */
  readonly longerSpreads: Nibbles;
  /** Three symbols in a row that were seen once: without values. */
  readonly once: Retrieval;
  readonly longerLevels: Levels;
  /** Of a symbol after what stands before it; before what stands after it. */
  readonly forward: Estimates;
  readonly backward: Estimates;
}

/** What keeps n-grams of three and four apart from those of five. */
export const THREE = 0x8003;
export const FOUR = 0x8004;

/** The n-grams that end at each place, as gramOf tells them, and both log-probabilities of each symbol. */
export interface Passage {
  readonly two: Uint16Array;
  readonly three: Uint16Array;
  readonly four: Uint16Array;
  readonly five: Uint16Array;
  /** Given up to four symbols before. */
  readonly forward: Float32Array;
  /** Given up to four symbols after. */
  readonly backward: Float32Array;
}

export const emptyPassage = (length: number): Passage => ({
  two: new Uint16Array(length),
  three: new Uint16Array(length),
  four: new Uint16Array(length),
  five: new Uint16Array(length),
  forward: new Float32Array(length),
  backward: new Float32Array(length),
});

/** Levels are rounded to the nearest: by so much an n-gram may seem more frequent than a part of it. */
const BOUND_SLACK = 1.3;

/** The reading of symbols: made once for a model. */
export interface Reader {
  /**
   * Fills in the n-grams that end in [from, to). Four symbols before must exist. Those that lie wholly at or
   * beyond `changed` are right already.
   */
  grams(symbols: Uint16Array, passage: Passage, from: number, to: number, changed?: number): void;
  /** Log-probabilities of the symbols in [from, to) from n-grams already filled in. */
  forward(symbols: Uint16Array, passage: Passage, from: number, to: number): void;
  /** The same from the other side: n-grams must be filled in to four places beyond `to`. */
  backward(symbols: Uint16Array, passage: Passage, from: number, to: number): void;
  /** Count of two symbols in a row. */
  pairCount(a: number, b: number): number;
  /** Log-probability of a symbol by itself. */
  single(symbol: number): number;
}

export function readerOf(model: LanguageModel): Reader {
  const { pairs, pairSpreads, longer, longerSpreads, once, singles, total } = model;
  const pairCounts = model.pairLevels.counts;
  const counts = model.longerLevels.counts;
  const logarithm = singles.map((count) => Math.log(Math.max(count, 0.5) / total));
  // An n-gram cannot stand more often than the shorter ones in it: most levels that come by chance are told by this.
  const boundOf = (shorter: Float64Array): Uint16Array => {
    const bounds = Uint16Array.from(shorter, (most) => counts.findLastIndex((count) => count <= BOUND_SLACK * most));
    return Uint16Array.from({ length: shorter.length * SPREADS }, (_, gram) =>
      gramOf(bounds[gram >> SPREAD_BITS] as number, SPREADS - 1),
    );
  };
  const boundByPair = boundOf(pairCounts);
  const bound = boundOf(counts);

  const grams: Reader['grams'] = (symbols, { two, three, four, five }, from, to, changed = to) => {
    for (let i = from; i < to; i++) {
      const d = symbols[i - 1] as number;
      const e = symbols[i] as number;
      // N-grams of so many symbols stay as they are.
      const kept = i - changed + 1;
      let pair = 0;
      if (kept >= 2) pair = two[i] as number;
      else {
        const cell = d * SYMBOLS + e;
        pair = gramOf(pairs[cell] as number, pairSpreads[cell] as number);
      }
      two[i] = pair;
      let triple = 0;
      let quadruple = 0;
      let quintuple = 0;
      if (pair !== 0 && d !== BOUNDARY && two[i - 1] !== 0) {
        const c = symbols[i - 2] as number;
        if (kept >= 3) triple = three[i] as number;
        else {
          triple = lookUpBoth(longer, longerSpreads, (c << 12) | d, e, THREE);
          if (triple > (boundByPair[pair] as number) || triple > (boundByPair[two[i - 1] as number] as number))
            triple = 0;
          if (triple === 0 && isIn(once, (c << 12) | d, e, THREE)) triple = ONCE;
        }
        if (triple > ONCE && (three[i - 1] as number) > ONCE) {
          const b = symbols[i - 3] as number;
          const y = (d << 12) | e;
          if (kept >= 4) quadruple = four[i] as number;
          else {
            quadruple = lookUpBoth(longer, longerSpreads, (b << 12) | c, y, FOUR);
            if (quadruple > (bound[triple] as number) || quadruple > (bound[three[i - 1] as number] as number))
              quadruple = 0;
          }
          if (quadruple !== 0 && four[i - 1] !== 0) {
            quintuple = gramOf(lookUp(longer, ((symbols[i - 4] as number) << 12) | b, (c << 12) | d, e), 0);
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

  /** Log-probabilities in one direction; `step` is 0 forwards and 1 backwards. */
  const probabilities = ({ own, share, rest }: Estimates, step: 0 | 1, into: 'forward' | 'backward') => {
    const [own1, own2, own3, own4, own5] = own as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const [share1, share2, share3, share4] = share as [Float32Array, Float32Array, Float32Array, Float32Array];
    const [rest1, rest2, rest3, rest4] = rest as [Float32Array, Float32Array, Float32Array, Float32Array];
    const beside = 2 * step - 1;
    const context2 = 3 * step - 1;
    const context3 = 4 * step - 1;
    const context4 = 5 * step - 1;
    return (symbols: Uint16Array, passage: Passage, from: number, to: number): void => {
      const { two, three, four, five } = passage;
      const logs = passage[into];
      for (let i = from; i < to; i++) {
        const next = symbols[i + beside] as number;
        let p = own1[symbols[i] as number] as number;
        p = (own2[two[i + step] as number] as number) * (share1[next] as number) + (rest1[next] as number) * p;
        const pair = two[i + context2] as number;
        if (next !== BOUNDARY && pair !== 0) {
          p = (own3[three[i + 2 * step] as number] as number) * (share2[pair] as number) + (rest2[pair] as number) * p;
          const triple = three[i + context3] as number;
          if (triple > ONCE) {
            p =
              (own4[four[i + 3 * step] as number] as number) * (share3[triple] as number) +
              (rest3[triple] as number) * p;
            const quadruple = four[i + context4] as number;
            if (quadruple !== 0)
              p =
                (own5[five[i + 4 * step] as number] as number) * (share4[quadruple] as number) +
                (rest4[quadruple] as number) * p;
          }
        }
        // Counts are rounded: what is nearly certain may come out above it.
        logs[i] = p < 1 ? Math.log(p) : 0;
      }
    };
  };

  return {
    grams,
    forward: probabilities(model.forward, 0, 'forward'),
    backward: probabilities(model.backward, 1, 'backward'),
    pairCount: (a, b) => pairCounts[pairs[a * SYMBOLS + b] as number] as number,
    single: (symbol) => logarithm[symbol] as number,
  };
}
