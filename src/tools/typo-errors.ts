import { FIRST_CHARACTER, SYMBOLS, UNKNOWN } from '../model/alphabet.js';
import { type ConfusionTable, NEAR_SOUND, SAME_SHAPE, SAME_TONE, type SyllablePairs } from '../model/confusions.js';
import type { LanguageModel, Reader } from '../model/language-model.js';

/** Symbols put in place of others of the same number. */
export interface PlantedTypo {
  readonly start: number;
  readonly written: readonly number[];
}

/** One of the indices, drawn by weight; -1 where all weights are 0. */
function drawByWeight(weights: readonly number[], random: () => number): number {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return -1;
  let left = random() * sum;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i] as number;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Of a hundred planted errors; as the kinds fall among those that people make with input methods. */
const SHARE = { pair: 0.18, word: 0.3, near: 0.08, shape: 0.25, any: 0.3 } as const;

/** Makes typing errors as people make them: same sound, words of the same sound, near sound, shape. */
export function typist(model: LanguageModel, reader: Reader, confusions: ConfusionTable, pairs: SyllablePairs) {
  const { unitOf } = model.alphabet;
  const isHan = (symbol: number): boolean => {
    const unit = unitOf[symbol] as number;
    return symbol >= FIRST_CHARACTER && unit >= 0x4e00 && unit <= 0x9fff;
  };
  const commonness = (symbol: number): number => Math.sqrt(model.singles[symbol] as number);

  const pairTypo = (symbols: Uint16Array, i: number, random: () => number): PlantedTypo | undefined => {
    const first = symbols[i] as number;
    const second = symbols[i + 1] as number;
    if (!isHan(first) || !isHan(second)) return undefined;
    const a = confusions.syllablesOfSymbol(first)[0];
    const b = confusions.syllablesOfSymbol(second)[0];
    if (a === undefined || b === undefined) return undefined;
    const cell = a * confusions.syllableCount + b;
    const options = [...pairs.pairs.subarray(pairs.starts[cell], pairs.starts[cell + 1])].filter(
      (pair) => Math.floor(pair / SYMBOLS) !== first || pair % SYMBOLS !== second,
    );
    const k = drawByWeight(
      options.map((pair) => Math.sqrt(reader.pairCount(Math.floor(pair / SYMBOLS), pair % SYMBOLS))),
      random,
    );
    if (k < 0) return undefined;
    const x = Math.floor((options[k] as number) / SYMBOLS);
    const y = (options[k] as number) % SYMBOLS;
    if (x === first) return { start: i + 1, written: [y] };
    return { start: i, written: y === second ? [x] : [x, y] };
  };

  const singleTypo = (symbols: Uint16Array, i: number, random: () => number): PlantedTypo | undefined => {
    const symbol = symbols[i] as number;
    if (!isHan(symbol)) return undefined;
    const { symbols: options, kinds, alike } = confusions.of(unitOf[symbol] as number);
    const kind = random();
    const near = kind < SHARE.near;
    const shape = !near && kind < SHARE.near + SHARE.shape;
    const word = !near && !shape && random() < SHARE.word;
    const any = !word && random() < SHARE.any;
    const before = symbols[i - 1] as number;
    const after = symbols[i + 1] as number;
    const weights = Array.from(options, (option, k) => {
      const own = kinds[k] as number;
      if (shape ? alike[k] === 0 : near ? own !== NEAR_SOUND : own >= NEAR_SOUND && own <= SAME_SHAPE) return 0;
      // Who mistakes the shape, or picks blindly, is not led by how common a character is.
      if (shape || any) return 1;
      const tone = own === SAME_TONE ? 2 : 1;
      return word
        ? tone * Math.sqrt(reader.pairCount(before, option) + reader.pairCount(option, after))
        : tone * commonness(option);
    });
    const k = drawByWeight(weights, random);
    return k < 0 ? undefined : { start: i, written: [options[k] as number] };
  };

  /** A typing error in a sentence [from, to), or undefined where the drawn place offers none. */
  return (symbols: Uint16Array, from: number, to: number, random: () => number): PlantedTypo | undefined => {
    const i = from + Math.floor(random() * (to - from));
    if (symbols[i] === UNKNOWN) return undefined;
    return random() < SHARE.pair && i + 1 < to ? pairTypo(symbols, i, random) : singleTypo(symbols, i, random);
  };
}
