import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { chineseNumber } from '../../src/text/numerals.js';
import type { Range } from '../../src/text/range.js';
import { annualForm } from '../../src/views/forms/annual-form.js';
import { annualReport } from '../../src/views/forms/annual-report.js';
import { type AnnualTables, annualTables, type FigureCell } from '../../src/views/forms/annual-tables.js';
import { sentencesWithin } from '../../src/views/language/sentences.js';
import { CLAIMS, type Claim, rowClaims } from './claims.js';

/** The figure is of another time, of one channel, or a share of the whole. */
const NARROWED =
  /去年|上年(?!度?结转)|同期|同比|累计|历年|以来|近[两三五]年|季度|[上下]半年|\d月份|通过|网络|网上|在线|信函|当面|现场|邮件|邮寄|传真|来访|窗口|留言|咨询|信访件|热线|提案|建议|投诉件/u;

const numberOf = (text: string): number =>
  /\d/u.test(text) ? Number(text) : chineseNumber(text.replaceAll('两', '二'));

interface Reading {
  readonly cells: readonly FigureCell[];
  readonly sum: number;
}

/** Readings of which every cell is there with a figure. */
const readingsOf = (claim: Claim, tables: AnnualTables, form: Parameters<Claim['readings']>[1]): readonly Reading[] =>
  claim.readings(tables, form).flatMap((cells) => {
    const known = cells.filter((cell) => cell?.value !== undefined) as FigureCell[];
    return known.length === cells.length && known.length > 0
      ? [{ cells: known, sum: known.reduce((n, { value }) => n + (value ?? 0), 0) }]
      : [];
  });

/** What a paragraph says one after the other: its sentences, and the parts of one that are set off by ；. */
function* statementsIn(doc: Document, paragraph: Range): Iterable<{ readonly text: string; readonly start: number }> {
  for (const { start, end } of sentencesWithin(doc, paragraph)) {
    let from = start;
    for (const text of doc.text.slice(start, end).split(/(?<=；)/u)) {
      yield { text, start: from };
      from += text.length;
    }
  }
}

/** The clause round a match, to the next comma on either side. */
const clauseOf = (sentence: string, start: number, end: number): string => {
  const before = sentence.lastIndexOf('，', start);
  const after = sentence.indexOf('，', end);
  return sentence.slice(before + 1, after < 0 ? sentence.length : after);
};

interface ReadableClaim {
  readonly claim: Claim;
  readonly readings: readonly [Reading, ...Reading[]];
}

/** The claims that the tables of the document have figures for. */
function readableClaims(doc: Document): readonly ReadableClaim[] {
  const { dictionaries } = doc.context;
  const tables = annualTables(doc);
  const form = annualForm(dictionaries);
  return [...CLAIMS, ...rowClaims(dictionaries)].flatMap((claim): readonly ReadableClaim[] => {
    const [first, ...others] = readingsOf(claim, tables, form);
    return first ? [{ claim, readings: [first, ...others] }] : [];
  });
}

const isOfOtherYear = (text: string, year: number | undefined): boolean =>
  [...text.matchAll(/(?<year>20\d{2})年/gu)].some(({ groups }) => year === undefined || Number(groups?.year) !== year);

/** Where a statement says another number than every reading of the tables gives. */
function* contradictions(
  { text, start }: { readonly text: string; readonly start: number },
  claims: readonly ReadableClaim[],
): Iterable<Finding> {
  for (const { claim, readings } of claims) {
    if (claim.about && !claim.about.test(text)) continue;
    for (const match of text.matchAll(claim.pattern)) {
      if (NARROWED.test(clauseOf(text, match.index, match.index + match[0].length))) continue;
      const number = match.groups?.number;
      const said = number === undefined ? 0 : numberOf(number);
      if (readings.some(({ sum }) => sum === said)) continue;
      const [first] = readings;
      const at = start + match.index + (number === undefined ? 0 : match[0].lastIndexOf(number));
      const quote = number ?? match[0];
      yield {
        range: { start: at, end: at + quote.length },
        message:
          number === undefined
            ? `正文说“${quote}”，而表中${claim.name}为${first.sum}件。`
            : `正文说${claim.name}为“${quote}”，而表中为${first.sum}。`,
        evidence: first.cells.map(({ range }) => range),
        ...(claim.loose && { severity: 'warning' as const }),
      };
    }
  }
}

const FEE =
  /收取(?:政府)?(?:信息)?(?:公开)?(?:信息)?处理费(?:共|共计|合计|为|：)?\s?(?<sum>\d{1,9}(?:\.\d{1,4})?)\s?[万元]/u; // 收取信息处理费120元
const NO_FEE = /(?:未|没有)(?:收取|产生)(?:政府)?(?:信息)?(?:公开)?(?:信息)?处理费/u;

/** A fee that was collected, and the words that none was. */
function* feeFaults(text: string): Iterable<Finding> {
  const fee = FEE.exec(text);
  const none = NO_FEE.exec(text);
  if (!fee || !none || Number(fee.groups?.sum) === 0) return;
  yield {
    range: { start: none.index, end: none.index + none[0].length },
    message: `正文说“${none[0]}”，另处又说“${fee[0]}”，两者矛盾。`,
    evidence: [{ start: fee.index, end: fee.index + fee[0].length }],
  };
}

export default defineRule({
  id: 'table-text',
  title: '年报正文数字与表格不符',
  severity: 'error',
  fix: 'none',
  basis: [{ standard: '国办公开办函〔2021〕30号', clause: '总体情况', verified: true }],
  why: '正文说的收到、办结、结转、复议、诉讼件数应与表二、表三、表四一致；不一致必有一处是错的，要对照台账改正。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: '全年共收到政府信息公开申请{{16}}件。\n一、本年新收政府信息公开申请数量\t15\t0\t0\t0\t0\t0\t15\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0',
      message: '正文说收到的申请为“16”，而表中为15。',
    },
    {
      bad: '本年度{{未收到政府信息公开申请}}。\n一、本年新收政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0',
      message: '正文说“未收到政府信息公开申请”，而表中收到的申请为2件。',
    },
    {
      bad: '新收申请15件，上年结转{{2}}件，结转下年度{{1}}件。\n一、本年新收政府信息公开申请数量\t15\t0\t0\t0\t0\t0\t15\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0',
      message: ['正文说上年结转的申请为“2”，而表中为0。', '正文说结转下年度的申请为“1”，而表中为0。'],
    },
    {
      bad: '因政府信息公开被申请行政复议{{3}}件、提起行政诉讼1件。\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n2\t0\t0\t0\t2\t1\t0\t0\t0\t1\t0\t0\t0\t0\t0',
      message: '正文说行政复议为“3”，而表中为2。',
    },
    {
      bad: '全年收取信息处理费120元。\n六、其他需要报告的事项\n本年度{{未收取信息处理费}}。',
      message: '正文说“未收取信息处理费”，另处又说“收取信息处理费120元”，两者矛盾。',
    },
    {
      good: '全年共收到依申请公开15起，均依法办结。\n一、本年新收政府信息公开申请数量\t15\t0\t0\t0\t0\t0\t15\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0',
    },
    {
      good: '全年共收到政府信息公开申请17件（含上年结转2件）。\n一、本年新收政府信息公开申请数量\t15\t0\t0\t0\t0\t0\t15\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2',
      because: '收到数含上年结转',
    },
    {
      good: '其中通过网络收到申请12件。2021年收到申请20件。\n一、本年新收政府信息公开申请数量\t15\t0\t0\t0\t0\t0\t15\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0',
      because: '一个渠道、另一年度的数',
    },
    {
      bad: '制发规范性文件{{3}}件。\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t12',
      severity: 'warning',
      message: '正文说制发的行政规范性文件为“3”，而表中为2。',
      because: '正文的说法也许另有所指',
    },
    {
      bad: '我局{{全部办结}}申请。\n一、本年新收政府信息公开申请数量\t15\t0\t0\t0\t0\t0\t15\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1',
      severity: 'warning',
      message: '正文说“全部办结”，而表中结转下年度的申请为1件。',
      because: '“全部”也许另有所指',
    },
    { good: '全年收取信息处理费0元，未收取信息处理费。' },
  ],

  *check(doc) {
    yield* feeFaults(doc.text);
    const { paragraphs, year } = annualReport(doc);
    const known = readableClaims(doc);
    const seen = new Set<number>();
    for (const paragraph of paragraphs)
      for (const statement of statementsIn(doc, paragraph)) {
        if (isOfOtherYear(statement.text, year)) continue;
        for (const { range, ...fault } of contradictions(statement, known)) {
          if (seen.has(range.start)) continue;
          seen.add(range.start);
          yield { range, ...fault };
        }
      }
  },
});
