import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadTypoModel, readTypoModel } from '../src/dictionary/typo-model.js';
import { UserError } from '../src/dictionary/user-error.js';
import { alphabetOf, BOUNDARY, DIGITS, encode, LATIN, MARGIN, SYMBOLS, UNKNOWN } from '../src/model/alphabet.js';
import { confusionTable, NEAR_SOUND, SAME_SHAPE, SAME_SOUND, SAME_TONE } from '../src/model/confusions.js';
import { correctText, readText } from '../src/model/correct-text.js';
import { emptyPassage, levelOf, levelsBetween, PAIR_LEVELS, readerOf, THREE } from '../src/model/language-model.js';
import { lookUp, retrievalOf } from '../src/model/retrieval.js';
import { LEAF, logitOf } from '../src/model/trees.js';
import { seededRandom } from '../src/rule/planting.js';
import { forEachNgram, sortedWindows } from '../src/tools/typo-counts.js';
import { growTrees } from '../src/tools/typo-trees.js';

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
    const even = { pair: new Float64Array(32), triple: new Float64Array(256), four: new Float64Array(64) };
    const weights = { ...even, five: new Float64Array(64) };
    const reader = readerOf({
      alphabet,
      singles: new Float64Array(SYMBOLS).fill(1000),
      total: SYMBOLS * 1000,
      pairs,
      pairLevels,
      longer: retrievalOf({ ...keys, values: Uint8Array.of(levelOf(longerLevels, tripleCount)) }, 8, 6),
      longerLevels,
      forward: weights,
      backward: weights,
    });
    const { symbols, length } = encode('甲乙丙', alphabet);
    const passage = emptyPassage(length);
    reader.levels(symbols, passage, MARGIN, length - MARGIN);
    return passage.three[MARGIN + 2] ?? 0;
  }

  test('believes a row of three that is no more frequent than its pairs', () => {
    expect(tripleRead(20, 20)).toBeGreaterThan(0);
  });

  test('takes a row of three for chance when it is more frequent than its pairs', () => {
    expect(tripleRead(20, 200)).toBe(0);
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
