import { defineRule, type Finding } from '../../src/rule/rule.js';
import { annualForm } from '../../src/views/forms/annual-form.js';
import { annualTables, type FigureTable } from '../../src/views/forms/annual-tables.js';
import { lastYear, type ReportFacts } from '../../src/views/forms/report-facts.js';

const LAST = `某某县民政局2022年政府信息公开工作年度报告
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
行政规范性文件\t3\t0\t10
一、本年新收政府信息公开申请数量\t5\t0\t0\t0\t0\t0\t5
四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2`;

const thisYear = (natural: string, total: string): string => `某某县民政局2023年政府信息公开工作年度报告
一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9
二、上年结转政府信息公开申请数量\t${natural}\t0\t0\t0\t0\t0\t${total}`;

/** Documents in force: last year's, with those made since and without those repealed. Some lapse unrepealed: a hint. */
function* effectiveFaults(table: FigureTable, last: ReportFacts): Iterable<Finding> {
  for (const { label } of table.rows) {
    const { id, name } = label.item;
    const before = last.figures.get(`disclosure\t${id}\teffective`);
    const [issued, repealed, effective] = ['issued', 'repealed', 'effective'].map((column) => table.cell(id, column));
    if (before === undefined || issued?.value === undefined || repealed?.value === undefined) continue;
    const expected = before + issued.value - repealed.value;
    if (effective?.value === undefined || effective.value === expected) continue;
    yield {
      range: effective.range,
      message: `表二“${name}”现行有效填“${effective.text}”，按${last.year}年年报推算应为${before}+${issued.value}-${repealed.value}=${expected}。`,
      evidence: [issued.range, repealed.range],
      severity: 'info',
    };
  }
}

export default defineRule({
  id: 'table-carry-over',
  title: '上年结转与上年年报不符',
  severity: 'warning',
  fix: 'none',
  basis: [{ standard: '国办公开办函〔2021〕30号', clause: '表三', verified: false }],
  why: '本年的“上年结转”应等于上年年报的“结转下年度继续办理”，逐列相等；不等则两年之中必有一年填错。',
  appliesTo: ['annual-report'],
  needs: 'archive',
  examples: [
    {
      bad: thisYear('{{3}}', '{{3}}'),
      message: [
        '表三“上年结转政府信息公开申请数量”的“自然人”填“3”，2022年年报“结转下年度继续办理”的“自然人”为2。',
        '表三“上年结转政府信息公开申请数量”的“总计”填“3”，2022年年报“结转下年度继续办理”的“总计”为2。',
      ],
      archive: [LAST],
    },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n行政规范性文件\t2\t1\t{{12}}',
      severity: 'info',
      message: '表二“行政规范性文件”现行有效填“12”，按2022年年报推算应为10+2-1=11。',
      archive: [LAST],
    },
    { good: thisYear('2', '2'), archive: [LAST] },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9',
      archive: [LAST],
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t1\t11',
      because: '逐年推算相符；往年没有规章的数',
      archive: [LAST],
    },
  ],

  *check(doc) {
    const last = lastYear(doc);
    const { applications, disclosure } = annualTables(doc);
    const { columns, rows } = annualForm(doc.context.dictionaries).tables.applications;
    const row = rows.find(({ id }) => id === '2');
    for (const { id, name } of columns) {
      const cell = applications?.cell('2', id);
      const before = last.figures.get(`applications\t4\t${id}`);
      if (cell?.value === undefined || before === undefined || cell.value === before) continue;
      yield {
        range: cell.range,
        message: `表三“${row?.name}”的“${name}”填“${cell.text}”，${last.year}年年报“结转下年度继续办理”的“${name}”为${before}。`,
      };
    }
    if (disclosure) yield* effectiveFaults(disclosure, last);
  },
});
