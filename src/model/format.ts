import { type Alphabet, alphabetOf, SYMBOLS } from './alphabet.js';
import { confusionTable } from './confusions.js';
import { type Examiner, examinerOf } from './examiner.js';
import { type Estimates, type LanguageModel, PAIR_LEVELS, SPREAD_BITS } from './language-model.js';
import { retrieval } from './retrieval.js';
import type { Trees } from './trees.js';

/** From how sure a correction is, what it is worth: thresholds of its logit, set on clean text apart from all else. */
export interface Calibration {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** Probability of being right = 1 / (1 + exp(-(slope × logit + offset))). */
  readonly slope: number;
  readonly offset: number;
  /** Mean loss of a text, as lossOf gives it, up to which the model is at home in it. */
  readonly familiar: number;
}

/** All that is needed to find typing errors: counts, confusions, trees, thresholds. */
export interface TypoModel {
  readonly language: LanguageModel;
  /** Looks for what may be meant; holds scratch space, so one for each thread. */
  readonly examiner: Examiner;
  readonly trees: Trees;
  readonly calibration: Calibration;
}

/** What a model is packed from. */
export interface ModelParts {
  readonly language: LanguageModel;
  readonly trees: Trees;
  readonly calibration: Calibration;
  /** Tables of sounds and shapes, as confusionTable takes them. */
  readonly readings: string;
  readonly shapes: string;
}

const MAGIC = 'GWTYPO';
/** Of the format. A model of another version is refused. */
export const VERSION = 2;
const ALIGNMENT = 8;

/** A file that is no model, or not one that this version reads. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

interface Section {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

interface Header {
  readonly sections: readonly Section[];
  readonly parameters: {
    readonly characters: string;
    readonly total: number;
    readonly segmentCount: number;
    readonly spreadSegmentCount: number;
    readonly onceSegmentCount: number;
    readonly onceSeed: number;
    readonly seed: number;
    readonly fingerprintBits: number;
    readonly valueBits: number;
    readonly base: number;
    readonly calibration: Calibration;
  };
}

/** Pairs of the dense table as steps from one to the next, seven bits a byte, and levels. */
function packPairs(pairs: Uint8Array): Uint8Array {
  const packed = new Uint8Array(pairs.length);
  let length = 0;
  let last = -1;
  for (let i = 0; i < pairs.length; i++) {
    const level = pairs[i] as number;
    if (level === 0) continue;
    let step = i - last;
    while (step > 127) {
      packed[length++] = (step & 127) | 128;
      step >>>= 7;
    }
    packed[length++] = step;
    packed[length++] = level;
    last = i;
  }
  return packed.slice(0, length);
}

function unpackPairs(packed: Uint8Array): Uint8Array {
  const pairs = new Uint8Array(SYMBOLS * SYMBOLS);
  let at = -1;
  let i = 0;
  while (i < packed.length) {
    let step = 0;
    let shift = 0;
    let byte = packed[i++] as number;
    while (byte > 127) {
      step |= (byte & 127) << shift;
      shift += 7;
      byte = packed[i++] as number;
    }
    at += step | (byte << shift);
    pairs[at] = packed[i++] as number;
  }
  return pairs;
}

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Spreads of the pairs that the table of pairs has, two a byte. */
function packSpreads(pairs: Uint8Array, spreads: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(pairs.length / 2));
  let count = 0;
  for (let i = 0; i < pairs.length; i++) {
    if (pairs[i] === 0) continue;
    const byte = count >>> 1;
    packed[byte] = (packed[byte] as number) | ((spreads[i] as number) << (SPREAD_BITS * (count++ & 1)));
  }
  return packed.slice(0, Math.ceil(count / 2));
}

function unpackSpreads(pairs: Uint8Array, packed: Uint8Array): Uint8Array {
  const spreads = new Uint8Array(pairs.length);
  let count = 0;
  for (let i = 0; i < pairs.length; i++)
    if (pairs[i] !== 0) spreads[i] = ((packed[count >>> 1] as number) >>> (SPREAD_BITS * (count++ & 1))) & 15;
  return spreads;
}

/** Tables of Estimates, by their kind and the orders that they have. */
const ESTIMATES = { own: 5, share: 4, rest: 4 } as const satisfies Record<keyof Estimates, number>;
const estimateNames = ['own', 'share', 'rest'] as const satisfies readonly (keyof Estimates)[];

/** The model as a file. */
export function packModel({ language, trees, calibration, readings, shapes }: ModelParts): Uint8Array {
  const parts = new Map<string, Uint8Array>();
  const add = (name: string, array: ArrayBufferView): void => void parts.set(name, bytesOf(array));
  add('singles', Uint32Array.from(language.singles));
  add('pairLevels', language.pairLevels.counts);
  add('longerLevels', language.longerLevels.counts);
  for (const direction of ['forward', 'backward'] as const)
    for (const name of estimateNames)
      for (const [k, table] of language[direction][name].entries()) add(`${direction}.${name}.${k + 1}`, table);
  for (const name of ['roots', 'features', 'values', 'children'] as const) add(`trees.${name}`, trees[name]);
  add('readings', new TextEncoder().encode(readings));
  add('shapes', new TextEncoder().encode(shapes));
  add('pairs', packPairs(language.pairs));
  add('longer', language.longer.cells);
  add('pairSpreads', packSpreads(language.pairs, language.pairSpreads));
  add('longerSpreads', language.longerSpreads.cells);
  add('once', language.once.cells);

  let offset = 0;
  const sections = [...parts].map(([name, { length }]): Section => {
    const section = { name, offset, length };
    offset = Math.ceil((offset + length) / ALIGNMENT) * ALIGNMENT;
    return section;
  });
  const { segmentCount, seed, fingerprintBits, valueBits } = language.longer;
  const header: Header = {
    sections,
    parameters: {
      characters: language.alphabet.characters,
      total: language.total,
      segmentCount,
      spreadSegmentCount: language.longerSpreads.segmentCount,
      onceSegmentCount: language.once.segmentCount,
      onceSeed: language.once.seed,
      seed,
      fingerprintBits,
      valueBits,
      base: trees.base,
      calibration,
    },
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((16 + text.length) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(start + offset);
  file.set(new TextEncoder().encode(MAGIC));
  const numbers = new DataView(file.buffer);
  numbers.setUint16(6, VERSION, true);
  numbers.setUint32(8, text.length, true);
  numbers.setUint32(12, file.length, true);
  file.set(text, 16);
  for (const section of sections) file.set(parts.get(section.name) as Uint8Array, start + section.offset);
  return file;
}

/**
 * A model from its file. The bytes are used in place and must not change; they may be shared among threads.
 * @throws ModelError for a file that is damaged or of another version.
 */
export function openModel(bytes: Uint8Array): TypoModel {
  // A Node Buffer's slice is no copy; a plain array's is.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.slice());
  if (file.length < 16 || text(file.subarray(0, 6)) !== MAGIC) throw new ModelError('不是错字模型文件');
  const version = numbers.getUint16(6, true);
  if (version !== VERSION) throw new ModelError(`错字模型的格式为第 ${version} 版，本程序只读第 ${VERSION} 版`);
  const headerLength = numbers.getUint32(8, true);
  if (numbers.getUint32(12, true) !== file.length || 16 + headerLength > file.length)
    throw new ModelError('错字模型文件不完整');
  const { sections, parameters } = JSON.parse(text(file.subarray(16, 16 + headerLength))) as Header;
  const start = Math.ceil((16 + headerLength) / ALIGNMENT) * ALIGNMENT;
  const part = (name: string): Uint8Array => {
    const section = sections.find((one) => one.name === name);
    if (!section || start + section.offset + section.length > file.length)
      throw new ModelError(`错字模型文件缺少“${name}”一节`);
    return file.subarray(start + section.offset, start + section.offset + section.length);
  };
  const doubles = (name: string): Float64Array => new Float64Array(part(name).slice().buffer);
  const estimates = (direction: string): Estimates => {
    const tables = (name: keyof Estimates): readonly Float32Array[] =>
      Array.from(
        { length: ESTIMATES[name] },
        (_, k) => new Float32Array(part(`${direction}.${name}.${k + 1}`).slice().buffer),
      );
    return { own: tables('own'), share: tables('share'), rest: tables('rest') };
  };
  const alphabet: Alphabet = alphabetOf(parameters.characters);
  const { segmentCount, spreadSegmentCount, seed, fingerprintBits, valueBits } = parameters;
  const pairLevels = doubles('pairLevels');
  if (pairLevels.length !== PAIR_LEVELS) throw new ModelError('错字模型文件的表长不对');
  const pairs = unpackPairs(part('pairs'));
  const language: LanguageModel = {
    alphabet,
    singles: Float64Array.from(new Uint32Array(part('singles').slice().buffer)),
    total: parameters.total,
    pairs,
    pairLevels: { counts: pairLevels },
    pairSpreads: unpackSpreads(pairs, part('pairSpreads')),
    longer: retrieval(part('longer'), segmentCount, seed, fingerprintBits, valueBits),
    longerSpreads: { cells: part('longerSpreads'), segmentCount: spreadSegmentCount },
    once: retrieval(part('once'), parameters.onceSegmentCount, parameters.onceSeed, fingerprintBits, 0),
    longerLevels: { counts: doubles('longerLevels') },
    forward: estimates('forward'),
    backward: estimates('backward'),
  };
  return {
    language,
    examiner: examinerOf(language, confusionTable(text(part('readings')), text(part('shapes')), alphabet)),
    trees: {
      roots: new Uint32Array(part('trees.roots').slice().buffer),
      features: part('trees.features').slice(),
      values: new Float32Array(part('trees.values').slice().buffer),
      children: new Uint32Array(part('trees.children').slice().buffer),
      base: parameters.base,
    },
    calibration: parameters.calibration,
  };
}
