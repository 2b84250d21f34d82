/**
 * A static function from n-grams to small values: a binary fuse filter whose cells, three for each key, xor to a
 * fingerprint and the key's value. No key is stored, so a key that was never put in gets a value by chance, as often
 * as a fingerprint agrees by chance.
 */
export interface Retrieval {
  readonly cells: Uint8Array;
  /** The same bytes. */
  readonly view: DataView;
  readonly segmentCount: number;
  readonly seed: number;
  readonly fingerprintBits: number;
  readonly valueBits: number;
}

const SEGMENT_BITS = 16;
const SEGMENT = 1 << SEGMENT_BITS;
const SEGMENT_MASK = SEGMENT - 1;

const mixed = (value: number): number => {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/** Two independent hashes of an n-gram of 3 to 5 symbols: packed by twelve bits each into (first two, next two, last). */
export const firstHash = (x: number, y: number, z: number, seed: number): number =>
  mixed(Math.imul(x, 0x9e3779b1) ^ mixed(Math.imul(y, 0x85ebca77) + Math.imul(z, 0x27d4eb2f) + seed));

export const secondHash = (x: number, y: number, z: number, seed: number): number =>
  mixed(Math.imul(y, 0xc2b2ae3d) ^ mixed(Math.imul(x, 0x165667b1) + Math.imul(z, 0x9e3779b9) + ~seed));

const firstCell = (h1: number, cellCount: number): number => (((h1 >>> 0) / 0x100000000) * cellCount) | 0;

const fingerprint = (h1: number, h2: number): number => Math.imul(h1 ^ (h2 >>> 7), 0x2545f491) >>> 16;

export const retrieval = (
  cells: Uint8Array,
  segmentCount: number,
  seed: number,
  fingerprintBits: number,
  valueBits: number,
): Retrieval => ({
  cells,
  view: new DataView(cells.buffer, cells.byteOffset, cells.byteLength),
  segmentCount,
  seed,
  fingerprintBits,
  valueBits,
});

/**
 * Four bits more for some keys of a retrieval, hashed with its seed: asked only of keys that are known to be there, so it
 * needs no fingerprints.
 */
export interface Nibbles {
  readonly cells: Uint8Array;
  readonly segmentCount: number;
}

const secondCell = (cell: number, h2: number): number => (cell + SEGMENT) ^ (h2 & SEGMENT_MASK);
const thirdCell = (cell: number, h2: number): number => (cell + 2 * SEGMENT) ^ (h2 >>> SEGMENT_BITS);

/** The value under two hashes, -1 where the fingerprint is another. */
function valueAt({ view, segmentCount, fingerprintBits, valueBits }: Retrieval, h1: number, h2: number): number {
  const width = fingerprintBits + valueBits;
  const cell = firstCell(h1, segmentCount * SEGMENT);
  const found =
    bitsAt(view, cell * width) ^ bitsAt(view, secondCell(cell, h2) * width) ^ bitsAt(view, thirdCell(cell, h2) * width);
  return ((found >>> valueBits) ^ fingerprint(h1, h2)) & ((1 << fingerprintBits) - 1)
    ? -1
    : found & ((1 << valueBits) - 1);
}

const nibbleOf = (cells: Uint8Array, cell: number): number => (cells[cell >>> 1] as number) >>> ((cell & 1) << 2);

/** The value of a key, 0 for most keys never put in. */
export const lookUp = (table: Retrieval, x: number, y: number, z: number): number =>
  Math.max(0, valueAt(table, firstHash(x, y, z, table.seed), secondHash(x, y, z, table.seed)));

/** Whether a key was put in: what never was seems to be, as often as fingerprints agree by chance. */
export const isIn = (table: Retrieval, x: number, y: number, z: number): boolean =>
  valueAt(table, firstHash(x, y, z, table.seed), secondHash(x, y, z, table.seed)) >= 0;

/** The value of a key and, in its lowest four bits, what more there is of it; 0 for most keys never put in. */
export function lookUpBoth(
  table: Retrieval,
  { cells, segmentCount }: Nibbles,
  x: number,
  y: number,
  z: number,
): number {
  const h1 = firstHash(x, y, z, table.seed);
  const h2 = secondHash(x, y, z, table.seed);
  const value = valueAt(table, h1, h2);
  if (value <= 0) return 0;
  const cell = firstCell(h1, segmentCount * SEGMENT);
  const nibble = nibbleOf(cells, cell) ^ nibbleOf(cells, secondCell(cell, h2)) ^ nibbleOf(cells, thirdCell(cell, h2));
  return (value << 4) | (nibble & 15);
}

/** Twenty-five bits or more from a bit offset. */
const bitsAt = (view: DataView, bit: number): number => view.getUint32(bit >>> 3, true) >>> (bit & 7);

/** Keys in three columns as lookUp takes them, and their values. */
export interface Entries {
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly z: Uint16Array;
  readonly values: Uint8Array;
  readonly count: number;
}

/** Cells a key, beyond which a fuse filter of this kind practically always comes out. */
const SPARE = 1.13;

const segmentsFor = (count: number): number => Math.max(1, Math.ceil((count * SPARE) / SEGMENT) - 2);

/**
 * Cells that give each key its content when its three are xored; undefined where the hashes of a seed do not allow it.
 * @param contentOf of a key, from its number and its hashes
 */
function solved(
  { x, y, z, count }: Entries,
  segmentCount: number,
  seed: number,
  contentOf: (key: number, h1: number, h2: number) => number,
): Uint16Array | undefined {
  const cellCount = (segmentCount + 2) * SEGMENT;
  const first = new Uint32Array(count);
  const second = new Uint32Array(count);
  const degree = new Uint8Array(cellCount);
  const keys = new Uint32Array(cellCount);
  const cellOf = (key: number, which: number): number => {
    const cell = firstCell(first[key] as number, segmentCount * SEGMENT);
    const h2 = second[key] as number;
    if (which === 0) return cell;
    return which === 1 ? secondCell(cell, h2) : thirdCell(cell, h2);
  };
  for (let key = 0; key < count; key++) {
    first[key] = firstHash(x[key] as number, y[key] as number, z[key] as number, seed);
    second[key] = secondHash(x[key] as number, y[key] as number, z[key] as number, seed);
    for (let which = 0; which < 3; which++) {
      const cell = cellOf(key, which);
      if (degree[cell] === 255) return undefined;
      degree[cell] = (degree[cell] as number) + 1;
      keys[cell] = ((keys[cell] as number) ^ key) >>> 0;
    }
  }
  // A cell that one key alone uses can be set last for that key; taking the key away may free further cells.
  const order = new Uint32Array(count);
  const alone = new Uint32Array(count);
  let taken = 0;
  const waiting = new Uint32Array(cellCount);
  let waitingCount = 0;
  for (let cell = 0; cell < cellCount; cell++) if (degree[cell] === 1) waiting[waitingCount++] = cell;
  while (waitingCount > 0) {
    const cell = waiting[--waitingCount] as number;
    if (degree[cell] !== 1) continue;
    const key = keys[cell] as number;
    order[taken] = key;
    alone[taken++] = cell;
    for (let which = 0; which < 3; which++) {
      const other = cellOf(key, which);
      keys[other] = ((keys[other] as number) ^ key) >>> 0;
      degree[other] = (degree[other] as number) - 1;
      if (degree[other] === 1) waiting[waitingCount++] = other;
    }
  }
  if (taken < count) return undefined;
  const contents = new Uint16Array(cellCount);
  for (let i = count - 1; i >= 0; i--) {
    const key = order[i] as number;
    const own = alone[i] as number;
    let content = contentOf(key, first[key] as number, second[key] as number);
    for (let which = 0; which < 3; which++) {
      const cell = cellOf(key, which);
      if (cell !== own) content ^= contents[cell] as number;
    }
    contents[own] = content;
  }
  return contents;
}

/**
 * The table of some entries; all keys must differ.
 * @throws Error when no seed of eight gives a table, which does not happen with differing keys.
 */
export function retrievalOf(entries: Entries, fingerprintBits: number, valueBits: number): Retrieval {
  const segmentCount = segmentsFor(entries.count);
  const mask = (1 << fingerprintBits) - 1;
  for (let seed = 1; seed <= 8; seed++) {
    const contents = solved(
      entries,
      segmentCount,
      seed,
      (key, h1, h2) => ((fingerprint(h1, h2) & mask) << valueBits) | (entries.values[key] as number),
    );
    if (contents)
      return retrieval(packed(contents, fingerprintBits + valueBits), segmentCount, seed, fingerprintBits, valueBits);
  }
  throw new Error('no table for these keys');
}

/**
 * Four bits more for some keys of a table.
 * @throws Error when the seed of the table does not do for them, which does not happen with some thousands of keys.
 */
export function nibblesOf(entries: Entries, { seed }: Retrieval): Nibbles {
  const segmentCount = segmentsFor(entries.count);
  const contents = solved(entries, segmentCount, seed, (key) => entries.values[key] as number);
  if (!contents) throw new Error('no table for these keys');
  return { cells: packed(contents, 4), segmentCount };
}

function packed(contents: Uint16Array, width: number): Uint8Array {
  const cells = new Uint8Array(Math.ceil((contents.length * width) / 8) + 4);
  for (let i = 0; i < contents.length; i++) {
    const bit = i * width;
    const byte = bit >>> 3;
    const shifted = (contents[i] as number) << (bit & 7);
    cells[byte] = (cells[byte] as number) | (shifted & 0xff);
    cells[byte + 1] = (cells[byte + 1] as number) | ((shifted >>> 8) & 0xff);
    cells[byte + 2] = (cells[byte + 2] as number) | (shifted >>> 16);
  }
  return cells;
}
