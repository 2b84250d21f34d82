import { parse } from 'csv-parse/sync';
import { UnreadableError } from '../../errors.js';
import type { Draft, DraftCell } from './draft.js';
import { columnName, MAX_CELLS } from './xlsx.js';

/**
 * Comma-separated values (RFC 4180), already decoded: one table.
 * @throws UnreadableError damaged, too-many-cells.
 */
export function readCsv(source: string): Draft {
  let records: readonly (readonly string[])[];
  try {
    records = parse(source, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch (error) {
    throw new UnreadableError('damaged', `不是合格的 CSV（${error instanceof Error ? error.message : ''}），未读取。`);
  }
  const cells: DraftCell[] = [];
  for (const [row, record] of records.entries())
    for (const [column, text] of record.entries())
      cells.push({ row, column, name: `${columnName(column)}${row + 1}`, pieces: [{ text }] });
  if (cells.length > MAX_CELLS)
    throw new UnreadableError('too-many-cells', `表格的单元格超过 ${MAX_CELLS} 个，未读取。`);
  return { blocks: cells.length > 0 ? [{ kind: 'table', cells }] : [], warnings: [], metadata: [] };
}
