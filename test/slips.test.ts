import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readSlipModel } from '../src/dictionary/slip-model.js';
import type { Context } from '../src/document/document.js';
import { Unavailable } from '../src/document/per-document.js';
import { UserError } from '../src/errors.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { encode, SYMBOLS } from '../src/model/alphabet.js';
import { ModelError, openModel, packModel } from '../src/model/format.js';
import { readingOf, sentenceOf, sentenceSpans } from '../src/model/reading.js';
import type { SlipClassifier, SlipModel } from '../src/model/slip-classifier.js';
import { slipExaminerOf } from '../src/model/slip-examiner.js';
import { openSlipModel, packSlipModel } from '../src/model/slip-format.js';
import { slipsIn } from '../src/model/slips.js';
import { LEAF } from '../src/model/trees.js';
import { slips, slipsBy } from '../src/views/typos/slip-candidates.js';
import { seededRandom } from '../workshop/planting/planting.js';
import { slipPlanter, slipSamples } from '../workshop/typos/slip-errors.js';
import { languageModelOf } from '../workshop/typos/train-language-model.js';
import { context } from './context.js';

const SENTENCES = [
  '各级人民政府应当加强对这项工作的组织领导。',
  '有关部门应当依法公开行政执法信息，接受社会监督。',
  '县级以上人民政府应当将所需经费列入本级财政预算。',
  '本办法自公布之日起施行。',
  '任何单位和个人有权向有关部门投诉、举报。',
  '违反本办法规定的，由有关部门责令改正。',
];
/** Each sentence among the others again and again, so that pairs and longer rows are known. */
const TEXT = Array.from({ length: 600 }, (_, i) => SENTENCES[(i * 5 + (i >> 3)) % SENTENCES.length]).join('\n');
const language = languageModelOf([TEXT], { least: [1, 1, 1, 1], fingerprintBits: 8, levelBits: 6 });
const examiner = slipExaminerOf(language);

/** One leaf that says yes to all, to some kinds more than to others. */
const always = (value: number): SlipClassifier => ({
  trees: {
    roots: Uint32Array.of(0),
    features: Uint8Array.of(LEAF),
    values: Float32Array.of(value),
    children: Uint32Array.of(0),
    base: 0,
  },
  habits: new Float32Array(SYMBOLS),
  thresholds: { warning: 5, info: 0 },
});
const yes: SlipModel = { missing: always(1), extra: always(2), order: always(3) };

const mended = (text: string): readonly string[] => {
  const { symbols, length } = encode(text, language.alphabet);
  const reading = readingOf(examiner.reader, symbols, length, () => 0);
  const { unitOf } = language.alphabet;
  const spell = (row: Iterable<number>): string =>
    String.fromCharCode(...[...row].map((symbol) => unitOf[symbol] ?? 0));
  return [...sentenceSpans(symbols, length)].flatMap(([from, to]) =>
    slipsIn(examiner, sentenceOf(reading, from, to)).map(({ start, end, replacement }) =>
      spell([...symbols.subarray(from, start), ...replacement, ...symbols.subarray(end, to)]),
    ),
  );
};

describe('the examiner', () => {
  test.each([
    ['a missing character', '各级人民政府应当加对这项工作的组织领导。'],
    ['one too many', '各级人民政府应当加强对这项工作的有组织领导。'],
    ['two changed about', '各级人民政府应当加强对项这工作的组织领导。'],
    ['two changed about a third', '各级人民政府应当加强对工项这作的组织领导。'],
  ])('%s', (_, text) => {
    expect(mended(text)).toContain('各级人民政府应当加强对这项工作的组织领导');
  });

  test('leaves right text alone', () => {
    expect(SENTENCES.flatMap(mended)).toEqual([]);
  });
});

test('planted slips are one character more, one less, or the same characters', () => {
  const plant = slipPlanter(language);
  const random = seededRandom(4);
  const { symbols, length } = encode(SENTENCES[0] ?? '', language.alphabet);
  const sentence = [...sentenceSpans(symbols, length)].flatMap(([from, to]) => [...symbols.subarray(from, to)]);
  const differences = new Set<number>();
  for (let i = 0; i < 200; i++) {
    const planted = plant(sentence, random);
    if (!planted) continue;
    differences.add(planted.length - sentence.length);
    expect(planted).not.toEqual(sentence);
    if (planted.length === sentence.length) expect(planted.toSorted()).toEqual(sentence.toSorted());
  }
  expect([...differences].sort()).toEqual([-1, 0, 1]);
});

test('samples know what is right, and are the same for the same seed', () => {
  const samples = slipSamples([TEXT], language, examiner, seededRandom(2));
  for (const { rows } of Object.values(samples)) {
    const right = rows.labels.reduce((sum, label) => sum + label, 0);
    expect(right).toBeGreaterThan(20);
    expect(right).toBeLessThan(rows.count);
  }
  expect(slipSamples([TEXT], language, examiner, seededRandom(2))).toEqual(samples);
});

describe('the file', () => {
  const bytes = packSlipModel(yes);

  test('gives the classifiers back', () => {
    expect(openSlipModel(bytes)).toEqual(yes);
    // A Buffer's bytes may lie anywhere in a larger one.
    expect(openSlipModel(Buffer.concat([Buffer.from('x'), bytes]).subarray(1))).toEqual(yes);
  });

  test('is refused when it is another file, of another version, or cut short', () => {
    const version = bytes.slice();
    version[6] = 99;
    for (const damaged of [
      new Uint8Array(3),
      new Uint8Array(100),
      version,
      bytes.subarray(0, -5),
      bytes.subarray(0, 40),
    ])
      expect(() => openSlipModel(damaged)).toThrow(ModelError);
  });

  test('is refused when a node leads nowhere', () => {
    const astray: SlipClassifier = { ...yes.extra, trees: { ...yes.extra.trees, features: Uint8Array.of(0) } };
    expect(() => openSlipModel(packSlipModel({ ...yes, extra: astray }))).toThrow(ModelError);
  });

  const folder = mkdtempSync(`${tmpdir()}/slips-`);
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, value: unknown): void => writeFileSync(`${folder}/${name}`, JSON.stringify(value));

  test('is read only beside the model it was trained on, and only undamaged', () => {
    expect(readSlipModel(folder)).toBeUndefined();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(`${folder}/slips.bin`, bytes);
    put('manifest.json', { file: 'model.bin', sha256: 'a' });
    put('slips.json', { file: 'slips.bin', sha256, model: 'a' });
    expect(readSlipModel(folder)).toEqual(yes);
    put('manifest.json', { file: 'model.bin', sha256: 'b' });
    expect(readSlipModel(folder)).toBeUndefined();
    writeFileSync(`${folder}/slips.bin`, bytes.subarray(1));
    expect(() => readSlipModel(folder)).toThrow(UserError);
  });
});

describe('slips of a document', () => {
  const calibration = { error: 5, warning: 5, info: 5, slope: 1, offset: 0, familiar: 99 };
  const model = openModel(packModel({ language, trees: yes.order.trees, calibration, readings: '', shapes: '' }));
  const found = (text: string): readonly string[] => {
    const doc = readTxt({ name: '文.txt', source: text, context: { ...context, typoModel: () => model } });
    return slipsBy(doc, yes).map(
      ({ kind, range, meant }) => `${kind} ${doc.text.slice(range.start, range.end)}→${meant}`,
    );
  };

  test('range and what is meant', () => {
    expect(found('各级人民政府应当加对这项工作的组织领导。')).toEqual(['missing 加对→加强对']);
    expect(found('本办法自公布之日起办施行。')).toEqual(['extra 办→']);
    expect(found('违反本办法规定的，由有关部门责令正改。')).toEqual(['order 正改→改正']);
  });

  test('nothing in titles, quotations, and where the document writes so again', () => {
    expect(found('《本办法自公布之日起办施行》')).toEqual([]);
    expect(found('“本办法自公布之日起办施行”')).toEqual([]);
    expect(found('本办法自公布之日起办施行。\n本办法自公布之日起办施行。')).toEqual([]);
  });

  test('without a model the view is unavailable', () => {
    const { typoModel: _, slipModel: __, ...without } = context;
    const bare: Context = without;
    expect(() => slips(readTxt({ name: '文.txt', source: '本办法', context: bare }))).toThrow(Unavailable);
  });
});
