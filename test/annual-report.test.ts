import { describe, expect, test } from '@jest/globals';
import type { Document } from '../src/document/document.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { readHtml } from '../src/intake/html.js';
import { readMarkdown } from '../src/intake/markdown.js';
import { readTxt } from '../src/intake/txt.js';
import { seededRandom } from '../src/rule/planting.js';
import type { AnyRule } from '../src/rule/rule.js';
import { TEXT_FORMATS, type TextFormat, withoutMarks, writePage } from '../src/tools/page-formats.js';
import { REPORT_FAULTS } from '../src/tools/report-faults.js';
import { MARK, rightReport } from '../src/tools/report-model.js';
import { pageOf } from '../src/tools/report-page.js';
import { annualForm } from '../src/views/annual-form.js';
import { annualTables, figureOf } from '../src/views/annual-tables.js';
import { archiveOf } from '../src/views/report-facts.js';
import { context } from './context.js';

const form = annualForm(context.dictionaries);
const family = ruleset(
  builtInRules
    .filter(({ appliesTo }) => appliesTo?.includes('annual-report'))
    .map(({ trial: _, ...rule }): AnyRule => rule),
  {},
);
const READERS = { txt: readTxt, md: readMarkdown, html: readHtml } as const;
const read = (source: string, format: TextFormat): Document =>
  READERS[format]({ name: `年报.${format}`, source, context });

describe.each(TEXT_FORMATS)('reports of our own as %s', (format) => {
  test('right ones have no finding at error or warning', () => {
    const random = seededRandom(11);
    const messages = Array.from({ length: 10 }, () => {
      const doc = read(writePage(pageOf(rightReport(form, random), form, random), format, random), format);
      expect(Object.keys(annualTables(doc)).sort()).toEqual(['applications', 'disclosure', 'reviews']);
      return lint(doc, family, 'warning').findings.map(({ message }) => message);
    });
    expect(messages.flat()).toEqual([]);
  });

  test.each(REPORT_FAULTS.map((fault) => [fault.name, fault] as const))('%s is found where it is', (_, fault) => {
    const random = seededRandom(5);
    let planted = 0;
    for (let tried = 0; planted < 1 && tried < 200; tried++) {
      const model = rightReport(form, random);
      if (!fault.plant(model, random)) continue;
      planted++;
      const marked = writePage(pageOf(model, form, random), format, random);
      const start = marked.indexOf(MARK.open);
      const end = marked.indexOf(MARK.close) - 1;
      const doc = read(withoutMarks(marked), format);
      const place = doc.map.toText({ start, end }) ?? { start: -1, end: -1 };
      const own = lint(doc, family).findings.filter(({ rule }) => rule.id === fault.rule);
      expect(own.some(({ range }) => range.start < place.end && place.start < range.end)).toBe(true);
    }
    expect(planted).toBe(1);
  });
});

describe('the tables by meaning', () => {
  const values = (doc: Document, table: 'applications' | 'reviews', row: string): readonly (number | undefined)[] =>
    form.tables[table].columns.map(({ id }) => annualTables(doc)[table]?.cell(row, id)?.value);

  test('a row that lost a cell is kept, and only its total has a column', () => {
    const doc = read(
      '一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t9\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2',
      'txt',
    );
    const [row] = annualTables(doc).applications?.rows ?? [];
    expect(row?.complete).toBe(false);
    expect(row?.cells.map(({ column }) => column)).toEqual(['', '', '', '', '', 'total']);
    expect(values(doc, 'applications', '2')).toEqual([2, 0, 0, 0, 0, 0, 2]);
  });

  test('half-width and full-width labels, and rows in two tables, are one table', () => {
    const doc = read(
      '一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n（接上页）\n(七) 总计\t1\t0\t0\t0\t0\t0\t1',
      'txt',
    );
    expect(annualTables(doc).applications?.rows.map(({ label }) => label.item.id)).toEqual(['1', '2', '3.7']);
  });

  test('表四 stood on its side', () => {
    const heads = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
    const doc = read([...heads, ...heads, ...heads].map((head, i) => `${head}\t${i}`).join('\n'), 'txt');
    expect(values(doc, 'reviews', 'cases')).toEqual(Array.from({ length: 15 }, (_, i) => i));
  });

  test('a table of another kind is none of them', () => {
    expect(annualTables(read('年份\t总计\t其他\n2022年\t5\t3\n2023年\t6\t2', 'txt'))).toEqual({});
  });

  test.each([
    ['15', 'number', 15],
    ['0.0000', 'number', 0],
    ['１５', 'odd', 15],
    ['1,024', 'odd', 1024],
    ['3件', 'odd', 3],
    ['', 'blank', undefined],
    ['/', 'mark', undefined],
    ['若干', 'text', undefined],
  ])('a cell “%s” is %s', (text, kind, value) => {
    expect(figureOf(text)).toEqual({ form: kind, value });
  });
});

describe('the archive', () => {
  const text = (year: number): string =>
    `某某县民政局${year}年政府信息公开工作年度报告\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0`;
  const carryOver = family.filter(({ rule }) => rule.id === 'table-carry-over');

  test('absent, or without last year: the rule is listed as not checked', () => {
    expect(lint(read(text(2023), 'txt'), carryOver).notChecked).toEqual([
      { ruleId: 'table-carry-over', reason: '没有给出往年年报' },
    ]);
    const archive = archiveOf([read(text(2020), 'txt')]);
    const doc = readTxt({ name: '年报.txt', source: text(2023), context: { ...context, archive } });
    expect(lint(doc, carryOver).notChecked).toEqual([{ ruleId: 'table-carry-over', reason: '没有上一年度年报' }]);
  });

  test('with last year, the rule runs', () => {
    const archive = archiveOf([read(text(2022), 'txt')]);
    const doc = readTxt({ name: '年报.txt', source: text(2023), context: { ...context, archive } });
    const result = lint(doc, carryOver);
    expect(result.notChecked).toEqual([]);
    expect(result.findings.map(({ range }) => doc.text.slice(range.start, range.end))).toEqual(['1', '1']);
  });
});
