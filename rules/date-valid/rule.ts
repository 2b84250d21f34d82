import { defineRule, type Finding } from '../../src/rule/rule.js';
import type { Range } from '../../src/text/range.js';
import { type DateMention, dates, daysInMonth } from '../../src/views/numbers/dates.js';

/** What is impossible in a date, or undefined; the range is that of the part at fault with its unit. */
function faultOf(text: string, { year, month, day, hour, minute, script, lunar }: DateMention): Finding | undefined {
  // 二月三十日 without a year may be of the lunar calendar, which has such a day.
  if (lunar || (script === 'chinese' && !year)) return undefined;
  const quoted = (range: Range, says: (quote: string) => string): Finding => ({
    range,
    message: `${says(text.slice(range.start, range.end))}。`,
  });
  const days = daysInMonth(month.value, year?.value);
  if (days === 0) {
    // 第20月昼, 30月龄: a count of months, where neither a year nor a day says that it is a date.
    if (!year && !day) return undefined;
    if (/^月[龄昼夜]/u.test(text.slice(month.range.end, month.range.end + 2))) return undefined;
    return quoted(withUnit(text, month.range), (quote) => `日期中的“${quote}”不存在：一年只有十二个月`);
  }
  if (day && (day.value < 1 || day.value > days)) {
    const named = year && month.value === 2 ? `${year.value}年${month.value}月` : `${month.value}月`;
    const follows = month.range.end <= day.range.start && day.range.start - month.range.end <= 3;
    const range = withUnit(text, { start: follows ? month.range.start : day.range.start, end: day.range.end });
    return quoted(range, (quote) => `日期“${quote}”不存在：${named}只有${days}天`);
  }
  if (hour && hour.value > 24)
    return quoted(withUnit(text, hour.range), (quote) => `时刻“${quote}”不存在：一天只有二十四小时`);
  if (minute && minute.value > 59)
    return quoted(withUnit(text, minute.range), (quote) => `时刻中的“${quote}”不存在：一小时只有六十分`);
  return undefined;
}

/** The range with the unit that stands after its numeral: 31 → 31日. */
const withUnit = (text: string, { start, end }: Range): Range => ({
  start,
  end: /[年月日号时点分]/u.test(text.charAt(end)) ? end + 1 : end,
});

export default defineRule({
  id: 'date-valid',
  title: '不存在的日期',
  severity: 'error',
  fix: 'none', // 月和日哪个写错，机器不知道
  basis: [
    { standard: 'GB/T 9704-2012', clause: '7.3.5.4', verified: true },
    { standard: '图书质量管理规定', clause: '附件', verified: false },
  ],
  why: '历法上没有的日期、时刻必是笔误，会使期限、生效时间无从确定；请对照原件改正。',
  examples: [
    { bad: '截止时间为2022年{{2月30日}}。', message: '日期“2月30日”不存在：2022年2月只有28天。' },
    { bad: '请于{{9月31日}}前报送。', message: '日期“9月31日”不存在：9月只有30天。' },
    { bad: '自2022年{{13月}}起施行。', message: '日期中的“13月”不存在：一年只有十二个月。' },
    { bad: '二〇二二年{{十三月}}五日' },
    { bad: '二〇二三年{{二月二十九日}}' },
    { bad: '报名时间为6月1日至{{31日}}。' },
    { bad: '定于5月16日上午9时{{75分}}召开。', message: '时刻中的“75分”不存在：一小时只有六十分。' },
    { bad: '定于5月16日{{25时}}召开。', message: '时刻“25时”不存在：一天只有二十四小时。' },
    { bad: '发布日期：2023-{{02-29}}' },
    { good: '2024年2月29日，3月31日，12月31日24时' },
    { good: '2月29日是闰日。', because: '没有年份，可能是闰年' },
    { good: '农历二〇二二年二月三十日，农历2月30日，腊月三十日' },
    { good: '二月三十日', because: '没有年份的汉字日期可能是农历' },
    { good: '嫦娥四号进入第20月昼工作期，适用于36月龄以下婴幼儿。' },
    { good: '6月1日至7月31日，自6月1日起45日内' },
    { good: '版本2022.13.5.1，GB/T 2022-31-5' },
    { bad: '请于{{6月0日}}前报送。' },
    { bad: '6月1日至7月2日、{{32日}}休息。' },
    { bad: '定于5月16日上午9时{{60分}}召开。' },
    { bad: '截止时间为2022年{{4月31日}}。', message: '日期“4月31日”不存在：4月只有30天。' },
    { good: '自13月起施行', because: '既没有年份也没有日子，看不出是日期' },
    { good: '定于5月16日上午9时59分召开，5月5日24时截止' },
  ],

  *check(doc) {
    for (const date of dates(doc)) {
      const fault = faultOf(doc.text, date);
      if (fault) yield fault;
    }
  },
});
