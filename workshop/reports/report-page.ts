import type { AnnualForm, FormTableId } from '../../src/views/forms/annual-form.js';
import { cell, type Page, type WrittenCell, type WrittenTable } from './page-formats.js';
import { below, type Random, type ReportModel } from './report-model.js';

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

/** The report as a page, its tables laid out in one of the ways met with. */
export const pageOf = (model: ReportModel, form: AnnualForm, random: Random): Page => ({
  title: model.title,
  sections: model.sections.map(({ number, heading, paragraphs, table }) => ({
    heading: `${number}${heading}`,
    paragraphs,
    tables: table ? tablesOf(model, form, table, random) : [],
  })),
  signature: model.signature,
  caption: '（单位：件）',
});
