import { defineRule, type Finding } from '../../src/rule/rule.js';
import {
  type AnnualForm,
  annualForm,
  type FormTableId,
  type Formula,
  TABLE_NAME,
} from '../../src/views/forms/annual-form.js';
import { annualTables, CASES, type FigureCell, type FigureTable } from '../../src/views/forms/annual-tables.js';

/** One formula of the form over one row or column of the report: Σ left should be Σ right. */
interface Equation {
  readonly formula: Formula;
  readonly left: readonly FigureCell[];
  readonly right: readonly FigureCell[];
  /** Σ left − Σ right. */
  readonly difference: number;
}

const sum = (cells: readonly FigureCell[]): number =>
  // Rounded, so that 0.1+0.2 is 0.3: fees have four decimals.
  Math.round(cells.reduce((n, cell) => n + (cell.value ?? 0), 0) * 1e6) / 1e6;

/** All equations whose every figure is known; a row that lost a cell takes part only with what is certain of it. */
function equations(table: FigureTable, form: AnnualForm): readonly Equation[] {
  const { formulas, rows, columns } = form.tables[table.id];
  const lines = rows.length > 0 ? rows.map(({ id }) => id) : [CASES];
  return formulas.flatMap((formula) =>
    (formula.over === 'rows' ? columns.map(({ id }) => id) : lines).flatMap((across) => {
      const cells = (ids: readonly string[]): readonly FigureCell[] =>
        ids.flatMap((id) => (formula.over === 'rows' ? table.cell(id, across) : table.cell(across, id)) ?? []);
      const left = cells(formula.left);
      const right = cells(formula.right);
      const known =
        left.length === formula.left.length &&
        right.length === formula.right.length &&
        [...left, ...right].every(({ value }) => value !== undefined);
      return known ? [{ formula, left, right, difference: sum(left) - sum(right) }] : [];
    }),
  );
}

const isWrong = ({ difference }: Equation): boolean => Math.abs(difference) > 1e-6;

const cellsOf = ({ left, right }: Equation): readonly FigureCell[] => [...left, ...right];

/** What the cell would have to be for the equation to hold. */
const needed = (cell: FigureCell, { left, difference }: Equation): number =>
  Math.round(((cell.value ?? 0) + (left.includes(cell) ? -difference : difference)) * 1e6) / 1e6;

interface Suspect {
  readonly cell: FigureCell;
  readonly equations: readonly Equation[];
  readonly value: number;
}

/** Cells one change of which would mend every equation they are in, none of which holds now. */
function suspects(open: ReadonlySet<Equation>, all: readonly Equation[]): readonly Suspect[] {
  const byCell = new Map<FigureCell, Equation[]>();
  for (const equation of all)
    for (const cell of cellsOf(equation)) {
      const known = byCell.get(cell);
      if (known) known.push(equation);
      else byCell.set(cell, [equation]);
    }
  return [...byCell].flatMap(([cell, own]) => {
    const values = new Set(own.map((equation) => needed(cell, equation)));
    const [value = -1] = values;
    return own.length > 1 && own.every((equation) => open.has(equation)) && values.size === 1 && value >= 0
      ? [{ cell, equations: own, value }]
      : [];
  });
}

/** 9+2+4; zeros left out where there are many addends. */
function addends(cells: readonly FigureCell[]): string {
  const said = cells.length > 7 ? cells.filter(({ value }) => value !== 0) : cells;
  return said.length === 0 ? '0' : said.map(({ value }) => String(value)).join('+');
}

function inWords({ formula, left, right }: Equation): string {
  const [only] = right;
  return right.length === 1 && only
    ? `${addends(left)}=${sum(left)}，表中填${only.value}`
    : `${formula.says}，而${addends(left)}=${sum(left)}，${addends(right)}=${sum(right)}`;
}

function nameOfCell({ row, column }: FigureCell, id: FormTableId, form: AnnualForm): string {
  const { rows, columns } = form.tables[id];
  const across = columns.find((item) => item.id === column);
  const down = rows.find((item) => item.id === row);
  return down ? `“${down.name}”的“${across?.name}”` : `“${across?.group.at(-1)}”的“${across?.name}”`;
}

function* wrongCells(table: FigureTable, form: AnnualForm): Iterable<Finding> {
  const all = equations(table, form);
  const open = new Set(all.filter(isWrong));
  const where = (cell: FigureCell): string => `${TABLE_NAME[table.id]}${nameOfCell(cell, table.id, form)}`;
  const evidence = (own: readonly Equation[], cell: FigureCell) =>
    own
      .flatMap(cellsOf)
      .filter((other) => other !== cell)
      .map(({ range }) => range);
  for (let found = true; found; ) {
    found = false;
    const candidates = suspects(open, all);
    for (const { cell, equations: own, value } of candidates) {
      const rival = candidates.some((other) => other.cell !== cell && other.equations.some((e) => own.includes(e)));
      if (rival || !own.every((equation) => open.has(equation))) continue;
      for (const equation of own) open.delete(equation);
      found = true;
      yield {
        range: cell.range,
        message: `${where(cell)}“${cell.text}”疑应为“${value}”：${own.map(inWords).join('；')}。`,
        suggest: [String(value)],
        evidence: evidence(own, cell),
      };
    }
  }
  // Not singled out: told where most of the equations meet, else at the total.
  const doubts = new Map<FigureCell, Equation[]>();
  for (const equation of open) {
    const meeting = (cell: FigureCell): number => [...open].filter((other) => cellsOf(other).includes(cell)).length;
    const cells = cellsOf(equation);
    const most = Math.max(...cells.map(meeting));
    const cell = cells.filter((one) => meeting(one) === most).at(-1);
    if (cell) doubts.set(cell, [...(doubts.get(cell) ?? []), equation]);
  }
  for (const [cell, own] of doubts)
    yield {
      range: cell.range,
      message: `${where(cell)}“${cell.text}”与相关各格不平：${own.map(inWords).join('；')}。`,
      evidence: evidence(own, cell),
    };
}

export default defineRule({
  id: 'table-reconciliation',
  title: '年报表格勾稽关系',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '国办公开办函〔2021〕30号', clause: '表三、表四', verified: false }],
  why: '年报表三、表四横向、纵向合计必须相等，表三第一项加第二项等于第三项加第四项；不等就是填报差错，须对照台账改正。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: '某某县民政局2023年政府信息公开工作年度报告\n一、本年新收政府信息公开申请数量\t9\t2\t0\t4\t0\t0\t{{16}}\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n（七）总计\t9\t2\t0\t4\t0\t0\t15\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0',
      fixed:
        '某某县民政局2023年政府信息公开工作年度报告\n一、本年新收政府信息公开申请数量\t9\t2\t0\t4\t0\t0\t15\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n（七）总计\t9\t2\t0\t4\t0\t0\t15\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0',
      message:
        '表三“本年新收政府信息公开申请数量”的“总计”“16”疑应为“15”：第一项加第二项之和，等于第三项加第四项之和，而16+0=16，15+0=15；9+2+0+4+0+0=15，表中填16。',
    },
    {
      bad: '一、本年新收政府信息公开申请数量\t5\t0\t0\t0\t0\t0\t5\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n（七）总计\t5\t0\t0\t0\t0\t0\t5\n四、结转下年度继续办理\t{{0}}\t0\t0\t0\t0\t0\t{{0}}',
      fix: 'none',
      message: [
        '表三“结转下年度继续办理”的“自然人”“0”与相关各格不平：第一项加第二项之和，等于第三项加第四项之和，而5+1=6，5+0=5。',
        '表三“结转下年度继续办理”的“总计”“0”与相关各格不平：第一项加第二项之和，等于第三项加第四项之和，而5+1=6，5+0=5。',
      ],
      because: '两列都不平，哪一格错无从断定',
    },
    {
      bad: '结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n2\t1\t0\t0\t{{4}}\t1\t0\t0\t0\t1\t0\t0\t0\t0\t0',
      fix: 'none',
      message: '表四“行政复议”的“总计”“4”与相关各格不平：2+1+0+0=3，表中填4。',
    },
    {
      good: '一、本年新收政府信息公开申请数量\t9\t2\t0\t4\t0\t0\t15\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n（七）总计\t8\t2\t0\t4\t0\t0\t14\n四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2',
    },
    {
      good: '一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t9\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2\n（七）总计\t11\t0\t0\t0\t0\t0\t11\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0',
      because: '缺了一格，自然人一列无从核对；缺格由 table-shape 报告',
    },
    { good: '年份\t收入\t支出\t总计\n2022年\t9\t2\t12', because: '不是年报的法定表格' },
    {
      bad: '结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n0\t0\t0\t0\t{{1}}\t1\t0\t0\t0\t1\t0\t0\t0\t0\t0',
      fix: 'none',
    },
  ],

  *check(doc) {
    const form = annualForm(doc.context.dictionaries);
    for (const table of Object.values(annualTables(doc))) yield* wrongCells(table, form);
  },
});
