import type { Alphabet } from '../model/alphabet.js';
import { encode } from '../model/alphabet.js';
import { type Correction, correctionsOf, type Examiner, readingOf, sentenceSpans } from '../model/correction.js';
import type { Trees } from '../model/trees.js';

/** A correction in a text: offsets in UTF-16 units. */
export interface TextCorrection {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly meant: string;
  readonly logit: number;
}

/** All corrections of a text with a logit of at least `least`. */
export function correctText(text: string, alphabet: Alphabet, examiner: Examiner, trees: Trees, least: number): TextCorrection[] {
  const { symbols, offsets, length } = encode(text, alphabet);
  const unitAt = (i: number): number => text.charCodeAt(offsets[i] as number);
  const reading = readingOf(examiner.reader, symbols, length, unitAt);
  const found: TextCorrection[] = [];
  for (const [from, to] of sentenceSpans(symbols, length))
    for (const correction of correctionsOf(examiner, trees, reading, from, to, least))
      found.push(inText(correction, text, offsets, alphabet));
  return found;
}

const inText = ({ start, replacement, logit }: Correction, text: string, offsets: Int32Array, { unitOf }: Alphabet): TextCorrection => {
  const from = offsets[start] as number;
  const end = (offsets[start + replacement.length - 1] as number) + 1;
  return { start: from, end, written: text.slice(from, end), meant: String.fromCharCode(...replacement.map((symbol) => unitOf[symbol] as number)), logit };
};


