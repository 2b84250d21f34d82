import type { Block, Cell, Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';
import {
  type AnnualForm,
  annualForm,
  type FormItem,
  type FormTableId,
  foldLabel,
  itemNamed,
  itemNear,
} from './annual-form.js';

/** How a cell is filled in: `odd` is a number in another dress (全角, 分节号, 带单位), `mark` a “/” or “无”. */
export type FigureForm = 'number' | 'odd' | 'blank' | 'mark' | 'text';

export interface FigureCell {
  readonly range: Range;
  readonly text: string;
  readonly form: FigureForm;
  /** Of a number, plain or odd. */
  readonly value: number | undefined;
  /** Ids of the form; the column is empty where a row lost a cell and nobody can tell which. */
  readonly row: string;
  readonly column: string;
}

/** A label as printed, and the item of the form it stands for. */
export interface PrintedLabel {
  readonly range: Range;
  readonly text: string;
  readonly item: FormItem;
  readonly part: 'row' | 'column';
}

export interface FigureRow {
  readonly label: PrintedLabel;
  readonly cells: readonly FigureCell[];
  /** How many figures the form has in this row. */
  readonly expected: number;
  /** False where cells were lost or added: kept, but only what is certain of it has a column. */
  readonly complete: boolean;
}

/** One statutory table, put together from wherever the document has its rows. */
export interface FigureTable {
  readonly id: FormTableId;
  readonly rows: readonly FigureRow[];
  readonly headings: readonly PrintedLabel[];
  /** The blocks its rows were read from. */
  readonly blocks: readonly Block[];
  cell(row: string, column: string): FigureCell | undefined;
}

export type AnnualTables = Readonly<Partial<Record<FormTableId, FigureTable>>>;

interface Printed {
  readonly range: Range;
  readonly text: string;
  readonly column: number;
}

/** The cells that begin in one row, by column. */
interface Line {
  readonly block: Block;
  readonly cells: readonly Printed[];
}

/** The row of 表四, which has no label of its own. */
export const CASES = 'cases';

const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?$/u; // 15, 0.0000
const DRESSED = /^(?<number>-?\d{1,3}(?:,\d{3}){1,4}|-?\d{1,12}(?:\.\d{1,6})?)\s?(?:件|条|起|宗|个|项|万元|元)?$/u; // 1,234件
const MARK = /^(?:[-—–―－/／\\*]{1,4}|无)$/u;

export function figureOf(text: string): { readonly form: FigureForm; readonly value: number | undefined } {
  if (text === '') return { form: 'blank', value: undefined };
  if (MARK.test(text)) return { form: 'mark', value: undefined };
  if (NUMBER.test(text)) return { form: 'number', value: Number(text) };
  const digits = DRESSED.exec(text.slice(0, 40).normalize('NFKC'))?.groups?.number;
  return digits === undefined
    ? { form: 'text', value: undefined }
    : { form: 'odd', value: Number(digits.replaceAll(',', '')) };
}

const isBlank = (cell: Printed): boolean => cell.text === '';

function printed(doc: Document, { range, column }: Cell): Printed {
  const raw = doc.text.slice(range.start, range.end);
  const text = raw.trim();
  const start = range.start + (raw.length - raw.trimStart().length);
  return { range: { start, end: start + text.length }, text, column };
}

function linesOf(doc: Document): readonly Line[] {
  const lines: Line[] = [];
  for (const block of doc.blocks) {
    if (!block.table || block.region !== 'main') continue;
    const rows = new Map<number, Printed[]>();
    for (const cell of block.table.cells) {
      const row = rows.get(cell.row);
      if (row) row.push(printed(doc, cell));
      else rows.set(cell.row, [printed(doc, cell)]);
    }
    for (const [, cells] of [...rows].sort(([a], [b]) => a - b))
      lines.push({ block, cells: cells.sort((a, b) => a.column - b.column) });
  }
  return lines;
}

const figureCell = ({ range, text }: Printed, row: string, column: string): FigureCell => ({
  range,
  text,
  ...figureOf(text),
  row,
  column,
});

/** Without the blanks on either side that stand for merged cells in tabbed text. */
function trimmed(cells: readonly Printed[]): readonly Printed[] {
  let start = 0;
  let end = cells.length;
  while (start < end && isBlank(cells[start] as Printed)) start++;
  while (end > start && isBlank(cells[end - 1] as Printed)) end--;
  return cells.slice(start, end);
}

/**
 * The figures behind a label, told apart by the heads of their columns where these are known, else by their order.
 * `spans`: the reader knows merged cells, so that a blank cell is a blank figure and no padding.
 */
function assign(
  tail: readonly Printed[],
  row: string,
  columns: readonly string[],
  heads: ReadonlyMap<string, number>,
  spans: boolean,
): Pick<FigureRow, 'cells' | 'complete'> {
  const byHead = columns.map((id) => tail.find((cell) => cell.column === heads.get(id)));
  const elsewhere = tail.some((cell) => !isBlank(cell) && !byHead.includes(cell));
  const found = byHead.filter((cell) => cell !== undefined);
  const ends = [found[0], found.at(-1)];
  const certain = spans || ends.every((cell) => cell !== undefined && !isBlank(cell));
  if (found.length === columns.length && !elsewhere && certain)
    return { cells: found.map((cell, i) => figureCell(cell, row, columns[i] as string)), complete: true };
  // Nothing filled in: all of the figures are blank, and none is lost.
  const unfilled = tail.length >= columns.length && tail.every(isBlank);
  const inOrder = unfilled || (tail.length === columns.length && spans) ? tail.slice(0, columns.length) : trimmed(tail);
  if (inOrder.length === columns.length)
    return { cells: inOrder.map((cell, i) => figureCell(cell, row, columns[i] as string)), complete: true };
  return { cells: inOrder.map((cell) => figureCell(cell, row, '')), complete: false };
}

/** Whether the reader knows merged cells here. */
const hasSpans = (block: Block): boolean =>
  block.table?.cells.some(({ columnSpan, rowSpan }) => columnSpan > 1 || rowSpan > 1) === true;

/** One figure too few, but the last is the sum of the others: then it was not the total that was lost. */
function keepTotal(row: Pick<FigureRow, 'cells' | 'complete'>, total: string): Pick<FigureRow, 'cells' | 'complete'> {
  const last = row.cells.at(-1);
  if (row.complete || row.cells.length < 3 || last?.value === undefined) return row;
  const sum = row.cells.slice(0, -1).reduce((n, cell) => n + (cell.value ?? Number.NaN), 0);
  return sum === last.value ? { ...row, cells: [...row.cells.slice(0, -1), { ...last, column: total }] } : row;
}

const tableOf = (
  id: FormTableId,
  rows: readonly FigureRow[],
  headings: readonly PrintedLabel[],
  blocks: ReadonlySet<Block>,
): FigureTable => {
  const cells = new Map(rows.flatMap((row) => row.cells.map((cell) => [`${cell.row}\t${cell.column}`, cell] as const)));
  return { id, rows, headings, blocks: [...blocks], cell: (row, column) => cells.get(`${row}\t${column}`) };
};

interface LabelledRow {
  readonly line: Line;
  readonly label: PrintedLabel;
  readonly tail: readonly Printed[];
}

type Find = (items: readonly FormItem[], label: string) => FormItem | undefined;

/** The last cell of a line that names a row of the form and has something behind it. */
function labelled(
  { block, cells }: Line,
  rows: readonly FormItem[],
  find: Find,
  least: number,
): LabelledRow | undefined {
  for (let i = cells.length - 1; i >= 0; i--) {
    const { text, range } = cells[i] as Printed;
    const item = /\p{Script=Han}/u.test(text) ? find(rows, text) : undefined;
    if (!item) continue;
    const tail = cells.slice(i + 1);
    if (tail.length < least || tail.some((cell) => /\p{Script=Han}{3}/u.test(cell.text.replace(/\s/gu, '')))) continue;
    return { line: { block, cells }, label: { range, text, item, part: 'row' }, tail };
  }
  return undefined;
}

type Head = readonly [label: PrintedLabel, column: number];

/** Heads that stand over labels, over several columns, or in the corner. */
const OVERHEAD = /^(?:信息内容|申请人情况|法人或其他组织)$|勾稽|^第二十条|^[（(]?单位/u;

/**
 * Heads of columns in the lines before a block's first row, with their places in the grid. A head nobody knows is
 * named by its place, where there are as many heads as the form has columns.
 */
function headsOf(lines: readonly Line[], columns: readonly FormItem[]): readonly Head[] {
  const cells = lines
    .flatMap((line) => line.cells)
    .filter(({ text }) => text !== '' && !OVERHEAD.test(text.replace(/\s/gu, '')))
    .sort((a, b) => a.column - b.column);
  const items = cells.map(({ text }) => itemNamed(columns, text) ?? itemNear(columns, text));
  if (cells.length === columns.length)
    columns.forEach((column, i) => {
      if (!items.includes(column)) items[i] ??= column;
    });
  return cells.flatMap(({ range, text, column }, i): Head[] => {
    const item = items[i];
    return item && items.indexOf(item) === i ? [[{ range, text, item, part: 'column' }, column]] : [];
  });
}

/** A table whose block holds fewer rows than this by their exact labels is another table. */
const LEAST_ROWS = 2;
/** 总计 with fewer cells behind it is the head of a column, or a row of 表四 stood on its side. */
const LEAST_FIGURES = 3;

function applications(lines: readonly Line[], form: AnnualForm): FigureTable | undefined {
  const { rows: formRows, columns: formColumns } = form.tables.applications;
  const exact = lines.map((line) => labelled(line, formRows, itemNamed, LEAST_FIGURES));
  const perBlock = new Map<Block, number>();
  for (const row of exact) if (row) perBlock.set(row.line.block, (perBlock.get(row.line.block) ?? 0) + 1);
  const blocks = new Set<Block>();
  for (const { block } of lines) {
    const known = perBlock.get(block) ?? 0;
    // The rest of a split table may be one row.
    if (known >= LEAST_ROWS || (known > 0 && blocks.size > 0)) blocks.add(block);
  }
  if (blocks.size === 0) return undefined;
  const taken = new Set(exact.flatMap((row) => (row && blocks.has(row.line.block) ? [row.label.item.id] : [])));
  const ids = formColumns.map(({ id }) => id);
  const rows: FigureRow[] = [];
  const headings: PrintedLabel[] = [];
  let heads = new Map<string, number>();
  let head: Line[] = [];
  let inBody = false;
  let before = -1;
  lines.forEach((line, i) => {
    if (!blocks.has(line.block)) {
      head = [];
      inBody = false;
      return;
    }
    const isNew = lines[i - 1]?.block !== line.block;
    if (isNew) {
      head = [];
      inBody = false;
    }
    const known = exact[i];
    const free = formRows.filter(({ id }) => !taken.has(id));
    const row =
      known ??
      (line.cells.filter(({ text }) => figureOf(text).value !== undefined).length >= ids.length - 1
        ? (labelled(line, free, itemNear, ids.length - 1) ?? between(line, exact[i + 1], formRows, before))
        : undefined);
    if (!row) {
      if (!inBody) head.push(line);
      return;
    }
    if (!inBody) {
      const printedHeads = headsOf(head, formColumns);
      if (printedHeads.length >= 3) {
        heads = new Map(printedHeads.map(([label, column]) => [label.item.id, column]));
        headings.push(...printedHeads.map(([label]) => label));
      }
      inBody = true;
    }
    taken.add(row.label.item.id);
    before = formRows.indexOf(row.label.item);
    const { id } = row.label.item;
    rows.push({
      label: row.label,
      expected: ids.length,
      ...keepTotal(assign(row.tail, id, ids, heads, hasSpans(line.block)), 'total'),
    });
  });
  return tableOf('applications', rows, headings, blocks);
}

/** A line with figures whose label nobody knows, between two rows of the form that have one row between them. */
function between(
  line: Line,
  next: LabelledRow | undefined,
  formRows: readonly FormItem[],
  before: number,
): LabelledRow | undefined {
  const item = formRows[before + 1];
  if (before < 0 || !item || !next || formRows[before + 2] !== next.label.item) return undefined;
  const at = line.cells.findLastIndex(({ text }) => /\p{Script=Han}{2}/u.test(text));
  const cell = line.cells[at];
  if (!cell) return undefined;
  return {
    line,
    label: { range: cell.range, text: cell.text, item, part: 'row' },
    tail: line.cells.slice(at + 1),
  };
}

/** Heads of 表二 that its form of 2019 had: its figures stand for something else. */
export const OLD_HEAD = /上一年项目数量|本年增\s{0,2}[／/]\s{0,2}减|本年新公开数量|对外公开总数量/u;

function disclosure(lines: readonly Line[], form: AnnualForm): FigureTable | undefined {
  const { rows: formRows, columns: formColumns, captions } = form.tables.disclosure;
  const blocks = new Set<Block>();
  for (const { block, cells } of lines)
    if (cells.some(({ text }) => foldLabel(text) === '信息内容' || itemNamed(captions, text) !== undefined))
      blocks.add(block);
  const rows: FigureRow[] = [];
  const headings: PrintedLabel[] = [];
  let head: Line | undefined;
  for (const line of lines) {
    if (!blocks.has(line.block)) continue;
    const row =
      labelled(line, formRows, itemNamed, 1) ??
      (line.cells.some(({ text }) => figureOf(text).value !== undefined)
        ? labelled(line, formRows, itemNear, 1)
        : undefined);
    if (!row) {
      if (line.cells.some(({ text }) => foldLabel(text) === '信息内容')) head = line;
      continue;
    }
    const { item } = row.label;
    const columns = formColumns.filter(({ group }) => group.some((caption) => item.group.includes(caption)));
    const stale = head?.cells.some(({ text }) => OLD_HEAD.test(text)) === true;
    const heads = head && !stale ? headsOf([head], columns) : [];
    for (const [label] of heads)
      if (!headings.some(({ range }) => range.start === label.range.start)) headings.push(label);
    if (stale) continue;
    const ids = columns.map(({ id }) => id);
    const places = new Map(heads.map(([label, column]) => [label.item.id, column]));
    // A single figure may stand anywhere behind its label: the cells beside it were merged.
    rows.push({
      label: row.label,
      expected: ids.length,
      ...assign(ids.length === 1 ? oneOf(row.tail) : row.tail, item.id, ids, places, hasSpans(line.block)),
    });
  }
  return rows.length + headings.length > 0 ? tableOf('disclosure', rows, headings, blocks) : undefined;
}

/** Of cells that were one: what is filled in, or one blank. */
const oneOf = (tail: readonly Printed[]): readonly Printed[] => {
  const filled = trimmed(tail);
  return filled.length > 0 ? filled : tail.slice(0, 1);
};

/** Heads of 表四 in one line or one column: each in the place of the form's five, or named as one of them. */
function leavesOf(cells: readonly Printed[], columns: readonly FormItem[], from: number): readonly PrintedLabel[] {
  const five = columns.slice(0, FIVE);
  return cells.map(({ range, text }, i) => {
    const group = cells.slice(i - (i % FIVE), i - (i % FIVE) + FIVE);
    const named = group.map((cell) => itemNamed(five, cell.text)?.id);
    const place = five.findIndex(({ id }) => id === named[i % FIVE]);
    // A whole group in another order is read by its names, a group with a misprint by its order.
    const offset = new Set(named).size === FIVE && !named.includes(undefined) ? place : i % FIVE;
    const item = columns[Math.min(from + i - (i % FIVE) + offset, columns.length - 1)] as FormItem;
    return { range, text, item, part: 'column' };
  });
}

const FIVE = 5;

function reviews(lines: readonly Line[], form: AnnualForm): FigureTable | undefined {
  const { columns } = form.tables.reviews;
  const five = columns.slice(0, FIVE);
  const isLeaf = (cell: Printed): boolean => itemNamed(five, cell.text) !== undefined;
  const isGroup = ({ text }: Printed): boolean => /复议|诉讼|起诉/u.test(text);
  const headings: PrintedLabel[] = [];
  const cells: FigureCell[] = [];
  const blocks = new Set<Block>();
  let complete = true;
  let lost: readonly FigureCell[] = [];
  for (const block of new Set(lines.map((line) => line.block))) {
    const own = lines.filter((line) => line.block === block);
    const headLines = own.filter((line) => line.cells.filter(isLeaf).length >= 3);
    const from = headings.length;
    if (headLines.length > 0) {
      const heads = headLines.flatMap((line) => line.cells.filter((cell) => !isBlank(cell) && !isGroup(cell)));
      // Tabbed text without padding has its second line of heads at the margin: then only the order tells.
      const aligned = new Set(heads.map(({ column }) => column)).size === heads.length;
      const leaves = aligned ? heads.sort((a, b) => a.column - b.column) : heads;
      const last = own.indexOf(headLines.at(-1) as Line);
      const below = own.slice(last + 1);
      const data = below.find((line) => line.cells.some((cell) => !isBlank(cell))) ?? below[0];
      if (!leaves.some((cell) => /维持|纠正|审结/u.test(cell.text)) || from >= columns.length) continue;
      blocks.add(block);
      const labels = leavesOf(leaves.slice(0, columns.length - from), columns, from);
      headings.push(...labels);
      const places = leaves.map((leaf) => data?.cells.find((cell) => cell.column === leaf.column));
      const filled = trimmed(data?.cells ?? []);
      const inPlace =
        aligned && places.every((cell) => cell !== undefined) && (data?.cells.length ?? 0) >= leaves.length;
      const inOrder = inPlace ? places : filled.length === leaves.length ? filled : undefined;
      const strays = inPlace && filled.some((cell) => !places.includes(cell));
      if (inOrder && !strays && labels.length === leaves.length)
        cells.push(...inOrder.map((cell, i) => figureCell(cell as Printed, CASES, labels[i]?.item.id ?? '')));
      else {
        complete = false;
        lost = filled.map((cell) => figureCell(cell, CASES, ''));
      }
      continue;
    }
    // Stood on its side: one head and one figure in a line.
    const sideways = own.filter((line) => line.cells.some(isLeaf));
    if (sideways.length < 3 || !sideways.some((line) => line.cells.some(({ text }) => /维持|纠正|审结/u.test(text))))
      continue;
    const body = own.filter(
      (line) =>
        line.cells.some(isLeaf) ||
        (line.cells.length >= 2 && figureOf(line.cells.at(-1)?.text ?? '').value !== undefined),
    );
    if (from + body.length > columns.length) continue;
    blocks.add(block);
    const labelCells = body.map(({ cells: all }) => {
      const leaf = all.findIndex(isLeaf);
      const at = leaf < 0 ? all.findLastIndex((cell) => /\p{Script=Han}{2}/u.test(cell.text)) : leaf;
      return { label: all[at] as Printed, figure: oneOf(all.slice(at + 1))[0] };
    });
    const labels = leavesOf(
      labelCells.map(({ label }) => label),
      columns,
      from,
    );
    headings.push(...labels);
    labelCells.forEach(({ figure }, i) => {
      if (figure) cells.push(figureCell(figure, CASES, labels[i]?.item.id ?? ''));
      else complete = false;
    });
  }
  const [first] = headings;
  if (!first) return undefined;
  const row: FigureRow = {
    label: { ...first, part: 'row' },
    cells: [...cells, ...lost],
    expected: columns.length,
    complete: complete && cells.length === columns.length,
  };
  return tableOf('reviews', [row], headings, blocks);
}

/** The statutory tables of the 年报 by meaning; a table the document has not is absent. */
export const annualTables = perDocument((doc): AnnualTables => {
  const form = annualForm(doc.context.dictionaries);
  const lines = linesOf(doc);
  const found = [disclosure(lines, form), applications(lines, form), reviews(lines, form)];
  return Object.fromEntries(found.flatMap((table) => (table ? [[table.id, table]] : [])));
});
