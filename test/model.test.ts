import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadTypoModel, readTypoModel } from '../src/dictionary/typo-model.js';
import { UserError } from '../src/errors.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { alphabetOf, BOUNDARY, DIGITS, encode, LATIN, MARGIN, SYMBOLS, UNKNOWN } from '../src/model/alphabet.js';
import { confusionTable, NEAR_SOUND, SAME_SHAPE, SAME_SOUND, SAME_TONE } from '../src/model/confusions.js';
import { correctText, lossOf, readText } from '../src/model/correct-text.js';
import {
  emptyPassage,
  levelOf,
  levelsBetween,
  PAIR_LEVELS,
  readerOf,
  SPREADS,
  THREE,
} from '../src/model/language-model.js';
import { isIn, lookUp, lookUpBoth, nibblesOf, retrievalOf } from '../src/model/retrieval.js';
import { LEAF, logitOf } from '../src/model/trees.js';
import { typoCandidates } from '../src/views/typos/typo-candidates.js';
import { seededRandom } from '../workshop/planting/planting.js';
import { forEachNgram, reversed, sortedWindows } from '../workshop/typos/counts.js';
import { growTrees } from '../workshop/typos/grow-trees.js';
import { languageModelOf } from '../workshop/typos/train-language-model.js';
import { context } from './context.js';

describe('alphabet', () => {
  test('drops white space, tells runs once, ends sentences', () => {
    const alphabet = alphabetOf('中文，');
    const { symbols, offsets, length } = encode('中 文,2022ab。\n\n㐂', alphabet);
    const [zhong, wen, comma] = [...'中文，'].map((character) => alphabet.symbolOf[character.charCodeAt(0)]);
    expect([...symbols.subarray(MARGIN, length - MARGIN)]).toEqual([
      zhong,
      wen,
      comma,
      DIGITS,
      LATIN,
      BOUNDARY,
      UNKNOWN,
    ]);
    expect([...offsets.subarray(MARGIN, length - MARGIN)]).toEqual([0, 2, 3, 4, 8, 10, 13]);
  });
});

describe('counts', () => {
  test('every n-gram is told once with its count, boundaries only at its ends', () => {
    const symbols = Uint16Array.of(0, 5, 6, 7, 0, 5, 6, 0);
    const told = new Map<string, number>();
    forEachNgram(sortedWindows({ symbols, length: symbols.length }), (order, x, y, z, count) => {
      const packed = [x >>> 12, x & 0xfff, y >>> 12, y & 0xfff, z];
      const own = order === 3 ? [packed[0], packed[1], packed[3]] : packed.slice(0, order);
      const key = own.join(' ');
      expect(told.has(key)).toBe(false);
      told.set(key, count);
    });
    expect(told.get('5 6')).toBe(2);
    expect(told.get('0 5 6')).toBe(2);
    expect(told.get('5 6 7')).toBe(1);
    expect(told.get('5 6 0')).toBe(1);
    expect(told.get('0 5 6 7 0')).toBe(1);
    expect([...told.keys()].filter((key) => / 0 /u.test(key))).toEqual([]);
  });

  test('with every n-gram, before how many different symbols it stands; backwards, after how many', () => {
    const symbols = Uint16Array.of(0, 5, 6, 7, 8, 0, 5, 6, 7, 9, 0, 4, 6, 7, 8, 0);
    const stream = { symbols, length: symbols.length };
    const followersOf = (of: Parameters<typeof sortedWindows>[0]): ReadonlyMap<string, number> => {
      const told = new Map<string, number>();
      forEachNgram(sortedWindows(of), (order, x, _y, _z, _count, followers) => {
        if (order === 2) told.set(`${x >>> 12} ${x & 0xfff}`, followers);
      });
      return told;
    };
    const after = followersOf(stream);
    expect([after.get('6 7'), after.get('5 6'), after.get('8 0')]).toEqual([2, 1, 0]);
    const before = followersOf(reversed(stream));
    expect([before.get('7 6'), before.get('8 7')]).toEqual([2, 1]);
  });

  test('levels keep counts within their step', () => {
    const levels = levelsBetween(2, 500_000, 32);
    expect(levels.counts.at(-1)).toBeCloseTo(500_000, 0);
    for (const count of [2, 3, 10, 77, 4000, 499_999]) {
      const kept = levels.counts[levelOf(levels, count)] ?? 0;
      expect(Math.abs(Math.log(kept / count))).toBeLessThan(0.3);
    }
  });
});

describe('retrieval', () => {
  const count = 50_000;
  const random = seededRandom(7);
  const draw = (): number => Math.floor(random() * 0x1000000);
  const entries = {
    x: Uint32Array.from({ length: count }, (_, i) => i),
    y: Uint32Array.from({ length: count }, draw),
    z: Uint16Array.from({ length: count }, () => draw() & 0xfff),
    values: Uint8Array.from({ length: count }, () => 1 + Math.floor(random() * 31)),
    count,
  };
  const table = retrievalOf(entries, 8, 5);

  test('gives every value back', () => {
    let wrong = 0;
    for (let i = 0; i < count; i++)
      if (lookUp(table, i, entries.y[i] ?? 0, entries.z[i] ?? 0) !== entries.values[i]) wrong++;
    expect(wrong).toBe(0);
  });

  test('has four bits more for some of the keys', () => {
    const some = { ...entries, values: entries.values.map((_, i) => i % 16), count: count / 2 };
    const more = nibblesOf(some, table);
    let wrong = 0;
    for (let i = 0; i < some.count; i++) {
      const both = lookUpBoth(table, more, i, entries.y[i] ?? 0, entries.z[i] ?? 0);
      if (both !== (entries.values[i] ?? 0) * 16 + (i % 16)) wrong++;
    }
    expect(wrong).toBe(0);
  });

  test('without values, tells what was put in', () => {
    const plain = retrievalOf({ ...entries, values: new Uint8Array(count) }, 8, 0);
    let out = 0;
    let taken = 0;
    for (let i = 0; i < count; i++) {
      if (!isIn(plain, i, entries.y[i] ?? 0, entries.z[i] ?? 0)) out++;
      if (isIn(plain, count + i, draw(), draw() & 0xfff)) taken++;
    }
    expect(out).toBe(0);
    expect(taken / count).toBeLessThan(1 / 200);
  });

  test('takes a strange key for a known one about once in 256', () => {
    let taken = 0;
    for (let i = 0; i < 100_000; i++) if (lookUp(table, count + i, draw(), draw() & 0xfff) !== 0) taken++;
    expect(taken / 100_000).toBeLessThan(1 / 200);
  });
});

describe('language model', () => {
  /** Two pairs seen `pairCount` times each, and the row of three that they make said to be seen `tripleCount` times. */
  function tripleRead(pairCount: number, tripleCount: number): number {
    const alphabet = alphabetOf('甲乙丙');
    const [a, b, c] = [4, 5, 6] as const;
    const pairLevels = levelsBetween(1, 1000, PAIR_LEVELS);
    const longerLevels = levelsBetween(1, 1000, 64);
    const pairs = new Uint8Array(SYMBOLS * SYMBOLS);
    pairs[a * SYMBOLS + b] = levelOf(pairLevels, pairCount);
    pairs[b * SYMBOLS + c] = levelOf(pairLevels, pairCount);
    const keys = { x: Uint32Array.of((a << 12) | b), y: Uint32Array.of(c), z: Uint16Array.of(THREE), count: 1 };
    const longer = retrievalOf({ ...keys, values: Uint8Array.of(levelOf(longerLevels, tripleCount)) }, 8, 6);
    const tables = (length: number): readonly Float32Array[] =>
      Array.from({ length }, () => new Float32Array(SYMBOLS).fill(0.1));
    const estimates = { own: tables(5), share: tables(4), rest: tables(4) };
    const reader = readerOf({
      alphabet,
      singles: new Float64Array(SYMBOLS).fill(1000),
      total: SYMBOLS * 1000,
      pairs,
      pairLevels,
      pairSpreads: new Uint8Array(SYMBOLS * SYMBOLS),
      longer,
      longerSpreads: nibblesOf({ ...keys, values: Uint8Array.of(15) }, longer),
      once: retrievalOf({ ...keys, values: Uint8Array.of(0), count: 0 }, 8, 0),
      longerLevels,
      forward: estimates,
      backward: estimates,
    });
    const { symbols, length } = encode('甲乙丙', alphabet);
    const passage = emptyPassage(length);
    reader.grams(symbols, passage, MARGIN, length - MARGIN);
    return passage.three[MARGIN + 2] ?? 0;
  }

  test('believes a row of three that is no more frequent than its pairs', () => {
    expect(tripleRead(20, 20) % SPREADS).toBe(15);
    expect(tripleRead(20, 20) / SPREADS).toBeGreaterThan(1);
  });

  test('takes a row of three for chance when it is more frequent than its pairs', () => {
    expect(tripleRead(20, 200)).toBe(0);
  });
});

describe('a counted language model', () => {
  // 丙 follows 乙 in one phrase only, printed again and again; 丁 follows it in many.
  const phrases = [...'春夏秋冬东西南北'].map((first) => `${first}乙丁。`).join('');
  const model = languageModelOf([`${'甲乙丙。'.repeat(8)}${phrases}`], {
    least: [1, 1, 1, 1],
    fingerprintBits: 8,
    levelBits: 6,
  });
  const reader = readerOf(model);
  const read = (text: string): ReturnType<typeof emptyPassage> => {
    const { symbols, length } = encode(text, model.alphabet);
    const passage = emptyPassage(length);
    reader.grams(symbols, passage, MARGIN, length - 4);
    reader.forward(symbols, passage, MARGIN, length - MARGIN);
    reader.backward(symbols, passage, MARGIN, length - MARGIN);
    return passage;
  };
  const last = MARGIN + 2;

  test('in a new context, trusts what was seen in many', () => {
    const [often, widely] = [read('中乙丙').forward[last] ?? 0, read('中乙丁').forward[last] ?? 0];
    expect(widely - often).toBeGreaterThan(1);
  });

  test('in a known context, trusts what was seen there', () => {
    expect(read('甲乙丙').forward[last] ?? 0).toBeGreaterThan(Math.log(0.5));
    expect(read('甲乙丙').forward[last] ?? 0).toBeGreaterThan(read('甲乙丁').forward[last] ?? 0);
  });

  test('reads backwards as it does forwards', () => {
    const mirrored = languageModelOf([`${'丙乙甲。'.repeat(8)}${[...phrases].reverse().join('')}`], {
      least: [1, 1, 1, 1],
      fingerprintBits: 8,
      levelBits: 6,
    });
    const { symbols, length } = encode('丙乙甲', mirrored.alphabet);
    const passage = emptyPassage(length);
    const other = readerOf(mirrored);
    other.grams(symbols, passage, MARGIN, length - 4);
    other.backward(symbols, passage, MARGIN, length - MARGIN);
    expect(passage.backward[MARGIN] ?? 0).toBeCloseTo(read('甲乙丙').forward[last] ?? 0, 1);
  });
});

describe('trees', () => {
  test('learn an exclusive or, the same each time', () => {
    const count = 4000;
    const random = seededRandom(3);
    const features = Float32Array.from({ length: count * 2 }, random);
    const labels = Uint8Array.from({ length: count }, (_, i) =>
      Number((features[2 * i] ?? 0) > 0.5 !== (features[2 * i + 1] ?? 0) > 0.5),
    );
    const rows = { features, width: 2, count, labels, weights: new Float32Array(count).fill(1) };
    const growth = { trees: 20, leaves: 8, rate: 0.3, leastHessian: 1, ridge: 1 };
    const trees = growTrees(rows, growth);
    let right = 0;
    for (let i = 0; i < count; i++)
      if (logitOf(trees, features.subarray(2 * i, 2 * i + 2)) > 0 === (labels[i] === 1)) right++;
    expect(right / count).toBeGreaterThan(0.97);
    expect(growTrees(rows, growth)).toEqual(trees);
    expect(trees.features.includes(LEAF)).toBe(true);
  });
});

describe('confusions', () => {
  const alphabet = alphabetOf('到道导岛鸟倒老未末');
  const table = confusionTable(
    '到\tdao4\n道\tdao4\n导\tdao3\n岛\tdao3\n倒\tdao3;dao4\n老\tlao3\n',
    '末\t未\n',
    alphabet,
  );
  const kindOf = (written: string, meant: string): number | undefined => {
    const { symbols, kinds } = table.of(written.charCodeAt(0));
    return kinds[symbols.indexOf(alphabet.symbolOf[meant.charCodeAt(0)] ?? 0)];
  };

  test('same tone, same sound, same shape, nothing', () => {
    expect(kindOf('到', '道')).toBe(SAME_TONE);
    expect(kindOf('到', '导')).toBe(SAME_SOUND);
    expect(kindOf('末', '未')).toBe(SAME_SHAPE);
    expect(kindOf('到', '鸟')).toBeUndefined();
  });

  test('a character that the model has not kept still has its syllables', () => {
    const rare = confusionTable('咫\tzhi3\n支\tzhi1\n', '', alphabetOf('支'));
    expect(rare.syllables('咫'.charCodeAt(0))).toEqual(rare.syllables('支'.charCodeAt(0)));
    expect(rare.syllables('咫'.charCodeAt(0))).toHaveLength(1);
    expect(rare.syllables('囗'.charCodeAt(0))).toEqual([]);
  });

  test('near sounds', () => {
    const near = confusionTable('陵\tling2\n林\tlin2\n', '', alphabetOf('陵林'));
    expect([...near.of('陵'.charCodeAt(0)).kinds]).toEqual([NEAR_SOUND]);
  });
});

describe('the shipped model', () => {
  const model = loadTypoModel();

  test('is there, and corrects what people mistype', () => {
    if (!model) throw new Error('no model');
    const corrections = [
      ['各级党委政府要切实加强对这项工作的组织领到，层层压实责任。', '导'],
      ['根据《中华人民共和国行政许可法》的规订，制定本办法。', '定'],
      ['要坚持以经济建社为中心，推动高质量发展。', '设'],
    ] as const;
    for (const [text, meant] of corrections) {
      const found = correctText(model, readText(model, text), model.calibration.warning);
      expect({ text, meant: found.map((one) => one.meant) }).toEqual({ text, meant: [meant] });
    }
  });

  test('leaves right sentences alone', () => {
    if (!model) throw new Error('no model');
    for (const text of [
      '各级党委政府要切实加强对这项工作的组织领导，层层压实责任。',
      '县长李文东、副县长王小明出席会议。',
      '渑池县人民政府办公室印发通知。',
    ])
      expect(correctText(model, readText(model, text), model.calibration.warning)).toEqual([]);
  });

  test('is at home in official text, an error and all, and not in verse', () => {
    if (!model) throw new Error('no model');
    const loss = (text: string): number => lossOf(readText(model, text));
    const { familiar } = model.calibration;
    const official = '各级党委政府要切实加强对这项工作的组织领导，层层压实责任。';
    expect(loss(official)).toBeLessThan(loss(official.replace('领导', '领到')));
    expect(loss(official.replace('领导', '领到'))).toBeLessThan(familiar);
    expect(loss('锦瑟无端五十弦，一弦一柱思华年。庄生晓梦迷蝴蝶，望帝春心托杜鹃。')).toBeGreaterThan(familiar);
    expect(loss('')).toBe(0);
  });

  test('is less sure of a word in text that is strange to it', () => {
    const surest = (source: string): number =>
      Math.max(...typoCandidates(readTxt({ name: 'a.txt', source, context })).map(({ logit }) => logit));
    const sentence = '各级党委政府要切实加强对这项工作的组织领到，层层压实责任。';
    const verse = '锦瑟无端五十弦，一弦一柱思华年。庄生晓梦迷蝴蝶，望帝春心托杜鹃。';
    expect(surest(`${sentence}\n${verse.repeat(3)}`)).toBeLessThan(surest(sentence) - 0.5);
  });
});

describe('a model file', () => {
  const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-model-`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('that is absent is no model', () => {
    expect(readTypoModel(folder)).toBeUndefined();
  });

  test('that is damaged is refused', () => {
    writeFileSync(`${folder}/model.bin`, 'GWTYPO');
    writeFileSync(`${folder}/manifest.json`, JSON.stringify({ file: 'model.bin', sha256: '00' }));
    expect(() => readTypoModel(folder)).toThrow(UserError);
    expect(() => readTypoModel(folder)).toThrow(/sha256 不符/u);
  });
});
