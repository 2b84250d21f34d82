import { MAX_SPAN } from '../../document/builder.js';
import { UnreadableError } from '../../errors.js';
import type { Draft, DraftBlock, DraftCell } from './draft.js';
import { parseXml } from './parse-xml.js';
import { unzip } from './zip.js';

/** More filled cells are refused: a list this long is data, not text to proofread. */
export const MAX_CELLS = 500_000;

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
const PARTS = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]{1,100}\.xml)$/u; // xl/worksheets/sheet1.xml
const LETTERS = 26;

/** Rows and columns from 0: B5 is row 4, column 1. */
function cellPlace(reference: string): { readonly row: number; readonly column: number } | undefined {
  const found = /^(?<letters>[A-Z]{1,3})(?<digits>\d{1,7})$/u.exec(reference); // AB12
  if (!found?.groups) return undefined;
  let column = 0;
  for (const letter of found.groups.letters ?? '') column = column * LETTERS + letter.charCodeAt(0) - 64;
  return { row: Number(found.groups.digits) - 1, column: column - 1 };
}

/** The strings of `si` items or of one inline string; phonetic hints (rPh) are no text. */
function sharedStrings(xml: Uint8Array | undefined): readonly string[] {
  const strings: string[] = [];
  if (!xml) return strings;
  let text = '';
  let isText = false;
  let hints = 0;
  parseXml(xml, STRINGS, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') hints++;
      else if (name === 't') isText = hints === 0;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      else if (name === 'rPh') hints--;
      else if (name === 't') isText = false;
    },
    text(part) {
      if (isText) text += part;
    },
  });
  return strings;
}

interface Sheet {
  readonly name: string;
  readonly part: string;
}

function sheetsOf(parts: ReadonlyMap<string, Uint8Array>): readonly Sheet[] {
  const workbook = parts.get(WORKBOOK);
  if (!workbook) throw new UnreadableError('not-xlsx', '压缩包里没有 xl/workbook.xml，不是 Excel 工作簿，未读取。');
  const targets = new Map<string, string>();
  const relations = parts.get(RELATIONS);
  if (relations)
    parseXml(relations, RELATIONS, {
      open(name, attribute) {
        const target = attribute('Target') ?? '';
        if (name === 'Relationship')
          targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
      },
      close() {},
      text() {},
    });
  const sheets: Sheet[] = [];
  parseXml(workbook, WORKBOOK, {
    open(name, attribute) {
      const part = targets.get(attribute('id') ?? '');
      if (name === 'sheet' && part !== undefined) sheets.push({ name: attribute('name') ?? '', part });
    },
    close() {},
    text() {},
  });
  return sheets;
}

interface Merge {
  readonly rowSpan: number;
  readonly columnSpan: number;
}

function tableOf(xml: Uint8Array, part: string, strings: readonly string[], left: number): readonly DraftCell[] {
  const cells: DraftCell[] = [];
  const merges = new Map<string, Merge>();
  let at: { readonly row: number; readonly column: number } | undefined;
  let type = '';
  let value = '';
  let reads = false;
  parseXml(xml, part, {
    open(name, attribute) {
      if (name === 'c') {
        at = cellPlace(attribute('r') ?? '');
        type = attribute('t') ?? 'n';
        value = '';
      } else if (name === 'v' || name === 't') reads = at !== undefined;
      else if (name === 'mergeCell') {
        const [from = '', to = ''] = (attribute('ref') ?? '').split(':');
        const start = cellPlace(from);
        const end = cellPlace(to);
        if (start && end)
          merges.set(from, { rowSpan: end.row - start.row + 1, columnSpan: end.column - start.column + 1 });
      }
    },
    close(name) {
      if (name === 'v' || name === 't') reads = false;
      if (name !== 'c' || !at) return;
      const text = type === 's' ? (strings[Number(value)] ?? '') : value;
      if (text !== '') cells.push({ ...at, pieces: [{ text }] });
      if (cells.length > left)
        throw new UnreadableError('too-many-cells', `工作簿的单元格超过 ${MAX_CELLS} 个，未读取。`);
      at = undefined;
    },
    text(text) {
      if (reads) value += text;
    },
  });
  return filled(cells, merges);
}

const nameOf = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

/** Cells with their spans, and the blank ones of the rows in use: a file leaves these out. */
function filled(cells: readonly DraftCell[], merges: ReadonlyMap<string, Merge>): readonly DraftCell[] {
  const known = new Map(cells.map((cell) => [nameOf(cell.row, cell.column), cell]));
  const rows = [...new Set(cells.map((cell) => cell.row))].sort((a, b) => a - b);
  const columns = cells.reduce((most, cell) => Math.max(most, cell.column + 1), 0);
  if (rows.length * columns > MAX_CELLS) return cells;
  const covered = new Set<string>();
  const all: DraftCell[] = [];
  for (const row of rows)
    for (let column = 0; column < columns; column++) {
      const name = nameOf(row, column);
      if (covered.has(name)) continue;
      const merge = merges.get(name);
      for (let down = 0; down < Math.min(merge?.rowSpan ?? 1, MAX_SPAN); down++)
        for (let right = 0; right < Math.min(merge?.columnSpan ?? 1, MAX_SPAN); right++)
          covered.add(nameOf(row + down, column + right));
      all.push({ row, column, name, ...merge, pieces: known.get(name)?.pieces ?? [] });
    }
  return all;
}

/** A, …, Z, AA: the column from 0 as spreadsheets call it. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS))
    name = String.fromCharCode(65 + ((rest - 1) % LETTERS)) + name;
  return name;
}

/**
 * Excel's .xlsx: each sheet a table, its cells as they were last computed; formulas are never run.
 * @throws UnreadableError where the package or a part cannot be read.
 */
export async function readXlsx(bytes: Uint8Array): Promise<Draft> {
  const parts = await unzip(bytes, (name) => PARTS.test(name));
  const sheets = sheetsOf(parts);
  const strings = sharedStrings(parts.get(STRINGS));
  const blocks: DraftBlock[] = [];
  let left = MAX_CELLS;
  for (const { name, part } of sheets) {
    const xml = parts.get(part);
    if (!xml) continue;
    const cells = tableOf(xml, part, strings, left);
    left -= cells.length;
    if (cells.length > 0) blocks.push({ kind: 'table', place: `工作表“${name}”`, cells });
  }
  return { blocks, warnings: [], metadata: [] };
}
