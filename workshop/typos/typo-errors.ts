import { type Alphabet, FIRST_CHARACTER, SYMBOLS, UNKNOWN } from '../../src/model/alphabet.js';
import {
  type ConfusionTable,
  NEAR_SOUND,
  SAME_SHAPE,
  SAME_TONE,
  type SyllablePairs,
} from '../../src/model/confusions.js';
import type { LanguageModel, Reader } from '../../src/model/language-model.js';

/** Characters put in place of others of the same number. */
export interface PlantedTypo {
  readonly start: number;
  /** Code units: the alphabet need not have them. */
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
const SHARE = {
  pair: 0.22,
  twoApart: 0.4,
  rare: 0.06,
  slip: 0.05,
  word: 0.3,
  near: 0.08,
  shape: 0.25,
  any: 0.3,
} as const;

/** Characters that the alphabet does not have, by the symbol that may be meant where they are written. */
function rareFor(confusions: ConfusionTable, { symbolOf }: Alphabet): ReadonlyMap<number, readonly number[]> {
  const rare = new Map<number, number[]>();
  for (const unit of confusions.units) {
    if (symbolOf[unit] !== UNKNOWN) continue;
    const { symbols, kinds } = confusions.of(unit);
    for (let k = 0; k < symbols.length; k++) {
      if (kinds[k] === NEAR_SOUND) continue;
      const meant = symbols[k] as number;
      const units = rare.get(meant);
      if (units) units.push(unit);
      else rare.set(meant, [unit]);
    }
  }
  return rare;
}

/** Makes typing errors as people make them: same sound, words of the same sound, near sound, shape. */
export function typist(model: LanguageModel, reader: Reader, confusions: ConfusionTable, pairs: SyllablePairs) {
  const { unitOf } = model.alphabet;
  const rare = rareFor(confusions, model.alphabet);
  const isHan = (symbol: number): boolean => {
    const unit = unitOf[symbol] as number;
    return symbol >= FIRST_CHARACTER && unit >= 0x4e00 && unit <= 0x9fff;
  };
  const commonness = (symbol: number): number => Math.sqrt(model.singles[symbol] as number);
  const han = [...model.singles.keys()].filter(isHan);
  const commonnessOfHan = han.map(commonness);

  /** A word for another of the same sound. */
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
    const units = [unitOf[x] as number, unitOf[y] as number];
    if (x === first) return { start: i + 1, written: units.slice(1) };
    return { start: i, written: y === second ? units.slice(0, 1) : units };
  };

  const rareTypo = (symbol: number, i: number, random: () => number): PlantedTypo | undefined => {
    const options = rare.get(symbol) ?? [];
    const unit = options[Math.floor(random() * options.length)];
    return unit === undefined ? undefined : { start: i, written: [unit] };
  };

  /** Any character: the wrong key, the wrong stroke, a likeness that no table has. */
  const slip = (i: number, random: () => number): PlantedTypo => ({
    start: i,
    written: [unitOf[han[drawByWeight(commonnessOfHan, random)] as number] as number],
  });

  const singleTypo = (symbols: Uint16Array, i: number, random: () => number): PlantedTypo | undefined => {
    const symbol = symbols[i] as number;
    if (!isHan(symbol)) return undefined;
    const draw = random();
    if (draw < SHARE.rare) return rareTypo(symbol, i, random);
    if (draw < SHARE.rare + SHARE.slip) return slip(i, random);
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
    return k < 0 ? undefined : { start: i, written: [unitOf[options[k] as number] as number] };
  };

  /** Two in a row, each by itself: what the writer saw of a word was its sound only. */
  const twoTypos = (symbols: Uint16Array, i: number, random: () => number): PlantedTypo | undefined => {
    const first = singleTypo(symbols, i, random);
    const second = singleTypo(symbols, i + 1, random);
    return first && second ? { start: i, written: [...first.written, ...second.written] } : (first ?? second);
  };

  /** A typing error in a sentence [from, to), or undefined where the drawn place offers none. */
  return (symbols: Uint16Array, from: number, to: number, random: () => number): PlantedTypo | undefined => {
    const i = from + Math.floor(random() * (to - from));
    if (symbols[i] === UNKNOWN) return undefined;
    if (random() >= SHARE.pair || i + 1 >= to) return singleTypo(symbols, i, random);
    return random() < SHARE.twoApart ? twoTypos(symbols, i, random) : pairTypo(symbols, i, random);
  };
}
