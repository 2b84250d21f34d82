import { perDocument } from '../../document/per-document.js';
import { numberOf } from '../../text/numerals.js';
import type { Range } from '../../text/range.js';

export interface DatePart {
  readonly value: number;
  /** Of the numeral, without 年, 月 or 日. */
  readonly range: Range;
}

/** A date with at least its month: 2022年3月, 3月5日, 二〇二二年三月五日, 2022-03-05. */
export interface DateMention {
  readonly range: Range;
  /** Four digits; of a day that takes its month from the date before it (3月5日至8日), that date's. */
  readonly year?: DatePart;
  readonly month: DatePart;
  readonly day?: DatePart;
  /** Directly after the day: 9时30分, 9:30. */
  readonly hour?: DatePart;
  readonly minute?: DatePart;
  readonly script: 'arabic' | 'chinese';
  /** Said to be of the lunar calendar. */
  readonly lunar: boolean;
}

// 2022年3月, 22年3月, 3月; the days are read on from there
const ARABIC = /(?<![\d.])(?:(?<year>\d{4}|\d{2})\s?年\s?)?(?<month>\d{1,2})\s?月/gu;

// 二〇二二年三月, 三月; what it may begin with is asked before it looks back
const CHINESE =
  /(?=[〇零一二三四五六七八九十])(?<![〇○零一二三四五六七八九十百])(?:(?<year>[一二][〇○零一二三四五六七八九]{3})年)?(?<month>[〇零一二三四五六七八九十]{1,3})月/gu;

// 2022-03-05, 2022/3/5, 2022.3.5; 2022-31-5 is a serial
const NUMERIC =
  /(?<![\w.\-/])(?<year>(?:19|20)\d{2})(?<separator>[-/.])(?<month>0?[1-9]|1[0-2])\k<separator>(?<day>\d{1,2})(?![\w\-/]|\.\d)/gu;

const FIRST_DAY: Readonly<Record<DateMention['script'], RegExp>> = {
  arabic: /\s?(?<day>\d{1,2})\s?(?<suffix>[日号])?/uy, // 5日
  chinese: /(?<day>[〇零一二三四五六七八九十]{1,3})(?<suffix>日)?/uy, // 五日
};

const NEXT_DAY: Readonly<Record<DateMention['script'], RegExp>> = {
  arabic: /(?:[至到和、—~～－-]|——)(?<day>\d{1,2})(?<suffix>[日号])(?![内以])/uy, // 至8日
  chinese: /[至到和、](?<day>[〇零一二三四五六七八九十]{1,3})(?<suffix>日)(?![内以])/uy, // 至八日
};

// （星期三）上午9时30分, 9:30
const TIME =
  /(?:[（(](?:星期|周).[）)])?(?:上午|下午|凌晨|早上|中午|晚上|晚)?\s?(?<hour>\d{1,2})(?:[时点](?!间)(?:(?<minute>\d{1,2})分)?|[:：](?<minutes>\d{2})(?![\d:：]))/uy;

const LUNAR = /(?:农历|阴历|夏历|旧历|闰)[^。，；\n]{0,12}$/u; // 农历二〇二二年

const LUNAR_REACH = 16;

/** Days read on from one month; a list longer than this is no list of days. */
const MAX_DAYS = 40;

interface Month {
  readonly start: number;
  readonly end: number;
  readonly year?: DatePart;
  readonly month: DatePart;
  readonly script: DateMention['script'];
  readonly lunar: boolean;
}

function partOf(match: RegExpExecArray | RegExpMatchArray, group: string, from: number): DatePart | undefined {
  const text = match.groups?.[group];
  if (text === undefined) return undefined;
  const start = (match.index ?? 0) + match[0].indexOf(text, from);
  return { value: numberOf(text), range: { start, end: start + text.length } };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function timeAt(text: string, at: number): Pick<DateMention, 'hour' | 'minute'> & { readonly end: number } {
  const match = matchAt(TIME, text, at);
  const hour = match && partOf(match, 'hour', 0);
  if (!match || !hour) return { end: at };
  const after = hour.range.end - match.index;
  const minute = partOf(match, 'minute', after) ?? partOf(match, 'minutes', after);
  return { hour, ...(minute && { minute }), end: match.index + match[0].length };
}

/** The days that follow a month: 5日, 5日至8日, 5至8日, 5日、6日和7日; the month alone where none does. */
function* daysOf(text: string, { start, end, ...month }: Month): Iterable<DateMention> {
  let from = start;
  let at = end;
  let pattern = FIRST_DAY[month.script];
  for (let count = 0; count < MAX_DAYS; count++) {
    const match = matchAt(pattern, text, at);
    const day = match && partOf(match, 'day', 0);
    if (!match || !day) break;
    const suffixed = match.groups?.suffix !== undefined;
    const dayEnd = match.index + match[0].length;
    // 3月5至8日: the first day has no 日 of its own.
    if (!suffixed && !matchAt(NEXT_DAY[month.script], text, dayEnd)) break;
    const { end: dateEnd, ...time } = suffixed ? timeAt(text, dayEnd) : { end: dayEnd };
    yield { ...month, day, ...time, range: { start: count === 0 ? start : day.range.start, end: dateEnd } };
    from = dateEnd;
    at = dateEnd;
    pattern = NEXT_DAY[month.script];
  }
  if (from === start) yield { ...month, range: { start, end } };
}

/** Every date of a text that names a month, in order. */
export const dates = perDocument((doc): readonly DateMention[] => {
  const { text } = doc;
  const found: DateMention[] = [];
  for (const [pattern, script] of [
    [ARABIC, 'arabic'],
    [CHINESE, 'chinese'],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const written = partOf(match, 'year', 0);
      const month = partOf(match, 'month', written ? written.range.end - start : 0);
      if (!month) continue;
      const year = written && written.value > 99 ? written : undefined;
      const lunar = LUNAR.test(text.slice(Math.max(0, start - LUNAR_REACH), start));
      const end = start + match[0].length;
      found.push(...daysOf(text, { start, end, month, script, lunar, ...(year && { year }) }));
    }
  for (const match of text.matchAll(NUMERIC)) {
    const year = partOf(match, 'year', 0);
    const month = partOf(match, 'month', 5);
    const day = month && partOf(match, 'day', month.range.end - match.index + 1);
    if (!year || !month || !day) continue;
    const range = { start: match.index, end: match.index + match[0].length };
    found.push({ range, year, month, day, script: 'arabic', lunar: false });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
});

/** Days of a month, of a leap year where the year is not known; 0 for a month that does not exist. */
export function daysInMonth(month: number, year?: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return year === undefined || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
