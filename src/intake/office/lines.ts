import type { Region } from '../../document/document.js';
import type { DraftBlock, DraftCell } from './draft.js';

/** Lines as a program prints them: a run of tabbed lines is a table, any other line a paragraph. */
export function blocksOfLines(
  text: string,
  attributes: { readonly region?: Region; readonly place?: string } = {},
): readonly DraftBlock[] {
  const blocks: DraftBlock[] = [];
  let cells: DraftCell[] = [];
  let row = 0;
  const endTable = (): void => {
    // Word's .doc ends every cell with a tab, the last of a row too.
    const last = cells.filter((cell, i) => cells[i + 1]?.row !== cell.row);
    const isEnded = row > 1 && last.every(({ column, pieces }) => column > 0 && pieces[0]?.text === '');
    const kept = isEnded ? cells.filter((cell) => !last.includes(cell)) : cells;
    if (cells.length > 0) blocks.push({ kind: 'table', ...attributes, cells: kept });
    cells = [];
    row = 0;
  };
  for (const line of text.split(/\r\n|[\n\r\u000b\u000c\u2028\u2029]/u)) {
    // In a table a row may end with blank cells; alone, a tab at the end parts nothing.
    if (cells.length > 0 ? line.includes('\t') : line.trim().includes('\t')) {
      line.split('\t').forEach((cell, column) => {
        cells.push({ row, column, pieces: [{ text: cell }] });
      });
      row++;
      continue;
    }
    endTable();
    if (line.trim() !== '') blocks.push({ kind: 'paragraph', ...attributes, pieces: [{ text: line }] });
  }
  endTable();
  return blocks;
}
