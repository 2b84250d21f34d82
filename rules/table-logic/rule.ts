import { defineRule, type Finding } from '../../src/rule/rule.js';
import { TABLE_NAME } from '../../src/views/forms/annual-form.js';
import { annualReport } from '../../src/views/forms/annual-report.js';
import { annualTables, type FigureTable } from '../../src/views/forms/annual-tables.js';

// 清河县民政局, 城关镇人民政府: no power to make 规章; nor has a department of a place.
const BELOW = /(?:[县旗乡镇]|街道|(?<!自治|新)区)(?:人民政府|政府|办事处|委员会)?(?:办公室)?$/u;
const DEPARTMENT = /^(?!国家|国务院|中国)[^国]{2,20}[省市州县区旗].{1,20}[局厅委办会队中心站所]$/u;

/** More than this many 万元 in one year and body: 元 was taken for 万元. */
const HUGE_FEE = 1_000_000;

function* decimals(table: FigureTable): Iterable<Finding> {
  for (const row of table.rows)
    for (const { value, range, text, row: id } of row.cells) {
      if (value === undefined) continue;
      if (value < 0) yield { range, message: `${TABLE_NAME[table.id]}中的“${text}”是负数，件数和金额不会小于零。` };
      else if (!Number.isInteger(value) && id !== 'fees')
        yield { range, message: `${TABLE_NAME[table.id]}中的“${text}”是小数，件数只能是整数。` };
    }
}

function* disclosureLogic(table: FigureTable, organ: string): Iterable<Finding> {
  for (const [id, name] of [
    ['rules', '规章'],
    ['normative', '行政规范性文件'],
  ] as const) {
    const [issued, repealed, effective] = ['issued', 'repealed', 'effective'].map((column) => table.cell(id, column));
    if (issued?.value === undefined || repealed?.value === undefined || effective?.value === undefined) continue;
    if (issued.value > effective.value + repealed.value)
      yield {
        range: effective.range,
        message: `表二“${name}”现行有效“${effective.text}”件，少于本年制发${issued.text}件减去本年废止${repealed.text}件，当年制发的文件不在其中。`,
        evidence: [issued.range, repealed.range],
      };
  }
  if (!(BELOW.test(organ) || DEPARTMENT.test(organ))) return;
  for (const column of ['issued', 'effective']) {
    const cell = table.cell('rules', column);
    if (cell?.value !== undefined && cell.value > 0)
      yield {
        range: cell.range,
        message: `表二“规章”填“${cell.text}”，而规章只能由国务院部门和省、设区的市、自治州以上人民政府制定，“${organ}”应填0。`,
      };
  }
}

function* feeLogic(table: FigureTable): Iterable<Finding> {
  const fee = table.cell('fees', 'fee');
  if (fee?.value !== undefined && fee.value >= HUGE_FEE)
    yield {
      range: fee.range,
      message: `表二“行政事业性收费”填“${fee.text}”万元，疑把元当作万元。`,
    };
}

export default defineRule({
  id: 'table-logic',
  title: '年报表格数据自相矛盾',
  severity: 'warning',
  fix: 'none',
  basis: [{ standard: '国办公开办函〔2021〕30号', clause: '表二、表三、表四', verified: false }],
  why: '件数不会是小数或负数，当年制发的文件应在现行有效之中，县乡政府和部门无权制定规章；这类数据多为错行、错单位。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t12\t1\t{{4}}',
      message: '表二“行政规范性文件”现行有效“4”件，少于本年制发12件减去本年废止1件，当年制发的文件不在其中。',
    },
    { bad: '信息内容\t本年处理决定数量\n行政许可\t{{12.5}}\n', message: '表二中的“12.5”是小数，件数只能是整数。' },
    {
      bad: '信息内容\t本年处理决定数量\n行政处罚\t{{-3}}\n行政强制\t0',
      message: '表二中的“-3”是负数，件数和金额不会小于零。',
    },
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t{{1}}\t0\t{{3}}\n行政规范性文件\t2\t0\t12',
      message: [
        '表二“规章”填“1”，而规章只能由国务院部门和省、设区的市、自治州以上人民政府制定，“某某县民政局”应填0。',
        '表二“规章”填“3”，而规章只能由国务院部门和省、设区的市、自治州以上人民政府制定，“某某县民政局”应填0。',
      ],
    },
    {
      bad: '信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t{{1234567.89}}',
      message: '表二“行政事业性收费”填“1234567.89”万元，疑把元当作万元。',
    },
    {
      good: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t12\t8\t4',
      because: '制发的都还有效，废止的是往年的',
    },
    {
      good: '某某市人民政府2023年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t3\n行政规范性文件\t2\t0\t12',
    },
    { good: '信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t1234.5678' },
    {
      bad: '某某县人民政府2023年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t{{3}}\n行政规范性文件\t2\t0\t12',
      because: '县人民政府也无权制定规章',
    },
    { good: '信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t999999' },
  ],

  *check(doc) {
    const { disclosure, ...others } = annualTables(doc);
    const { organ } = annualReport(doc);
    for (const table of Object.values(others)) yield* decimals(table);
    if (!disclosure) return;
    yield* decimals(disclosure);
    yield* disclosureLogic(disclosure, organ);
    yield* feeLogic(disclosure);
  },
});
