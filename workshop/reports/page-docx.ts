import type { Context } from '../../src/document/document.js';
import { readDocument } from '../../src/intake/index.js';
import {
  element,
  line,
  type Part,
  paragraph,
  property,
  row,
  table,
  textRun,
  wordFile,
} from '../../src/report/word-file.js';
import type { Page, WrittenTable } from './page-formats.js';
import { MARK } from './report-model.js';

/** In twentieths of a point. */
const WIDTH = 9_026;

const cell = (text: string, columns: number, merge?: 'restart' | 'continue'): Part => {
  const properties = [
    columns > 1 ? property('gridSpan', { val: columns }) : '',
    merge === undefined ? '' : property('vMerge', { val: merge }),
  ].join('');
  return element('tc', element('tcPr', properties) + (merge === 'continue' ? paragraph([]) : line(text)));
};

/** Word has a cell in each row that a merged one covers. */
function tableOf(written: WrittenTable): Part {
  const covered = new Map<number, { readonly columns: number; rows: number }>();
  const rows = written.map((cells) => {
    const parts: Part[] = [];
    let column = 0;
    const pass = (): void => {
      for (let above = covered.get(column); above && above.rows > 0; above = covered.get(column)) {
        parts.push(cell('', above.columns, 'continue'));
        above.rows--;
        column += above.columns;
      }
    };
    for (const { text, columns = 1, rows = 1 } of cells) {
      pass();
      parts.push(cell(text, columns, rows > 1 ? 'restart' : undefined));
      covered.set(column, { columns, rows: rows - 1 });
      column += columns;
    }
    pass();
    return { part: row(parts), column };
  });
  const columns = Math.max(1, ...rows.map(({ column }) => column));
  return table(
    new Array<number>(columns).fill(Math.floor(WIDTH / columns)),
    rows.map(({ part }) => part),
  );
}

/** The page as a .docx. */
export function writeDocx({ title, sections, signature }: Page): Uint8Array {
  return wordFile([
    paragraph([textRun(title)], { style: 'Title' }),
    ...sections.flatMap(({ heading, paragraphs, tables }) => [
      line(heading),
      ...paragraphs.map((text) => line(text)),
      // Word joins tables that nothing stands between.
      ...tables.flatMap((written) => [tableOf(written), line('')]),
    ]),
    ...signature.map((text) => line(text)),
  ]);
}

/** Where our reader finds the marks in a .docx that has them; in the text as it is without them. */
export async function markedRange(
  bytes: Uint8Array,
  context: Context,
): Promise<readonly [start: number, end: number] | undefined> {
  const { text } = await readDocument(bytes, { name: 'marked.docx', context });
  const start = text.indexOf(MARK.open);
  return start < 0 ? undefined : [start, text.indexOf(MARK.close) - 1];
}
