import { expect, test } from '@jest/globals';
import { MAX_SENTENCE, sentences } from '../../../src/views/language/sentences.js';
import { read, readPage, tableOf, textAt } from '../read.js';

const cut = (source: string): readonly string[] => {
  const doc = read(source);
  return sentences(doc)
    .map((range) => textAt(doc, range))
    .filter((sentence) => sentence !== '');
};

test.each<[string, readonly string[]]>([
  ['会议开始。他说；好！真的？？是', ['会议开始。', '他说；好！', '真的？？', '是']],
  ['真的?!是', ['真的?!', '是']],
  // Inside a quotation a mark ends nothing but the quotation, and that the sentence, unless it goes on.
  ['他说：“好。不错。”大家鼓掌。', ['他说：“好。不错。”', '大家鼓掌。']],
  ['“真的吗？”，他问。好。', ['“真的吗？”，他问。', '好。']],
  ['“真的吗？”的问题。好。', ['“真的吗？”的问题。', '好。']],
  ['“真的吗？”——他问。好。', ['“真的吗？”——他问。', '好。']],
  ['（详见附件。）办理。', ['（详见附件。）', '办理。']],
  ['甲“乙。”', ['甲“乙。”']],
  // A title never ends one.
  ['读《为什么？》一书。完', ['读《为什么？》一书。', '完']],
  ['读〈为什么？〉一书。完', ['读〈为什么？〉一书。', '完']],
  // A bracket that does not close is a stray one.
  ['他说：“好。没有下文。', ['他说：“好。', '没有下文。']],
  [`“${'长'.repeat(396)}。乙”丙。`, [`“${'长'.repeat(396)}。乙”丙。`]],
  [`“${'长'.repeat(399)}。乙”丙。`, [`“${'长'.repeat(399)}。`, '乙”丙。']],
  // Brackets of its own kind within are counted.
  ['（甲（乙）丙。丁）戊。己', ['（甲（乙）丙。丁）戊。', '己']],
  ['（甲“乙）。”丙。', ['（甲“乙）。”', '丙。']],
  ['第一段\n第二段。', ['第一段', '第二段。']],
  ['甲。乙\t丙\n丁\t', ['甲。', '乙', '丙', '丁']],
])('%s', (source, expected) => {
  expect(cut(source)).toEqual(expected);
});

test('the cells of a table each for themselves', () => {
  const doc = readPage(tableOf('甲。乙|丙', '丁|戊'));
  expect(sentences(doc).map((range) => textAt(doc, range))).toEqual(['甲。', '乙', '丙', '丁', '戊']);
});

test('are cut where they are too long, and never within a character', () => {
  expect(cut('长'.repeat(4500)).map(({ length }) => length)).toEqual([MAX_SENTENCE, MAX_SENTENCE, 500]);
  expect(cut('长'.repeat(2000))).toHaveLength(1);
  expect(cut('。'.repeat(4500)).join('')).toHaveLength(4500);
  const pairs = cut(`甲${'𠮷'.repeat(1500)}`);
  expect(pairs.map(({ length }) => length)).toEqual([1999, 1002]);
  expect(pairs.every((sentence) => sentence.isWellFormed?.() ?? true)).toBe(true);
});
