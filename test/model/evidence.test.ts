import { describe, expect, test } from '@jest/globals';
import { MARGIN } from '../../src/model/alphabet.js';
import { longestLevelOver, longestOver, lowest, ROW_LOGS, writeRowLogs } from '../../src/model/evidence.js';
import { emptyPassage, gramOf, type Passage } from '../../src/model/language-model.js';
import { keep, rankingOf } from '../../src/model/ranking.js';
import { copyOf, overwrite, sentenceOf } from '../../src/model/reading.js';
import { gainGaugeOf } from '../../src/model/replacement.js';
import { examiner, sentenceIn, symbolOf } from './tiny-model.js';

describe('a ranking', () => {
  const ranked = (scores: readonly number[], most: number): readonly number[] => {
    const ranking = rankingOf(4);
    for (const [item, score] of scores.entries()) keep(ranking, score, item, most);
    return [...ranking.items.subarray(0, ranking.count)];
  };

  test('keeps the best few, best first', () => {
    expect(ranked([1, 5, 3, 4, 2], 3)).toEqual([1, 3, 2]);
    expect(ranked([1, 5], 3)).toEqual([1, 0]);
    expect(ranked([], 3)).toEqual([]);
  });

  test('of equal ones, the first', () => {
    expect(ranked([2, 2, 2, 2], 3)).toEqual([0, 1, 2]);
    expect(ranked([2, 1, 2], 2)).toEqual([0, 2]);
  });
});

describe('rows about places', () => {
  const length = 20;
  const [start, end] = [8, 10] as const;
  const passageWith = (order: 'two' | 'three' | 'four' | 'five', place: number, level = 3): Passage => {
    const passage = emptyPassage(length);
    passage[order][place] = gramOf(level, 5);
    return passage;
  };

  test.each([
    ['two', 2, 10],
    ['three', 3, 11],
    ['four', 4, 12],
    ['five', 5, 13],
  ] as const)('the longest: of %s', (order, symbols, last) => {
    for (let place = 0; place < length; place++) {
      const isOver = place >= start && place <= last;
      expect([place, longestOver(passageWith(order, place), start, end)]).toEqual([place, isOver ? symbols : 1]);
      expect([place, longestLevelOver(passageWith(order, place), symbols, start, end)]).toEqual([
        place,
        isOver && symbols > 2 ? 3 : 0,
      ]);
    }
  });

  test('logarithms, each row in its place', () => {
    const logs = Float32Array.from({ length: 1000 }, (_, gram) => gram);
    const passage = emptyPassage(length);
    for (let i = 0; i < length; i++) {
      passage.three[i] = 300 + i;
      passage.four[i] = 400 + i;
      passage.five[i] = 500 + i;
    }
    const row = new Float32Array(ROW_LOGS + 3).fill(-9);
    writeRowLogs({ ...examiner.frequencies, gramLogs: logs }, passage, start, end, row, 2);
    expect([...row]).toEqual([-9, -9, 309, 310, 311, 410, 412, 510, 511, 513, 408, -9]);
    // The more frequent of two, whichever comes first.
    passage.four[9] = 499;
    passage.four[11] = 498;
    passage.five[9] = 599;
    passage.five[12] = 598;
    writeRowLogs({ ...examiner.frequencies, gramLogs: logs }, passage, start, end, row, 2);
    expect([...row.subarray(5, 10)]).toEqual([499, 498, 599, 511, 598]);
  });

  test('the lowest of log-probabilities', () => {
    expect(lowest(Float32Array.of(-9, -1, -4, -2, -9), 1, 4)).toBe(-4);
  });
});

describe('a replacement', () => {
  const text = '各级人民政府应当加强对这项工作的组织领到，2022年完成';
  const place = MARGIN + 19;

  test.each([
    ['one for one', 1, '导'],
    ['one more', 0, '导'],
    ['one less', 1, ''],
    ['two for three', 3, '导，'],
  ])('gains what the whole text gains: %s', (_, replaced, meant) => {
    const written = sentenceIn(text);
    const units = [...text.replace('2022', '2')];
    const other = sentenceIn(units.toSpliced(19, replaced, ...meant).join(''));
    const gauge = gainGaugeOf(examiner.reader);
    const symbols = [...meant].map(symbolOf);
    const { forward, backward } = gauge.gains(written.reading, place, place + replaced, symbols);
    const sum = (values: Float32Array): number => values.reduce((all, value) => all + value, 0);
    expect(forward).toBeCloseTo(sum(other.reading.passage.forward) - sum(written.reading.passage.forward), 4);
    expect(backward).toBeCloseTo(sum(other.reading.passage.backward) - sum(written.reading.passage.backward), 4);
  });

  test('written over a copy, reads as the corrected text does, and leaves the text alone', () => {
    const before = sentenceIn(text);
    const sentence = sentenceIn(text);
    const copy = copyOf(sentence);
    overwrite(examiner.reader, copy, place, [symbolOf('导')]);
    expect(copy.symbols).toEqual(sentenceIn(text.replace('到', '导')).reading.symbols.subarray(0, copy.symbols.length));
    const { passage } = sentenceIn(text.replace('到', '导')).reading;
    for (const name of ['two', 'three', 'four', 'five', 'forward', 'backward'] as const)
      expect(copy.passage[name]).toEqual(passage[name]);
    expect(sentence.reading.passage).toEqual(before.reading.passage);
  });

  test('a copy of a later sentence keeps what its unknown characters are', () => {
    const { reading } = sentenceIn('本级财政预算，俎织领导');
    const from = MARGIN + 7;
    expect(copyOf(sentenceOf(reading, from, from + 4)).unitAt(MARGIN)).toBe('俎'.charCodeAt(0));
  });
});
