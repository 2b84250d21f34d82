import { BOUNDARY, SYMBOLS } from '../../src/model/alphabet.js';
import { forEachNgram, ORDER, reversed, type Stream, sortedWindows } from './counts.js';

/** The kept rows of so many symbols, in order of their keys. */
export interface Rows {
  /** The symbols, twelve bits each; of five, the first four. */
  readonly keys: Float64Array;
  /** Of five symbols, the last four. */
  readonly tails: Float64Array;
  readonly counts: Uint32Array;
  /** Different symbols before and after; where the row begins or ends a sentence, its occurrences. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** Different pairs of a symbol before and one after; at the edge of a sentence, and of four and more, occurrences. */
  readonly about: Uint32Array;
}

const emptyRows = (order: number, length: number): Rows => ({
  keys: new Float64Array(length),
  tails: new Float64Array(order === ORDER ? length : 0),
  counts: new Uint32Array(length),
  before: new Uint32Array(length),
  after: new Uint32Array(length),
  about: new Uint32Array(length),
});

const keyOf = (order: number, x: number, y: number): number =>
  order === 2 ? x : order === 3 ? x * SYMBOLS + y : x * SYMBOLS * SYMBOLS + y;

/** Where a key stands among sorted ones, -1 where it does not. */
export function placeOf(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key ? low : -1;
}

/** How many n-grams of an order are so frequent, or so spread: once, twice, three times, four times. */
export type Rarities = readonly Float64Array[];
const noRarities = (): Rarities => Array.from({ length: ORDER + 1 }, () => new Float64Array(5));

/** The kept n-grams, and how many of all are rare. */
export interface KeptRows {
  /** By order; there are none of order 0. */
  readonly of: readonly Rows[];
  /** Keys of the rows of three that were seen once, where they are not kept. */
  readonly once: Float64Array;
  readonly rareBefore: Rarities;
  readonly rareAfter: Rarities;
}

export const rowsOf = ({ of }: KeptRows, order: number): Rows => of[order] as Rows;

/**
 * The n-grams that are frequent enough, with what stands about them.
 * @param least fewest occurrences of a kept n-gram, by its order from 2
 */
export function keptRowsOf(stream: Stream, least: readonly number[]): KeptRows {
  const leastOf = (order: number): number => least[order - 2] as number;
  const windows = sortedWindows(stream);
  const kept = new Float64Array(ORDER + 1);
  let fives = 0;
  let onces = 0;
  forEachNgram(windows, (order, _x, _y, _z, count) => {
    if (order === ORDER) fives++;
    if (order === 3 && count === 1 && leastOf(3) > 1) onces++;
    if (count >= leastOf(order)) kept[order] = (kept[order] as number) + 1;
  });
  const rows = Array.from({ length: ORDER + 1 }, (_, order) =>
    emptyRows(order, order === 1 ? SYMBOLS : (kept[order] as number)),
  );
  const [singles, pairs, triples] = rows.slice(1) as [Rows, Rows, Rows];
  for (let symbol = 0; symbol < SYMBOLS; symbol++) singles.keys[symbol] = symbol;
  for (let i = 0; i < stream.length; i++) {
    const symbol = stream.symbols[i] as number;
    singles.counts[symbol] = (singles.counts[symbol] as number) + 1;
  }
  const rareAfter = noRarities();
  const rareBefore = noRarities();
  const rare = (rarities: Rarities, order: number, value: number): void => {
    const own = rarities[order] as Float64Array;
    if (value < own.length) own[value] = (own[value] as number) + 1;
  };
  const aboutPairs = new Uint32Array(SYMBOLS * SYMBOLS);
  const middles = new Float64Array(fives);
  const filled = new Float64Array(ORDER + 1);
  let five = 0;
  const once = new Float64Array(onces);
  let one = 0;
  forEachNgram(windows, (order, x, y, z, count, followers) => {
    const last = order === 2 ? x & 0xfff : order === ORDER ? z : y & 0xfff;
    const after = last === BOUNDARY || order === ORDER ? count : followers;
    rare(rareAfter, order, after);
    if (order === 2) singles.after[x >>> 12] = (singles.after[x >>> 12] as number) + 1;
    if (order === 3) singles.about[x & 0xfff] = (singles.about[x & 0xfff] as number) + 1;
    if (order === 4) {
      const middle = (x & 0xfff) * SYMBOLS + (y >>> 12);
      aboutPairs[middle] = (aboutPairs[middle] as number) + 1;
    }
    if (order === ORDER) middles[five++] = (x & 0xfff) * SYMBOLS * SYMBOLS + y;
    if (order === 3 && count === 1 && leastOf(3) > 1) once[one++] = keyOf(order, x, y);
    if (count < leastOf(order)) return;
    const { keys, tails, counts, after: afters } = rows[order] as Rows;
    const n = filled[order] as number;
    filled[order] = n + 1;
    keys[n] = keyOf(order, x, y);
    if (order === ORDER) tails[n] = ((x & 0xfff) * SYMBOLS * SYMBOLS + y) * SYMBOLS + z;
    counts[n] = count;
    afters[n] = after;
  });
  forEachNgram(sortedWindows(reversed(stream)), (order, x, y, _z, count, followers) => {
    if (order === ORDER) return;
    // Read backwards: what follows here stands before.
    const first = order === 2 ? x & 0xfff : y & 0xfff;
    const before = first === BOUNDARY ? count : followers;
    rare(rareBefore, order, before);
    if (order === 2) singles.before[x >>> 12] = (singles.before[x >>> 12] as number) + 1;
    if (count < leastOf(order)) return;
    let key = 0;
    for (let left = keyOf(order, x, y), k = 0; k < order; k++) {
      key = key * SYMBOLS + (left % SYMBOLS);
      left = Math.floor(left / SYMBOLS);
    }
    const own = rows[order] as Rows;
    own.before[placeOf(own.keys, key)] = before;
  });
  const { keys: pairKeys } = pairs;
  for (let i = 0; i < pairKeys.length; i++) pairs.about[i] = aboutPairs[pairKeys[i] as number] as number;
  middles.sort();
  for (let i = 0, n = 0; i < middles.length; n++) {
    const own = triples.keys[n];
    if (own === undefined) break;
    while (i < middles.length && (middles[i] as number) < own) i++;
    const from = i;
    while (middles[i] === own) i++;
    triples.about[n] = i - from;
  }
  for (const { counts, about } of rows)
    for (let i = 0; i < counts.length; i++) if (about[i] === 0) about[i] = counts[i] as number;
  return { of: rows, once, rareBefore, rareAfter };
}
