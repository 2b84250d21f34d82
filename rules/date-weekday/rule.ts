import { defineRule, type Finding } from '../../src/rule/rule.js';
import { type DateMention, dates, daysInMonth } from '../../src/views/numbers/dates.js';

const DAYS = '日一二三四五六';

/** Directly after a day: 日（星期三）, 日 周三; a span of weekdays (星期四至星期六) is of more than this day. */
const WEEKDAY =
  /[日号]?[\s，]?[（(]?(?<named>(?<unit>星期|礼拜|周)(?<day>[一二三四五六日天]))(?!\s{0,2}[至到、—～~－-])/uy;

/** The longest text that WEEKDAY may take. */
const REACH = 12;

/** The weekday that a date with its year falls on, 0 for Sunday; undefined for no day of the calendar we count by. */
function weekdayOf({ year, month, day, lunar }: DateMention): number | undefined {
  if (lunar || !year || !day || year.value < 1900 || day.value < 1) return undefined;
  if (day.value > daysInMonth(month.value, year.value)) return undefined;
  return new Date(Date.UTC(year.value, month.value - 1, day.value)).getUTCDay();
}

function faultOf(text: string, date: DateMention): Finding | undefined {
  const weekday = weekdayOf(date);
  const { year, month, day } = date;
  if (weekday === undefined || !year || !day) return undefined;
  WEEKDAY.lastIndex = day.range.end;
  const found = WEEKDAY.exec(text.slice(0, day.range.end + REACH))?.groups;
  if (!found) return undefined;
  const { named = '', unit = '', day: said = '' } = found;
  const right = DAYS.charAt(weekday);
  if (said === right || (said === '天' && right === '日')) return undefined;
  const start = text.indexOf(named, day.range.end);
  return {
    range: { start, end: start + named.length },
    message: `“${named}”与日期不符：${year.value}年${month.value}月${day.value}日是${unit}${right}。`,
    suggest: [unit + right],
  };
}

export default defineRule({
  id: 'date-weekday',
  title: '星期与日期不符',
  severity: 'warning',
  fix: 'suggest', // 日期和星期哪个写错，机器不知道
  trial: true, // until its false-alarm rate and recall are known
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '会议、停水、招考的通知写错星期，有人会按错的一天去；日期与星期总有一个是错的，请核对。',
  examples: [
    {
      bad: '定于2026年11月25日（{{星期四}}）上午9时召开。',
      fixed: '定于2026年11月25日（星期三）上午9时召开。',
      message: '“星期四”与日期不符：2026年11月25日是星期三。',
    },
    { bad: '2024年2月29日 {{周五}}停水。', fixed: '2024年2月29日 周四停水。' },
    { bad: '二〇二二年三月六日，{{星期六}}', fixed: '二〇二二年三月六日，星期日' },
    { bad: '2025年6月1日({{礼拜六}})', fixed: '2025年6月1日(礼拜日)' },
    { bad: '2022年6月1日至3日（{{星期六}}）', fixed: '2022年6月1日至3日（星期五）', because: '年月从前一个日期来' },
    { good: '2026年11月25日（星期三），2025年6月1日（星期天），2022年3月6日 周日' },
    { good: '11月25日（星期四）', because: '没有年份，不知是哪一年' },
    { good: '2022年6月1日至3日（星期三至星期五），2022年6月3日（星期三、星期五）', because: '说的是几天' },
    { good: '农历2026年11月25日（星期四）' },
    { good: '2026年11月25日，本周四起施行；2026年11月25日周边道路', because: '不是说这一天是星期几' },
  ],

  *check(doc) {
    for (const date of dates(doc)) {
      const fault = faultOf(doc.text, date);
      if (fault) yield fault;
    }
  },
});
