import { type CellPlace, documentBuilder } from '../../document/builder.js';
import type { BlockKind, Context, Document, Region, Run } from '../../document/document.js';

/** A piece of text and, where it can be written back, the n-th text node (from 0) of a part that it stands in. */
export interface Piece {
  readonly text: string;
  readonly part?: string;
  readonly node?: number;
}

export interface DraftCell extends CellPlace {
  readonly pieces: readonly Piece[];
}

export interface DraftBlock {
  readonly kind: BlockKind;
  readonly level?: number;
  readonly region?: Region;
  /** For people: 第3页, 脚注2, 工作表“汇总”B5. */
  readonly place?: string;
  readonly pieces?: readonly Piece[];
  /** Of a table, in order of rows. */
  readonly cells?: readonly DraftCell[];
}

/** What a reader makes of an office file: plain data, so that it can be made in a worker and handed over. */
export interface Draft {
  readonly blocks: readonly DraftBlock[];
  readonly warnings: readonly string[];
  readonly metadata: readonly (readonly [name: string, value: string])[];
}

interface Placed {
  readonly start: number;
  readonly end: number;
}

/**
 * The Document of a draft. Its source is the text itself, a block a line (a table: a row a line, cells tabbed), so that
 * line and column lead people to the place; `runs` lead to the parts that the text was read from.
 */
export function documentOf(
  draft: Draft,
  head: { readonly name: string; readonly context: Context; readonly mediaType: string },
): Document {
  let source = '';
  const runs: Run[] = [];
  const append = (pieces: readonly Piece[]): Placed => {
    const start = source.length;
    for (const { text, part, node } of pieces) {
      if (part !== undefined && node !== undefined && text !== '')
        runs.push({ range: { start: source.length, end: source.length + text.length }, part, node });
      source += text;
    }
    return { start, end: source.length };
  };
  const placed = draft.blocks.map((block) => {
    const cells: Placed[] = [];
    const start = source.length;
    if (block.cells) {
      let row = 0;
      block.cells.forEach((cell, i) => {
        if (i > 0) source += cell.row === row ? '\t' : '\n';
        row = cell.row;
        cells.push(append(cell.pieces));
      });
    } else append(block.pieces ?? []);
    const end = source.length;
    source += '\n';
    return { block, cells, start, end };
  });

  const builder = documentBuilder({ ...head, source });
  let copied = 0;
  const copyTo = (offset: number): void => {
    builder.copy(copied, offset);
    copied = offset;
  };
  for (const { block, cells, start, end } of placed) {
    copyTo(start);
    builder.open(block.kind, {
      ...(block.level !== undefined && { level: block.level }),
      ...(block.region !== undefined && { region: block.region }),
      ...(block.place !== undefined && { place: block.place }),
    });
    block.cells?.forEach((cell, i) => {
      const at = cells[i];
      if (!at) return;
      copyTo(at.start);
      builder.openCell(cell);
      copyTo(at.end);
      builder.closeCell();
    });
    copyTo(end);
    builder.close();
  }
  copyTo(source.length);
  for (const [name, value] of draft.metadata) builder.metadata(name, value);
  for (const warning of draft.warnings) builder.warn(warning);
  return { ...builder.build(), ...(runs.length > 0 && { runs }) };
}
