import { BOUNDARY, MARGIN } from './alphabet.js';
import { emptyPassage, type Passage, type Reader } from './language-model.js';

/** Symbols beside a change whose n-grams it changes. */
export const REACH = 4;

/** Symbols that a language model has read, and what they stand for where the model has no symbol. */
export interface Reading {
  /** With MARGIN boundaries on either side. */
  readonly symbols: Uint16Array;
  readonly passage: Passage;
  /** Code unit of an unknown symbol. */
  readonly unitAt: (i: number) => number;
}

/** Reads a row of symbols that has MARGIN boundaries on either side. */
export function readingOf(
  reader: Reader,
  symbols: Uint16Array,
  length: number,
  unitAt: (i: number) => number,
): Reading {
  const passage = emptyPassage(length);
  reader.grams(symbols, passage, MARGIN, length - REACH);
  reader.forward(symbols, passage, MARGIN, length - MARGIN + REACH);
  reader.backward(symbols, passage, MARGIN - REACH, length - MARGIN);
  return { symbols, passage, unitAt };
}

/** A sentence of a reading: its places [from, to). */
export interface Sentence {
  readonly reading: Reading;
  readonly from: number;
  readonly to: number;
  /** Mean log-probability of its symbols, each given those before it, in nats: as it was when the sentence was made. */
  readonly meanForward: number;
}

/** The places [from, to) of a reading, at least one, as a sentence. */
export function sentenceOf(reading: Reading, from: number, to: number): Sentence {
  return { reading, from, to, meanForward: meanOver(reading.passage.forward, from, to) };
}

/** The mean of the values at the places [from, to), 0 of none. */
export function meanOver(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return to > from ? sum / (to - from) : 0;
}

/** The places of the sentences of a row of symbols: what stands between boundaries. */
export function* sentenceSpans(symbols: Uint16Array, length: number): Iterable<readonly [number, number]> {
  let from = MARGIN;
  for (let i = MARGIN; i <= length - MARGIN; i++) {
    if (symbols[i] !== BOUNDARY) continue;
    if (i > from) yield [from, i];
    from = i + 1;
  }
}

/** A copy of a sentence with its margins: a reading in which it begins at MARGIN. */
export function copyOf({ reading: { symbols, passage, unitAt }, from, to }: Sentence): Reading {
  const start = from - MARGIN;
  const end = to + MARGIN;
  return {
    symbols: symbols.slice(start, end),
    passage: {
      two: passage.two.slice(start, end),
      three: passage.three.slice(start, end),
      four: passage.four.slice(start, end),
      five: passage.five.slice(start, end),
      forward: passage.forward.slice(start, end),
      backward: passage.backward.slice(start, end),
    },
    unitAt: (i) => unitAt(i + start),
  };
}

/** Writes over a reading's symbols from `start` on, and reads what that touches anew. */
export function overwrite(
  reader: Reader,
  { symbols, passage }: Reading,
  start: number,
  replacement: readonly number[],
): void {
  symbols.set(replacement, start);
  const end = start + replacement.length;
  reader.grams(symbols, passage, start, end + REACH);
  reader.forward(symbols, passage, start, end + REACH);
  reader.backward(symbols, passage, start - REACH, end);
}
