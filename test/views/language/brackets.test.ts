import { describe, expect, test } from '@jest/globals';
import { brackets } from '../../../src/views/language/brackets.js';
import { read, readPage, tableOf, withCode } from '../read.js';

const pairs = (source: string): readonly string[] => {
  const doc = read(source);
  return brackets(doc).pairs.map(
    ({ open, close, openMark, closeMark }) =>
      `${open.start}${openMark}${open.end}-${close.start}${closeMark}${close.end}`,
  );
};
const alone = (source: string): readonly string[] =>
  brackets(read(source)).unpaired.map(({ range, mark, side }) => `${range.start}-${range.end}${mark}${side}`);

describe('pairs', () => {
  test('in order of their opening marks, nested and of two widths', () => {
    expect(pairs('《甲（乙）》（丙)')).toEqual(['0《1-5》6', '2（3-4）5', '6（7-8)9']);
    expect(pairs('[甲］{乙｝')).toEqual(['0[1-2］3', '3{4-5｝6']);
  });

  test('of a table are looked for within each cell', () => {
    const { unpaired } = brackets(readPage(tableOf('（甲|乙）', '（丙）|丁')));
    expect(unpaired.map(({ mark, side }) => mark + side)).toEqual(['（open', '）close']);
    expect(brackets(readPage(tableOf('（甲|乙）', '（丙）|丁'))).pairs).toHaveLength(1);
  });

  test('code has none', () => {
    const { pairs: paired, unpaired } = brackets(withCode('甲', 'f(（', '（乙）'));
    expect([paired.length, unpaired]).toEqual([1, []]);
  });
});

describe('marks alone', () => {
  test.each<[string, readonly string[]]>([
    ['依据《条例要求', ['2-3《open']],
    ['依据条例》要求', ['4-5》close']],
    // What is open within a pair that closes is alone; the pair stays.
    ['（甲《乙）', ['2-3《open']],
    ['甲》（乙', ['1-2》close', '2-3（open']],
    // Three of a kind are drawing, two are not.
    ['甲》》》乙', []],
    ['甲》》》》》乙》', ['7-8》close']],
    ['甲》》', ['1-2》close', '2-3》close']],
    ['甲》》》', []],
    // ’ of don’t is no mark, that of a quotation is, and one behind Han characters.
    ['don’t', []],
    ['‘it’s’', ['5-6’close']],
    ['甲’乙', ['1-2’close']],
  ])('%s', (source, expected) => {
    expect(alone(source)).toEqual(expected);
  });

  test('know their block', () => {
    const doc = read('甲\n乙（');
    expect(brackets(doc).unpaired.map(({ block }) => block)).toEqual([doc.blocks[1]]);
  });

  test('a partner in a following block is looked for 300 units far, 3000 where it ends its block', () => {
    expect(alone('《关于做好\n工作的通知》的说明')).toEqual([]);
    expect(alone(`（甲\n${'乙'.repeat(298)}）丙`)).toEqual([]);
    expect(alone(`（甲\n${'乙'.repeat(299)}）丙`)).toHaveLength(2);
    expect(alone(`（甲\n${'乙'.repeat(2998)}）`)).toEqual([]);
    expect(alone(`（甲\n${'乙'.repeat(2999)}）`)).toHaveLength(2);
  });

  test('a quotation runs 5000 units far, and opens anew in every paragraph; a bracket opens once', () => {
    expect(alone(`“甲\n${'乙'.repeat(4998)}”丙`)).toEqual([]);
    expect(alone(`“甲\n${'乙'.repeat(4999)}”丙`)).toHaveLength(2);
    expect(alone('“甲\n“乙\n丙”丁')).toEqual([]);
    expect(alone('（甲\n（乙\n丙）')).toEqual(['0-1（open']);
  });

  test('never before what opens', () => {
    expect(alone('甲）\n（乙')).toEqual(['1-2）close', '3-4（open']);
  });
});
