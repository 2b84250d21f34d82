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

/** The value of a key, 0 for most keys never put in. */
export function lookUp(table: Retrieval, x: number, y: number, z: number): number {
  const { view, seed, fingerprintBits, valueBits } = table;
  const h1 = firstHash(x, y, z, seed);
  const h2 = secondHash(x, y, z, seed);
  const width = fingerprintBits + valueBits;
  const cell = firstCell(h1, table.segmentCount * SEGMENT);
  const found =
    bitsAt(view, cell * width) ^
    bitsAt(view, ((cell + SEGMENT) ^ (h2 & SEGMENT_MASK)) * width) ^
    bitsAt(view, ((cell + 2 * SEGMENT) ^ (h2 >>> SEGMENT_BITS)) * width);
  return ((found >>> valueBits) ^ fingerprint(h1, h2)) & ((1 << fingerprintBits) - 1)
    ? 0
    : found & ((1 << valueBits) - 1);
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

/**
 * The table of some entries; all keys must differ.
 * @throws Error when no seed of eight gives a table, which does not happen with differing keys.
 */
export function retrievalOf(entries: Entries, fingerprintBits: number, valueBits: number): Retrieval {
  const { x, y, z, values, count } = entries;
  const segmentCount = Math.max(1, Math.ceil((count * SPARE) / SEGMENT) - 2);
  const cellCount = (segmentCount + 2) * SEGMENT;
  const first = new Uint32Array(count);
  const second = new Uint32Array(count);
  for (let seed = 1; seed <= 8; seed++) {
    const degree = new Uint8Array(cellCount);
    const keys = new Uint32Array(cellCount);
    const cellOf = (key: number, which: number): number => {
      const cell = firstCell(first[key] as number, segmentCount * SEGMENT);
      const h2 = second[key] as number;
      if (which === 0) return cell;
      return which === 1 ? (cell + SEGMENT) ^ (h2 & SEGMENT_MASK) : (cell + 2 * SEGMENT) ^ (h2 >>> SEGMENT_BITS);
    };
    let crowded = false;
    for (let key = 0; key < count; key++) {
      first[key] = firstHash(x[key] as number, y[key] as number, z[key] as number, seed);
      second[key] = secondHash(x[key] as number, y[key] as number, z[key] as number, seed);
      for (let which = 0; which < 3; which++) {
        const cell = cellOf(key, which);
        if (degree[cell] === 255) crowded = true;
        degree[cell] = (degree[cell] as number) + 1;
        keys[cell] = ((keys[cell] as number) ^ key) >>> 0;
      }
    }
    if (crowded) continue;
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
    if (taken < count) continue;
    const width = fingerprintBits + valueBits;
    const contents = new Uint16Array(cellCount);
    for (let i = count - 1; i >= 0; i--) {
      const key = order[i] as number;
      const own = alone[i] as number;
      const mark = fingerprint(first[key] as number, second[key] as number) & ((1 << fingerprintBits) - 1);
      let content = (mark << valueBits) | (values[key] as number);
      for (let which = 0; which < 3; which++) {
        const cell = cellOf(key, which);
        if (cell !== own) content ^= contents[cell] as number;
      }
      contents[own] = content;
    }
    return retrieval(packed(contents, width), segmentCount, seed, fingerprintBits, valueBits);
  }
  throw new Error('no table for these keys');
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
