import { defineRule, type Finding } from '../../src/rule/rule.js';
import { foldLabel, nameOf, TABLE_NAME } from '../../src/views/forms/annual-form.js';
import { annualReport } from '../../src/views/forms/annual-report.js';
import { annualTables, type FigureTable, OLD_HEAD, type PrintedLabel } from '../../src/views/forms/annual-tables.js';

/** The first year reported on the form of 2021. */
const FORM_SINCE = 2021;

const UNIT = /单位\s{0,2}[：:]\s{0,2}(?<unit>[^，,）)；;]{1,12})/u; // （单位：万元，保留4位小数）
const STALE = /第二十条第\s{0,2}[（(]九[）)]\s{0,2}项|政府集中采购/u;

const NUMBER = /^(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.．、])/u; // （三）
const numberOf = (label: string): string =>
  NUMBER.exec(label)?.[0]
    .normalize('NFKC')
    .replace(/[().、]/gu, '') ?? '';

/** （区分处理的，只计这一情形，不计其他情形） behind a label, as it is compared. */
const noteOf = (label: string): string =>
  label
    .slice(label.indexOf(nameOf(label)) + nameOf(label).length)
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '');

function* labelFaults(label: PrintedLabel, table: string): Iterable<Finding> {
  const { item, text, range, part } = label;
  const kind = part === 'row' ? '行名' : '列名';
  const note = noteOf(text);
  const noteWrong = note !== '' && !UNIT.test(item.label) && note !== noteOf(item.label);
  if (!item.spellings.includes(foldLabel(text)) || noteWrong) {
    yield {
      range,
      message: `${table}${kind}“${text}”与规定格式不符，应为“${item.label}”。`,
      suggest: [item.label],
    };
    return;
  }
  const [printed, wanted] = [numberOf(text), numberOf(item.label)];
  if (printed !== '' && printed !== wanted)
    yield {
      range,
      message: `${table}${kind}“${text}”的序号与规定格式不符，应为“${item.label}”。`,
      suggest: [item.label],
    };
  const [unit, asked] = [text, item.label].map((each) => UNIT.exec(each)?.groups?.unit?.trim());
  if (asked !== undefined && unit !== undefined && unit !== asked)
    yield {
      range,
      message: `${table}${kind}“${text}”的单位应为“${asked}”，不是“${unit}”。`,
      suggest: [item.label],
    };
}

function* labelsOf(table: FigureTable): Iterable<PrintedLabel> {
  yield* table.headings;
  // 表四 has no labels of rows.
  if (table.id !== 'reviews') for (const { label } of table.rows) yield label;
}

export default defineRule({
  id: 'table-label',
  title: '年报表格行名、列名与规定格式不符',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '国办公开办函〔2021〕30号', clause: '表二、表三、表四', verified: false }],
  why: '年报各表的行名、列名由国务院办公厅统一规定，改动、漏字或沿用2019年旧格式会使数据无法对应和汇总。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: '信息内容\t{{本年制作数量}}\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t12',
      fixed: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t12',
      message: '表二列名“本年制作数量”与规定格式不符，应为“本年制发件数”。',
    },
    {
      bad: '信息内容\t{{本年收费金额（单位：0万元）}}\n行政事业性收费\t0',
      fixed: '信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t0',
      message: '表二列名“本年收费金额（单位：0万元）”的单位应为“万元”，不是“0万元”。',
    },
    {
      bad: '1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0\n{{3.危及“三安全一稳当”}}\t0\t0\t0\t0\t0\t0\t0',
      fixed:
        '1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0\n3.危及“三安全一稳定”\t0\t0\t0\t0\t0\t0\t0',
      message: '表三行名“3.危及“三安全一稳当””与规定格式不符，应为“3.危及“三安全一稳定””。',
    },
    {
      bad: '信息内容\t本年处理决定数量\n行政许可\t3\n{{第二十条第（九）项}}\t\n信息内容\t采购项目数量\n政府集中采购\t2',
      fix: 'none',
      message: '“第二十条第（九）项”是2019年试行格式的内容，2021年度报告应采用国办公开办函〔2021〕30号的格式。',
    },
    {
      bad: '（一）予以公开\t0\t0\t0\t0\t0\t0\t0\n{{（二）部分公开（区分处理，只计这一情形，不计其他情形）}}\t0\t0\t0\t0\t0\t0\t0',
      fixed:
        '（一）予以公开\t0\t0\t0\t0\t0\t0\t0\n（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t0\t0\t0\t0\t0\t0',
      message:
        '表三行名“（二）部分公开（区分处理，只计这一情形，不计其他情形）”与规定格式不符，应为“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”。',
    },
    { good: '信息内容\t本年收费金额（单位：万元，保留4位小数）\n行政事业性收费\t0', because: '通行的补充说明' },
    {
      good: '1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n３．危及三安全一稳定\t0\t0\t0\t0\t0\t0\t0',
      because: '全角、引号不计',
    },
    { good: '信息内容\t本年制作数量\t备注\n宣传册\t200\t无', because: '不是年报的法定表格' },
    {
      bad: '{{（三）予以公开}}\t0\t0\t0\t0\t0\t0\t0\n（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t0\t0\t0\t0\t0\t0',
      fixed:
        '（一）予以公开\t0\t0\t0\t0\t0\t0\t0\n（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t0\t0\t0\t0\t0\t0',
      message: '表三行名“（三）予以公开”的序号与规定格式不符，应为“（一）予以公开”。',
    },
    {
      good: '某某县民政局2020年政府信息公开工作年度报告\n信息内容\t本年制作数量\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t12',
      because: '2021年以前用旧格式',
    },
  ],

  *check(doc) {
    const tables = annualTables(doc);
    const { year = FORM_SINCE } = annualReport(doc);
    if (year < FORM_SINCE) return;
    for (const table of Object.values(tables))
      for (const label of labelsOf(table)) yield* labelFaults(label, TABLE_NAME[table.id]);
    for (const block of tables.disclosure?.blocks ?? [])
      for (const { range } of block.table?.cells ?? []) {
        const text = doc.text.slice(range.start, range.end).trim();
        const start = doc.text.indexOf(text, range.start);
        if (text.length > 40 || !(OLD_HEAD.test(text) || STALE.test(text))) continue;
        yield {
          range: { start, end: start + text.length },
          message: `“${text}”是2019年试行格式的内容，${year}年度报告应采用国办公开办函〔2021〕30号的格式。`,
        };
        break;
      }
  },
});
