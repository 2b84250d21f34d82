import { expect, test } from '@jest/globals';
import { chineseNumber, numberOf } from '../src/text/numerals.js';

test('numerals are read with their units, and digit by digit without', () => {
  expect(['二十三', '十', '一百零五', '二〇二二', '二○二二'].map(chineseNumber)).toEqual([23, 10, 105, 2022, 2022]);
  expect(['008', '十二'].map(numberOf)).toEqual([8, 12]);
});
