import { describe, expect, test } from '@jest/globals';
import { dictionariesFrom } from '../src/dictionary/index.js';
import type { Context, Segmenter } from '../src/document/document.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { MAX_SENTENCE, sentences } from '../src/views/language/sentences.js';
import { standsOnWordBoundaries, tokens, tokensIn } from '../src/views/language/tokens.js';

const context: Context = { dictionaries: dictionariesFrom(() => []), profile: {} };
const documentOf = (source: string, segmenter?: Segmenter) =>
  readTxt({ name: 'x', source, context: segmenter ? { ...context, segmenter: () => segmenter } : context });
const cut = (source: string): readonly string[] => {
  const doc = documentOf(source);
  return sentences(doc).map(({ start, end }) => doc.text.slice(start, end));
};

describe('sentences', () => {
  test.each<[string, readonly string[]]>([
    ['会议开始。他说；好！真的？？是', ['会议开始。', '他说；好！', '真的？？', '是']],
    ['他说：“好。不错。”大家鼓掌。', ['他说：“好。不错。”', '大家鼓掌。']],
    ['“真的吗？”，他问。好。', ['“真的吗？”，他问。', '好。']],
    ['读《为什么？》一书。完', ['读《为什么？》一书。', '完']],
    ['（详见附件。）办理。', ['（详见附件。）', '办理。']],
    ['他说：“好。没有下文。', ['他说：“好。', '没有下文。']],
    ['第一段\n第二段。', ['第一段', '第二段。']],
    ['甲。乙\t丙\n丁\t', ['甲。', '乙', '丙', '丁', '']],
  ])('%s', (source, expected) => {
    expect(cut(source).filter((s) => s !== '')).toEqual(expected.filter((s) => s !== ''));
  });

  test('are capped', () => {
    const long = cut('长'.repeat(4500));
    expect(long.map((s) => s.length)).toEqual([MAX_SENTENCE, MAX_SENTENCE, 500]);
    expect(cut('。'.repeat(4500)).join('')).toHaveLength(4500);
    expect(cut(`甲${'𠮷'.repeat(1500)}`).every((s) => s.isWellFormed?.() ?? true)).toBe(true);
  });
});

describe('tokens', () => {
  const inPairs: Segmenter = (text) =>
    (text.match(/.{1,2}/gsu) ?? []).map((word) => ({ text: word, partOfSpeech: 'x' }));

  test('cuts only the sentences around the range, once', () => {
    const asked: string[] = [];
    const doc = documentOf('甲乙丙丁。戊己庚辛。壬癸。', (text) => {
      asked.push(text);
      return inPairs(text);
    });
    expect(tokensIn(doc, { start: 6, end: 8 }).map((t) => t.text)).toEqual(['戊己', '庚辛', '。']);
    expect(standsOnWordBoundaries(doc, { start: 5, end: 7 })).toBe(true);
    expect(standsOnWordBoundaries(doc, { start: 6, end: 8 })).toBe(false);
    expect(asked).toEqual(['戊己庚辛。']);
    expect(tokens(doc)).toHaveLength(8);
    expect(tokens(doc).every(({ text, range }) => doc.text.slice(range.start, range.end) === text)).toBe(true);
    expect(asked).toHaveLength(3);
  });

  test('says so where there is no segmenter', () => {
    expect(() => tokensIn(documentOf('甲'), { start: 0, end: 1 })).toThrow('没有可用的分词组件，未核对词界');
  });
});
