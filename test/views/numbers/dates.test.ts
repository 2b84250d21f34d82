import { describe, expect, test } from '@jest/globals';
import { dates, daysInMonth } from '../../../src/views/numbers/dates.js';
import { read as readText, textAt } from '../read.js';

const read = (source: string) => {
  const doc = readText(source);
  return dates(doc).map(({ range, year, month, day, hour, minute, lunar }) => [
    textAt(doc, range),
    [year, month, day, hour, minute].map((part) => part?.value),
    lunar,
  ]);
};
const words = (source: string): readonly unknown[] => read(source).map(([text]) => text);

test('dates in both scripts, with their time of day', () => {
  expect(read('2022年3月5日9时30分，二〇二二年十二月五日；22年4月；2023-02-28。')).toEqual([
    ['2022年3月5日9时30分', [2022, 3, 5, 9, 30], false],
    ['二〇二二年十二月五日', [2022, 12, 5, undefined, undefined], false],
    ['22年4月', [undefined, 4, undefined, undefined, undefined], false],
    ['2023-02-28', [2023, 2, 28, undefined, undefined], false],
  ]);
});

test('every part knows where it stands, even where figures are alike', () => {
  const doc = readText('于2003年03月03日3时03分；二〇二〇年二月二日；2010-10-10');
  expect(
    dates(doc).map(({ script, year, month, day, hour, minute }) => [
      script,
      ...[year, month, day, hour, minute].map((part) => part?.range.start),
    ]),
  ).toEqual([
    ['arabic', 1, 6, 9, 12, 14],
    ['chinese', 18, 23, 25, undefined, undefined],
    ['arabic', 28, 33, 36, undefined, undefined],
  ]);
  expect(dates(doc).map(({ month }) => textAt(doc, month.range))).toEqual(['03', '二', '10']);
});

test('a day without month takes that of the date before it', () => {
  expect(read('2022年3月5至8日、10日，4月1日至5月2日')).toEqual([
    ['2022年3月5', [2022, 3, 5, undefined, undefined], false],
    ['8日', [2022, 3, 8, undefined, undefined], false],
    ['10日', [2022, 3, 10, undefined, undefined], false],
    ['4月1日', [undefined, 4, 1, undefined, undefined], false],
    ['5月2日', [undefined, 5, 2, undefined, undefined], false],
  ]);
  expect(read('三月五日至八日').map(([, parts]) => parts)).toEqual([
    [undefined, 3, 5, undefined, undefined],
    [undefined, 3, 8, undefined, undefined],
  ]);
  // 3月5 is the month alone where no day with 日 follows; 10日内 is a term.
  expect(words('3月5件')).toEqual(['3月']);
  expect(words('3月5日至10日内')).toEqual(['3月5日']);
  expect(words('3月5号、6号')).toEqual(['3月5号', '6号']);
});

test('a list of days is read 40 days far', () => {
  expect(words(`3月1日${'、1日'.repeat(60)}`)).toHaveLength(40);
});

describe('times of day', () => {
  test.each([
    ['3月5日（星期三）上午9时30分', [9, 30]],
    ['3月5日(周三)下午3点', [3, undefined]],
    ['3月5日 9:30', [9, 30]],
    ['3月5日9：05', [9, 5]],
    ['3月5日3时', [3, undefined]],
    ['3月5日3时间', [undefined, undefined]],
    ['3月5日9:30:15', [undefined, undefined]],
    ['3月5日约9时', [undefined, undefined]],
  ])('%s', (source, expected) => {
    expect(read(source).map(([, parts]) => (parts as readonly unknown[]).slice(3))).toEqual([expected]);
  });
});

describe('what is no date', () => {
  test.each<[string, readonly string[]]>([
    ['12.3月', []],
    ['第1203月', []],
    ['2022-31-5，2022-13-05，2022-3/5，v2022-03-05，2022-03-05-1', []],
    ['2022/3/5、2022.3.5、2022.3.5.1', ['2022/3/5', '2022.3.5']],
    ['1899-03-05，2100-03-05', []],
    ['一百零三月', []],
    ['二〇二二年 3月', ['3月']],
    ['2022 年 3 月 5 日', ['2022 年 3 月 5 日']],
  ])('%s', (source, expected) => {
    expect(words(source)).toEqual(expected);
  });
});

test('lunar dates say so, within 16 characters and the clause', () => {
  const lunar = (source: string): readonly unknown[] => read(source).map(([, , said]) => said);
  expect(lunar('农历八月三十日，阴历二〇二二年三月')).toEqual([true, true]);
  expect(lunar('农历，八月三十日')).toEqual([false]);
  expect(lunar(`农历${'甲'.repeat(12)}八月，农历${'甲'.repeat(13)}八月`)).toEqual([true, false]);
  expect(lunar('2022年8月30日')).toEqual([false]);
});

test('the days of every month; of February 29 in leap years and where the year is unknown', () => {
  expect(Array.from({ length: 14 }, (_, month) => daysInMonth(month, 2023))).toEqual([
    0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0,
  ]);
  expect([2024, 2023, 1900, 2000, undefined].map((year) => daysInMonth(2, year))).toEqual([29, 28, 28, 29, 29]);
});
