import { describe, expect, test } from '@jest/globals';
import { checkFor } from '../src/config/validate.js';
import { readHtml } from '../src/intake/html/html.js';
import { unread } from '../src/record/file-report.js';

import { openPageComparison } from '../src/scan/site/page-comparison.js';
import { factsOf } from '../src/scan/site/page-facts.js';
import { PAGE_REPORT_SCHEMA, type PageReport } from '../src/scan/site/page-report.js';
import { annualForm } from '../src/views/forms/annual-form.js';
import { seededRandom } from '../workshop/planting/planting.js';
import { withoutMarks, writePage } from '../workshop/reports/page-formats.js';
import type { ReportModel } from '../workshop/reports/report-model.js';
import { pageOf } from '../workshop/reports/report-page.js';
import { PAIR_FAULTS, type ReportPair, rightPair } from '../workshop/reports/report-pairs.js';
import { context } from './context.js';

const check = checkFor(() => PAGE_REPORT_SCHEMA);
const form = annualForm(context.dictionaries);

/** A report as a scan stores it. */
function reportOf(filePath: string, source: string): PageReport {
  const doc = readHtml({ name: filePath, source, context });
  return {
    ...unread(filePath, '', ''),
    status: 'linted',
    reason: null,
    characters: doc.text.length,
    facts: factsOf(doc),
  };
}

function findingsIn(reports: readonly PageReport[]): readonly string[] {
  const comparison = openPageComparison();
  for (const report of reports) {
    // As they come out of a file.
    const stored: unknown = JSON.parse(JSON.stringify(report));
    expect(check(stored)).toBe(undefined);
    comparison.add(stored as PageReport);
  }
  const found = comparison.findings().filter(({ kind }) => kind.startsWith('年报'));
  comparison.close();
  return found.map(({ kind, what }) => `${kind}：${what}`);
}

const pagesOf = (pair: ReportPair, random: () => number): Readonly<Record<keyof ReportPair, string>> => {
  const source = (model: ReportModel): string => withoutMarks(writePage(pageOf(model, form, random), 'html', random));
  return { last: source(pair.last), other: source(pair.other), now: source(pair.now) };
};

const reportsOf = (pages: Readonly<Record<string, string>>): readonly PageReport[] =>
  Object.entries(pages).map(([name, source]) => reportOf(`${name}.html`, source));

describe('一次检查中的各份年报', () => {
  test('相合的没有结论，不论先后', () => {
    const random = seededRandom(41);
    for (let i = 0; i < 6; i++) {
      const reports = reportsOf(pagesOf(rightPair(form, random, i), random));
      expect(reports.every(({ facts }) => facts?.annualReport?.paragraphs.length)).toBe(true);
      expect(findingsIn(reports)).toEqual([]);
      expect(findingsIn([...reports].reverse())).toEqual([]);
    }
  });

  const EXPECTED: Readonly<Record<string, RegExp>> = {
    上年结转与上年年报不符:
      /^年报结转：.{1,40}年报（now\.html）的“上年结转”与.{1,40}年报（last\.html）的“结转下年度继续办理”不符：.{0,20}“/u,
    照抄上年年报: /^年报照抄：.{1,40}（now\.html）与.{1,40}（last\.html）有 \d 段除数字外一字不差/u,
    照抄外单位年报: /^年报照抄：.{1,40}（now\.html）与.{1,40}（other\.html）有 1 段除数字外一字不差/u,
  };

  test.each(PAIR_FAULTS.map((fault) => [fault.name, fault] as const))('%s，找得出，只此一条', (name, fault) => {
    const random = seededRandom(42);
    let planted = 0;
    for (let tried = 0; planted < 3 && tried < 50; tried++) {
      const pair = rightPair(form, random, tried);
      if (!fault.plant(pair, random)) continue;
      planted++;
      const found = findingsIn(reportsOf(pagesOf(pair, random)));
      expect(found).toEqual([expect.stringMatching(EXPECTED[name] ?? /^$/u)]);
    }
    expect(planted).toBe(3);
  });

  test('同一份年报放在几处，不算照抄；许多单位都这样写的，也不算', () => {
    const random = seededRandom(43);
    const { now } = pagesOf(rightPair(form, random, 1), random);
    expect(findingsIn(reportsOf({ a: now, b: now }))).toEqual([]);
    const standing =
      '按照全县统一部署，各单位围绕群众关心的住房、就业、养老等事项，逐项梳理目录，逐条核对内容，做到应公开尽公开。';
    const of = (organ: string): string =>
      `<h1>${organ}2023年政府信息公开工作年度报告</h1><div id="zoom"><p>一、总体情况</p><p>${standing}</p></div>`;
    const organs = ['某某县水利局', '某某县司法局', '某某县教育局', '某某县财政局'];
    const some = (count: number): readonly string[] =>
      findingsIn(organs.slice(0, count).map((organ) => reportOf(`${organ}.html`, of(organ))));
    expect(some(2)).toHaveLength(1);
    expect(some(4)).toEqual([]);
  });

  test('数字全与上年相同的，说明', () => {
    const random = seededRandom(44);
    const { last } = pagesOf(rightPair(form, random, 2), random);
    const year = Number(/(20\d{2})年/u.exec(last)?.[1]);
    const next = last.replaceAll(`${year}年`, `${year + 1}年`);
    expect(findingsIn(reportsOf({ last, next })).join('\n')).toMatch(
      /（next\.html）各表所有数字与.{1,40}（last\.html）完全相同/u,
    );
  });
});
