import type { AnnualForm, FormTableId } from '../views/annual-form.js';
import { below, type Random, type ReportModel } from './report-model.js';

export const FORMATS = ['txt', 'md', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** A cell to be written; spans are padded with blanks where a format has none. */
interface WrittenCell {
  readonly text: string;
  readonly columns?: number;
  readonly rows?: number;
}

type WrittenTable = readonly (readonly WrittenCell[])[];

const cell = (text: string, columns = 1, rows = 1): WrittenCell => ({ text, columns, rows });

function disclosureTable(model: ReportModel, form: AnnualForm): WrittenTable {
  const label = (id: string): string => model.labels.get(`disclosure\t${id}`) ?? '';
  const rows: WrittenCell[][] = [];
  for (const caption of form.tables.disclosure.captions) {
    const columns = form.tables.disclosure.columns.filter(({ group }) => group.includes(caption.label));
    const span = 4 - columns.length;
    rows.push([cell(label(caption.id), 4)]);
    rows.push([cell('信息内容'), ...columns.map(({ id }) => cell(label(id), span))]);
    for (const { id, group } of form.tables.disclosure.rows)
      if (group.includes(caption.label))
        rows.push([
          cell(label(id)),
          ...columns.map((column) => cell(model.cells.get(`${id}\t${column.id}`) ?? '', span)),
        ]);
  }
  return rows;
}

const CORNER = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）';

function applicationTable(model: ReportModel, form: AnnualForm): WrittenTable {
  const { rows: formRows, columns } = form.tables.applications;
  const label = (id: string): string => model.labels.get(`applications\t${id}`) ?? '';
  const names = columns.map(({ id }) => label(id));
  const [natural = '', ...others] = names;
  const total = others.pop() ?? '';
  const rows: WrittenCell[][] = [
    [cell(CORNER, 3, 3), cell('申请人情况', 7)],
    [cell(natural, 1, 2), cell('法人或其他组织', 5), cell(total, 1, 2)],
    others.map((name) => cell(name)),
  ];
  const written = formRows.filter(({ id }) => model.rows.includes(id));
  const opened = new Set<string>();
  for (const { id, group } of written) {
    const line: WrittenCell[] = [];
    for (const name of group)
      if (!opened.has(name)) {
        opened.add(name);
        line.push(cell(name, 1, written.filter((row) => row.group.includes(name)).length));
      }
    line.push(cell(label(id), 3 - group.length));
    for (const column of columns) {
      const text = model.cells.get(`${id}\t${column.id}`);
      if (text !== undefined) line.push(cell(text));
    }
    rows.push(line);
  }
  return rows;
}

/** All of 表四, the part before 行政诉讼, the part after it, or all of it stood on its side. */
type ReviewShape = 'whole' | 'first' | 'rest' | 'sideways';

function reviewTable(model: ReportModel, form: AnnualForm, shape: ReviewShape): WrittenTable {
  const { columns } = form.tables.reviews;
  const label = (id: string): string => model.labels.get(`reviews\t${id}`) ?? '';
  const figure = (id: string): WrittenCell => cell(model.cells.get(`cases\t${id}`) ?? '');
  const ids = columns.map(({ id }) => id);
  const leaves = (from: number, to: number, rows = 1): WrittenCell[] =>
    ids.slice(from, to).map((id) => cell(label(id), 1, rows));
  const suits = [cell('未经复议直接起诉', 5), cell('复议后起诉', 5)];
  switch (shape) {
    case 'first':
      return [[cell('行政复议', 5)], leaves(0, 5), ids.slice(0, 5).map(figure)];
    case 'rest':
      return [[cell('行政诉讼', 10)], suits, leaves(5, 15), ids.slice(5).map(figure)];
    case 'sideways':
      return ids.map((id, i) => [
        ...(i % 5 === 0 ? [cell(['行政复议', '未经复议直接起诉', '复议后起诉'][i / 5] ?? '', 1, 5)] : []),
        cell(label(id)),
        figure(id),
      ]);
    case 'whole':
      return [
        [cell('行政复议', 5), cell('行政诉讼', 10)],
        [...leaves(0, 5, 2), ...suits],
        leaves(5, 15),
        ids.map(figure),
      ];
  }
}

/** The tables of a section, as this report writes them: whole, split in two, or stood on its side. */
function tablesOf(model: ReportModel, form: AnnualForm, id: FormTableId, random: Random): readonly WrittenTable[] {
  if (id === 'disclosure') return [disclosureTable(model, form)];
  if (id === 'applications') {
    const table = applicationTable(model, form);
    const at = 8 + below(10, random);
    return random() < 0.8 ? [table] : [table.slice(0, at), table.slice(at)];
  }
  const shape = below(4, random);
  return shape === 0
    ? [reviewTable(model, form, 'first'), reviewTable(model, form, 'rest')]
    : [reviewTable(model, form, shape === 1 ? 'sideways' : 'whole')];
}

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

function txt(model: ReportModel, form: AnnualForm, random: Random): string {
  const lines = [model.title, ''];
  // Text taken from a page often lacks the blanks of merged cells.
  const bare = random() < 0.3;
  for (const { number, heading, paragraphs, table } of model.sections) {
    lines.push(`${number}${heading}`, '', ...paragraphs);
    for (const written of table ? tablesOf(model, form, table, random) : []) {
      const rows = bare ? written.map((row) => row.map(({ text }) => text)) : padded(written);
      lines.push('', ...rows.map((row) => row.join('\t')), '');
    }
  }
  return [...lines, ...model.signature, ''].join('\n');
}

function md(model: ReportModel, form: AnnualForm, random: Random): string {
  const lines = [`# ${model.title}`, ''];
  const row = (texts: readonly string[]): string =>
    `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  for (const { number, heading, paragraphs, table } of model.sections) {
    lines.push(`## ${number}${heading}`, '', ...paragraphs.flatMap((paragraph) => [paragraph, '']));
    for (const written of table ? tablesOf(model, form, table, random) : []) {
      const [head = [], ...body] = padded(written);
      lines.push(row(head), row(head.map(() => '---')), ...body.map(row), '');
    }
  }
  return [...lines, ...model.signature.flatMap((line) => [line, '']), ''].join('\n');
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

function html(model: ReportModel, form: AnnualForm, random: Random): string {
  const body: string[] = [];
  for (const { number, heading, paragraphs, table } of model.sections) {
    body.push(`<p><strong>${escaped(number + heading)}</strong></p>`);
    body.push(...paragraphs.map((paragraph) => `<p>&emsp;&emsp;${escaped(paragraph)}</p>`));
    for (const written of table ? tablesOf(model, form, table, random) : [])
      body.push(htmlTable(written, random() < 0.2 ? '（单位：件）' : undefined));
  }
  body.push(...model.signature.map((line) => `<p align="right">${line}</p>`));
  const article = `<div id="zoom">\n${body.join('\n')}\n</div>`;
  // Old sites lay their pages out with a table round the article.
  const nested = random() < 0.3;
  const title = escaped(model.title);
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

const WRITERS: Readonly<Record<Format, (model: ReportModel, form: AnnualForm, random: Random) => string>> = {
  txt,
  md,
  html,
};

export const writeReport = (model: ReportModel, format: Format, form: AnnualForm, random: Random): string =>
  WRITERS[format](model, form, random);
