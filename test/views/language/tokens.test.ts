import { expect, test } from '@jest/globals';
import { dictionariesFrom } from '../../../src/dictionary/index.js';
import type { Segmenter } from '../../../src/document/document.js';
import { readTxt } from '../../../src/intake/plain/txt.js';
import { standsOnWordBoundaries, tokens, tokensIn } from '../../../src/views/language/tokens.js';

const inPairs: Segmenter = (text) => (text.match(/.{1,2}/gsu) ?? []).map((word) => ({ text: word, partOfSpeech: 'x' }));
const documentOf = (source: string, segmenter?: Segmenter) =>
  readTxt({
    name: '示例.txt',
    source,
    context: {
      dictionaries: dictionariesFrom(() => []),
      profile: {},
      ...(segmenter && { segmenter: () => segmenter }),
    },
  });

test('cuts only the sentences around the range, once', () => {
  const asked: string[] = [];
  const doc = documentOf('甲乙丙丁。戊己庚辛。壬癸。', (text) => {
    asked.push(text);
    return inPairs(text);
  });
  expect(tokensIn(doc, { start: 6, end: 8 })).toEqual([
    { text: '戊己', partOfSpeech: 'x', range: { start: 5, end: 7 } },
    { text: '庚辛', partOfSpeech: 'x', range: { start: 7, end: 9 } },
    { text: '。', partOfSpeech: 'x', range: { start: 9, end: 10 } },
  ]);
  expect(asked).toEqual(['戊己庚辛。']);
  expect(tokens(doc)).toHaveLength(8);
  expect(asked).toEqual(['戊己庚辛。', '甲乙丙丁。', '壬癸。']);
});

test('a range over two sentences takes both, one that ends where a sentence begins only the first', () => {
  const doc = documentOf('甲乙。丙丁。戊己。', inPairs);
  expect(tokensIn(doc, { start: 2, end: 4 }).map(({ text }) => text)).toEqual(['甲乙', '。', '丙丁', '。']);
  expect(tokensIn(doc, { start: 0, end: 3 }).map(({ text }) => text)).toEqual(['甲乙', '。']);
  expect(tokensIn(doc, { start: 6, end: 9 }).map(({ text }) => text)).toEqual(['戊己', '。']);
  expect(tokensIn(doc, { start: 9, end: 9 })).toEqual([]);
});

test('a range stands on the boundaries of words where it begins with one and ends with one', () => {
  const doc = documentOf('甲乙丙丁。', inPairs);
  const stands = (start: number, end: number) => standsOnWordBoundaries(doc, { start, end });
  expect([stands(0, 2), stands(0, 4), stands(1, 2), stands(0, 3), stands(1, 3)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('says so where there is no segmenter', () => {
  expect(() => tokensIn(documentOf('甲'), { start: 0, end: 1 })).toThrow('没有可用的分词组件，未核对词界');
  expect(() => tokens(documentOf(''))).toThrow('没有可用的分词组件，未核对词界');
});
