import { encode, MARGIN } from '../../src/model/alphabet.js';
import { confusionTable } from '../../src/model/confusions.js';
import { type Examiner, examinerOf } from '../../src/model/examiner.js';
import { levelOf } from '../../src/model/language-model.js';
import { readingOf, type Sentence, sentenceOf } from '../../src/model/reading.js';
import { slipExaminerOf } from '../../src/model/slip-examiner.js';
import { LEAF, type Trees } from '../../src/model/trees.js';
import { languageModelOf } from '../../workshop/typos/train-language-model.js';

const SENTENCES = [
  '各级人民政府应当加强对这项工作的组织领导，2022年完成。',
  '有关部门应当依法公布行政执法信息，接受社会监督。',
  '本办法自2022年，公布之日起施行。',
  '任何单位和个人有权向有关部门投诉、举报。',
  '组织领导同志看到，祖国部队工人到会。',
  '县级以上人民政府应当将所需经费列入本级财政预算。',
];

/** Each sentence among the others again and again, so that pairs and longer rows are known. */
const TEXT = Array.from({ length: 600 }, (_, i) => SENTENCES[(i * 5 + (i >> 3)) % SENTENCES.length]).join('\n');

export const READINGS = [
  '导\tdao3',
  '到\tdao4',
  '公\tgong1',
  '工\tgong1',
  '布\tbu4',
  '部\tbu4',
  '组\tzu3',
  '祖\tzu3',
  '俎\tzu3',
  '之\tzhi1',
  '织\tzhi1',
].join('\n');

export const SHAPES = '祖\t组\n';

export const language = languageModelOf([TEXT], { least: [1, 1, 1, 1], fingerprintBits: 8, levelBits: 6 });
export const examiner: Examiner = examinerOf(language, confusionTable(READINGS, SHAPES, language.alphabet));

export const slipExaminer = slipExaminerOf(language);

export const symbolOf = (character: string): number => language.alphabet.symbolOf[character.charCodeAt(0)] as number;
export const spelt = (symbols: Iterable<number>): string =>
  String.fromCharCode(...Array.from(symbols, (symbol) => language.alphabet.unitOf[symbol] as number));

/** A text without a full stop in it, read as one sentence. */
export function sentenceIn(text: string): Sentence {
  const { symbols, offsets, length } = encode(text, language.alphabet);
  const reading = readingOf(examiner.reader, symbols, length, (i) => text.charCodeAt(offsets[i] as number));
  return sentenceOf(reading, MARGIN, length - MARGIN);
}

/** How often a row of characters stands in the text that was counted, as the model keeps it: a logarithm. */
export function countLog(row: string): number {
  const levels = row.length === 2 ? language.pairLevels : language.longerLevels;
  return Math.log(levels.counts[levelOf(levels, TEXT.split(row).length - 1)] as number);
}

/** Trees that say `low` where a feature is at most `bound`, and `high` above it. */
export const question = (feature: number, bound: number, low: number, high: number): Trees => ({
  roots: Uint32Array.of(0),
  features: Uint8Array.of(feature, LEAF, LEAF),
  values: Float32Array.of(bound, low, high),
  children: Uint32Array.of(1, 0, 0),
  base: 0,
});
