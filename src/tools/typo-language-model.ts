import {
  type Alphabet,
  alphabetOf,
  BOUNDARY,
  encode,
  FIRST_CHARACTER,
  foldedUnit,
  MARGIN,
  SYMBOLS,
  UNKNOWN,
} from '../model/alphabet.js';
import {
  emptyPassage,
  FOUR,
  type LanguageModel,
  type Levels,
  levelOf,
  levelsBetween,
  PAIR_LEVELS,
  readerOf,
  THREE,
  type Weights,
} from '../model/language-model.js';
import { retrievalOf } from '../model/retrieval.js';
import { forEachNgram, type SortedWindows, type Stream, sortedWindows } from './typo-counts.js';

/** What of the counts is kept, and in how many bits. */
export interface Size {
  /** Fewest occurrences of a kept n-gram, by its order from 2. */
  readonly least: readonly [number, number, number, number];
  readonly fingerprintBits: number;
  readonly levelBits: number;
}

/** The most frequent characters of the texts; ties in order of code. */
export function alphabetFrom(texts: readonly string[]): Alphabet {
  const counts = new Float64Array(0x10000);
  for (const text of texts)
    for (let i = 0; i < text.length; i++) counts[text.charCodeAt(i)] = (counts[text.charCodeAt(i)] as number) + 1;
  const { symbolOf } = alphabetOf('');
  const units = [...counts.keys()]
    .filter((unit) => (counts[unit] as number) > 0 && symbolOf[unit] === UNKNOWN && foldedUnit(unit) === unit)
    .filter((unit) => unit < 0xd800 || unit > 0xdfff)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return alphabetOf(String.fromCharCode(...units.slice(0, SYMBOLS - FIRST_CHARACTER)));
}

/** Texts as one row of symbols, a boundary between them. */
export function streamOf(texts: readonly string[], alphabet: Alphabet): Stream {
  const symbols = new Uint16Array(texts.reduce((sum, text) => sum + text.length + 2, 1));
  let length = 1;
  for (const text of texts) {
    const encoded = encode(text, alphabet);
    const row = encoded.symbols.subarray(MARGIN, encoded.length - MARGIN);
    symbols.set(row, length);
    length += row.length;
    if (symbols[length - 1] !== BOUNDARY) length++;
  }
  return { symbols, length };
}

const evenWeights = (levels: number): Weights => ({
  pair: new Float64Array(32).fill(0.9),
  triple: new Float64Array(PAIR_LEVELS).fill(0.7),
  four: new Float64Array(levels).fill(0.6),
  five: new Float64Array(levels).fill(0.5),
});

/** The counted texts as a model, its weights still even. */
function countedModel(windows: SortedWindows, stream: Stream, alphabet: Alphabet, size: Size): LanguageModel {
  const singles = new Float64Array(SYMBOLS);
  for (let i = 0; i < stream.length; i++) {
    const symbol = stream.symbols[i] as number;
    singles[symbol] = (singles[symbol] as number) + 1;
  }
  const kept = new Float64Array(6);
  const most = new Float64Array(6);
  forEachNgram(windows, (order, _x, _y, _z, count) => {
    if (count < (size.least[order - 2] as number)) return;
    kept[order] = (kept[order] as number) + 1;
    most[order] = Math.max(most[order] as number, count);
  });
  const pairLevels = levelsBetween(size.least[0], most[2] as number, PAIR_LEVELS);
  const longerLevels = levelsBetween(Math.min(...size.least.slice(1)), most[3] as number, 1 << size.levelBits);
  const levelFor = (levels: Levels, highest: number): ((count: number) => number) => {
    const small = Uint8Array.from({ length: 4096 }, (_, count) => levelOf(levels, count));
    return (count) => (count < 4096 ? (small[count] as number) : levelOf(levels, Math.min(count, highest)));
  };
  const pairLevel = levelFor(pairLevels, most[2] as number);
  const longerLevel = levelFor(longerLevels, most[3] as number);
  const pairs = new Uint8Array(SYMBOLS * SYMBOLS);
  const total = (kept[3] as number) + (kept[4] as number) + (kept[5] as number);
  const x = new Uint32Array(total);
  const y = new Uint32Array(total);
  const z = new Uint16Array(total);
  const values = new Uint8Array(total);
  let n = 0;
  forEachNgram(windows, (order, first, second, third, count) => {
    if (count < (size.least[order - 2] as number)) return;
    if (order === 2) {
      pairs[first] = pairLevel(count);
      return;
    }
    x[n] = first;
    y[n] = second;
    z[n] = order === 3 ? THREE : order === 4 ? FOUR : third;
    values[n++] = longerLevel(count);
  });
  return {
    alphabet,
    singles,
    total: stream.length,
    pairs,
    pairLevels,
    longer: retrievalOf({ x, y, z, values, count: n }, size.fingerprintBits, size.levelBits),
    longerLevels,
    forward: evenWeights(1 << size.levelBits),
    backward: evenWeights(1 << size.levelBits),
  };
}

const ROUNDS = 4;

/** Expectation and maximisation: how far to trust each context, on texts that were not counted. */
function fitWeights(model: LanguageModel, held: Stream): void {
  const { symbols, length } = held;
  const passage = emptyPassage(length);
  const reader = readerOf(model);
  reader.levels(symbols, passage, MARGIN, length - MARGIN);
  const { singles, total } = model;
  const pairCounts = model.pairLevels.counts;
  const counts = model.longerLevels.counts;
  const { two, three, four, five } = passage;
  for (const direction of ['forward', 'backward'] as const) {
    const weights = model[direction];
    for (let round = 0; round < ROUNDS; round++) {
      const tables = [weights.pair, weights.triple, weights.four, weights.five];
      const own = tables.map((table) => new Float64Array(table.length));
      const seen = tables.map((table) => new Float64Array(table.length));
      const bins = [0, 0, 0, 0];
      const estimates = [0, 0, 0, 0];
      for (let i = MARGIN; i < length - MARGIN; i++) {
        const step = direction === 'forward' ? 0 : 1;
        const symbol = symbols[i] as number;
        const next = symbols[i - 1 + 2 * step] as number;
        const nextCount = singles[next] as number;
        if (nextCount === 0) continue;
        let orders = 1;
        bins[0] = 31 - Math.clz32(nextCount);
        estimates[0] = (pairCounts[two[i + step] as number] as number) / nextCount;
        // Contexts of two to four symbols end one place back, or begin one place on.
        const contexts = [two[i - 1 + 3 * step], three[i - 1 + 4 * step], four[i - 1 + 5 * step]] as [
          number,
          number,
          number,
        ];
        const whole = [three[i + 2 * step], four[i + 3 * step], five[i + 4 * step]] as [number, number, number];
        if (next !== BOUNDARY)
          for (let k = 0; k < 3 && contexts[k] !== 0; k++) {
            const context = contexts[k] as number;
            bins[orders] = context;
            const contextCount = (k === 0 ? pairCounts : counts)[context] as number;
            estimates[orders++] = Math.min(1, (counts[whole[k] as number] as number) / contextCount);
          }
        // Share of each order in the whole estimate.
        let p = Math.max(singles[symbol] as number, 0.5) / total;
        const lower = [0, 0, 0, 0];
        for (let k = 0; k < orders; k++) {
          lower[k] = p;
          const w = (tables[k] as Float64Array)[bins[k] as number] as number;
          p += w * ((estimates[k] as number) - p);
        }
        let above = 1;
        for (let k = orders - 1; k >= 0; k--) {
          const bin = bins[k] as number;
          const w = (tables[k] as Float64Array)[bin] as number;
          const mine = w * (estimates[k] as number);
          const share = mine / (mine + (1 - w) * (lower[k] as number));
          (own[k] as Float64Array)[bin] = ((own[k] as Float64Array)[bin] as number) + above * share;
          (seen[k] as Float64Array)[bin] = ((seen[k] as Float64Array)[bin] as number) + above;
          above *= 1 - share;
        }
      }
      for (let k = 0; k < tables.length; k++) {
        const table = tables[k] as Float64Array;
        for (let bin = 0; bin < table.length; bin++)
          // A little of the old weight where there was little to learn from; never so sure that nothing else can be.
          table[bin] = Math.min(
            0.9995,
            (((own[k] as Float64Array)[bin] as number) + 4 * (table[bin] as number)) /
              (((seen[k] as Float64Array)[bin] as number) + 4),
          );
      }
    }
  }
}

/** So many symbols are enough to fit some hundreds of weights. */
const ENOUGH_FOR_WEIGHTS = 1_500_000;

const padded = ({ symbols, length }: Stream): Stream => {
  const used = Math.min(length, ENOUGH_FOR_WEIGHTS);
  const row = new Uint16Array(used + 2 * MARGIN);
  row.set(symbols.subarray(0, used), MARGIN);
  return { symbols: row, length: row.length };
};

/** Counts `texts` and fits the weights of contexts on `held`. */
export function languageModelOf(texts: readonly string[], held: readonly string[], size: Size): LanguageModel {
  const alphabet = alphabetFrom(texts);
  const stream = streamOf(texts, alphabet);
  const model = countedModel(sortedWindows(stream), stream, alphabet, size);
  fitWeights(model, padded(streamOf(held, alphabet)));
  return model;
}
