import type { Dictionaries } from '../../src/dictionary/index.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { commonPairs } from '../../src/text/common-pairs.js';
import { type FixedPhrase, phraseIndex } from '../../src/text/near-misses.js';

/** Words that are often together, and no saying or name. */
export const collocations = (dictionaries: Dictionaries): readonly string[] =>
  dictionaries.rows('collocations').flatMap(({ head, rests }) => rests.map((rest) => head + rest));

/** The shortest phrase that lacks a character by mistake: 水中月 is no slip of 水中捞月, nor 应按照 of 应当按照. */
const LONG = 6;

export const phraseIndexes = perDictionaries((dictionaries) => ({
  fixed: phraseIndex(
    dictionaries.rows('set-phrases').map(
      ({ phrase, rigid }): FixedPhrase => ({
        text: phrase,
        rigid: rigid.map((position) => Number(position) - 1),
        complete: phrase.length >= LONG,
      }),
    ),
  ),
  collocations: phraseIndex(
    collocations(dictionaries).map(
      (text): FixedPhrase => ({ text, rigid: [...text].map((_, position) => position), complete: false }),
    ),
  ),
}));

/** Pairs of characters beside which there is nothing to look for: fewer of them for what is written less often. */
export const pairs = perDictionaries((dictionaries) => {
  const rows = dictionaries.rows('common-pairs');
  return {
    usual: commonPairs(rows.map(({ first, usual }) => [first, usual])),
    common: commonPairs(rows.map(({ first, usual, other }) => [first, usual + other])),
  };
});

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
