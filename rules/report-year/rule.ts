import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import type { Range } from '../../src/text/range.js';
import { type AnnualReport, annualReport } from '../../src/views/forms/annual-report.js';
import { sentencesWithin } from '../../src/views/language/sentences.js';

/** Certain: two statements of the report about itself differ. Doubtful: it may be meant so. */
const DOUBTFUL = { severity: 'warning' } as const;

// 自2022年1月1日至2022年12月31日, 2022年1月1日起至12月31日止
const PERIOD = /(?<from>20\d{2})\s?年\s?1\s?月\s?1\s?日[^。\d]{0,6}(?:(?<to>20\d{2})\s?年\s?)?12\s?月\s?31\s?日/u;
/** Words shortly before a period that make it the one the figures are of. */
const STATISTICS = /统计|起止|所列数据/u;

/** 关于做好2021年度政府信息公开工作年度报告编制…的通知 */
const CITED = /(?<year>20\d{2})\s?年度?[^，。；“”]{0,12}(?:年度报告|年报)[^，。；“”》]{0,20}(?:通知|格式|要求)/gu;

/** 2022年，我局…… at the head of a paragraph or sentence. */
const OPENING = /^[\s\u3000]{0,4}(?:[一二三四五六七八九]是)?(?<year>20\d{2})\s?年(?:度)?(?:，|,|我|全)/u;
const COMPARED = /同比|相比|比上年|较上|以来|截至|底前|起(?:，|施行)|印发|通知|上年|去年/u;

// 2023年1月12日 in a line of its own at the end
const SIGNED = /^[\s\u3000]{0,60}(?<year>20\d{2})\s?年\s?(?<month>\d{1,2})\s?月\s?\d{1,2}\s?日[\s\u3000]{0,10}$/u;

const within = (start: number, match: RegExpExecArray, year: string, from = 0): Range => {
  const at = start + match.index + match[0].indexOf(year, from);
  return { start: at, end: at + year.length };
};

function* periodFaults(text: string, start: number, year: number): Iterable<Finding> {
  const match = PERIOD.exec(text);
  if (!match || !STATISTICS.test(text.slice(Math.max(0, match.index - 30), match.index))) return;
  const { from = '', to = from } = match.groups ?? {};
  const wrong: [string, Range][] = [];
  if (Number(from) !== year) wrong.push([from, within(start, match, from)]);
  if (match.groups?.to !== undefined && Number(to) !== year)
    wrong.push([to, within(start, match, to, match[0].indexOf(from) + from.length)]);
  for (const [printed, range] of wrong)
    yield {
      range,
      message: `统计期限写作“${printed}”年，标题为${year}年，两者不符。`,
      suggest: [String(year)],
    };
}

function* citedFaults(text: string, start: number, year: number): Iterable<Finding> {
  for (const match of text.matchAll(CITED)) {
    const printed = match.groups?.year ?? '';
    if (Number(printed) === year || match[0].length > 60) continue;
    // Its own title, and what another year's report is called: only a notice about compiling one is cited.
    if (!/通知|格式|要求/u.test(match[0])) continue;
    yield {
      range: within(start, match, printed),
      message: `${year}年的年报引用了“${printed}”年度的年报编制通知，疑似沿用往年文字，请核对。`,
      ...DOUBTFUL,
    };
  }
}

function* openingFaults(doc: Document, paragraph: Range, year: number): Iterable<Finding> {
  for (const { start, end } of sentencesWithin(doc, paragraph)) {
    const sentence = doc.text.slice(start, end);
    const match = OPENING.exec(sentence);
    const printed = match?.groups?.year;
    if (match && printed !== undefined && Number(printed) === year - 1 && !COMPARED.test(sentence))
      yield {
        range: within(start, match, printed),
        message: `${year}年的年报叙述“${printed}”年的工作，疑似沿用上年文字，请核对。`,
        ...DOUBTFUL,
      };
  }
}

/** The date in the last lines, where the report has one. */
function* signatureFaults(doc: Document, { paragraphs }: AnnualReport, year: number): Iterable<Finding> {
  for (const { start, end } of paragraphs.slice(-3)) {
    const match = SIGNED.exec(doc.text.slice(start, end));
    const printed = match?.groups?.year;
    if (!match || printed === undefined) continue;
    const range = within(start, match, printed);
    if (Number(printed) < year) yield { range, message: `落款日期在“${printed}”年，早于报告年度${year}年。` };
    else if (Number(printed) > year + 1)
      yield {
        range,
        message: `落款日期在“${printed}”年，${year}年度报告应在次年1月31日（政府为3月31日）前公布，请核对年份。`,
        ...DOUBTFUL,
      };
  }
}

export default defineRule({
  id: 'report-year',
  title: '年报年度前后不符',
  severity: 'error',
  fix: 'suggest',
  basis: [
    { standard: '国办公开办函〔2021〕30号', clause: '总体情况', verified: true },
    { standard: '政府信息公开条例', clause: '第四十九条', verified: true },
  ],
  why: '年报的标题、统计期限、正文、落款应属同一年度；年份对不上，多半是照抄了上年的报告。引用往年通知只作疑似，由人核对。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n本报告所列数据的统计期限自{{2022}}年1月1日至2023年12月31日。',
      fixed: '某某县民政局2023年政府信息公开工作年度报告\n本报告所列数据的统计期限自2023年1月1日至2023年12月31日。',
      message: '统计期限写作“2022”年，标题为2023年，两者不符。',
    },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n根据《关于做好{{2021}}年度政府信息公开工作年度报告编制工作的通知》要求，编制本报告。',
      severity: 'warning',
      fix: 'none',
      message: '2023年的年报引用了“2021”年度的年报编制通知，疑似沿用往年文字，请核对。',
    },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n{{2022}}年，我局组织人员学习政府信息公开答复规范。2023年，我局未收到申请。',
      severity: 'warning',
      fix: 'none',
      message: '2023年的年报叙述“2022”年的工作，疑似沿用上年文字，请核对。',
    },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n本年度未收取信息处理费。\n某某县民政局\n{{2022}}年1月12日',
      fix: 'none',
      message: '落款日期在“2022”年，早于报告年度2023年。',
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n本报告所列数据的统计期限自2023年1月1日至12月31日。\n某某县民政局\n2024年1月12日',
    },
    { good: '某某县民政局2023年政府信息公开工作年度报告\n2022年以来，我局持续推进公开。' },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n根据《2022年政务公开工作要点》的要求，完善目录。',
      because: '不是编制年报的通知',
    },
    { good: '2023年工作总结\n2022年，我局完成三项任务。', because: '不是年报' },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n本年度未收取信息处理费。\n某某县民政局\n{{2025}}年1月12日',
      severity: 'warning',
      fix: 'none',
      message: '落款日期在“2025”年，2023年度报告应在次年1月31日（政府为3月31日）前公布，请核对年份。',
    },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n本报告所列数据的统计期限自2023年1月1日至{{2022}}年12月31日。',
      fixed: '某某县民政局2023年政府信息公开工作年度报告\n本报告所列数据的统计期限自2023年1月1日至2023年12月31日。',
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n本办法自2022年1月1日至2022年12月31日施行。',
      because: '不是统计期限',
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n2021年，我局三项任务已经完成。',
      because: '不是上一年，不像照抄',
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n见《2022年政府信息公开工作年度报告》。',
      because: '往年年报的名称',
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n根据《关于做好2023年度政府信息公开工作年度报告编制工作的通知》要求，编制本报告。',
    },
    { good: '2023年工作总结\n统计期限自2022年1月1日至2022年12月31日。', because: '不是年报' },
  ],

  *check(doc) {
    const report = annualReport(doc);
    const { year, paragraphs } = report;
    if (year === undefined) return;
    for (const paragraph of paragraphs) {
      const text = doc.text.slice(paragraph.start, paragraph.end);
      yield* periodFaults(text, paragraph.start, year);
      yield* citedFaults(text, paragraph.start, year);
      yield* openingFaults(doc, paragraph, year);
    }
    yield* signatureFaults(doc, report, year);
  },
});
