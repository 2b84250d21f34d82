import type { Dictionaries } from '../../src/dictionary/index.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { type FixedPhrase, phraseIndex } from '../../src/text/near-misses.js';

/** Words that are often together, and no saying or name. */
export const collocations = (dictionaries: Dictionaries): readonly string[] =>
  dictionaries.rows('collocations').flatMap(({ head, rests }) => rests.map((rest) => head + rest));

/** The shortest phrase that lacks a character by mistake: 水中月 is no slip of 水中捞月, nor 应按照 of 应当按照. */
const LONG = 6;

/** A phrase of the rule: a saying or a name, which stands wherever it is written, or words that are often together. */
export interface Phrase extends FixedPhrase {
  readonly kind: 'saying' | 'collocation';
}

export const phraseIndexOf = perDictionaries((dictionaries) =>
  phraseIndex(
    [
      ...dictionaries.rows('set-phrases').map(
        ({ phrase, rigid }): Phrase => ({
          kind: 'saying',
          text: phrase,
          rigid: rigid.map((position) => Number(position) - 1),
          complete: phrase.length >= LONG,
        }),
      ),
      ...collocations(dictionaries).map(
        (text): Phrase => ({
          kind: 'collocation',
          text,
          rigid: [...text].map((_, position) => position),
          complete: false,
        }),
      ),
    ],
    dictionaries.rows('common-pairs'),
  ),
);

/** Near misses that are right, or that typo-lexicon tells of. */
export const spared = perDictionaries(
  (dictionaries) =>
    new Set([
      ...dictionaries.rows('set-phrases').map((row) => row.phrase),
      ...collocations(dictionaries),
      ...dictionaries.rows('phrase-variants').map((row) => row.variant),
      ...dictionaries.rows('confusions').map((row) => row.wrong),
    ]),
);
