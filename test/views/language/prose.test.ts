import { expect, test } from '@jest/globals';
import { isInCode, mainProse, proseBlocks } from '../../../src/views/language/prose.js';
import { readPage, textAt, withCode } from '../read.js';

test('prose is all but code', () => {
  const doc = withCode('甲', '乙', '丙');
  expect(proseBlocks(doc).map(({ range }) => textAt(doc, range))).toEqual(['甲', '丙']);
  expect(mainProse(doc)).toHaveLength(2);
  const at = doc.text.indexOf('乙');
  expect([isInCode(doc, { start: at, end: at + 1 }), isInCode(doc, { start: 0, end: 1 })]).toEqual([true, false]);
  expect(isInCode(doc, { start: 0, end: at + 1 })).toBe(true);
});

test('of the main prose is what frames no page', () => {
  const doc = readPage('<nav><p>甲</p></nav><h1>乙</h1><p>丙</p>');
  expect(mainProse(doc).map(({ range }) => textAt(doc, range))).toEqual(['乙', '丙']);
  expect(proseBlocks(doc).map(({ range }) => textAt(doc, range))).toEqual(['甲', '乙', '丙']);
});
