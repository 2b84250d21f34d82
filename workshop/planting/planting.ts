import type { Dictionaries } from '../../src/dictionary/index.js';
import type { Range } from '../../src/text/range.js';

/** One fault put into right text: the range is replaced by `text`; where it is empty, `text` is inserted. */
export interface PlantedFault {
  /** In the text as it was. */
  readonly range: Range;
  readonly text: string;
  /** Where the rule must find it, in the text with the fault; absent: what was put in, or the place of the deletion. */
  readonly expected?: Range;
}

/** `rules/<id>/planting.ts`: how to plant the faults that the rule is for, so that its recall can be measured. */
export interface Planting {
  readonly title: string;
  /**
   * What is planted is drawn from the rule's own lists, for want of another source: the recall says how well the rule
   * reads its lists, and nothing of what they lack.
   */
  readonly inTable?: true;
  /**
   * One fault at a place drawn at random, or undefined where the text offers none.
   * @param random uniform in [0, 1), seeded
   */
  readonly plant: (text: string, random: () => number, dictionaries: Dictionaries) => PlantedFault | undefined;
}

export const definePlanting = (planting: Planting): Planting => planting;

/** One of the items, drawn evenly. */
export const draw = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)];

/** A random number generator that gives the same row for the same seed (mulberry32), uniform in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
