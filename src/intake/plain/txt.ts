import { documentBuilder } from '../../document/builder.js';
import type { Context, Document, Encoding } from '../../document/document.js';

export interface TextSource {
  readonly name: string;
  /** Decoded, without BOM. */
  readonly source: string;
  readonly context: Context;
  readonly encoding?: Encoding;
}

/** A line with two or more cells; a trailing tab is an empty last cell of the same row. */
const isTabbed = (line: string): boolean => line.includes('\t');

interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

function* linesOf(source: string): Iterable<Line> {
  for (let start = 0; start < source.length; ) {
    let end = start;
    while (end < source.length && source.charCodeAt(end) !== 10 && source.charCodeAt(end) !== 13) end++;
    const next = end + (source.charCodeAt(end) === 13 && source.charCodeAt(end + 1) === 10 ? 2 : 1);
    yield { start, end, next: Math.min(next, source.length) };
    start = next;
  }
}

/**
 * Plain text: a line is a paragraph, a run of tabbed lines is a table. The text is the source, unit for unit.
 */
export function readTxt({ name, source, context, encoding }: TextSource): Document {
  const builder = documentBuilder({ name, source, context, mediaType: 'text/plain', ...(encoding && { encoding }) });
  let copied = 0;
  const copyTo = (offset: number): void => {
    if (offset > copied) builder.copy(copied, offset);
    copied = offset;
  };
  let tableRow = -1;
  const endTable = (): void => {
    if (tableRow >= 0) builder.close();
    tableRow = -1;
  };
  for (const line of linesOf(source)) {
    const text = source.slice(line.start, line.end);
    if (isTabbed(text)) {
      if (tableRow < 0) {
        copyTo(line.start);
        builder.open('table');
      }
      tableRow++;
      let column = 0;
      let start = line.start;
      for (const cell of text.split('\t')) {
        copyTo(start);
        builder.openCell({ row: tableRow, column });
        copyTo(start + cell.length);
        builder.closeCell();
        start += cell.length + 1;
        column++;
      }
      continue;
    }
    endTable();
    const from = line.start + (text.length - text.trimStart().length);
    const to = line.start + text.trimEnd().length;
    if (to > from) {
      copyTo(from);
      builder.open('paragraph');
      copyTo(to);
      builder.close();
    }
  }
  endTable();
  copyTo(source.length);
  return builder.build();
}
