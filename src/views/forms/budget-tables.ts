import type { Block, Cell, Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';
import { type Figure, figureOf } from '../numbers/quantities.js';
import type { BudgetItem } from './budget-text.js';

/** One cell with a figure; a blank stands for none spent. */
export interface BudgetCell extends Figure {
  readonly range: Range;
  readonly text: string;
}

/** A total of a table, with what the table lists as its parts. */
export interface TableSum {
  readonly name: string;
  readonly total: BudgetCell;
  readonly parts: readonly BudgetCell[];
}

/** 收入总计 beside 支出总计. */
export interface TableBalance {
  readonly income: BudgetCell;
  readonly expenditure: BudgetCell;
}

/** A row of a table with this year's figure, last year's, and their difference. */
export interface TableChange {
  readonly name: string;
  readonly now: BudgetCell;
  readonly before: BudgetCell;
  readonly difference: BudgetCell;
}

export interface BudgetTables {
  readonly balances: readonly TableBalance[];
  readonly sums: readonly TableSum[];
  readonly changes: readonly TableChange[];
}

const NUMBER = /^(?<sign>[-－−]?)(?<digits>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)(?:万元|元)?$/u; // 1,234.56
const NONE = /^(?:[-—–－/]{0,2}|无)$/u;

interface Printed {
  readonly cell: Cell;
  /** Without white space. */
  readonly text: string;
  readonly figure: BudgetCell | undefined;
}

function printed(doc: Document, cell: Cell): Printed {
  const raw = doc.text.slice(cell.range.start, cell.range.end);
  const trimmed = raw.trim();
  const start = cell.range.start + (raw.length - raw.trimStart().length);
  const range = { start, end: start + trimmed.length };
  const text = trimmed.replace(/\s/gu, '');
  const match = NUMBER.exec(text.slice(0, 40).normalize('NFKC'));
  const { sign = '', digits } = match?.groups ?? {};
  if (digits === undefined) return { cell, text, figure: undefined };
  const { value, step } = figureOf(digits);
  return { cell, text, figure: { range, text, value: sign === '' ? value : -value, step } };
}

/** A table as rows of cells that begin there, and what stands at each place. */
interface Grid {
  readonly rows: readonly (readonly Printed[])[];
  at(row: number, column: number): Printed | undefined;
}

function gridOf(doc: Document, { table }: Block): Grid {
  const rows: Printed[][] = [];
  const places = new Map<string, Printed>();
  for (const cell of table?.cells ?? []) {
    const entry = printed(doc, cell);
    rows[cell.row] ??= [];
    (rows[cell.row] as Printed[]).push(entry);
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++)
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++)
        places.set(`${row}\t${column}`, entry);
  }
  return { rows: Array.from(rows, (row) => row ?? []), at: (row, column) => places.get(`${row}\t${column}`) };
}

/** A place that has no figure, where a figure would be nothing. */
function figureAt(entry: Printed | undefined): BudgetCell | undefined {
  if (!entry) return undefined;
  return (
    entry.figure ?? (NONE.test(entry.text) ? { range: entry.cell.range, text: '0', value: 0n, step: 1n } : undefined)
  );
}

const WITHIN = '本年(?:收入|支出)合计';
const TOTALS = { income: /^收入总计$/u, expenditure: /^支出总计$/u } as const;
const NUMBERED = /^[一二三四五六七八九十]{1,3}、/u; // 一、一般公共预算拨款收入
/** What is but a part of the row above. */
const NESTED = /^(?:其中|[（(]|\d|[-—–])/u;

interface Found {
  readonly entry: Printed;
  readonly row: number;
}

const isLabel = ({ text }: Printed): boolean => /\p{Script=Han}{2}/u.test(text);

/** The first figure behind a label, before the next label of its row. */
function firstFigure({ rows }: Grid, { entry, row }: Found): BudgetCell | undefined {
  const cells = rows[row] ?? [];
  const next = cells[cells.indexOf(entry) + 1];
  return next?.figure;
}

const find = ({ rows }: Grid, pattern: RegExp): Found | undefined => {
  for (const [row, cells] of rows.entries()) {
    const entry = cells.find(({ text }) => pattern.test(text));
    if (entry) return { entry, row };
  }
  return undefined;
};

/** The figures of the rows between that have their label in the same column and are no parts of others. */
function partsBetween(
  grid: Grid,
  column: number,
  from: number,
  to: number,
  own: RegExp,
): readonly BudgetCell[] | undefined {
  const parts: BudgetCell[] = [];
  for (let row = from; row < to; row++) {
    const entry = grid.rows[row]?.find(({ cell }) => cell.column === column);
    if (!entry || !isLabel(entry) || NESTED.test(entry.text)) continue;
    if (!own.test(entry.text)) continue;
    const cells = grid.rows[row] as readonly Printed[];
    const figure = figureAt(cells[cells.indexOf(entry) + 1]);
    if (!figure) return undefined;
    parts.push(figure);
  }
  return parts;
}

/** 收支总表: 本年收入合计 is the sum of 一、二、…; with what was carried over it gives 收入总计. */
function* totals(grid: Grid): Iterable<TableSum | TableBalance> {
  const found = { income: find(grid, TOTALS.income), expenditure: find(grid, TOTALS.expenditure) };
  const income = found.income && firstFigure(grid, found.income);
  const expenditure = found.expenditure && firstFigure(grid, found.expenditure);
  if (income && expenditure) yield { income, expenditure };
  for (const [side, total] of [
    ['收入', found.income],
    ['支出', found.expenditure],
  ] as const) {
    const within = find(grid, new RegExp(`^本年${side}合计$`, 'u'));
    const column = within?.entry.cell.column;
    const sum = within && firstFigure(grid, within);
    if (!within || column === undefined || !sum) continue;
    const parts = partsBetween(grid, column, 0, within.row, NUMBERED);
    if (parts && parts.length > 0) yield { name: within.entry.text, total: sum, parts };
    const whole = total && firstFigure(grid, total);
    if (!whole || total.entry.cell.column !== column || total.row <= within.row) continue;
    const rest = partsBetween(grid, column, within.row + 1, total.row, /\p{Script=Han}/u);
    if (rest) yield { name: total.entry.text, total: whole, parts: [sum, ...rest] };
  }
}

const HEADS: readonly (readonly [RegExp, BudgetItem])[] = [
  [/购置[及和与、]/u, 'vehicles'],
  [/因公出国/u, 'abroad'],
  [/公务接待/u, 'reception'],
  [/三公|^合计$/u, 'three'],
  [/^小计$/u, 'vehicles'],
  [/购置/u, 'purchase'],
  [/运行/u, 'running'],
];

const itemOf = (text: string): BudgetItem | undefined => HEADS.find(([pattern]) => pattern.test(text))?.[1];

/** The sums that one set of 三公 figures must give. */
function* threeSums(figures: ReadonlyMap<BudgetItem, BudgetCell>): Iterable<TableSum> {
  const three = figures.get('three');
  const vehicles = figures.get('vehicles');
  const [abroad, reception, purchase, running] = (['abroad', 'reception', 'purchase', 'running'] as const).map((item) =>
    figures.get(item),
  );
  if (three && abroad && reception && vehicles)
    yield { name: '“三公”经费合计', total: three, parts: [abroad, vehicles, reception] };
  if (vehicles && purchase && running)
    yield { name: '公务用车购置及运行费', total: vehicles, parts: [purchase, running] };
}

const SUBHEADS: readonly (BudgetItem | undefined)[] = ['vehicles', 'purchase', 'running'];

/**
 * The heads in order where the text of a page lost the blanks of its merged cells: what stands under 购置及运行费 is in
 * the line below. Undefined where the two lines do not give as many heads as there are figures.
 */
function closedUp({ rows }: Grid, first: number, width: number): readonly (BudgetItem | undefined)[] | undefined {
  const [upper, lower] = [rows[first - 2] ?? [], rows[first - 1] ?? []].map((cells) =>
    cells.filter(({ text }) => text !== '').map(({ text }) => itemOf(text)),
  ) as [(BudgetItem | undefined)[], (BudgetItem | undefined)[]];
  if (lower.length === 0 || lower.some((item) => !SUBHEADS.includes(item))) return undefined;
  const queue = [...lower];
  const heads = upper.flatMap((item) => (item === 'vehicles' ? queue.splice(0, SUBHEADS.length) : [item]));
  return queue.length === 0 && heads.length === width ? heads : undefined;
}

/** Columns by the lowest head over them; from one 合计 to the next is one set. */
function* threeAcross(grid: Grid): Iterable<TableSum> {
  const first = grid.rows.findIndex((cells) => cells.filter(({ figure }) => figure).length >= 3);
  if (first < 1) return;
  const width = Math.max(
    ...grid.rows.map((cells) => cells.reduce((n, { cell }) => Math.max(n, cell.column + cell.columnSpan), 0)),
  );
  const lowest = Array.from({ length: width }, (_, column): BudgetItem | undefined => {
    for (let row = first - 1; row >= 0; row--) {
      const text = grid.at(row, column)?.text ?? '';
      if (/\p{Script=Han}/u.test(text)) return itemOf(text);
    }
    return undefined;
  });
  const heads = closedUp(grid, first, width) ?? lowest;
  if (!heads.includes('abroad') || !heads.includes('reception')) return;
  for (let row = first; row < grid.rows.length; row++) {
    // A row that lost a cell says nothing certain.
    const cells = grid.rows[row] as readonly Printed[];
    if (cells.reduce((n, { cell }) => n + cell.columnSpan, 0) < width) continue;
    let set = new Map<BudgetItem, BudgetCell>();
    for (const [column, item] of [...heads, 'three' as const].entries()) {
      if (item === 'three') {
        yield* threeSums(set);
        set = new Map();
      }
      const figure = column < width ? figureAt(grid.at(row, column)) : undefined;
      if (item && figure && !set.has(item)) set.set(item, figure);
    }
  }
}

/** Rows by their labels, a set in each column of figures. */
function* threeDown(grid: Grid): Iterable<TableSum> {
  const rows = new Map<BudgetItem, readonly Printed[]>();
  for (const cells of grid.rows) {
    const at = cells.findIndex(isLabel);
    const item = at < 0 ? undefined : itemOf((cells[at] as Printed).text);
    if (item && !rows.has(item) && cells.slice(at + 1).some(({ figure }) => figure))
      rows.set(item, cells.slice(at + 1));
  }
  if (!rows.has('abroad') || !rows.has('reception')) return;
  const lengths = new Set([...rows.values()].map((cells) => cells.length));
  const [length] = lengths;
  if (lengths.size !== 1 || length === undefined) return;
  const heads = grid.rows[0] ?? [];
  for (let i = 0; i < length; i++) {
    const column = [...rows.values()][0]?.[i]?.cell.column ?? -1;
    if (heads.some(({ cell, text }) => cell.column === column && /%|率|比例|幅/u.test(text))) continue;
    const set = new Map<BudgetItem, BudgetCell>();
    for (const [item, cells] of rows) {
      const figure = figureAt(cells[i]);
      if (figure) set.set(item, figure);
    }
    yield* threeSums(set);
  }
}

const DIFFERENCE = /^(?:比上年)?增减(?:额|数|变动|变化|情况)?(?:（万元）|\(万元\))?$|^本年比上年增减(?:额)?$/u;
const NOW = /^(?:本年|今年|本年度|当年)(?:预算|决算|执行)?数?$/u;
const BEFORE = /^(?:上年|去年|上一年|上年度)(?:预算|决算|执行)?数?$/u;
const YEAR = /^(?<year>\d{4})年度?(?:预算|决算|执行)?数?$/u; // 2023年预算数

/** Rows of a table whose heads are this year, last year and the difference, each once. */
function* changesOf(grid: Grid): Iterable<TableChange> {
  const row = grid.rows.findIndex((cells) => cells.filter(({ text }) => DIFFERENCE.test(text)).length === 1);
  const heads = grid.rows[row];
  if (!heads) return;
  const years = heads.flatMap((entry) => {
    const year = YEAR.exec(entry.text)?.groups?.year;
    return year === undefined ? [] : [[Number(year), entry] as const];
  });
  years.sort(([a], [b]) => b - a);
  const pair: readonly (Printed | undefined)[] =
    years.length === 2 && years[0]?.[0] === (years[1]?.[0] ?? 0) + 1
      ? [years[0]?.[1], years[1]?.[1]]
      : [heads.find(({ text }) => NOW.test(text)), heads.find(({ text }) => BEFORE.test(text))];
  const [now, before] = pair;
  const difference = heads.find(({ text }) => DIFFERENCE.test(text));
  if (!now || !before || !difference) return;
  for (let at = row + 1; at < grid.rows.length; at++) {
    const cells = grid.rows[at] as readonly Printed[];
    const name = cells.find(isLabel)?.text;
    const [a, b, c] = [now, before, difference].map(({ cell }) => grid.at(at, cell.column)?.figure);
    if (name !== undefined && a && b && c) yield { name, now: a, before: b, difference: c };
  }
}

const IS_BUDGET = new RegExp(`收\\s{0,4}入\\s{0,4}总\\s{0,4}计|因公出国|${WITHIN}|增减`, 'u');

/** What the tables of a 预决算公开 must add up to. */
export const budgetTables = perDocument((doc): BudgetTables => {
  const balances: TableBalance[] = [];
  const sums: TableSum[] = [];
  const changes: TableChange[] = [];
  for (const block of doc.blocks) {
    if (!block.table || block.region !== 'main' || !IS_BUDGET.test(doc.text.slice(block.range.start, block.range.end)))
      continue;
    const grid = gridOf(doc, block);
    for (const found of totals(grid)) {
      if ('income' in found) balances.push(found);
      else sums.push(found);
    }
    const across = [...threeAcross(grid)];
    sums.push(...(across.length > 0 ? across : threeDown(grid)));
    changes.push(...changesOf(grid));
  }
  return { balances, sums, changes };
});
