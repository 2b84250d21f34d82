import { describe, expect, test } from '@jest/globals';
import { DIGITS, HAN, MARGIN } from '../../src/model/alphabet.js';
import { FEATURE, FEATURE_COUNT } from '../../src/model/correction-features.js';
import { fillRow } from '../../src/model/correction-row.js';
import { proposalsIn } from '../../src/model/proposals.js';
import type { Sentence } from '../../src/model/reading.js';
import { SLIP_FEATURE, SLIP_FEATURE_COUNT } from '../../src/model/slip-features.js';
import { describeSlip } from '../../src/model/slip-row.js';
import { slipsIn } from '../../src/model/slips.js';
import { countLog, examiner, sentenceIn, slipExaminer, spelt, symbolOf } from './tiny-model.js';

type Table = Readonly<Record<string, number>>;

/** A pair that was never seen counts for 0.3, a longer row for -1. */
const NEVER = Math.log(0.3);
const UNSEEN = -1;
const MARK = 4;

const rounded = (table: Table): Table =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, Math.round(value * 1e4) / 1e4 + 0]));

const named = (places: Table, row: Float32Array): Table =>
  Object.fromEntries(Object.entries(places).map(([name, place]) => [name, row[place] as number]));

/** Every proposal of a sentence as a table of features, by what it writes and where: 导@19. */
function tablesOf(text: string): Readonly<Record<string, Table>> {
  const sentence = sentenceIn(text);
  const all = proposalsIn(examiner, sentence);
  // What is not written would stay.
  const row = new Float32Array(FEATURE_COUNT);
  return Object.fromEntries(
    all.map(({ start, replacement }, k) => {
      fillRow(examiner, sentence, all, k, row.fill(Number.NaN));
      return [`${spelt(replacement)}@${start - MARGIN}`, named(FEATURE, row)];
    }),
  );
}

/** The same of slips: what is written, what is meant and where. */
function slipTablesOf(text: string): Readonly<Record<string, Table>> {
  const { symbols } = sentenceIn(text).reading;
  return Object.fromEntries(
    slipsIn(slipExaminer, sentenceIn(text)).map(({ start, end, replacement, row }) => [
      `${spelt(symbols.subarray(start, end))}→${spelt(replacement)}@${start - MARGIN}`,
      named(SLIP_FEATURE, row),
    ]),
  );
}

const sumOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);

/** Log-probabilities by place in the sentence. */
function logsOf(sentence: Sentence): {
  readonly forward: (place: number) => number;
  readonly backward: (place: number) => number;
  readonly mean: number;
  /** Over more than the sentence: that of the boundary after it is another with another end. */
  readonly sumForward: number;
  readonly sumBackward: number;
} {
  const { forward, backward } = sentence.reading.passage;
  const own = forward.subarray(sentence.from, sentence.to);
  return {
    mean: sumOf(own) / own.length,
    forward: (place) => forward[MARGIN + place] as number,
    backward: (place) => backward[MARGIN + place] as number,
    sumForward: sumOf(forward),
    sumBackward: sumOf(backward),
  };
}

const single = (character: string): number => examiner.reader.single(symbolOf(character));

describe('the tables', () => {
  test.each([
    ['corrections', FEATURE, FEATURE_COUNT, 59],
    ['slips', SLIP_FEATURE, SLIP_FEATURE_COUNT, 49],
  ] as const)('of %s number every place once, in order', (_, places, count, width) => {
    expect(Object.values(places)).toEqual(Array.from({ length: width }, (_, i) => i));
    expect(count).toBe(width);
  });

  test('keep the places that shipped trees know', () => {
    expect([FEATURE.kind, FEATURE.rank, FEATURE.writtenLongest, FEATURE.meanForward]).toEqual([5, 7, 19, 27]);
    expect([FEATURE.beside, FEATURE.meantThreeLeft, FEATURE.writtenThreeLeft, FEATURE.novelty]).toEqual([
      33, 40, 49, 58,
    ]);
    expect([SLIP_FEATURE.meantForward1, SLIP_FEATURE.writtenTwo, SLIP_FEATURE.lead, SLIP_FEATURE.habit]).toEqual([
      10, 16, 30, 48,
    ]);
  });
});

describe('of a proposal', () => {
  const text = '各级人民政府应当加强对这项工作的组织领到，2022年完成';

  test('every feature', () => {
    const written = logsOf(sentenceIn(text));
    const meant = logsOf(sentenceIn(text.replace('到', '导')));
    const forwardGain = meant.sumForward - written.sumForward;
    const backwardGain = meant.sumBackward - written.sumBackward;
    const total = (forwardGain + backwardGain) / 2 - 1;
    expect(rounded(tablesOf(text)['导@19'] ?? {})).toEqual(
      rounded({
        forwardGain,
        backwardGain,
        leastGain: Math.min(forwardGain, backwardGain),
        total,
        prior: -1,
        kind: 1,
        alike: 0,
        rank: 0,
        lead: 20,
        writtenForward: written.forward(19),
        writtenBackward: written.backward(19),
        meantForward: meant.forward(19),
        meantBackward: meant.backward(19),
        writtenSingle: single('到'),
        meantSingle: single('导'),
        leftForward: written.forward(18),
        rightForward: written.forward(20),
        leftBackward: written.backward(18),
        rightBackward: written.backward(20),
        // 到，
        writtenLongest: 2,
        meantLongest: 5,
        writtenLongestLevel: 0,
        // 组织领导 with what goes before, and 领导， with what follows, have been seen a hundred times.
        meantLongestLevel: 50,
        meantPairLeft: countLog('领导'),
        meantPairRight: countLog('导，'),
        writtenPairLeft: NEVER,
        writtenPairRight: countLog('到，'),
        meanForward: written.mean,
        sentenceLength: 25,
        leftClass: HAN,
        rightClass: MARK,
        secondLeftClass: HAN,
        secondRightClass: DIGITS,
        beside: -20,
        unknown: 0,
        length: 1,
        suspects: 0,
        place: 19,
        aheadOfBeside: total + 20,
        meantPairWithin: 0,
        meantThreeLeft: countLog('织领导'),
        meantThreeAbout: countLog('领导，'),
        meantThreeRight: countLog('导，2022'),
        meantFourEarly: countLog('组织领导'),
        meantFourLate: countLog('领导，2022'),
        meantFiveEarly: countLog('的组织领导'),
        meantFiveAbout: countLog('织领导，2022'),
        meantFiveLate: countLog('领导，2022年'),
        meantFourToFirst: countLog('组织领导'),
        writtenThreeLeft: UNSEEN,
        writtenThreeAbout: UNSEEN,
        writtenThreeRight: UNSEEN,
        writtenFourEarly: UNSEEN,
        writtenFourLate: UNSEEN,
        writtenFiveEarly: UNSEEN,
        writtenFiveAbout: UNSEEN,
        writtenFiveLate: UNSEEN,
        writtenFourToFirst: UNSEEN,
        // Thirteen rows of three end from the second symbol to the sixth before; all are known. Beyond it nothing is far enough.
        novelty: 3 / (15 + 13),
      }),
    );
  });

  test('two symbols for two, and a rival at its place and beside it', () => {
    const tables = tablesOf('本办法自2022年，工部之日起施行');
    expect(Object.keys(tables)).toEqual(['公布@7', '布@8']);
    const [pair = {}, single = {}] = Object.values(tables);
    const { prior, kind, length, meantPairWithin, meantPairLeft, meantPairRight } = pair;
    expect({ prior, kind, length }).toEqual({ prior: -2.5, kind: 4, length: 2 });
    expect(meantPairWithin).toBeCloseTo(countLog('公布'), 4);
    expect(meantPairLeft).toBeCloseTo(countLog('，公'), 4);
    expect(meantPairRight).toBeCloseTo(countLog('布之'), 4);
    expect([pair.leftClass, pair.secondLeftClass]).toEqual([MARK, HAN]);
    expect([pair.beside, single.beside]).toEqual([single.total, pair.total]);
    expect(single.aheadOfBeside).toBeCloseTo((single.total ?? 0) - (pair.total ?? 0), 4);
    expect([pair.suspects, single.suspects]).toEqual([0, 1]);
  });

  test('the lowest of two symbols', () => {
    const written = logsOf(sentenceIn('本办法自2022年，工部之日起施行'));
    const { writtenForward, writtenBackward, writtenSingle } =
      tablesOf('本办法自2022年，工部之日起施行')['公布@7'] ?? {};
    expect(writtenForward).toBe(Math.min(written.forward(7), written.forward(8)));
    expect(writtenBackward).toBe(Math.min(written.backward(7), written.backward(8)));
    expect(writtenSingle).toBeCloseTo(Math.min(single('工'), single('部')), 4);
  });

  test('a character that the model has not kept', () => {
    const { '组@10': first = {}, '导@13': second = {} } = tablesOf('应当加强对这项工作的俎织领到，2022年完成');
    expect([first.unknown, second.unknown]).toEqual([1, 0]);
    // 组 is ahead of 祖, which sounds the same.
    expect(first.lead).toBeLessThan(20);
    expect([first.suspects, second.suspects]).toEqual([1, 1]);
    // Three proposals at a place and two places before are looked at, whatever is between.
    expect(second.beside).toBe(first.total);
    // What stands further on than next to it is not beside it.
    expect(first.beside).toBe(-20);
  });

  test('a character that looks alike is likelier beforehand', () => {
    const { '组@5': { prior, alike, kind } = {} } = tablesOf('这项工作的祖织领导，2022年完成');
    expect({ prior, alike, kind }).toEqual({ prior: 1, alike: 1, kind: 0 });
  });

  test('text that the model has not seen', () => {
    const { '导@4': { novelty: known } = {} } = tablesOf('的组织领到，2022年完成');
    const { '导@4': { novelty: strange } = {} } = tablesOf('的组织领到，2022年完成，会任组');
    // Of the rows of three that end five places on or later, two are known; then four more, and none of them.
    expect(known).toBeCloseTo(3 / (15 + 0), 4);
    expect(strange).toBeCloseTo((3 + 4) / (15 + 4), 4);
  });
});

describe('of a slip', () => {
  const text = '各级人民政府应当加强对这项工作工的组织领导';

  test('every feature', () => {
    const written = logsOf(sentenceIn(text));
    const meant = logsOf(sentenceIn(text.replace('作工', '工作')));
    const tables = slipTablesOf(text);
    const forwardGain = meant.sumForward - written.sumForward;
    const backwardGain = meant.sumBackward - written.sumBackward;
    const total = (forwardGain + backwardGain) / 2;
    const beside = tables['工→@15']?.total ?? 0;
    expect(rounded(tables['作工→工作@14'] ?? {})).toEqual(
      rounded({
        forwardGain,
        backwardGain,
        leastGain: Math.min(forwardGain, backwardGain),
        total,
        writtenForward1: written.forward(14),
        writtenForward2: written.forward(15),
        writtenForward3: written.forward(16),
        writtenBackward1: written.backward(15),
        writtenBackward2: written.backward(14),
        writtenBackward3: written.backward(13),
        meantForward1: meant.forward(14),
        meantForward2: meant.forward(15),
        meantForward3: meant.forward(16),
        meantBackward1: meant.backward(15),
        meantBackward2: meant.backward(14),
        meantBackward3: meant.backward(13),
        writtenTwo: countLog('工作'),
        writtenThree: countLog('项工作'),
        writtenFour: countLog('这项工作'),
        writtenFive: countLog('对这项工作'),
        meantTwo: countLog('工作'),
        meantThree: countLog('工作的'),
        meantFour: countLog('工作的组'),
        meantFive: countLog('工作的组织'),
        aboutSingle: single('作'),
        lastSingle: single('工'),
        writtenPairLeft: countLog('工作'),
        writtenPairRight: NEVER,
        meantPairLeft: NEVER,
        meantPairRight: countLog('作的'),
        lead: 20,
        beside,
        aheadOfBeside: total - beside,
        meanForward: written.mean,
        sentenceLength: 21,
        place: 14,
        symbolsAfter: 5,
        leftClass: HAN,
        rightClass: HAN,
        secondLeftClass: HAN,
        secondRightClass: HAN,
        doubles: 0,
        weak: 0,
        unknown: 0,
        length: 2,
        meanBefore: [9, 10, 11, 12, 13].reduce((sum, place) => sum + written.forward(place), 0) / 5,
        meanAfter: [16, 17, 18, 19, 20].reduce((sum, place) => sum + written.backward(place), 0) / 5,
        leastAround: Math.min(written.forward(15), written.backward(13)),
        habit: 0,
      }),
    );
  });

  test('one too many, and the other one beside it', () => {
    const tables = slipTablesOf(text);
    const { lastSingle, meantPairLeft, meantPairRight, length, beside } = tables['工→@15'] ?? {};
    expect({ lastSingle, length, beside }).toEqual({ lastSingle: 0, length: 1, beside: tables['作工→工作@14']?.total });
    expect(meantPairLeft).toBeCloseTo(countLog('作的'), 4);
    expect(meantPairRight).toBeCloseTo(countLog('作的'), 4);
  });

  test('a missing character', () => {
    const missing = '各级人民政府应当加对这项工作的组织领导，2022年完成';
    const written = logsOf(sentenceIn(missing));
    const { '→强@9': table = {} } = slipTablesOf(missing);
    const { length, lastSingle, doubles, symbolsAfter, weak, lead } = table;
    expect({ length, lastSingle, doubles, symbolsAfter, weak, lead }).toEqual({
      length: 0,
      lastSingle: 0,
      doubles: 0,
      symbolsAfter: 15,
      weak: 0,
      lead: 20,
    });
    expect(table.aboutSingle).toBeCloseTo(single('强'), 4);
    expect([table.writtenForward1, table.writtenBackward1]).toEqual([written.forward(9), written.backward(8)]);
    // Nothing stands between 加 and 对.
    expect(table.writtenPairLeft).toBeCloseTo(NEVER, 4);
    expect(table.writtenPairRight).toBeCloseTo(NEVER, 4);
    expect(table.meantPairLeft).toBeCloseTo(countLog('加强'), 4);
    expect(table.meantPairRight).toBeCloseTo(countLog('强对'), 4);
  });

  test('what is weak or unknown near', () => {
    const { '→强@9': { weak, unknown } = {} } = slipTablesOf('各级人民政府应当加对这项的囗作的组织领导');
    expect({ weak, unknown }).toEqual({ weak: 1, unknown: 1 });
  });

  test.each([
    ['the right one', 9, 2],
    ['the left one', 10, 1],
    ['neither', 11, 0],
  ])('a character beside the same: %s', (_, place, doubles) => {
    const sentence = sentenceIn('各级人民政府应当加强强对这项工作的组织领导');
    const start = MARGIN + place;
    const about = sentence.reading.symbols[start] as number;
    const row = new Float32Array(SLIP_FEATURE_COUNT);
    const gains = slipExaminer.gauge.gains(sentence.reading, start, start + 1, []);
    const slip = { kind: 'extra', start, end: start + 1, replacement: [], total: 0, row, about } as const;
    describeSlip(slipExaminer, sentence, slip, gains, 7);
    expect([row[SLIP_FEATURE.doubles], row[SLIP_FEATURE.lead]]).toEqual([doubles, 7]);
  });
});
