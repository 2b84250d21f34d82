import { describe, expect, test } from '@jest/globals';
import { annualReport } from '../../../src/views/forms/annual-report.js';
import { read, readMarked, textAt } from '../read.js';

const TITLE = '某县民政局2022年度政府信息公开工作年度报告';

test('year and organ are those of the title', () => {
  const said = (title: string) => {
    const { year, organ } = annualReport(read(`${title}\n甲。`));
    return [year, organ];
  };
  expect(said(TITLE)).toEqual([2022, '某县民政局']);
  expect(said('2022年某县政府信息公开年报')).toEqual([2022, '某县']);
  expect(said('2022年某县工作报告')).toEqual([undefined, '']);
  expect(said('某县政府信息公开工作报告')).toEqual([undefined, '']);
  expect(said('某县12022年政府信息公开工作报告')).toEqual([undefined, '']);
});

describe('sections', () => {
  const sections = (source: string) =>
    annualReport(read(`${TITLE}\n${source}`)).sections.map(({ name, mark, number, item, exact }) => [
      name,
      mark,
      number,
      item?.id,
      exact,
    ]);

  test.each<[string, readonly unknown[]]>([
    ['一、总体情况', [['总体情况', '一、', 1, '1', true]]],
    ['六、其他需要报告的事项：', [['其他需要报告的事项', '六、', 6, '6', true]]],
    ['十一 ．存在问题及改进情况', [['存在问题及改进情况', '十一 ．', 11, '5', true]]],
    // Near by letters, then alike by its words; what neither fits is a heading and no section.
    ['二、主动公开政府信息情況', [['主动公开政府信息情況', '二、', 2, '2', false]]],
    ['四、复议和诉讼的有关情况', [['复议和诉讼的有关情况', '四、', 4, '4', false]]],
    ['三、申请办理情况', [['申请办理情况', '三、', 3, '3', false]]],
    ['七、附件', [['附件', '七、', 7, undefined, false]]],
    // Without number only the form’s own words.
    ['总体情况', [['总体情况', '', undefined, '1', true]]],
    ['主动公开政府信息情況', []],
    ['总的情况', []],
    [`一、${'长'.repeat(44)}`, []],
    ['一、甲。乙', []],
    ['一、总体情况。', [['总体情况', '一、', 1, '1', true]]],
  ])('%s', (source, expected) => {
    expect(sections(source)).toEqual(expected);
  });

  test('have their places, and a body to the next', () => {
    const doc = read(`${TITLE}\n一、总体情况\n甲。\n二、主动公开政府信息情况\n乙。`);
    const report = annualReport(doc);
    expect(report.sections.map((section) => textAt(doc, section.body).trim())).toEqual(['甲。', '乙。']);
    expect(report.sections.map((section) => textAt(doc, section.nameRange))).toEqual([
      '总体情况',
      '主动公开政府信息情况',
    ]);
    expect(report.sections.map((section) => textAt(doc, section.markRange))).toEqual(['一、', '二、']);
    expect(report.paragraphs.map((range) => textAt(doc, range))).toEqual(['甲。', '乙。']);
  });

  test('a text may begin with one', () => {
    expect(annualReport(read('总体情况\n甲。')).sections.map(({ name }) => name)).toEqual(['总体情况']);
    expect(annualReport(read('一、某某情况\n甲。')).sections).toEqual([]);
  });

  test('a heading of the mark-up may be misprinted', () => {
    const report = annualReport(readMarked(`# ${TITLE}\n\n## 主动公开政府信息情況\n\n甲`));
    expect(report.sections.map(({ item, exact }) => [item?.id, exact])).toEqual([['2', false]]);
  });

  test('tables are no paragraphs', () => {
    expect(annualReport(read(`${TITLE}\n甲\t乙\n丙`)).paragraphs).toHaveLength(1);
  });
});
