import { MARK, type Random } from './report-model.js';

export const TEXT_FORMATS = ['txt', 'md', 'html'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** A cell to be written; spans are padded with blanks where a format has none. */
export interface WrittenCell {
  readonly text: string;
  readonly columns?: number;
  readonly rows?: number;
}

export type WrittenTable = readonly (readonly WrittenCell[])[];

export const cell = (text: string, columns = 1, rows = 1): WrittenCell => ({ text, columns, rows });

export interface PageSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly WrittenTable[];
}

/** A publication of our own, to be written in any format. */
export interface Page {
  readonly title: string;
  readonly sections: readonly PageSection[];
  readonly signature: readonly string[];
  /** A line that may stand over a table, within it. */
  readonly caption: string;
}

const MARKS = new RegExp(`[${MARK.open}${MARK.close}]`, 'gu');

export const withoutMarks = (text: string): string => text.replace(MARKS, '');

export const pageWithoutMarks = ({ title, sections, signature, caption }: Page): Page => ({
  title: withoutMarks(title),
  sections: sections.map(({ heading, paragraphs, tables }) => ({
    heading: withoutMarks(heading),
    paragraphs: paragraphs.map(withoutMarks),
    tables: tables.map((rows) => rows.map((row) => row.map((one) => ({ ...one, text: withoutMarks(one.text) })))),
  })),
  signature: signature.map(withoutMarks),
  caption,
});

/** Without spans: what a merged cell covers is blank. */
function padded(table: WrittenTable): readonly (readonly string[])[] {
  const grid: (string | undefined)[][] = [];
  for (const [r, cells] of table.entries()) {
    let column = 0;
    for (const { text, columns = 1, rows = 1 } of cells) {
      while (grid[r]?.[column] !== undefined) column++;
      for (let y = r; y < Math.min(r + rows, table.length); y++)
        for (let x = column; x < column + columns; x++) {
          grid[y] ??= [];
          (grid[y] as (string | undefined)[])[x] = y === r && x === column ? text : '';
        }
      column += columns;
    }
  }
  return grid.map((row) => Array.from(row, (text) => text ?? ''));
}

function txt({ title, sections, signature }: Page, random: Random): string {
  const lines = [title, ''];
  // Text taken from a page often lacks the blanks of merged cells.
  const bare = random() < 0.3;
  for (const { heading, paragraphs, tables } of sections) {
    lines.push(heading, '', ...paragraphs);
    for (const written of tables) {
      const rows = bare ? written.map((row) => row.map(({ text }) => text)) : padded(written);
      lines.push('', ...rows.map((row) => row.join('\t')), '');
    }
  }
  return [...lines, ...signature, ''].join('\n');
}

function md({ title, sections, signature }: Page): string {
  const lines = [`# ${title}`, ''];
  const row = (texts: readonly string[]): string =>
    `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  for (const { heading, paragraphs, tables } of sections) {
    lines.push(`## ${heading}`, '', ...paragraphs.flatMap((paragraph) => [paragraph, '']));
    for (const written of tables) {
      const [head = [], ...body] = padded(written);
      lines.push(row(head), row(head.map(() => '---')), ...body.map(row), '');
    }
  }
  return [...lines, ...signature.flatMap((line) => [line, '']), ''].join('\n');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function htmlTable(table: WrittenTable, caption: string | undefined): string {
  const width = Math.max(...table.map((row) => row.reduce((n, { columns = 1 }) => n + columns, 0)));
  const rows = caption === undefined ? table : [[cell(caption, width)], ...table];
  const span = (name: string, n = 1): string => (n > 1 ? ` ${name}="${n}"` : '');
  return `<table border="1">\n${rows
    .map(
      (row) =>
        `<tr>${row
          .map(
            ({ text, columns, rows: down }) =>
              `<td${span('colspan', columns)}${span('rowspan', down)}><p>${escaped(text)}</p></td>`,
          )
          .join('')}</tr>`,
    )
    .join('\n')}\n</table>`;
}

function html(page: Page, random: Random): string {
  const body: string[] = [];
  for (const { heading, paragraphs, tables } of page.sections) {
    body.push(`<p><strong>${escaped(heading)}</strong></p>`);
    body.push(...paragraphs.map((paragraph) => `<p>&emsp;&emsp;${escaped(paragraph)}</p>`));
    for (const written of tables) body.push(htmlTable(written, random() < 0.2 ? page.caption : undefined));
  }
  body.push(...page.signature.map((line) => `<p align="right">${line}</p>`));
  const article = `<div id="zoom">\n${body.join('\n')}\n</div>`;
  // Old sites lay their pages out with a table round the article.
  const nested = random() < 0.3;
  const title = escaped(page.title);
  return [
    `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="${title}"><title>${title}</title></head><body>`,
    nested ? '<table width="100%"><tr><td>' : '<div>',
    `<h1>${title}</h1>`,
    article,
    nested ? '</td></tr></table>' : '</div>',
    '</body></html>',
    '',
  ].join('\n');
}

const WRITERS: Readonly<Record<TextFormat, (page: Page, random: Random) => string>> = { txt, md, html };

/** The page as a file's text; how tables are laid out is drawn at random. */
export const writePage = (page: Page, format: TextFormat, random: Random): string => WRITERS[format](page, random);
