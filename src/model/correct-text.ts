import { type Encoded, encode } from './alphabet.js';
import { correctionsOf, type Reading, readingOf, sentenceSpans } from './correction.js';
import type { TypoModel } from './format.js';

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
    for (const { start, replacement, logit } of correctionsOf(examiner, trees, reading, from, to, least)) {
      const first = offsets[start] as number;
      const end = (offsets[start + replacement.length - 1] as number) + 1;
      // White space between the two characters of a word is no part of the error: such a place is left alone.
      if (end - first !== replacement.length) continue;
      const meant = String.fromCharCode(...replacement.map((symbol) => unitOf[symbol] as number));
      found.push({ start: first, end, meant, logit });
    }
  return found;
}
