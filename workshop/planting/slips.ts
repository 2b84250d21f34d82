import { readFileSync } from 'node:fs';
import type { Dictionaries } from '../../src/dictionary/index.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { packageRoot } from '../../src/package-root.js';
import { draw } from './planting.js';

/** How alike a character's look-alikes are: the first of its row look most like it. */
const CLOSEST = 8;

const rowsOf = (file: string): readonly (readonly string[])[] =>
  readFileSync(`${packageRoot}dictionaries/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

/** Look-alikes of each character by the typo model's table of shapes, which no rule reads. */
const shapes = perDictionaries(
  () =>
    new Map(
      rowsOf('typo-model/shapes.tsv').map(([character = '', alikes = '']) => [
        character,
        [...alikes].slice(0, CLOSEST),
      ]),
    ),
);

/** Characters of one sound. */
const sounds = perDictionaries((dictionaries) => {
  const groups = new Map<string, string[]>();
  for (const { characters } of dictionaries.rows('homophones'))
    for (const character of characters) groups.set(character, [...(groups.get(character) ?? []), ...characters]);
  return groups;
});

/** What a typist or a reader of scans may put in a character's place: of its sound or its shape, evenly. */
export function slipFor(character: string, random: () => number, dictionaries: Dictionaries): string | undefined {
  const table = random() < 0.5 ? shapes(dictionaries) : sounds(dictionaries);
  return draw(
    (table.get(character) ?? []).filter((other) => other !== character),
    random,
  );
}

/** The words of the segmenter's list: a source of its own for what occurs in texts. */
export const listedWords = perDictionaries(
  (): ReadonlyMap<string, string> =>
    new Map(rowsOf('words.tsv').map(([word = '', , partOfSpeech = '']) => [word, partOfSpeech])),
);
