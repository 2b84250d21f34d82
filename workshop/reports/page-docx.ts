import { HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, Document as WordDocument } from 'docx';
import type { Context } from '../../src/document/document.js';
import { readDocument } from '../../src/intake/index.js';
import type { Page, WrittenTable } from './page-formats.js';
import { MARK } from './report-model.js';

const tableOf = (table: WrittenTable): Table =>
  new Table({
    rows: table.map(
      (row) =>
        new TableRow({
          children: row.map(
            ({ text, columns = 1, rows = 1 }) =>
              new TableCell({ children: [new Paragraph(text)], columnSpan: columns, rowSpan: rows }),
          ),
        }),
    ),
  });

/** The page as a .docx. */
export async function writeDocx({ title, sections, signature }: Page): Promise<Uint8Array> {
  const children = [
    new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
    ...sections.flatMap(({ heading, paragraphs, tables }) => [
      new Paragraph(heading),
      ...paragraphs.map((text) => new Paragraph(text)),
      // Word joins tables that nothing stands between.
      ...tables.flatMap((table) => [tableOf(table), new Paragraph('')]),
    ]),
    ...signature.map((text) => new Paragraph(text)),
  ];
  return new Uint8Array(await Packer.toBuffer(new WordDocument({ sections: [{ children }] })));
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
