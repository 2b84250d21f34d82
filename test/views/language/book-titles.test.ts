import { expect, test } from '@jest/globals';
import { bookTitles } from '../../../src/views/language/book-titles.js';
import { read, textAt } from '../read.js';

const titles = (source: string): readonly unknown[] => {
  const doc = read(source);
  return bookTitles(doc).map(({ range, text, depth }) => [textAt(doc, range), text, depth]);
};

test('titles know their words, their marks and their depth', () => {
  expect(titles('《关于印发〈甲《乙》办法〉的通知》和《条例》、〈细则〉')).toEqual([
    ['《关于印发〈甲《乙》办法〉的通知》', '关于印发〈甲《乙》办法〉的通知', 0],
    ['〈甲《乙》办法〉', '甲《乙》办法', 1],
    ['《乙》', '乙', 2],
    ['《条例》', '条例', 0],
    ['〈细则〉', '细则', 0],
  ]);
});

test('titles side by side within one are of one depth', () => {
  expect(titles('《印发〈甲〉〈乙〉的通知》').map((title) => (title as readonly unknown[])[2])).toEqual([0, 1, 1]);
});

test('other brackets and titles left open are none', () => {
  expect(titles('（甲）“乙”【丙】《丁')).toEqual([]);
});
