import { describe, expect, test } from '@jest/globals';
import type { Document } from '../src/document/document.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { readHtml } from '../src/intake/html/html.js';
import { readDocument } from '../src/intake/index.js';
import { readMarkdown } from '../src/intake/plain/markdown.js';
import { readTxt } from '../src/intake/plain/txt.js';
import type { AnyRule } from '../src/rule/rule.js';
import { annualForm } from '../src/views/forms/annual-form.js';
import { annualTables } from '../src/views/forms/annual-tables.js';
import { archiveOf } from '../src/views/forms/report-facts.js';
import { seededRandom } from '../workshop/planting/planting.js';
import { BUDGET_FAULTS, budgetPage, rightBudget } from '../workshop/reports/budget-model.js';
import { markedRange, writeDocx } from '../workshop/reports/page-docx.js';
import {
  type Page,
  pageWithoutMarks,
  TEXT_FORMATS,
  type TextFormat,
  withoutMarks,
  writePage,
} from '../workshop/reports/page-formats.js';
import { REPORT_FAULTS } from '../workshop/reports/report-faults.js';
import { MARK, rightReport } from '../workshop/reports/report-model.js';
import { pageOf } from '../workshop/reports/report-page.js';
import { PAIR_FAULTS, type ReportPair, rightPair } from '../workshop/reports/report-pairs.js';
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

describe('as .docx', () => {
  const readWord = async (page: Page): Promise<Document> =>
    readDocument(writeDocx(page), { name: '年报.docx', context });

  test('the tables are recognised, whatever breaks their heads have, and a right report has no finding', async () => {
    const random = seededRandom(21);
    for (let i = 0; i < 4; i++) {
      const doc = await readWord(pageOf(rightReport(form, random), form, random));
      const tables = annualTables(doc);
      expect(tables.disclosure?.rows).toHaveLength(6);
      expect(tables.applications?.rows).toHaveLength(25);
      expect(
        form.tables.reviews.columns.every(({ id }) => tables.reviews?.cell('cases', id)?.value !== undefined),
      ).toBe(true);
      expect(lint(doc, family, 'warning').findings.map(({ message }) => message)).toEqual([]);
    }
  });

  test('a wrong total is told on its cell', async () => {
    const random = seededRandom(22);
    const model = rightReport(form, random);
    expect(REPORT_FAULTS[0]?.plant(model, random)).toBe(true);
    const page = pageOf(model, form, random);
    const [start, end] = (await markedRange(writeDocx(page), context)) ?? [-1, -1];
    const doc = await readWord(pageWithoutMarks(page));
    const own = lint(doc, family).findings.filter(({ rule }) => rule.id === 'table-reconciliation');
    expect(own.some(({ range }) => range.start < end && start < range.end)).toBe(true);
  });
});

describe('two years of one organ', () => {
  const readPair = (pair: ReportPair, random: () => number): Document => {
    const source = (model: ReportPair['now']): string =>
      withoutMarks(writePage(pageOf(model, form, random), 'html', random));
    const archive = archiveOf([pair.last, pair.other].map((model) => read(source(model), 'html')));
    return readHtml({ name: '年报.html', source: source(pair.now), context: { ...context, archive } });
  };

  test('that agree have no finding', () => {
    const random = seededRandom(31);
    for (let i = 0; i < 10; i++) {
      const doc = readPair(rightPair(form, random, i), random);
      expect(lint(doc, family, 'warning').findings.map(({ message }) => message)).toEqual([]);
    }
  });

  test.each(PAIR_FAULTS.map((fault) => [fault.name, fault] as const))('%s is found', (_, fault) => {
    const random = seededRandom(32);
    for (let tried = 0; tried < 50; tried++) {
      const pair = rightPair(form, random, tried);
      if (!fault.plant(pair, random)) continue;
      const found = lint(readPair(pair, random), family, 'warning').findings.map(({ rule }) => rule.id);
      expect(found).toContain(fault.rule);
      return;
    }
    throw new Error('no place for the fault');
  });
});

describe.each(TEXT_FORMATS)('预决算 of our own as %s', (format) => {
  const budget = ruleset(
    builtInRules.filter(({ id }) => id.startsWith('number-')),
    {},
  );

  test('right ones have no finding', () => {
    const random = seededRandom(41);
    for (let i = 0; i < 12; i++) {
      const doc = read(writePage(budgetPage(rightBudget(random)), format, random), format);
      expect(lint(doc, budget).findings.map(({ message }) => message)).toEqual([]);
    }
  });

  test.each(BUDGET_FAULTS.map((fault) => [fault.name, fault] as const))('%s is told where it is', (_, fault) => {
    const random = seededRandom(42);
    for (let tried = 0; tried < 50; tried++) {
      const model = rightBudget(random);
      if (!fault.plant(model, random)) continue;
      const marked = writePage(budgetPage(model), format, random);
      const [start, end] = [marked.indexOf(MARK.open), marked.indexOf(MARK.close) - 1];
      const doc = read(withoutMarks(marked), format);
      const place = doc.map.toText({ start, end }) ?? { start: -1, end: -1 };
      const { findings } = lint(doc, budget);
      expect(findings.some(({ range }) => range.start < place.end && place.start < range.end)).toBe(true);
      return;
    }
    throw new Error('no place for the fault');
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
