import { describe, expect, test } from '@jest/globals';
import { typoCandidates } from '../../../src/views/typos/typo-candidates.js';
import { read, textAt, withCode } from '../read.js';

const WRONG = '各单位要认真惯彻落实会议精神，加强组织领导。';
const found = (source: string): readonly string[] => {
  const doc = read(source);
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
    expect(typoCandidates(withCode('甲。', WRONG, '乙。'))).toEqual([]);
    expect(found(`${WRONG}\n惯彻中央精神。\n惯彻上级要求。`)).toEqual([]);
    // Where the document writes it rightly, too, it takes three.
    expect(found(`${WRONG}\n惯彻中央精神。\n贯彻上级要求。`).length).toBeGreaterThan(0);
  });
});
