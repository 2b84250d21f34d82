import { describe, expect, test } from '@jest/globals';
import { annualForm, foldLabel, itemNamed, itemNear, nameOf } from '../../../src/views/forms/annual-form.js';
import { context } from '../../context.js';

const form = annualForm(context.dictionaries);
const { rows, columns, formulas } = form.tables.applications;

test('a name is a label without number and note', () => {
  expect(
    ['1.属于国家秘密', '（三）不予公开', '一、本年新收', '12．甲', '部分公开（区分处理', '（甲）', '  甲 '].map(nameOf),
  ).toEqual(['属于国家秘密', '不予公开', '本年新收', '甲', '部分公开', '（甲）', '甲']);
});

test('labels are compared without width, spaces, punctuation', () => {
  expect(foldLabel('3．危及“三安全 一稳定”')).toBe('危及三安全一稳定');
  expect(foldLabel('（七）')).toBe('');
});

test('the form has its sections, rows, columns and sums', () => {
  expect(form.sections.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
  expect([rows.length, columns.length]).toEqual([25, 7]);
  expect(form.tables.disclosure.captions.map(({ id }) => id)).toEqual(['1', '5', '6', '8']);
  expect(form.tables.disclosure.rows).toHaveLength(6);
  expect(form.tables.disclosure.columns).toHaveLength(5);
  expect(form.tables.reviews.columns).toHaveLength(15);
  expect(form.tables.reviews.formulas.map(({ over }) => over)).toEqual(['columns', 'columns', 'columns']);
  expect(formulas.map(({ id, over, left, right }) => [id, over, left.length, right])).toEqual([
    ['balance', 'rows', 2, ['3.7', '4']],
    ['results', 'rows', 21, ['3.7']],
    ['columns', 'columns', 6, ['total']],
  ]);
  expect(rows.find(({ id }) => id === '3.2')).toEqual({
    id: '3.2',
    label: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    name: '部分公开',
    group: ['三、本年度办理结果'],
    names: ['（二）部分公开（区分处理的，只计这一情形，不计其他情形）'],
    spellings: ['部分公开'],
  });
});

describe('an item', () => {
  test('is named to the letter, by label or alias', () => {
    expect(itemNamed(rows, '(七) 总 计')?.id).toBe('3.7');
    expect(itemNamed(rows, '（七）合计')?.id).toBe('3.7');
    expect(itemNamed(rows, '属于国家机密')).toBeUndefined();
    expect(itemNamed(rows, '（一）')).toBeUndefined();
  });

  test('is near where a third of it at most is changed, and no other is as near', () => {
    expect(itemNear(rows, '属于国家机密')?.id).toBe('3.3.1');
    expect(itemNear(rows, '属干国冢机密')?.id).toBeUndefined();
    expect(itemNear(columns, '商业企叶')?.id).toBe('commercial');
    expect(itemNear(columns, '商业')).toBeUndefined();
    expect(itemNear(rows, '长'.repeat(61))).toBeUndefined();
    const [a, b] = ['甲乙丙', '甲乙丁'].map((label) => ({
      id: label,
      label,
      name: label,
      group: [],
      names: [],
      spellings: [label],
    }));
    if (!a || !b) throw new Error('two items');
    expect(itemNear([a, b], '甲乙戊')).toBeUndefined();
    expect(itemNear([a, b], '甲乙丁')?.id).toBe('甲乙丁');
    expect(itemNear([b, a], '甲乙丁')?.id).toBe('甲乙丁');
  });
});
