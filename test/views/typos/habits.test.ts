import { describe, expect, test } from '@jest/globals';
import { isHabit, isHabitOverMeant } from '../../../src/views/typos/habits.js';

/** The first 错 of the text. */
const first = (text: string) => ({ start: text.indexOf('错'), end: text.indexOf('错') + 1 });

describe('a spelling written again and again beside its neighbour', () => {
  test.each([
    ['甲错，甲错。', true],
    ['错乙，错乙。', true],
    ['甲错，乙错。', false],
    // Where what is meant stands there, too, it takes three.
    ['甲错，甲错，甲对。', false],
    ['甲错，甲错，甲错，甲对。', true],
    ['错乙，错乙，对乙。', false],
    ['甲错，甲错，乙对。', true],
    // Beside a mark nothing is told.
    ['，错，，错，', false],
  ])('%s: %s', (text, expected) => {
    expect(isHabitOverMeant(text, first(text), '对')).toBe(expected);
  });
});

describe('a place written so again', () => {
  test.each([
    ['甲乙错丙丁。甲乙错丙丁', true],
    ['甲乙错丙丁。甲乙错丙戊', false],
    // With one neighbour it takes three.
    ['，乙错，乙错，乙错。', true],
    ['错乙。错乙、错乙', true],
  ])('%s: %s', (text, expected) => {
    expect(isHabit(text, first(text))).toBe(expected);
  });

  test('an empty one by its two neighbours on either side alone', () => {
    expect(isHabit('甲乙丙丁。甲乙丙丁', { start: 2, end: 2 })).toBe(true);
    expect(isHabit('乙丙，乙丙；乙丙', { start: 4, end: 4 })).toBe(false);
  });
});
