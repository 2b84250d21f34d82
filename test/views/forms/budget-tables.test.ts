import { describe, expect, test } from '@jest/globals';
import { type BudgetCell, budgetTables } from '../../../src/views/forms/budget-tables.js';
import { read, readPage, tableOf, textAt } from '../read.js';

const page = (...rows: readonly string[]) => readPage(tableOf(...rows));
const said = ({ text, value }: BudgetCell): string => `${text}=${Number(value) / 1e6}`;
const sums = (...rows: readonly string[]): readonly string[] =>
  budgetTables(page(...rows)).sums.map(
    ({ name, total, parts }) => `${name} ${said(total)}: ${parts.map(said).join(' ')}`,
  );

describe('收支总表', () => {
  test('the totals stand side by side', () => {
    const doc = page('收入|金额|支出|金额', '收 入 总 计|1,200.50|支 出 总 计|－3万元');
    const { balances } = budgetTables(doc);
    expect(balances.map(({ income, expenditure }) => [said(income), said(expenditure)])).toEqual([
      ['1,200.50=1200.5', '－3万元=-3'],
    ]);
    expect(balances[0] && textAt(doc, balances[0].income.range)).toBe('1,200.50');
    expect(balances[0]?.income.step).toBe(10_000n);
  });

  test('one total alone is no balance', () => {
    expect(budgetTables(page('收入总计|1', '支出|2')).balances).toEqual([]);
    expect(budgetTables(page('收入总计|1', '支出总计|若干')).balances).toEqual([]);
  });

  test('本年合计 is the sum of the numbered rows above, 总计 of it and what stands between', () => {
    expect(
      sums(
        '一、财政拨款收入|10',
        '其中：基金|3',
        '二、事业收入|—',
        '说明|9',
        '三、其他收入|2',
        '本年收入合计|12',
        '上年结转|5',
        '（一）其中|1',
        '收入总计|17',
      ),
    ).toEqual(['本年收入合计 12=12: 10=10 0=0 2=2', '收入总计 17=17: 12=12 5=5']);
    expect(sums('一、甲支出|10', '本年支出合计|12')).toEqual(['本年支出合计 12=12: 10=10']);
    expect(sums('一、甲支出|若干', '本年支出合计|12')).toEqual([]);
    expect(sums('收入总计|1', '一、甲收入|1', '本年收入合计|1')).toEqual(['本年收入合计 1=1: 1=1']);
  });
});

describe('“三公”经费', () => {
  test('across: columns by the lowest head over them', () => {
    expect(
      sums(
        '“三公”经费合计|因公出国（境）费|公务用车购置及运行费|公务用车购置费|公务用车运行费|公务接待费',
        '10|1|6|2|4|3',
      ),
    ).toEqual(['“三公”经费合计 10=10: 1=1 6=6 3=3', '公务用车购置及运行费 6=6: 2=2 4=4']);
  });

  test('across with two sets side by side', () => {
    const heads = '“三公”经费合计|因公出国（境）费|公务用车购置及运行费|公务接待费';
    expect(sums(`${heads}|${heads}`, '10|1|6|3|20|2|12|6')).toEqual([
      '“三公”经费合计 10=10: 1=1 6=6 3=3',
      '“三公”经费合计 20=20: 2=2 12=12 6=6',
    ]);
  });

  test('down: rows by their labels, a set in each column but those of percentages', () => {
    expect(
      sums(
        '项目|预算|决算|增减率%',
        '“三公”经费合计|10|9|-10',
        '因公出国（境）费|1|1|0',
        '公务用车购置及运行费|6|5|-10',
        '公务接待费|3|3|0',
      ),
    ).toEqual(['“三公”经费合计 10=10: 1=1 6=6 3=3', '“三公”经费合计 9=9: 1=1 5=5 3=3']);
  });

  test('nothing is said of rows of different lengths, or where an item is missing', () => {
    expect(sums('因公出国（境）费|1|2', '公务接待费|3', '“三公”经费合计|4|5', '公务用车购置及运行费|0|0')).toEqual([]);
    expect(sums('“三公”经费合计|10', '因公出国（境）费|1', '公务用车购置及运行费|6')).toEqual([]);
  });
});

describe('this year, last year and the difference', () => {
  const changes = (...rows: readonly string[]): readonly unknown[] =>
    budgetTables(page(...rows)).changes.map(({ name, now, before, difference }) => [
      name,
      ...[now, before, difference].map(said),
    ]);

  test.each([
    [['项目|本年预算数|上年预算数|增减额', '工资|12|10|2', '合计||10|2'], [['工资', '12=12', '10=10', '2=2']]],
    [['项目|2023年预算数|2022年预算数|比上年增减', '工资|12|10|2'], [['工资', '12=12', '10=10', '2=2']]],
    [['项目|2022年决算数|2023年决算数|增减（万元）', '工资|10|12|2'], [['工资', '12=12', '10=10', '2=2']]],
    [['项目|2023年|2021年|增减', '工资|12|10|2'], []],
    [['项目|本年|上年|增减|增减', '工资|12|10|2|2'], []],
    [['项目|本年|增减', '工资|12|2'], []],
    [['项目|本年|上年|增减', '12|12|10|2'], []],
  ])('%j', (rows, expected) => {
    expect(changes(...rows)).toEqual(expected);
  });
});

test('other tables, and what frames the page, say nothing', () => {
  expect(budgetTables(read('甲\t乙\n丙\t1'))).toEqual({ balances: [], sums: [], changes: [] });
  expect(budgetTables(readPage(`<nav>${tableOf('收入总计|1|支出总计|2')}</nav><p>甲</p>`)).balances).toEqual([]);
});
