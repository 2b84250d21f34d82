import { BOUNDARY } from '../../src/model/alphabet.js';

/** The longest n-gram. */
export const ORDER = 5;

/** Symbols of many texts in a row, boundaries between them. */
export interface Stream {
  readonly symbols: Uint16Array;
  readonly length: number;
}

/**
 * Every window of five symbols, sorted: sixty bits each. A window ends with the first boundary after its first symbol
 * and is filled up with boundaries.
 */
export interface SortedWindows {
  /** Low and high half of each window, in turn. */
  readonly halves: Uint32Array;
  readonly count: number;
}

export function sortedWindows({ symbols, length }: Stream): SortedWindows {
  const keys = new BigUint64Array(length);
  const halves = new Uint32Array(keys.buffer);
  for (let i = 0; i < length; i++) {
    const a = symbols[i] as number;
    const b = i + 1 < length ? (symbols[i + 1] as number) : BOUNDARY;
    const c = b === BOUNDARY || i + 2 >= length ? BOUNDARY : (symbols[i + 2] as number);
    const d = c === BOUNDARY || i + 3 >= length ? BOUNDARY : (symbols[i + 3] as number);
    const e = d === BOUNDARY || i + 4 >= length ? BOUNDARY : (symbols[i + 4] as number);
    halves[2 * i] = ((c << 24) | (d << 12) | e) >>> 0;
    halves[2 * i + 1] = (a << 16) | (b << 4) | (c >>> 8);
  }
  keys.sort();
  return { halves, count: length };
}

/**
 * Symbols of the first `order` places of a window, packed two by two, how often they stand there, and before how many
 * different symbols; none follow a boundary, and what follows five is not told.
 */
export type OnNgram = (order: number, x: number, y: number, z: number, count: number, followers: number) => void;

/** The same symbols from the last to the first. */
export const reversed = ({ symbols, length }: Stream): Stream => ({
  symbols: symbols.slice(0, length).reverse(),
  length,
});

/** Tells every n-gram of two to five symbols with its count, boundaries only at its ends. */
export function forEachNgram({ halves, count }: SortedWindows, tell: OnNgram): void {
  const starts = new Float64Array(ORDER + 1);
  // Longer rows told since the row of each order began.
  const longer = new Float64Array(ORDER + 1);
  const tellWith = (order: number, x: number, y: number, z: number, i: number): void => {
    tell(order, x, y, z, i - (starts[order] as number), longer[order] as number);
    longer[order] = 0;
  };
  let low = halves[0] as number;
  let high = halves[1] as number;
  for (let i = 1; i <= count; i++) {
    const nextLow = i < count ? (halves[2 * i] as number) : 0;
    const nextHigh = i < count ? (halves[2 * i + 1] as number) : 0xffffffff;
    if (nextLow === low && nextHigh === high) continue;
    // How many leading symbols stay the same.
    const differing = high ^ nextHigh;
    let same = 0;
    if (differing >>> 16 === 0) {
      same = 1;
      if (differing >>> 4 === 0) {
        same = 2;
        if (differing === 0 && (low ^ nextLow) >>> 24 === 0) {
          same = 3;
          if ((low ^ nextLow) >>> 12 === 0) same = 4;
        }
      }
    }
    const a = high >>> 16;
    const b = (high >>> 4) & 0xfff;
    const c = ((high & 0xf) << 8) | (low >>> 24);
    const d = (low >>> 12) & 0xfff;
    const e = low & 0xfff;
    const x = (a << 12) | b;
    const three = same < 3 && b !== BOUNDARY;
    const four = same < 4 && b !== BOUNDARY && c !== BOUNDARY;
    const five = b !== BOUNDARY && c !== BOUNDARY && d !== BOUNDARY;
    longer[2] = (longer[2] as number) + Number(three);
    longer[3] = (longer[3] as number) + Number(four);
    longer[4] = (longer[4] as number) + Number(five);
    if (same < 2) tellWith(2, x, 0, 0, i);
    if (three) tellWith(3, x, c, 0, i);
    if (four) tellWith(4, x, (c << 12) | d, 0, i);
    if (five) tellWith(5, x, (c << 12) | d, e, i);
    for (let order = same + 1; order <= ORDER; order++) starts[order] = i;
    low = nextLow;
    high = nextHigh;
  }
}
