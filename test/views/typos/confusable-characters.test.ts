import { expect, test } from '@jest/globals';
import { dictionariesFrom } from '../../../src/dictionary/index.js';
import { confusableCharacters } from '../../../src/views/typos/confusable-characters.js';
import { context } from '../../context.js';

const alike = confusableCharacters(context.dictionaries);
const are = (pair: string): boolean => alike(pair.charCodeAt(0), pair.charCodeAt(1));

test('characters of one group are alike, either way, and asked again', () => {
  const [{ characters } = { characters: '' }] = context.dictionaries.rows('homophones');
  const pair = characters.slice(0, 2);
  expect([are(pair), are(pair.charAt(1) + pair.charAt(0)), are(pair)]).toEqual([true, true, true]);
  const [{ characters: shapes } = { characters: '' }] = context.dictionaries.rows('lookalikes');
  expect(are(shapes.slice(0, 2))).toBe(true);
});

test('what differs between a common error and the right word is alike, its other characters are not', () => {
  const row = context.dictionaries
    .rows('confusions')
    .find(
      ({ wrong, right }) => wrong.length === 2 && right.length === 2 && wrong[0] !== right[0] && wrong[1] === right[1],
    );
  if (!row) throw new Error('no such row');
  expect(are(`${row.wrong[0]}${row.right[0]}`)).toBe(true);
});

test('others are not, nor is what no list has', () => {
  expect(['一鑫', 'ab', '，。'].map(are)).toEqual([false, false, false]);
  const none = confusableCharacters(dictionariesFrom(() => []));
  expect(none('在'.charCodeAt(0), '再'.charCodeAt(0))).toBe(false);
});
