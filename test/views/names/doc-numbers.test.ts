import { describe, expect, test } from '@jest/globals';
import { docNumbers } from '../../../src/views/names/doc-numbers.js';
import { read, textAt } from '../read.js';

const numbers = (source: string): readonly string[] => {
  const doc = read(source);
  return docNumbers(doc).map(({ range }) => textAt(doc, range));
};
const known = (source: string): readonly boolean[] => docNumbers(read(source)).map((number) => number.known);

test('a number is taken apart', () => {
  const doc = read('按照豫政办[2021]第008号要求');
  expect(docNumbers(doc)).toEqual([
    {
      range: { start: 2, end: 16 },
      organ: '豫政办',
      organRange: { start: 2, end: 5 },
      open: '[',
      close: ']',
      bracketRange: { start: 5, end: 11 },
      year: '2021',
      ordinal: '第',
      serial: '008',
      serialRange: { start: 12, end: 15 },
      suffix: '号',
      known: expect.any(Boolean),
    },
  ]);
});

describe('what is one', () => {
  test.each<[string, readonly string[]]>([
    ['三政办明电【2022】14号', ['三政办明电【2022】14号']],
    ['国发﹝2022﹞14', ['国发﹝2022﹞14']],
    ['国发〔87〕12号', ['国发〔87〕12号']],
    ['法（研）发〔2022〕14号', ['法（研）发〔2022〕14号']],
    [
      '渑政文〔1949〕3号、渑政文〔1940〕3号、渑政文〔2099〕3号',
      ['渑政文〔1949〕3号', '渑政文〔1940〕3号', '渑政文〔2099〕3号'],
    ],
    ['国办发（2020）3号', ['国办发（2020）3号']],
    ['国办发〔2020〕12345号', ['国办发〔2020〕12345号']],
  ])('%s', (source, expected) => {
    expect(numbers(source)).toEqual(expected);
  });

  test.each([
    '（2019）豫12刑终34号，（2022）最高法民申1号',
    '渑政文〔1939〕3号',
    '渑政文〔3022〕3号',
    // Two digits or round brackets need 号, round ones a listed code, too.
    '国发〔87〕12',
    '国办发（2020）3',
    '渑政文（2020）3号',
    '国办发〔2020〕123456号',
    '〔2022〕14号',
    'ABC〔2022〕14号',
    '关于开发〔2022〕14号',
    '同意批准发〔2022〕14号',
  ])('no number: %s', (source) => {
    expect(numbers(source)).toEqual([]);
  });
});

describe('its organ', () => {
  const organ = (source: string): readonly string[] => docNumbers(read(source)).map((number) => number.organ);

  test('is cut from the words before it', () => {
    expect(organ('根据渑政文〔2022〕1号')).toEqual(['渑政文']);
    expect(organ('我们学习国办发〔2022〕1号')).toEqual(['国办发']);
    expect(organ('各单位贯彻执行渑政办函〔2022〕1号')).toEqual(['渑政办函']);
    expect(organ('，渑政文〔2022〕1号')).toEqual(['渑政文']);
    expect(organ('A渑政文〔2022〕1号')).toEqual([]);
  });

  test('is known where it is listed', () => {
    expect(known('国办发〔2022〕1号，国发〔2022〕1号，渑某文〔2022〕1号')).toEqual([true, true, false]);
  });
});
