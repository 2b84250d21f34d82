import { describe, expect, test } from '@jest/globals';
import {
  decimalsOf,
  figureOf,
  halfWidthDigits,
  printed,
  quantities,
  quantitiesWithin,
  sumOf,
  wordsOf,
} from '../../../src/views/numbers/quantities.js';
import { read, textAt } from '../read.js';

const counted = (source: string): readonly string[] => {
  const doc = read(source);
  return quantities(doc).map(
    (quantity) =>
      `${textAt(doc, quantity.range)}|${textAt(doc, quantity.digits)}|${quantity.by}|${quantity.unit}|${Number(quantity.value) / 1e6}${quantity.approximate ? '~' : ''}`,
  );
};

describe('quantities', () => {
  test.each<[string, readonly string[]]>([
    ['收到申请4.5万件', ['4.5万件|4.5|万|件|45000']],
    ['1,234.5元', ['1,234.5元|1,234.5||元|1234.5']],
    ['１２．５％', ['１２．５％|１２．５||%|12.5']],
    [
      '3亿元，2万亿元，5百万元，6千人',
      ['3亿元|3|亿|元|300000000', '2万亿元|2|万亿|元|2000000000000', '5百万元|5|百万|元|5000000', '6千人|6|千|人|6000'],
    ],
    ['约3件，近3件，不少于3件', ['约3件|3||件|3~', '近3件|3||件|3~', '不少于3件|3||件|3~']],
    [
      '30余件，30多万件，3万余件，3件以上，3件左右',
      [
        '30余件|30||件|30~',
        '30多万件|30|万|件|300000~',
        '3万余件|3|万|件|30000~',
        '3件以上|3||件|3~',
        '3件左右|3||件|3~',
      ],
    ],
    ['3—5件', ['3—5件|5||件|5~']],
    ['十五件，约二十余人，两户', ['十五件|十五||件|15', '约二十余人|二十||人|20~', '两户|两||户|2']],
    ['提高3个百分点，5个，6个月', ['3个百分点|3||个百分点|3', '5个|5||个|5']],
    // Of what is longer they are no part.
    ['第3条，第十五条，1 120例，1，120例，12.5.3件', []],
    ['几十件，数百人，百分之三十户', ['三十户|三十||户|30']],
  ])('%s', (source, expected) => {
    expect(counted(source)).toEqual(expected);
  });

  test('know their script, and stand in order of text', () => {
    const list = quantities(read('三件和4件，五人'));
    expect(list.map(({ script }) => script)).toEqual(['chinese', 'arabic', 'chinese']);
    expect(list.map(({ step }) => step)).toEqual([1_000_000n, 1_000_000n, 1_000_000n]);
  });

  test('their words are without what makes them vague', () => {
    const doc = read('约4.5万件以上');
    expect(quantities(doc).map((quantity) => wordsOf(doc, quantity))).toEqual(['4.5万件以上']);
  });

  test('within a range are those that lie in it whole', () => {
    const list = quantities(read('1件2件3件4件'));
    const within = (start: number, end: number) =>
      quantitiesWithin(list, { start, end }).map(({ value }) => value / 1_000_000n);
    expect([within(0, 8), within(2, 6), within(1, 5), within(2, 7), within(8, 9)]).toEqual([
      [1n, 2n, 3n, 4n],
      [2n, 3n],
      [2n],
      [2n, 3n],
      [],
    ]);
  });
});

test('full-width digits, points and percent signs are made half-width, unit for unit', () => {
  expect(halfWidthDigits(read('１，０９．％Ａ'))).toBe('1，09.%Ａ');
});

test('a figure knows its value and what its last place is worth', () => {
  expect(figureOf('4.5', '万')).toEqual({ value: 45_000_000_000n, step: 1_000_000_000n });
  expect(figureOf('1,234')).toEqual({ value: 1_234_000_000n, step: 1_000_000n });
  expect(figureOf('0.000001')).toEqual({ value: 1n, step: 1n });
});

test('a value is printed as the figure it stands beside, rounded half up', () => {
  expect(printed(45_000_000_000n, '万', 1)).toBe('4.5');
  expect(printed(45_500_000_000n, '万', 1)).toBe('4.6');
  expect(printed(45_400_000_000n, '万', 1)).toBe('4.5');
  expect(printed(1_500_000n, '', 0)).toBe('2');
  expect(printed(50_000n, '', 2)).toBe('0.05');
});

test('decimals are counted, and figures added', () => {
  expect(['12', '1.5', '1,234.56'].map(decimalsOf)).toEqual([0, 1, 2]);
  expect(sumOf([figureOf('1.5'), figureOf('2')])).toBe(3_500_000n);
  expect(sumOf([])).toBe(0n);
});
