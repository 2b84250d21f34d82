import { describe, expect, test } from '@jest/globals';
import { nearMisses, phraseIndex } from '../src/text/near-misses.js';

const index = phraseIndex([
  { text: '有条不紊', rigid: [0, 1, 2, 3], complete: true },
  { text: '一年一度', rigid: [0, 1, 2], complete: false },
]);
const isSlip = (written: number): boolean => '文由口次，'.includes(String.fromCharCode(written));
const found = (text: string): readonly string[] =>
  nearMisses(text, index, isSlip).map(
    ({ start, end, phrase, edit, at }) => `${text.slice(start, end)} ${phrase.text} ${edit} ${at}`,
  );

describe('near misses', () => {
  test('one character at a rigid place, in either half', () => {
    expect(found('工作有条不文')).toEqual(['有条不文 有条不紊 replaced 3']);
    expect(found('由条不紊')).toEqual(['由条不紊 有条不紊 replaced 0']);
  });

  test('neighbours swapped, wherever they stand', () => {
    expect(found('条有不紊，有不条紊，有条紊不')).toEqual([
      '条有不紊 有条不紊 swapped 0',
      '有不条紊 有条不紊 swapped 1',
      '有条紊不 有条不紊 swapped 2',
    ]);
  });

  test('an inner character left out or doubled, at the ends of the text too', () => {
    expect(found('有不紊')).toEqual(['有不紊 有条不紊 missing 1']);
    expect(found('有条紊')).toEqual(['有条紊 有条不紊 missing 2']);
    expect(found('有条条不紊')).toEqual(['有条条不紊 有条不紊 doubled 1']);
    expect(found('有条不不紊')).toEqual(['有条不不紊 有条不紊 doubled 2']);
    expect(found('有有条不紊紊，条不紊，有条不')).toEqual([]);
  });

  test('each near miss of a long phrase once', () => {
    const long = '县级以上人民政府';
    const of = phraseIndex([{ text: long, rigid: [...long].map((_, i) => i), complete: true }]);
    const misses = [...long].flatMap((character, i) => [
      `${long.slice(0, i)}口${long.slice(i + 1)}`,
      ...(i > 0 && i + 1 < long.length
        ? [long.slice(0, i) + long.slice(i + 1), long.slice(0, i) + character + long.slice(i)]
        : []),
      ...(i + 1 < long.length ? [long.slice(0, i) + long.charAt(i + 1) + character + long.slice(i + 2)] : []),
    ]);
    for (const miss of misses) expect(nearMisses(miss, of, isSlip)).toMatchObject([{ start: 0, end: miss.length }]);
  });

  test('not the phrase itself, nor two characters, nor a place that is free', () => {
    expect(found('有条不紊，有调不文，一年一次，一一度')).toEqual([]);
  });

  test('only beside pairs that are not common, where those are given; a mark is no odd neighbour', () => {
    const phrase = { text: '有条不紊', rigid: [0, 1, 2, 3], complete: true };
    const of = phraseIndex(
      [phrase],
      [
        { first: '条', seconds: '不由' },
        { first: '由', seconds: '紊' },
      ],
    );
    const at = (text: string): readonly number[] => nearMisses(text, of, isSlip).map((miss) => miss.start);
    expect(at('有条不文，文条不紊')).toEqual([0, 5]);
    expect(at('有条由紊')).toEqual([]);
  });

  test('not a mark, nor the end of the text', () => {
    expect(found('有条不，有条不')).toEqual([]);
  });

  test('a long text is read once', () => {
    expect(found('有条'.repeat(300_000))).toEqual([]);
  });
});
