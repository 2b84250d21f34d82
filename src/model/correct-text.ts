import { encode } from './alphabet.js';
import { correctionsOf, readingOf, sentenceSpans } from './correction.js';
import type { TypoModel } from './format.js';

/** A correction in a text: `[start, end)` in its UTF-16 units. */
export interface TextCorrection {
  readonly start: number;
  readonly end: number;
  readonly meant: string;
  /** How sure: a logit. */
  readonly logit: number;
}

/** The corrections of a text with a logit of at least `least`, sentence by sentence, the surest of each first. */
export function correctText({ language, examiner, trees }: TypoModel, text: string, least: number): TextCorrection[] {
  const { unitOf } = language.alphabet;
  const { symbols, offsets, length } = encode(text, language.alphabet);
  const reading = readingOf(examiner.reader, symbols, length, (i) => text.charCodeAt(offsets[i] as number));
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
