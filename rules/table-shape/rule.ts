import { defineRule, type Finding } from '../../src/rule/rule.js';
import { groupBy } from '../../src/text/group.js';
import { annualForm, type FormItem, TABLE_NAME } from '../../src/views/forms/annual-form.js';
import { annualReport } from '../../src/views/forms/annual-report.js';
import {
  annualTables,
  type FigureCell,
  type FigureRow,
  type FigureTable,
} from '../../src/views/forms/annual-tables.js';

/** As many rows with one and the same fault are one fault of the whole table: told once. */
const MANY = 3;

/** Rows of the form that came with the form of 2021. */
const FORM_SINCE = 2021;

const filled = (row: FigureRow): number => row.cells.filter(({ form }) => form !== 'blank').length;

function* lostCells(table: FigureTable): Iterable<Finding> {
  const name = TABLE_NAME[table.id];
  const broken = table.rows.filter((row) => !row.complete);
  for (const [few, rows] of groupBy(broken, (row) => filled(row) < row.expected)) {
    const [first] = rows;
    if (!first) continue;
    const says = (row: FigureRow): string => `应填${row.expected}格，${few ? '只' : '却'}有${filled(row)}格`;
    if (rows.length > MANY)
      yield {
        range: first.label.range,
        message: `${name}从“${first.label.text}”起有${rows.length}行${few ? '缺格' : '多格'}，如此行${says(first)}，${few ? '其余各格' : '各格'}属于哪一列无从断定。`,
        evidence: rows.slice(1).map((row) => row.label.range),
        severity: 'warning',
      };
    else
      for (const row of rows) yield { range: row.label.range, message: `${name}“${row.label.text}”一行${says(row)}。` };
  }
}

function missing(table: FigureTable, items: readonly FormItem[]): readonly FormItem[] {
  const known = new Set(table.rows.map((row) => row.label.item.id));
  return items.filter(({ id }) => !known.has(id));
}

function* lostRows(table: FigureTable, items: readonly FormItem[]): Iterable<Finding> {
  const lost = missing(table, items);
  const first = table.rows[0];
  if (!first || lost.length === 0) return;
  // Told on the row that should stand behind the gap, else on the one before it.
  const after = items.slice(items.indexOf(lost[0] as FormItem));
  const next = table.rows.find((row) => after.includes(row.label.item));
  const at = next ?? table.rows.at(-1) ?? first;
  const said = lost.slice(0, MANY).map((item) => `“${item.name}”`);
  yield {
    range: at.label.range,
    message: `${TABLE_NAME[table.id]}${next ? `“${at.label.text}”之前` : `“${at.label.text}”之后`}缺${said.join('、')}${lost.length > MANY ? `等${lost.length}` : lost.length > 1 ? `${lost.length}` : '一'}行。`,
  };
}

function* oddCells(table: FigureTable): Iterable<Finding> {
  const name = TABLE_NAME[table.id];
  const cells = table.rows.flatMap((row) => row.cells.map((cell) => ({ cell, row })));
  const blank = cells.filter(({ cell, row }) => cell.form === 'blank' && row.complete);
  const [first] = blank;
  if (first)
    yield {
      range: first.row.label.range,
      message: `${name}“${first.row.label.text}”一行有空格未填${blank.length > 1 ? `，全表共${blank.length}格` : ''}；没有发生的应填“0”。`,
      evidence: blank
        .slice(1)
        .map(({ cell, row }) => (cell.range.end > cell.range.start ? cell.range : row.label.range)),
      severity: 'warning',
    };
  for (const { cell } of cells) {
    const finding = oddCell(cell, name);
    if (finding) yield finding;
  }
}

function oddCell({ form, range, text, value }: FigureCell, table: string): Finding | undefined {
  if (form === 'mark')
    return { range, message: `${table}中的“${text}”应填数字，没有发生的填“0”。`, suggest: ['0'], severity: 'warning' };
  if (form === 'odd')
    return {
      range,
      message: `${table}中的“${text}”应填半角数字，不加单位和分节号。`,
      suggest: [String(value)],
      severity: 'warning',
    };
  if (form === 'text') return { range, message: `${table}中的“${text}”不是数字。` };
  return undefined;
}

export default defineRule({
  id: 'table-shape',
  title: '年报表格缺格、错位、非数字',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '国办公开办函〔2021〕30号', clause: '表二、表三、表四', verified: false }],
  why: '年报各表行数、列数固定，每格填一个数，没有发生的填0；缺格、多格使数字错位，读者和汇总系统都会读错。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: '{{一、本年新收政府信息公开申请数量}}\t9\t0\t0\t0\t0\t9\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2',
      fix: 'none',
      message: '表三“一、本年新收政府信息公开申请数量”一行应填7格，只有6格。',
    },
    {
      bad: '一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9\n{{二、上年结转政府信息公开申请数量}}\t2\t0\t0\t0\t0\t0\t0\t2',
      fix: 'none',
      message: '表三“二、上年结转政府信息公开申请数量”一行应填7格，却有8格。',
    },
    {
      bad: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t{{/}}\t{{１２}}',
      fixed: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t12',
      severity: 'warning',
      message: ['表二中的“/”应填数字，没有发生的填“0”。', '表二中的“１２”应填半角数字，不加单位和分节号。'],
    },
    {
      bad: '信息内容\t本年处理决定数量\n行政许可\t{{1,024}}\n',
      fixed: '信息内容\t本年处理决定数量\n行政许可\t1024\n',
      severity: 'warning',
    },
    {
      bad: '信息内容\t本年处理决定数量\n{{行政处罚}}\t\n行政强制\t0',
      severity: 'warning',
      fix: 'none',
      message: '表二“行政处罚”一行有空格未填；没有发生的应填“0”。',
    },
    { good: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t12' },
    { good: '信息内容\t本年处理决定数量\t\t\n行政许可\t1024\t\t', because: '合并的单元格在文本里留下空格' },
    { good: '年份\t行政处罚\n2022年\t/', because: '不是年报的法定表格' },
    {
      bad: '{{一、本年新收政府信息公开申请数量}}\t9\t0\t0\t0\t0\t9\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t2\n（七）总计\t2\t0\t0\t0\t0\t2\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0',
      severity: 'warning',
      fix: 'none',
      message:
        '表三从“一、本年新收政府信息公开申请数量”起有4行缺格，如此行应填7格，只有6格，其余各格属于哪一列无从断定。',
      because: '许多行一样错，合并报告',
    },
    {
      bad: '{{一、本年新收政府信息公开申请数量}}\t9\t0\t0\t0\t0\t0\t0\t9\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t0\t2\n（七）总计\t2\t0\t0\t0\t0\t0\t0\t2\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\t0',
      severity: 'warning',
      fix: 'none',
      message: '表三从“一、本年新收政府信息公开申请数量”起有4行多格，如此行应填7格，却有8格，各格属于哪一列无从断定。',
    },
    {
      bad: '信息内容\t本年处理决定数量\n行政处罚\t{{三件}}\n行政强制\t0',
      fix: 'none',
      message: '表二中的“三件”不是数字。',
    },
    {
      bad: '信息内容\t本年处理决定数量\n{{行政许可}}\t\n行政处罚\t\n行政强制\t0',
      severity: 'warning',
      fix: 'none',
      message: '表二“行政许可”一行有空格未填，全表共2格；没有发生的应填“0”。',
    },
  ],

  *check(doc) {
    const form = annualForm(doc.context.dictionaries);
    const { year = FORM_SINCE } = annualReport(doc);
    for (const table of Object.values(annualTables(doc))) {
      yield* lostCells(table);
      yield* oddCells(table);
      const { rows } = form.tables[table.id];
      // A short extract is no report: rows are missed only where most of the table is there.
      if (table.rows.length * 2 > rows.length && year >= FORM_SINCE) yield* lostRows(table, rows);
    }
  },
});
