import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Segmenter } from '../src/document/document.js';
import { packageRoot } from '../src/package-root.js';
import { jiebaDictionary } from '../src/segment/word-list.js';
import { wordMatcher } from '../src/text/matcher.js';

const VARIABLE = 'GONGWEN_LINT_SEGMENTER';
const CORPUS = `${packageRoot}../shared/corpus/gov_work_report_2026_31provinces.txt.gz`;

const SAMPLES = [
  '渑池县人民政府办公室2022年政府信息公开工作年度报告',
  '根据《中华人民共和国政府信息公开条例》（国务院令第711号）要求，现公布本年度报告。',
  '本年度共受理政府信息公开申请12件，其中予以公开10件，不予公开2件，结转下年度0件。',
  '各乡镇人民政府、县直各单位：为进一步做好防汛抗旱工作，现将有关事项通知如下。',
  '联系人：张三，电话0398-4812345，邮箱mcxzf@163.com。',
  '𠮷林省〇年，㐂、ＡＢＣ１２３',
];

/** A segmenter of a process of its own, as the variable says. */
async function segmenterAs(engine: string): Promise<{ segmenter: Segmenter | undefined; name: string }> {
  process.env[VARIABLE] = engine;
  jest.resetModules();
  const { loadSegmenter, segmenterName } = await import('../src/segment/segmenter.js');
  return { segmenter: loadSegmenter(), name: segmenterName() };
}

const words = (segmenter: Segmenter | undefined, text: string): readonly string[] =>
  (segmenter?.(text) ?? []).map((word) => word.text);

const canLoad = (name: string): boolean => {
  try {
    createRequire(import.meta.url)(name);
    return true;
  } catch {
    return false;
  }
};

const ENGINES = [
  ...(canLoad('nodejieba/build/Release/nodejieba.node') ? ['nodejieba'] : []),
  ...(canLoad('@node-rs/jieba') ? ['node-rs'] : []),
];

afterEach(() => {
  delete process.env[VARIABLE];
});

describe('word list', () => {
  test('becomes jieba’s own form', () => {
    expect(jiebaDictionary('# dictionary: words\n# columns: a\n一\t217830\tm\r\n一一\t1670\tm\n')).toBe(
      '一 217830 m\n一一 1670 m\n',
    );
  });

  test('has three columns, sorted, unique, Han only', () => {
    const rows = jiebaDictionary(readFileSync(`${packageRoot}dictionaries/words.tsv`, 'utf8'))
      .trimEnd()
      .split('\n');
    expect(rows.length).toBeLessThanOrEqual(120_000);
    expect(rows.filter((row) => !/^\p{Script=Han}+ \d+ [a-z]+$/iu.test(row))).toEqual([]);
    const keys = rows.map((row) => row.split(' ')[0] ?? '');
    expect(keys.filter((key, i) => i > 0 && key <= (keys[i - 1] ?? ''))).toEqual([]);
  });
});

describe('segmenter', () => {
  test.each(ENGINES)('%s gives the text again, and ASCII runs whole', async (engine) => {
    const { segmenter } = await segmenterAs(engine);
    for (const sample of SAMPLES) expect(words(segmenter, sample).join('')).toBe(sample);
    expect(words(segmenter, '电话0398-4812345ABC')).toEqual(['电话', '0398', '-', '4812345ABC']);
    expect(segmenter?.('人民政府2022')).toEqual([
      { text: '人民政府', partOfSpeech: 'nt' },
      { text: '2022', partOfSpeech: 'm' },
    ]);
    expect(segmenter?.('')).toEqual([]);
  });

  test.each(ENGINES)('%s keeps any text', async (engine) => {
    const { segmenter } = await segmenterAs(engine);
    const text = fc
      .array(fc.oneof(fc.constantFrom(...'中华人民共和国政府12Aa。 \n𠮷\ud842'), fc.string()))
      .map((a) => a.join(''));
    fc.assert(fc.property(text, (sample) => words(segmenter, sample).join('') === sample));
  });

  test('none is none', async () => {
    expect(await segmenterAs('none')).toEqual({ segmenter: undefined, name: 'none' });
  });

  test(`the engines here (${ENGINES.length} of 2) cut alike`, async () => {
    // Where only one is installed it is held against itself: cutting twice must still agree.
    const [one, other = one] = ENGINES;
    const first = (await segmenterAs(one ?? 'none')).segmenter;
    const second = (await segmenterAs(other ?? 'none')).segmenter;
    for (const sample of SAMPLES) expect(words(first, sample)).toEqual(words(second, sample));
    if (!existsSync(CORPUS)) return;
    const lines = gunzipSync(readFileSync(CORPUS))
      .toString('utf8')
      .split(/[\n。]/u);
    const sentences = lines.filter((line) => line.length > 4 && !line.startsWith('###DOC')).slice(0, 2000);
    const different = sentences.filter((s) => words(first, s).join('|') !== words(second, s).join('|'));
    // Where two ways to cut weigh the same to the last bits, each engine takes its own (盯|紧盯|实, 盯紧|盯|实).
    expect(different.length).toBeLessThanOrEqual(2);
  });
});

describe('matcher', () => {
  const naive = (list: readonly string[], text: string): string[] =>
    list.flatMap((word, index) => {
      const found: string[] = [];
      for (let at = text.indexOf(word); word !== '' && at >= 0; at = text.indexOf(word, at + 1))
        found.push(`${at}–${at + word.length}:${index}`);
      return found;
    });

  const found = (list: readonly string[], text: string): string[] =>
    [...wordMatcher(list).matches(text)].map(({ start, end, index }) => `${start}–${end}:${index}`);

  test('finds overlapping and nested words, longest first', () => {
    expect(found(['人民', '人民政府', '民政', '政府'], '人民政府')).toEqual(['0–2:0', '1–3:2', '0–4:1', '2–4:3']);
  });

  test('finds what indexOf finds', () => {
    const string = fc.array(fc.constantFrom('甲', '乙', '丙', '𠮷'), { maxLength: 6 }).map((a) => a.join(''));
    const text = fc.array(fc.constantFrom('甲', '乙', '丙', '丁', '𠮷'), { maxLength: 60 }).map((a) => a.join(''));
    fc.assert(
      fc.property(fc.array(string, { maxLength: 12 }), text, (list, sample) => {
        expect(found(list, sample).sort()).toEqual(naive(list, sample).sort());
      }),
      { numRuns: 500 },
    );
  });
});
