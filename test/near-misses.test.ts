import { describe, expect, test } from '@jest/globals';
import { nearMisses, phraseIndex } from '../src/text/near-misses.js';

const index = phraseIndex([
  { text: '有条不紊', rigid: [0, 1, 2, 3] },
  { text: '一年一度', rigid: [0, 1, 2] },
]);
const found = (text: string): readonly string[] =>
  [...nearMisses(text, index)].map(({ start, end, phrase, at }) => `${text.slice(start, end)} ${phrase.text} ${at}`);

describe('near misses', () => {
  test('one character at a rigid place, in either half', () => {
    expect(found('工作有条不文')).toEqual(['有条不文 有条不紊 3']);
    expect(found('由条不紊')).toEqual(['由条不紊 有条不紊 0']);
  });

  test('not the phrase itself, nor two characters, nor a place that is free', () => {
    expect(found('有条不紊，有调不文，一年一次')).toEqual([]);
  });

  test('not a mark, nor the end of the text', () => {
    expect(found('有条不，有条不')).toEqual([]);
  });

  test('a long text is read once', () => {
    expect(found('有条'.repeat(300_000))).toEqual([]);
  });
});
