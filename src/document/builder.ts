import { type Segment, sourceMap } from '../text/source-map.js';
import type { Block, BlockKind, Cell, Context, Document, Encoding, Region, Table } from './document.js';

/** HTML's own bound on colspan; a table declared wider or longer is clamped. */
export const MAX_SPAN = 1000;

export interface DocumentHead {
  readonly name: string;
  /** The decoded source, without its BOM. */
  readonly source: string;
  readonly context: Context;
  readonly mediaType: string;
  readonly encoding?: Encoding;
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  readonly header?: boolean;
  readonly name?: string;
}

/** The one way to make a Document: a reader appends in source order, and text and map stay in step. */
export interface DocumentBuilder {
  /** Text so far, in UTF-16 units. */
  readonly length: number;
  /** Appends source[start, end) as it stands. */
  copy(start: number, end: number): void;
  /** Appends `text` that stands for source[start, end) but is not equal to it: an entity, a separator. */
  insert(text: string, start: number, end: number): void;
  open(
    kind: BlockKind,
    attributes?: { readonly level?: number; readonly region?: Region; readonly place?: string },
  ): void;
  /** Ends the open block; an empty one leaves no trace unless it is a table. */
  close(): void;
  openCell(place: CellPlace): void;
  closeCell(): void;
  metadata(name: string, value: string): void;
  warn(sentence: string): void;
  build(): Document;
}

function tableOf(cells: readonly Cell[]): Table {
  let rows = 0;
  let columns = 0;
  for (const cell of cells) {
    rows = Math.max(rows, cell.row + cell.rowSpan);
    columns = Math.max(columns, cell.column + cell.columnSpan);
  }
  const widths = new Array<number>(rows).fill(0);
  for (const cell of cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) widths[row] = (widths[row] ?? 0) + cell.columnSpan;
  return { rows, columns, cells, complete: widths.map((width) => width === columns) };
}

/** Throws RangeError when a reader closes what it did not open, or appends backwards. */
export function documentBuilder(head: DocumentHead): DocumentBuilder {
  const parts: string[] = [];
  const segments: Segment[] = [];
  const blocks: Block[] = [];
  const metadata = new Map<string, string>();
  const warnings: string[] = [];
  let length = 0;
  let sourceEnd = 0;
  let block:
    | { kind: BlockKind; start: number; level?: number; region: Region; place?: string; cells: Cell[] }
    | undefined;
  let cell: { start: number; place: CellPlace } | undefined;

  const append = (text: string, start: number, end: number, atomic: boolean): void => {
    if (text === '') return;
    if (start < sourceEnd || end < start)
      throw new RangeError(`appended backwards: ${start}–${end} after ${sourceEnd}`);
    const last = segments.at(-1);
    if (!atomic && last && !last.atomic && last.source + last.sourceLength === start)
      segments[segments.length - 1] = {
        ...last,
        length: last.length + text.length,
        sourceLength: last.sourceLength + end - start,
      };
    else segments.push({ text: length, length: text.length, source: start, sourceLength: end - start, atomic });
    parts.push(text);
    length += text.length;
    sourceEnd = end;
  };

  return {
    get length() {
      return length;
    },
    copy: (start, end) => append(head.source.slice(start, end), start, end, false),
    insert: (text, start, end) => append(text, start, end, true),
    open(kind, attributes = {}) {
      if (block) throw new RangeError(`${kind} opened inside ${block.kind}`);
      block = { kind, start: length, region: attributes.region ?? 'main', cells: [] };
      if (attributes.level !== undefined) block.level = attributes.level;
      if (attributes.place !== undefined) block.place = attributes.place;
    },
    close() {
      if (!block) throw new RangeError('no open block');
      const { kind, start, level, region, place, cells } = block;
      if (length > start)
        blocks.push({
          kind,
          range: { start, end: length },
          region,
          ...(level !== undefined && { level }),
          ...(place !== undefined && { place }),
          ...(kind === 'table' && { table: tableOf(cells) }),
        });
      block = undefined;
    },
    openCell(place) {
      if (cell) throw new RangeError('cell inside a cell');
      cell = { start: length, place };
    },
    closeCell() {
      if (!cell || !block) throw new RangeError('no open cell');
      const { row, column, rowSpan = 1, columnSpan = 1, header = false, name } = cell.place;
      block.cells.push({
        range: { start: cell.start, end: length },
        row,
        column,
        rowSpan: Math.max(1, Math.min(rowSpan, MAX_SPAN)),
        columnSpan: Math.max(1, Math.min(columnSpan, MAX_SPAN)),
        header,
        ...(name !== undefined && { name }),
      });
      cell = undefined;
    },
    metadata: (name, value) => void metadata.set(name, value),
    warn: (sentence) => void warnings.push(sentence),
    build: () => ({
      name: head.name,
      text: parts.join(''),
      blocks,
      map: sourceMap(head.source, segments),
      context: head.context,
      mediaType: head.mediaType,
      encoding: head.encoding ?? { label: 'utf-8', bom: false },
      metadata,
      warnings,
    }),
  };
}
