import { expect, test } from '@jest/globals';
import { readTxt } from '../src/intake/plain/txt.js';
import { chineseNumber, numberOf } from '../src/text/numerals.js';
import { dates, daysInMonth } from '../src/views/numbers/dates.js';
import { context } from './context.js';

const read = (source: string) => {
  const doc = readTxt({ name: '示例.txt', source, context });
  return dates(doc).map(({ range, year, month, day, hour, minute, lunar }) => [
    doc.text.slice(range.start, range.end),
    [year, month, day, hour, minute].map((part) => part?.value),
    lunar,
  ]);
};

test('numerals are read with their units, and digit by digit without', () => {
  expect(['二十三', '十', '一百零五', '二〇二二', '二○二二'].map(chineseNumber)).toEqual([23, 10, 105, 2022, 2022]);
  expect(['008', '十二'].map(numberOf)).toEqual([8, 12]);
});

test('dates in both scripts, with their time of day', () => {
  expect(read('2022年3月5日9时30分，二〇二二年十二月五日；22年4月；2023-02-28。')).toEqual([
    ['2022年3月5日9时30分', [2022, 3, 5, 9, 30], false],
    ['二〇二二年十二月五日', [2022, 12, 5, undefined, undefined], false],
    ['22年4月', [undefined, 4, undefined, undefined, undefined], false],
    ['2023-02-28', [2023, 2, 28, undefined, undefined], false],
  ]);
});

test('a day without month takes that of the date before it', () => {
  expect(read('2022年3月5至8日、10日，4月1日至5月2日')).toEqual([
    ['2022年3月5', [2022, 3, 5, undefined, undefined], false],
    ['8日', [2022, 3, 8, undefined, undefined], false],
    ['10日', [2022, 3, 10, undefined, undefined], false],
    ['4月1日', [undefined, 4, 1, undefined, undefined], false],
    ['5月2日', [undefined, 5, 2, undefined, undefined], false],
  ]);
});

test('lunar dates say so', () => {
  expect(read('农历八月三十日').map(([, , lunar]) => lunar)).toEqual([true]);
});

test('February has 29 days in leap years and where the year is unknown', () => {
  expect([daysInMonth(2, 2024), daysInMonth(2, 2023), daysInMonth(2, 1900), daysInMonth(2), daysInMonth(13)]).toEqual([
    29, 28, 28, 29, 0,
  ]);
});
