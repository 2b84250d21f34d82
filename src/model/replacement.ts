import { emptyPassage, type Passage, type Reader } from './language-model.js';

/** Symbols of context on either side of a trial. */
export const CONTEXT = 8;
/** Symbols beside a change whose n-grams it changes. */
export const REACH = 4;
/** Symbols of the longest replacement. */
const LONGEST = 16;

/** Text as a language model has read it. */
export interface ReadText {
  readonly symbols: Uint16Array;
  readonly passage: Passage;
}

/** What a change gains in log-probability. */
export interface Gains {
  readonly forward: number;
  readonly backward: number;
}

export interface Trial {
  /** Of the last change tried: it begins at CONTEXT. */
  readonly passage: Passage;
  /** Puts a replacement of any length for symbols [start, end) into its neighbourhood. */
  tryOut(text: ReadText, start: number, end: number, replacement: readonly number[]): Gains;
}

/** Changes tried one at a time, in scratch space: one for each thread. */
export function trialOf(reader: Reader): Trial {
  const trial = new Uint16Array(2 * CONTEXT + LONGEST);
  const tried = emptyPassage(trial.length);
  return {
    passage: tried,
    tryOut({ symbols, passage }, start, end, replacement) {
      const length = replacement.length;
      const last = CONTEXT + length;
      for (let k = 0; k < CONTEXT; k++) {
        const left = start - CONTEXT + k;
        const right = end + k;
        const at = last + k;
        trial[k] = symbols[left] as number;
        trial[at] = symbols[right] as number;
        tried.two[k] = passage.two[left] as number;
        tried.three[k] = passage.three[left] as number;
        tried.four[k] = passage.four[left] as number;
        tried.five[k] = passage.five[left] as number;
        tried.two[at] = passage.two[right] as number;
        tried.three[at] = passage.three[right] as number;
        tried.four[at] = passage.four[right] as number;
        tried.five[at] = passage.five[right] as number;
      }
      for (let k = 0; k < length; k++) trial[CONTEXT + k] = replacement[k] as number;
      reader.grams(trial, tried, CONTEXT, last + REACH, last);
      reader.forward(trial, tried, CONTEXT, last + REACH);
      reader.backward(trial, tried, CONTEXT - REACH, last);
      let forward = 0;
      let backward = 0;
      for (let k = CONTEXT; k < last + REACH; k++) forward += tried.forward[k] as number;
      for (let k = CONTEXT - REACH; k < last; k++) backward += tried.backward[k] as number;
      for (let i = start; i < end + REACH; i++) forward -= passage.forward[i] as number;
      for (let i = start - REACH; i < end; i++) backward -= passage.backward[i] as number;
      return { forward, backward };
    },
  };
}
