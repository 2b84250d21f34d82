import { describe, expect, test } from '@jest/globals';
import { isInForeignName, isInName, isInPlace } from '../../../src/views/names/names-around.js';
import { read } from '../read.js';

const at = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

describe('a person’s name', () => {
  test.each([
    ['局长王小明说', '小明', true],
    ['、李文东、', '文东', true],
    ['，李文东同志', '文东', true],
    ['今天王小明说', '小明', false],
    ['局长王小明说', '明说', false],
    ['、李文东的', '文东', false],
  ])('%s %s: %s', (text, part, expected) => {
    expect(isInName(text, at(text, part))).toBe(expected);
  });
});

describe('a name from another language', () => {
  test.each([
    ['帕尔哈提·买买提说', '哈提', true],
    ['帕尔哈提•买买提', '买买', true],
    ['帕尔哈提买买提', '哈提', false],
    ['甲，乙·丙', '甲', false],
  ])('%s %s: %s', (text, part, expected) => {
    expect(isInForeignName(text, at(text, part))).toBe(expected);
  });
});

describe('a place', () => {
  test.each([
    ['在渑池县城', '池', true],
    ['在渑池县城', '渑池县', true],
    ['在渑池县城', '县城', false],
    ['水池里', '池', false],
  ])('%s %s: %s', (text, part, expected) => {
    expect(isInPlace(read(text), at(text, part))).toBe(expected);
  });
});
