import { bitSet, hasBit, mixOfPair, setBit, spread } from './bits.js';

/** Which pairs of Han characters are seen so often that they show no slip. */
export interface CommonPairs {
  /** Whether both are Han characters, as UTF-16 units, and seldom neighbours. */
  isOdd(one: number, other: number): boolean;
}

/** About one pair in fifty that is not common is taken for one that is, for the sake of a small set. */
const HASH_BITS = 22;

const hashOf = (one: number, other: number): number => spread(mixOfPair(one, other)) & (2 ** HASH_BITS - 1);

/** Rarer characters, which lie elsewhere, are in no phrase and stand for none. */
const isBasicHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/** @param rows a character and all that often follow it */
export function commonPairs(rows: Iterable<readonly [first: string, seconds: string]>): CommonPairs {
  const common = bitSet(HASH_BITS);
  for (const [first, seconds] of rows)
    for (let i = 0; i < seconds.length; i++) setBit(common, hashOf(first.charCodeAt(0), seconds.charCodeAt(i)));
  return {
    isOdd: (one, other) => isBasicHan(one) && isBasicHan(other) && !hasBit(common, hashOf(one, other)),
  };
}
