import { expect, test } from '@jest/globals';
import { placeSpellings } from '../../../src/views/names/place-spellings.js';
import { read } from '../read.js';

const spelt = (source: string) => {
  const { known, unknown, variants, traditional } = placeSpellings(read(source));
  return {
    known: known.map(({ start, end, exact }) => `${source.slice(start, end)}${exact ? '' : '~'}`),
    unknown,
    variants,
    traditional,
  };
};

test('names as they stand, or as they fold; what ends like one and is none', () => {
  expect(spelt('三门峡市澠池县，某某县')).toEqual({
    known: ['三门峡市', '澠池县~'],
    unknown: [11],
    variants: [4],
    traditional: false,
  });
});

test('a name of two units may be the rest of a longer one, but not behind the place that it lies in', () => {
  expect(spelt('云浮市有南县').unknown).toEqual([6]);
  expect(spelt('洛阳嵩县').unknown).toEqual([]);
  expect(spelt('，嵩县').unknown).toEqual([]);
});

test('a text in traditional characters has more than twenty of them, and more than two in a hundred', () => {
  expect(spelt('縣'.repeat(20)).traditional).toBe(false);
  expect(spelt('縣'.repeat(21)).traditional).toBe(true);
  expect(spelt('縣'.repeat(21) + '的'.repeat(1100)).traditional).toBe(false);
});
