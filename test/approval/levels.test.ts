import { expect, test } from '@jest/globals';
import { isSamePerson, isSignLevel, needsAnswer, rankOf, waivingLevel } from '../../src/approval/levels.js';

test('three sign, in order; nobody else', () => {
  expect(['初审', '复审', '终审', '校对'].map(rankOf)).toEqual([1, 2, 3, 0]);
  expect(['初审', '校对'].map(isSignLevel)).toEqual([true, false]);
});

test('errors and vetoes are let stand by 终审, warnings by 复审, hints by 初审', () => {
  const level = (severity: 1 | 2 | 3, veto = false) => waivingLevel({ severity, veto });
  expect([level(2), level(1), level(3), level(1, true), level(3, true)]).toEqual([
    '终审',
    '复审',
    '初审',
    '终审',
    '终审',
  ]);
});

test('a hint alone may be passed over', () => {
  const needs = (severity: 1 | 2 | 3, veto = false) => needsAnswer({ severity, veto });
  expect([needs(2), needs(1), needs(3), needs(3, true)]).toEqual([true, true, false, true]);
});

test('one name may be written in two ways', () => {
  expect(isSamePerson('王 五', '王五')).toBe(true);
  expect(isSamePerson('Ａ', 'A')).toBe(true);
  expect(isSamePerson('王五', '王六')).toBe(false);
});
