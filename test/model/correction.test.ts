import { describe, expect, test } from '@jest/globals';
import { readTxt } from '../../src/intake/plain/txt.js';
import { MARGIN } from '../../src/model/alphabet.js';
import { correctionsOf } from '../../src/model/correction.js';
import { FEATURE } from '../../src/model/correction-features.js';
import { openModel, packModel } from '../../src/model/format.js';
import { emptyPassage } from '../../src/model/language-model.js';
import { proposalsIn } from '../../src/model/proposals.js';
import { isSuspected } from '../../src/model/suspicion.js';
import type { Trees } from '../../src/model/trees.js';
import { typoCandidates } from '../../src/views/typos/typo-candidates.js';
import { context } from '../context.js';
import { examiner, language, question, READINGS, SHAPES, sentenceIn, spelt } from './tiny-model.js';

/** Says the same of every proposal. */
const always = (logit: number): Trees => question(FEATURE.kind, 99, logit, logit);

const corrected = (text: string, trees: Trees, least: number): readonly (readonly [string, number])[] =>
  correctionsOf(examiner, trees, sentenceIn(text), least).map(({ start, replacement, logit }) => [
    `${spelt(replacement)}@${start - MARGIN}`,
    Math.round(logit * 1e4) / 1e4,
  ]);

describe('a symbol is suspected', () => {
  const suspected = (sum: number, order?: 'four' | 'five', reach = 0): boolean => {
    const passage = emptyPassage(9);
    passage.forward[2] = sum - 1;
    passage.backward[2] = 1;
    if (order) passage[order][2 + reach] = 16;
    return isSuspected(passage, 2);
  };

  test.each([
    [-12, undefined, false],
    [-12.5, undefined, true],
    [-12.5, 'four', false],
    [-13, 'four', false],
    [-13.5, 'four', true],
    [-13.5, 'five', false],
    [-14, 'five', false],
    [-14.5, 'five', true],
  ] as const)('at %d in a known row of %s: %s', (sum, order, expected) => {
    expect(suspected(sum, order)).toBe(expected);
  });

  test('in a known row however far it reaches', () => {
    expect([0, 1, 2, 3, 4].map((reach) => suspected(-12.5, 'four', reach))).toEqual([false, false, false, false, true]);
    expect([0, 1, 2, 3, 4, 5].map((reach) => suspected(-13.5, 'five', reach))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('proposals', () => {
  const proposed = (text: string): readonly string[] =>
    proposalsIn(examiner, sentenceIn(text)).map(({ start, replacement }) => `${spelt(replacement)}@${start - MARGIN}`);

  test('one symbol, two, any that the neighbours ask for', () => {
    expect(proposed('这项工作的组织领到，2022年完成')).toEqual(['导@8']);
    expect(proposed('本办法自2022年，工部之日起施行')).toEqual(['公布@7', '布@8']);
    // Neither sounds nor looks like 强.
    expect(proposed('各级人民政府应当加政对这项工作的组织领导')).toContain('强@9');
  });

  test('none in right text, none of what is no Chinese character', () => {
    expect(proposed('各级人民政府应当加强对这项工作的组织领导，2022年完成')).toEqual([]);
    expect(proposed('各级人民政府应当加，对这项工作的组织领导')).toEqual([]);
  });

  test('are the best of their place first, and enough ahead', () => {
    for (const text of ['本办法自2022年，工部之日起施行', '这项工作的俎织领到，公部之日起施行']) {
      const all = proposalsIn(examiner, sentenceIn(text));
      expect(all.length).toBeGreaterThan(1);
      for (const { total, lead } of all) {
        expect(total).toBeGreaterThanOrEqual(1);
        expect(lead).toBeGreaterThanOrEqual(-3);
      }
    }
  });
});

describe('corrections of a sentence', () => {
  /** 导 sounds the same but for its tone, 布 to its tone. */
  const TWO = '这项工作的组织领到，公部之日起施行';
  const byTone = (sameTone: number, sameSound: number): Trees => question(FEATURE.kind, 0, sameTone, sameSound);

  test('the surest first, and of two as sure the first', () => {
    expect(corrected(TWO, byTone(3, 1), -9)).toEqual([
      ['布@11', 3],
      ['导@8', 2.5],
    ]);
    expect(corrected(TWO, always(1), -9)).toEqual([
      ['导@8', 1],
      ['布@11', 1],
    ]);
  });

  test.each([
    ['what is doubtful by itself gets nothing', 0.25, 0.25],
    ['nor what is less', -1, -1],
    ['a step above brings twice as much', 0.5, 1],
    ['and more', 1, 2.5],
    ['up to so much', 2, 4.5],
    ['never surer than the first', 8, 9],
  ])('one is surer beside another: %s', (_, alone, told) => {
    expect(corrected(TWO, byTone(9, alone), -9)).toEqual([
      ['布@11', 9],
      ['导@8', told],
    ]);
  });

  test('so that the second needs less', () => {
    expect(corrected(TWO, byTone(3, 1), 2.5)).toHaveLength(2);
    expect(corrected(TWO, byTone(3, 1), 2.6)).toEqual([['布@11', 3]]);
    expect(corrected('这项工作的组织领到，公布之日起施行', byTone(3, 1), 2.5)).toEqual([]);
    expect(corrected('这项工作的组织领到，公布之日起施行', byTone(3, 1), 1)).toEqual([['导@8', 1]]);
  });

  test('for a higher threshold the row is cut short', () => {
    const all = corrected(TWO, byTone(3, 1), -9);
    for (const least of [0, 1, 2.5, 2.6, 3, 3.1])
      expect(corrected(TWO, byTone(3, 1), least)).toEqual(all.filter(([, logit]) => logit >= least));
  });

  test('no place twice: of a pair whose second symbol is corrected, only the first is left', () => {
    const single = question(FEATURE.length, 1, 3, 1);
    expect(corrected('本办法自2022年，工部之日起施行', single, -9).map(([what]) => what)).toEqual(['布@8', '公@7']);
    const pair = question(FEATURE.length, 1, 1, 3);
    expect(corrected('本办法自2022年，工部之日起施行', pair, -9)).toEqual([['公布@7', 3]]);
  });

  test('five at the most', () => {
    const six = Array.from({ length: 6 }, () => '这项工作的组织领到，2022年完成').join('，');
    expect(corrected(six, always(1), -9).map(([what]) => what)).toEqual(['导@8', '导@23', '导@38', '导@53', '导@68']);
  });

  test('later ones are told by the mean of the sentence as it was after the first', () => {
    const start = '这项工作的组织领';
    const end = '之日起施行';
    const [once = 0, twice = 0] = ['导，这项工作的组织领到，公部', '导，这项工作的组织领导，公部'].map(
      (middle) => sentenceIn(start + middle + end).meanForward,
    );
    expect(once).toBeLessThan(twice);
    const lowMean = question(FEATURE.meanForward, (once + twice) / 2, 1, -5);
    expect(corrected(`${start}到，这项工作的组织领到，公部${end}`, lowMean, -9)).toEqual([
      ['导@8', 1],
      ['导@18', 1],
      ['布@21', 1],
    ]);
  });

  test('leave the reading that they are made of alone', () => {
    const sentence = sentenceIn(TWO);
    correctionsOf(examiner, always(1), sentence, -9);
    expect(sentence).toMatchObject({ reading: { passage: sentenceIn(TWO).reading.passage } });
    expect(sentence.reading.symbols).toEqual(sentenceIn(TWO).reading.symbols);
  });
});

describe('the veto of the document', () => {
  const calibration = { error: 9, warning: 5, info: -9, slope: 1, offset: 0, familiar: 99 };
  const model = openModel(packModel({ language, trees: always(1), calibration, readings: READINGS, shapes: SHAPES }));
  const found = (source: string): readonly string[] => {
    const doc = readTxt({ name: '文.txt', source, context: { ...context, typoModel: () => model } });
    return typoCandidates(doc).map(({ range, meant }) => `${doc.text.slice(range.start, range.end)}→${meant}`);
  };
  const WRONG = '各级人民政府应当加强对这项工作的组织领到，2022年完成。';
  const RIGHT = WRONG.replace('到', '导');

  test('what it writes once may be wrong, what it writes so throughout is meant', () => {
    expect(found(WRONG)).toEqual(['到→导']);
    expect(found(`${WRONG}\n${WRONG}`)).toEqual([]);
  });

  test('where it writes the other, too, twice is not enough, but three times are', () => {
    expect(found(`${WRONG}\n${WRONG}\n${RIGHT}`)).toEqual(['到→导', '到→导']);
    expect(found(`${WRONG}\n${WRONG}\n${WRONG}\n${RIGHT}`)).toEqual([]);
  });
});
