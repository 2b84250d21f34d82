import { describe, expect, test } from '@jest/globals';
import { isInForeignName, isInName, isInPlace, typoCandidates } from '../../../src/views/typos/typo-candidates.js';
import { read, readMarked, textAt } from '../read.js';

const at = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const WRONG = '各单位要认真惯彻落实会议精神，加强组织领导。';
const found = (source: string, reader = read): readonly string[] => {
  const doc = reader(source);
  return typoCandidates(doc).map(({ range, meant }) => `${textAt(doc, range)}→${meant}`);
};

describe('a wrong character', () => {
  test('is found where it stands, with what is meant, how sure and how likely', () => {
    const [candidate] = typoCandidates(read(WRONG));
    expect(candidate).toMatchObject({ range: { start: 6, end: 7 }, meant: '贯' });
    expect(candidate?.probability).toBeGreaterThan(0.5);
    expect(candidate?.probability).toBeLessThanOrEqual(1);
    expect(found('各单位要认真贯彻落实会议精神，加强组织领导。')).toEqual([]);
  });

  test('stands in order of text', () => {
    expect(found(`${WRONG}\n加强党风廉正建设，严肃查处违法行为。`)[0]).toBe('惯→贯');
  });

  test('is left alone in code, and where the document writes so again and never otherwise', () => {
    expect(found(`甲\n\n\`\`\`\n${WRONG}\n\`\`\`\n`, readMarked)).toEqual([]);
    expect(found(`${WRONG}\n惯彻中央精神。\n惯彻上级要求。`)).toEqual([]);
    // Where the document writes it rightly, too, it takes three.
    expect(found(`${WRONG}\n惯彻中央精神。\n贯彻上级要求。`).length).toBeGreaterThan(0);
  });
});

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
