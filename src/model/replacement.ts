import { emptyPassage, type Passage, type Reader } from './language-model.js';
import { REACH, type Reading } from './reading.js';

/** Symbols on either side of a replacement that it is measured with. */
export const CONTEXT = 8;
/** Symbols of the longest replacement. */
const LONGEST = 16;

/** What a replacement gains in log-probability, in nats: of what follows it, and of what goes before. */
export interface Gains {
  readonly forward: number;
  readonly backward: number;
}

/** Measures what replacements gain, one at a time, in scratch space: one for each thread. */
export interface GainGauge {
  /** The neighbourhood with the last replacement measured in it, which begins at CONTEXT. */
  readonly passage: Passage;
  /** Puts a replacement of up to LONGEST symbols for those at [start, end) into a copy of their neighbourhood. */
  gains(reading: Reading, start: number, end: number, replacement: readonly number[]): Gains;
}

export function gainGaugeOf(reader: Reader): GainGauge {
  const replaced = new Uint16Array(2 * CONTEXT + LONGEST);
  const reread = emptyPassage(replaced.length);
  return {
    passage: reread,
    gains({ symbols, passage }, start, end, replacement) {
      const length = replacement.length;
      const last = CONTEXT + length;
      for (let k = 0; k < CONTEXT; k++) {
        const left = start - CONTEXT + k;
        const right = end + k;
        const at = last + k;
        replaced[k] = symbols[left] as number;
        replaced[at] = symbols[right] as number;
        reread.two[k] = passage.two[left] as number;
        reread.three[k] = passage.three[left] as number;
        reread.four[k] = passage.four[left] as number;
        reread.five[k] = passage.five[left] as number;
        reread.two[at] = passage.two[right] as number;
        reread.three[at] = passage.three[right] as number;
        reread.four[at] = passage.four[right] as number;
        reread.five[at] = passage.five[right] as number;
      }
      for (let k = 0; k < length; k++) replaced[CONTEXT + k] = replacement[k] as number;
      reader.grams(replaced, reread, CONTEXT, last + REACH, last);
      reader.forward(replaced, reread, CONTEXT, last + REACH);
      reader.backward(replaced, reread, CONTEXT - REACH, last);
      let forward = 0;
      let backward = 0;
      for (let k = CONTEXT; k < last + REACH; k++) forward += reread.forward[k] as number;
      for (let k = CONTEXT - REACH; k < last; k++) backward += reread.backward[k] as number;
      for (let i = start; i < end + REACH; i++) forward -= passage.forward[i] as number;
      for (let i = start - REACH; i < end; i++) backward -= passage.backward[i] as number;
      return { forward, backward };
    },
  };
}
