import { BOUNDARY, SYMBOLS } from '../../src/model/alphabet.js';
import {
  type Estimates,
  gramOf,
  type LanguageModel,
  type Levels,
  levelOf,
  ONCE,
  SPREAD_BITS,
  SPREADS,
} from '../../src/model/language-model.js';
import { ORDER } from './counts.js';
import { type KeptRows, placeOf, type Rows } from './ngrams.js';

/** What is taken from one, two, and three or more, after Chen and Goodman. */
function discountOf(rarities: Float64Array): (value: number) => number {
  const [, once = 0, twice = 0] = rarities;
  const share = once > 0 ? once / (once + 2 * twice) : 0;
  const discounts = [1, 2, 3].map((value) => {
    const own = rarities[value] as number;
    const next = rarities[value + 1] as number;
    return own > 0 && next > 0 ? Math.min(value, Math.max(0, value - ((value + 1) * share * next) / own)) : 0.75;
  });
  return (value) => (value === 0 ? 0 : (discounts[Math.min(value, 3) - 1] as number));
}

/** Which quarter, by ratio, between one and all occurrences. */
const quarterOf = (value: number, count: number): number =>
  count > 1 ? Math.min(3, Math.round((3 * Math.log(Math.max(1, value))) / Math.log(count))) : 0;

/** Means of a value by gram; where there are none, those of the level, or what `otherwise` says. */
function meansBy(
  grams: Uint16Array,
  size: number,
  told: (i: number) => number | undefined,
  otherwise: (level: number) => number,
): Float32Array {
  const sums = new Float64Array(size);
  const seen = new Float64Array(size);
  for (let i = 0; i < grams.length; i++) {
    const value = told(i);
    if (value === undefined) continue;
    const gram = grams[i] as number;
    sums[gram] = (sums[gram] as number) + value;
    seen[gram] = (seen[gram] as number) + 1;
  }
  return Float32Array.from({ length: size }, (_, gram) => {
    if (gram < SPREADS) return 0;
    if (seen[gram]) return (sums[gram] as number) / (seen[gram] as number);
    const level = gram >> SPREAD_BITS;
    const of = (values: Float64Array): number =>
      values.subarray(level << SPREAD_BITS, (level + 1) << SPREAD_BITS).reduce((a, b) => a + b, 0);
    const all = of(seen);
    return all > 0 ? of(sums) / all : otherwise(level);
  });
}

/** What the model keeps of each n-gram: its level and its spread; by order, of one symbol nothing. */
export const gramsOf = ({ of }: KeptRows, pairLevels: Levels, longerLevels: Levels): readonly Uint16Array[] =>
  of.map(({ keys, counts, before, after }, order) => {
    if (order < 2) return new Uint16Array(0);
    const levels = order === 2 ? pairLevels : longerLevels;
    return Uint16Array.from(keys, (_, i) => {
      const count = counts[i] as number;
      const spread =
        order === ORDER ? 0 : (quarterOf(before[i] as number, count) << 2) | quarterOf(after[i] as number, count);
      return gramOf(levelOf(levels, count), spread);
    });
  });

/** Of the probability of symbols by themselves, so much of each goes to all alike. */
const SINGLE_DISCOUNT = 0.5;

/** Estimates after Kneser and Ney: means over all n-grams that the model does not tell apart. */
export function estimatesOf(
  { of: rows, once, rareBefore, rareAfter }: KeptRows,
  grams: readonly Uint16Array[],
  pairLevels: Levels,
  longerLevels: Levels,
): Pick<LanguageModel, 'forward' | 'backward'> {
  const sizeOf = (order: number): number => (order === 2 ? pairLevels : longerLevels).counts.length * SPREADS;
  const countOf = (order: number, level: number): number =>
    (order === 2 ? pairLevels : longerLevels).counts[level] as number;

  const estimatesIn = (isForward: boolean): Estimates => {
    const rarities = isForward ? rareBefore : rareAfter;
    // Of n-grams, what they count for; of contexts, what is left to the shorter one.
    const discountFor = (order: number): ((value: number) => number) =>
      discountOf((order === ORDER ? rareAfter : rarities)[order] as Float64Array);
    const worth = rows.map(({ counts, before, after }, order) => {
      const discount = discountFor(order);
      const values = order === ORDER ? counts : isForward ? before : after;
      return Float32Array.from(values, (value) => Math.max(0, value - discount(value)));
    });
    const rest = rows.map(({ keys }) => new Float64Array(keys.length).fill(1));
    for (let order = 2; order <= ORDER; order++) {
      const { keys, tails } = rows[order] as Rows;
      const contexts = rows[order - 1] as Rows;
      const left = rest[order - 1] as Float64Array;
      const own = worth[order] as Float32Array;
      const size = SYMBOLS ** (order - 1);
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i] as number;
        const head = order === ORDER ? key : Math.floor(key / SYMBOLS);
        const tail = order === ORDER ? (tails[i] as number) : key % size;
        const at = order === 2 ? (isForward ? head : tail) : placeOf(contexts.keys, isForward ? head : tail);
        left[at] = (left[at] as number) - (own[i] as number) / (contexts.about[at] as number);
      }
    }
    const worthOnce = 1 - discountFor(3)(1);
    const { keys: pairKeys, about: aboutPairs } = rows[2] as Rows;
    const leftOfPairs = rest[2] as Float64Array;
    for (const key of once) {
      const at = placeOf(pairKeys, isForward ? Math.floor(key / SYMBOLS) : key % (SYMBOLS * SYMBOLS));
      leftOfPairs[at] = (leftOfPairs[at] as number) - worthOnce / (aboutPairs[at] as number);
    }
    /** Whether a context has anything on the side that is told; a boundary has not. */
    const isOpen = (order: number, i: number): boolean => {
      const key = (rows[order] as Rows).keys[i] as number;
      return (isForward ? key % SYMBOLS : Math.floor(key / SYMBOLS ** (order - 1))) !== BOUNDARY;
    };
    const orders = [2, 3, 4] as const;
    const single = rows[1] as Rows;
    const kinds = isForward ? single.before : single.after;
    const seen = kinds.filter((value) => value > 0).length;
    const all = kinds.reduce((a, b) => a + b, 0);
    const estimates = {
      own: [
        Float32Array.from(
          kinds,
          (value) => (Math.max(0, value - SINGLE_DISCOUNT) + (SINGLE_DISCOUNT * seen) / SYMBOLS) / all,
        ),
        ...[2, 3, 4, 5].map((order) =>
          meansBy(
            grams[order] as Uint16Array,
            sizeOf(order),
            (i) => (worth[order] as Float32Array)[i] as number,
            (level) => countOf(order, level) / 2,
          ),
        ),
      ],
      share: [
        Float32Array.from(single.about, (about) => (about > 0 ? 1 / about : 0)),
        ...orders.map((order) =>
          meansBy(
            grams[order] as Uint16Array,
            sizeOf(order),
            (i) => (isOpen(order, i) ? Math.log((rows[order] as Rows).about[i] as number) : undefined),
            (level) => Math.log(countOf(order, level)),
          ).map((mean, gram) => (gram < SPREADS ? 0 : Math.exp(-mean))),
        ),
      ],
      rest: [
        Float32Array.from(rest[1] as Float64Array),
        ...orders.map((order) =>
          meansBy(
            grams[order] as Uint16Array,
            sizeOf(order),
            (i) => (isOpen(order, i) ? ((rest[order] as Float64Array)[i] as number) : undefined),
            () => 0.5,
          ),
        ),
      ],
    };
    (estimates.own[2] as Float32Array)[ONCE] = worthOnce;
    return estimates;
  };

  return { forward: estimatesIn(true), backward: estimatesIn(false) };
}
