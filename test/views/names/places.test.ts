import { describe, expect, test } from '@jest/globals';
import { documentRegion, placeMentions } from '../../../src/views/names/places.js';
import { read, textAt } from '../read.js';

const mentions = (source: string, region?: string): readonly string[] => {
  const doc = read(source, region === undefined ? {} : { region });
  return placeMentions(doc).map(
    ({ range, text, standard, suffix, kind }) =>
      `${range.start}${text === textAt(doc, range) ? text : '?'}→${standard}|${suffix} ${kind}`,
  );
};

describe('mentions', () => {
  test('a mention has the range of its stem', () => {
    const [city, county] = placeMentions(read('三门峡市渑池县人民政府'));
    expect(city?.range).toEqual({ start: 0, end: 3 });
    expect(county).toMatchObject({
      range: { start: 4, end: 6 },
      text: '渑池',
      kind: 'exact',
      place: { code: '411221' },
    });
  });

  test.each<[string, readonly string[]]>([
    ['三门峡市渑池县', ['0三门峡→三门峡|市 exact', '4渑池→渑池|县 exact']],
    // Variants, of the stem, of the suffix, and without suffix where the place is named.
    ['三门峡市澠池县', ['0三门峡→三门峡|市 exact', '4澠池→渑池|县 variant']],
    ['河南省渑池縣', ['0河南→河南|省 exact', '3渑池縣→渑池县| variant']],
    ['渑池县，澠池', ['0渑池→渑池|县 exact', '4澠池→渑池| variant']],
    // One character away from the one name within reach.
    ['三门峡市浉池县', ['0三门峡→三门峡|市 exact', '4浉池→渑池|县 lookalike']],
    ['三门峡市浉池县，浉池', ['0三门峡→三门峡|市 exact', '4浉池→渑池|县 lookalike', '8浉池→渑池| lookalike']],
    // A name within a longer one is none of its own.
    ['恩施土家族苗族自治州', ['0恩施土家族苗族→恩施土家族苗族|自治州 exact']],
    ['全县、我县、该市、社区、超市', []],
  ])('%s', (source, expected) => {
    expect(mentions(source)).toEqual(expected);
  });

  test('a text in traditional characters throughout has no slips', () => {
    expect(mentions('澠池縣人民政府辦公室關於發佈年度報告與統計數據的說明'.repeat(3))).toEqual([]);
  });

  test('abroad places are written as ours are', () => {
    expect(mentions('日本石川县珠洲市').filter((mention) => mention.includes('lookalike'))).toEqual([]);
  });
});

describe('the region', () => {
  test('the region is the profile’s, else the one named most', () => {
    expect(documentRegion(read('全县各单位', { region: '411221' }))).toBe('4112');
    expect(documentRegion(read('三门峡市渑池县、信阳市'))).toBe('4112');
    expect(documentRegion(read('三门峡市、信阳市'))).toBeUndefined();
    expect(documentRegion(read(''))).toBeUndefined();
  });

  test('of a province has two digits, and what is no code is not asked', () => {
    expect(documentRegion(read('甲', { region: '410000' }))).toBe('41');
    expect(documentRegion(read('三门峡市', { region: '41' }))).toBe('4112');
  });

  test('names of two units and provinces do not vote', () => {
    expect(documentRegion(read('河南省'))).toBeUndefined();
    expect(documentRegion(read('三门峡市、信阳市、信阳市'))).toBe('4115');
  });
});
