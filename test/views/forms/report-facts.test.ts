import { expect, test } from '@jest/globals';
import { Unavailable } from '../../../src/document/per-document.js';
import { readTxt } from '../../../src/intake/plain/txt.js';
import {
  archiveOf,
  lastYear,
  ownParagraphs,
  reportFacts,
  reportOf,
  reportsByParagraph,
} from '../../../src/views/forms/report-facts.js';
import { context } from '../../context.js';
import { read, textAt } from '../read.js';

const LONG = '某县民政局在2022年里认真做好了各项工作并且取得了比较好的成绩受到了广大群众的一致好评和上级的充分肯定';
const report = (year: number, organ = '某县民政局', body = LONG): string =>
  `${organ}${year}年政府信息公开工作年度报告\n${body}\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n四、结转下年度继续办理\t3\t0\t0\t0\t0\t/\t3`;

test('paragraphs are compared without digits, spaces and the organ', () => {
  const doc = read(report(2022));
  expect(ownParagraphs(doc).map(({ range, words }) => [textAt(doc, range), words])).toEqual([
    [LONG, LONG.replace('某县民政局', '').replace('2022', '')],
  ]);
});

test('short ones, and what every report must say, are none', () => {
  expect(ownParagraphs(read(report(2022, '甲局', '长'.repeat(39))))).toEqual([]);
  expect(ownParagraphs(read(report(2022, '甲局', '长'.repeat(40))))).toHaveLength(1);
  expect(ownParagraphs(read(report(2022, '甲局', `${'长'.repeat(40)}统计期限`)))).toEqual([]);
  expect(ownParagraphs(read(report(2022, '甲局', `${'长'.repeat(40)}信息公开处理费`)))).toEqual([]);
});

test('facts are figures by table, row and column; without organ or year there are none', () => {
  const facts = reportFacts(read(report(2022)));
  expect(facts).toMatchObject({ name: '示例.txt', organ: '某县民政局', year: 2022, paragraphs: [expect.any(String)] });
  expect([...(facts?.figures ?? [])].filter(([, value]) => value !== 0)).toEqual([
    ['applications\t2\tnatural', 1],
    ['applications\t2\ttotal', 1],
    ['applications\t4\tnatural', 3],
    ['applications\t4\ttotal', 3],
  ]);
  expect(facts?.figures.has('applications\t4\tother')).toBe(false);
  expect(reportFacts(read('2022年政府信息公开工作年度报告\n甲'))).toBeUndefined();
  expect(reportFacts(read('某县政府信息公开工作年度报告\n甲'))).toBeUndefined();
});

test('of two reports of one organ and year the later stands', () => {
  const archive = archiveOf([read(report(2021)), read(report(2021, '某县民政局', `${LONG}后`)), read('甲')]);
  const doc = readTxt({ name: 'a', source: '甲', context: { ...context, archive } });
  expect(reportOf(doc, '某县民政局', 2021)?.paragraphs[0]?.endsWith('后')).toBe(true);
  expect([
    reportOf(doc, '某县民政局', 2020),
    reportOf(doc, '甲', 2021),
    reportOf(read('甲'), '某县民政局', 2021),
  ]).toEqual([undefined, undefined, undefined]);
  expect(reportsByParagraph(archive).size).toBe(1);
  expect(reportsByParagraph({ of: 'others' }).size).toBe(0);
});

test('last year’s is the same organ’s', () => {
  const archive = archiveOf([read(report(2021)), read(report(2020)), read(report(2021, '甲局'))]);
  const now = (source: string) => lastYear(readTxt({ name: 'a', source, context: { ...context, archive } }));
  expect(now(report(2022))).toMatchObject({ organ: '某县民政局', year: 2021 });
  expect(() => now(report(2023))).toThrow(new Unavailable('没有上一年度年报'));
  expect(() => now('甲')).toThrow('没有上一年度年报');
  expect(() => lastYear(read(report(2022)))).toThrow('没有上一年度年报');
});

test('reports are found by the paragraphs they have, each once', () => {
  const archive = archiveOf([read(report(2021)), read(report(2020)), read(report(2021, '甲局', `${LONG}\n${LONG}`))]);
  const found = [...reportsByParagraph(archive)].map(([, facts]) => facts.map(({ organ, year }) => `${organ}${year}`));
  expect(found).toEqual([['某县民政局2021', '某县民政局2020'], ['甲局2021']]);
});
