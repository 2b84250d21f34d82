import { BOUNDARY, type Encoded, encode, MARGIN } from './alphabet.js';
import { correctionsOf } from './correction.js';
import type { TypoModel } from './format.js';
import { type Reading, readingOf, sentenceOf, sentenceSpans } from './reading.js';

/** A text as symbols, and what the language model says of each. */
export interface TextReading extends Encoded {
  readonly reading: Reading;
}

export function readText({ language, examiner }: Pick<TypoModel, 'language' | 'examiner'>, text: string): TextReading {
  const encoded = encode(text, language.alphabet);
  const { symbols, offsets, length } = encoded;
  const unitAt = (i: number): number => text.charCodeAt(offsets[i] as number);
  return { ...encoded, reading: readingOf(examiner.reader, symbols, length, unitAt) };
}

/** What one symbol adds to the loss at the most: an error must not make its text a strange one. */
const MOST_LOSS = 8;

/** How strange a text is to the model: the mean of what its symbols take, in nats, forwards and backwards; 0 for an empty one. */
export function lossOf({ symbols, length, reading: { passage } }: TextReading): number {
  let sum = 0;
  let count = 0;
  for (let i = MARGIN; i < length - MARGIN; i++) {
    if (symbols[i] === BOUNDARY) continue;
    sum += Math.min(MOST_LOSS, -((passage.forward[i] as number) + (passage.backward[i] as number)) / 2);
    count++;
  }
  return count > 0 ? sum / count : 0;
}

/** A correction in a text: `[start, end)` in its UTF-16 units. */
export interface TextCorrection {
  readonly start: number;
  readonly end: number;
  readonly meant: string;
  /** How sure: a logit. */
  readonly logit: number;
}

/** The corrections of a text with a logit of at least `least`, sentence by sentence, the surest of each first. */
export function correctText(
  { language, examiner, trees }: TypoModel,
  { symbols, offsets, length, reading }: TextReading,
  least: number,
): TextCorrection[] {
  const { unitOf } = language.alphabet;
  const found: TextCorrection[] = [];
  for (const [from, to] of sentenceSpans(symbols, length))
    for (const { start, replacement, logit } of correctionsOf(examiner, trees, sentenceOf(reading, from, to), least)) {
      const first = offsets[start] as number;
      const end = (offsets[start + replacement.length - 1] as number) + 1;
      // White space between the two characters of a word is no part of the error: such a place is left alone.
      if (end - first !== replacement.length) continue;
      const meant = String.fromCharCode(...replacement.map((symbol) => unitOf[symbol] as number));
      found.push({ start: first, end, meant, logit });
    }
  return found;
}
