import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { groupBy } from '../../src/text/group.js';
import type { Range } from '../../src/text/range.js';
import { annualTables } from '../../src/views/forms/annual-tables.js';
import {
  type OwnParagraph,
  ownParagraphs,
  type ReportFacts,
  reportFacts,
  reportOf,
  reportsByParagraph,
} from '../../src/views/forms/report-facts.js';

/** So much of a report copied from last year's is no longer a matter of standing phrases. */
const SHARE = 0.5;
/** What so many other organs write is the wording of a circular, and nobody's own. */
const STANDING = 3;
/** The opening words that a finding stands on. */
const OPENING = 16;

const lengthOf = (paragraphs: readonly OwnParagraph[]): number =>
  paragraphs.reduce((n, { words }) => n + words.length, 0);

/** Behind the year, of which report-year may have something to say. */
const YEAR = /^\s{0,8}(?:\d{4}年度?，?)?/u; // 2022年，

function openingOf(doc: Document, { start, end }: Range): Range {
  const from = start + (YEAR.exec(doc.text.slice(start, end))?.[0].length ?? 0);
  return { start: from, end: Math.min(end, from + OPENING) };
}

/** Paragraphs copied from one report, told once. */
function copied(
  doc: Document,
  from: ReportFacts,
  paragraphs: readonly OwnParagraph[],
  own: ReportFacts,
): Finding | undefined {
  const [first] = paragraphs;
  if (!first || (from.organ === own.organ && from.year >= own.year)) return undefined;
  const range = openingOf(doc, first.range);
  const words = doc.text.slice(range.start, range.end);
  const many = lengthOf(paragraphs) >= SHARE * lengthOf(ownParagraphs(doc));
  const other = from.organ !== own.organ;
  return {
    range,
    message: `“${words}”${paragraphs.length > 1 ? `等${paragraphs.length}段` : '一段'}与${other ? `“${from.organ}”` : ''}${from.year}年年报除数字外一字不差，请核对是否照抄。`,
    evidence: paragraphs.slice(1).map(({ range: rest }) => rest),
    severity: other || many ? 'warning' : 'info',
  };
}

/** Every figure of the tables as last year, and not all of them zero. */
function sameFigures(doc: Document, own: ReportFacts): Finding | undefined {
  const last = reportOf(doc, own.organ, own.year - 1);
  const row = annualTables(doc).applications?.rows[0];
  if (!last || !row || own.figures.size < 20 || last.figures.size !== own.figures.size) return undefined;
  const values = [...own.figures];
  if (values.every(([, n]) => n === 0) || values.some(([key, n]) => last.figures.get(key) !== n)) return undefined;
  return {
    range: row.label.range,
    message: `表三“${row.label.text}”等各表所有数字与${last.year}年年报完全相同，请核对是否照抄。`,
    severity: 'warning',
  };
}

const TEXT =
  '一年来，我局把公开工作摆在突出位置，围绕群众关心的住房、就业、养老等事项，逐项梳理目录，逐条核对内容，做到应公开尽公开。';

const LONGER =
  '本年度我局新建了政务公开专区，配备专人引导群众查询办事指南，延长服务时间，方便群众在家门口办理各类事项；同时改版门户网站，增设检索、订阅、无障碍浏览等功能，全年接待查询和咨询的群众较往年明显增多。';

/** 表三 with figures enough to be compared. */
const figures = (received: number): string =>
  ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', '（七）总计', '四、结转下年度继续办理']
    .map((row, i) => `${row}\t${i % 2 === 0 ? received : 0}\t0\t0\t0\t0\t0\t${i % 2 === 0 ? received : 0}`)
    .join('\n');
const report = (year: number, text: string): string => `某某县民政局${year}年政府信息公开工作年度报告\n${text}`;

export default defineRule({
  id: 'report-copy',
  title: '年报照抄往年或外单位',
  severity: 'warning',
  fix: 'none',
  basis: [{ standard: '政府信息公开条例', clause: '第五十条', verified: true }],
  why: '年报应写本机关本年度的情况；整段文字、全部数字与往年或外单位相同，会被认为敷衍，也常把别处的单位名和数字一并抄来。',
  appliesTo: ['annual-report'],
  needs: 'archive',
  examples: [
    {
      bad: `某某县民政局2023年政府信息公开工作年度报告\n{{一年来，我局把公开工作摆在突出位}}${TEXT.slice(OPENING)}`,
      message: '“一年来，我局把公开工作摆在突出位”一段与2022年年报除数字外一字不差，请核对是否照抄。',
      archive: [`某某县民政局2022年政府信息公开工作年度报告\n${TEXT}`],
    },
    {
      bad: `某某县民政局2023年政府信息公开工作年度报告\n{{一年来，我局把公开工作摆在突出位}}${TEXT.slice(OPENING)}`,
      message: '“一年来，我局把公开工作摆在突出位”一段与“某某县水利局”2023年年报除数字外一字不差，请核对是否照抄。',
      archive: [`某某县水利局2023年政府信息公开工作年度报告\n${TEXT}`],
    },
    {
      good: `某某县民政局2023年政府信息公开工作年度报告\n${TEXT.replace('养老', '教育')}`,
      archive: [`某某县民政局2022年政府信息公开工作年度报告\n${TEXT}`],
    },
    {
      good: '某某县民政局2023年政府信息公开工作年度报告\n本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日至2023年12月31日，全文由六个部分组成。',
      archive: [
        '某某县民政局2022年政府信息公开工作年度报告\n本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2022年1月1日至2022年12月31日，全文由六个部分组成。',
      ],
      because: '规定要写的话',
    },
    {
      good: `某某县民政局2023年政府信息公开工作年度报告\n${TEXT}`,
      archive: ['水利局', '司法局', '教育局'].map((organ) => `某某县${organ}2023年政府信息公开工作年度报告\n${TEXT}`),
      because: '许多单位都这样写，是通行的写法',
    },
    {
      bad: report(2023, `{{一年来，我局把公开工作摆在突出位}}${TEXT.slice(OPENING)}\n${LONGER}`),
      severity: 'info',
      because: '沿用往年的只是一小部分，仅提示',
      archive: [report(2022, TEXT)],
    },
    {
      bad: report(2023, `{{一年来，我局把公开工作摆在突出位}}${TEXT.slice(OPENING)}\n${LONGER}`),
      message: '“一年来，我局把公开工作摆在突出位”等2段与2022年年报除数字外一字不差，请核对是否照抄。',
      archive: [report(2022, `${TEXT}\n${LONGER}`)],
    },
    {
      bad: report(2023, figures(9).replace('一、本年新收政府信息公开申请数量', '{{一、本年新收政府信息公开申请数量}}')),
      message: '表三“一、本年新收政府信息公开申请数量”等各表所有数字与2022年年报完全相同，请核对是否照抄。',
      archive: [report(2022, figures(9))],
    },
    { good: report(2023, figures(9)), archive: [report(2022, figures(8))] },
    { good: report(2023, figures(0)), because: '都是零，谈不上照抄', archive: [report(2022, figures(0))] },
    {
      good: report(2023, figures(9).split('\n').slice(0, 2).join('\n')),
      because: '数字太少，也许是巧合',
      archive: [report(2022, figures(9).split('\n').slice(0, 2).join('\n'))],
    },
    { good: report(2022, TEXT), because: '后来的年报抄了它，不是它抄别人', archive: [report(2023, TEXT)] },
  ],

  *check(doc) {
    const own = reportFacts(doc);
    const { archive } = doc.context;
    if (!own || !archive) return;
    const byWords = reportsByParagraph(archive);
    const pairs = ownParagraphs(doc).flatMap((paragraph) => {
      const reports = byWords.get(paragraph.words) ?? [];
      const others = new Set(reports.map(({ organ }) => organ).filter((organ) => organ !== own.organ));
      return reports
        .filter(({ organ }) => organ === own.organ || others.size < STANDING)
        .map((from) => ({ from, paragraph }));
    });
    for (const [from, found] of groupBy(pairs, (pair) => pair.from)) {
      const finding = copied(
        doc,
        from,
        found.map(({ paragraph }) => paragraph),
        own,
      );
      if (finding) yield finding;
    }
    const same = sameFigures(doc, own);
    if (same) yield same;
  },
});
