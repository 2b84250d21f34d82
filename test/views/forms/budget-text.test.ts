import { describe, expect, test } from '@jest/globals';
import { budgetText } from '../../../src/views/forms/budget-text.js';
import type { Quantity } from '../../../src/views/numbers/quantities.js';
import { read, textAt } from '../read.js';

const statements = (source: string): readonly unknown[] => {
  const doc = read(source);
  return budgetText(doc).statements.map(({ item, scope, role, quantity }) => [
    item,
    scope,
    role,
    textAt(doc, quantity.range),
  ]);
};

describe('what is said of an item', () => {
  test.each<[string, readonly unknown[]]>([
    ['2023年收入总计120.5万元。', [['income', '', '', '120.5万元']]],
    ['支出总计100万元。', [['expenditure', '', '', '100万元']]],
    ['财政拨款收、支总计100万元。', [['both', '财政拨款', '', '100万元']]],
    ['收支总预算100万元。', [['both', '', 'budget', '100万元']]],
    ['政府性基金收入总计5万元。', [['income', '政府性基金', '', '5万元']]],
    ['“三公”经费支出决算为8万元。', [['three', '', 'final', '8万元']]],
    [
      '三公经费预算为8万元，决算为7万元。',
      [
        ['three', '', 'budget', '8万元'],
        ['three', '', 'final', '7万元'],
      ],
    ],
    [
      '因公出国（境）费用0万元；公务接待费2万元。',
      [
        ['abroad', '', '', '0万元'],
        ['reception', '', '', '2万元'],
      ],
    ],
    [
      '公务用车购置及运行维护费6万元，其中公务用车购置费2万元，公务用车运行费4万元。',
      [
        ['vehicles', '', '', '6万元'],
        ['purchase', '', '', '2万元'],
        ['running', '', '', '4万元'],
      ],
    ],
    ['公务接待费约2万元。', []],
    ['公务接待费3人。', []],
    ['公务接待费，用于接待上级机关的检查，2万元。', []],
    ['办公费2万元。', []],
    [`公务接待费${'长'.repeat(21)}2万元。`, []],
  ])('%s', (source, expected) => {
    expect(statements(source)).toEqual(expected);
  });

  test('a statement knows its block; tables say none', () => {
    expect(
      budgetText(read('前言。\n公务接待费2万元。\n公务接待费\t3万元\n公务接待费4万元。')).statements.map(
        ({ block }) => block,
      ),
    ).toEqual([1, 3]);
  });
});

const words = (doc: ReturnType<typeof read>, quantity: Quantity | undefined) => quantity && textAt(doc, quantity.range);

describe('what is said of a change', () => {
  const changed = (source: string): readonly unknown[] => {
    const doc = read(source);
    return budgetText(doc).changes.map(({ item, now, before, rises, difference, percent }) => [
      item,
      ...[now, before, difference, percent].map((quantity) => words(doc, quantity)),
      rises,
    ]);
  };

  test.each<[string, readonly unknown[]]>([
    [
      '公务接待费12万元，较上年14万元减少2万元，下降14.29%。',
      [
        ['reception', '12万元', '14万元', '2万元', undefined, false],
        ['reception', '12万元', '14万元', undefined, '14.29%', false],
      ],
    ],
    [
      '公务接待费16万元，比2021年14万元增加2万元，增长14.29%。',
      [
        ['reception', '16万元', '14万元', '2万元', undefined, true],
        ['reception', '16万元', '14万元', undefined, '14.29%', true],
      ],
    ],
    // The percentage goes the other way: it is of something else.
    [
      '公务接待费16万元，比上年14万元增加2万元，下降14.29%。',
      [['reception', '16万元', '14万元', '2万元', undefined, true]],
    ],
    [
      '公务接待费预算10万元，决算8万元，比年初预算减少2万元。',
      [['reception', '8万元', '10万元', '2万元', undefined, false]],
    ],
    ['公务接待费12万元，减少2万元。', []],
    ['公务接待费12万元，较上年约14万元减少2万元。', []],
  ])('%s', (source, expected) => {
    expect(changed(source)).toEqual(expected);
  });

  test('another item begins anew', () => {
    expect(changed('公务接待费12万元，较上年14万元，因公出国费减少2万元。')).toEqual([]);
  });
});

describe('what is said of the budget’s fulfilment', () => {
  const ratios = (source: string): readonly unknown[] => {
    const doc = read(source);
    return budgetText(doc).ratios.map(({ item, budget, final, percent }) => [
      item,
      ...[budget, final, percent].map((one) => words(doc, one)),
    ]);
  };

  test.each<[string, readonly unknown[]]>([
    ['公务接待费预算10万元，决算8.5万元，完成预算的85%。', [['reception', '10万元', '8.5万元', '85%']]],
    ['公务接待费预算10万元，决算8.5万元，完成年初预算数的85%。', [['reception', '10万元', '8.5万元', '85%']]],
    ['公务接待费预算10万元，完成预算的85%。', []],
    ['公务接待费预算10万元，决算8.5万元，占85%。', []],
  ])('%s', (source, expected) => {
    expect(ratios(source)).toEqual(expected);
  });
});
