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
} from '../../src/model/alphabet.js';
import {
  FOUR,
  type LanguageModel,
  levelsBetween,
  PAIR_LEVELS,
  SPREAD_BITS,
  SPREADS,
  THREE,
} from '../../src/model/language-model.js';
import { type Entries, nibblesOf, retrievalOf } from '../../src/model/retrieval.js';
import type { Stream } from './counts.js';
import { estimatesOf, gramsOf } from './estimates.js';
import { keptRowsOf, rowsOf } from './ngrams.js';

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

const emptyEntries = (count: number): Entries => ({
  x: new Uint32Array(count),
  y: new Uint32Array(count),
  z: new Uint16Array(count),
  values: new Uint8Array(count),
  count,
});

/** Writes the key of an n-gram into the columns of a table. */
function put({ x, y, z }: Entries, at: number, order: number, key: number, tail: number): void {
  const second = order === 3 ? SYMBOLS : SYMBOLS * SYMBOLS;
  x[at] = Math.floor(key / second);
  y[at] = key % second;
  z[at] = order === 3 ? THREE : order === 4 ? FOUR : tail % SYMBOLS;
}

/** What is kept of the counts of `texts`, and what it says of the next symbol in both directions. */
export function languageModelOf(texts: readonly string[], size: Size): LanguageModel {
  const alphabet = alphabetFrom(texts);
  const stream = streamOf(texts, alphabet);
  const kept = keptRowsOf(stream, size.least);
  const most = (order: number): number => rowsOf(kept, order).counts.reduce((a, b) => Math.max(a, b), 0);
  const pairLevels = levelsBetween(size.least[0], most(2), PAIR_LEVELS);
  const longerLevels = levelsBetween(Math.min(...size.least.slice(1)), most(3), 1 << size.levelBits);
  const grams = gramsOf(kept, pairLevels, longerLevels);

  const pairs = new Uint8Array(SYMBOLS * SYMBOLS);
  const pairSpreads = new Uint8Array(SYMBOLS * SYMBOLS);
  for (const [i, cell] of rowsOf(kept, 2).keys.entries()) {
    const gram = (grams[2] as Uint16Array)[i] as number;
    pairs[cell] = gram >> SPREAD_BITS;
    pairSpreads[cell] = gram & (SPREADS - 1);
  }
  const entriesOf = (orders: readonly number[], ofGram: (gram: number) => number): Entries => {
    const entries = emptyEntries(orders.reduce((sum, order) => sum + rowsOf(kept, order).keys.length, 0));
    let n = 0;
    for (const order of orders) {
      const { keys, tails } = rowsOf(kept, order);
      const own = grams[order] as Uint16Array;
      for (let i = 0; i < keys.length; i++, n++) {
        put(entries, n, order, keys[i] as number, tails[i] ?? 0);
        entries.values[n] = ofGram(own[i] as number);
      }
    }
    return entries;
  };
  const longer = retrievalOf(
    entriesOf([3, 4, 5], (gram) => gram >> SPREAD_BITS),
    size.fingerprintBits,
    size.levelBits,
  );
  const once = emptyEntries(kept.once.length);
  for (const [i, key] of kept.once.entries()) put(once, i, 3, key, 0);
  return {
    alphabet,
    singles: Float64Array.from(rowsOf(kept, 1).counts),
    total: stream.length,
    pairs,
    pairLevels,
    pairSpreads,
    longer,
    longerSpreads: nibblesOf(
      entriesOf([3, 4], (gram) => gram & (SPREADS - 1)),
      longer,
    ),
    once: retrievalOf(once, size.fingerprintBits, 0),
    longerLevels,
    ...estimatesOf(kept, grams, pairLevels, longerLevels),
  };
}
