import { expect, test } from '@jest/globals';
import { isQuoted } from '../../../src/views/language/quotations.js';
import { read } from '../read.js';

const quoted = (source: string): boolean => {
  const start = source.indexOf('甲');
  return isQuoted(read(source), { start, end: start + 1 });
};

test.each([
  ['《甲》', true],
  ['“甲”', true],
  ['‘甲’', true],
  ['“乙（甲）”', true],
  ['（甲）', false],
  ['〈甲〉', false],
  ['甲《乙》', false],
  ['《乙》甲“丙”', false],
  ['“甲', false],
])('%s: %s', (source, expected) => {
  expect(quoted(source)).toBe(expected);
});

test('the marks themselves, and what runs over them, are not inside', () => {
  expect(isQuoted(read('《甲乙》'), { start: 1, end: 3 })).toBe(true);
  expect(isQuoted(read('《甲乙》'), { start: 0, end: 3 })).toBe(false);
  expect(isQuoted(read('《甲乙》'), { start: 1, end: 4 })).toBe(false);
});
