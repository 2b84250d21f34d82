/**
 * Four flags for each two neighbouring characters, in a square with the characters of most pairs first: what a text
 * asks for lies close together, and a look-up seldom leaves the processor's cache, as it does in a table by hash.
 */
export interface PairTable {
  /** The row and column of each Han character; 0 for all that is none, 1 for those of no pair. */
  readonly ranks: Uint16Array;
  readonly columns: number;
  /** Two cells a byte, row by row. */
  readonly cells: Uint8Array;
}

/** Pairs with the same flags, of four bits: the first UTF-16 unit times 65,536 and the second. */
export interface FlaggedPairs {
  readonly flags: number;
  readonly pairs: Uint32Array;
}

export const pairOf = (first: number, second: number): number => ((first << 16) | second) >>> 0;

/** Rarer characters, which lie elsewhere, are taken for no Han. */
const FIRST_HAN = 0x4e00;
const HAN = 0x5200;
const NO_HAN = 0;
const UNKNOWN_HAN = 1;

/** @param beside the flags of every pair of which one is no Han character */
export function pairTable(all: readonly FlaggedPairs[], beside: number): PairTable {
  const uses = new Uint32Array(HAN);
  const use = (unit: number): void => {
    const at = unit - FIRST_HAN;
    if (at >= 0 && at < HAN) uses[at] = (uses[at] as number) + 1;
  };
  for (const { pairs } of all)
    for (const pair of pairs) {
      use(pair >>> 16);
      use(pair & 0xffff);
    }
  const used = [...uses.keys()]
    .filter((at) => uses[at] !== 0)
    .sort((a, b) => (uses[b] as number) - (uses[a] as number));
  const ranks = new Uint16Array(HAN).fill(UNKNOWN_HAN);
  used.forEach((at, i) => {
    ranks[at] = i + UNKNOWN_HAN + 1;
  });
  const columns = used.length + UNKNOWN_HAN + 1;
  const cells = new Uint8Array((columns * columns + 1) >>> 1);
  const table: PairTable = { ranks, columns, cells };
  const setFlags = (row: number, column: number, flags: number): void => {
    const cell = row * columns + column;
    cells[cell >>> 1] = (cells[cell >>> 1] as number) | (flags << ((cell & 1) * 4));
  };
  for (let rank = 0; rank < columns; rank++) {
    setFlags(NO_HAN, rank, beside);
    setFlags(rank, NO_HAN, beside);
  }
  for (const { flags, pairs } of all)
    for (const pair of pairs) setFlags(rankOf(table, pair >>> 16), rankOf(table, pair & 0xffff), flags);
  return table;
}

function rankOf({ ranks }: PairTable, unit: number): number {
  const at = unit - FIRST_HAN;
  return at >= 0 && at < HAN ? (ranks[at] as number) : NO_HAN;
}

/**
 * The flags of the pairs of a text.
 * @returns at `i + before` those of the UTF-16 units i and i + 1; `before` and `after` pairs more, outside the text
 */
export function flagsOfPairs(text: string, table: PairTable, before: number, after: number): Uint8Array {
  const { columns, cells } = table;
  const flags = new Uint8Array(before + text.length + after);
  let row = NO_HAN;
  for (let i = -before; i < text.length + after; i++) {
    const following = i + 1;
    // Whole numbers always: NaN would make the loop several times slower.
    const rank = following >= 0 && following < text.length ? rankOf(table, text.charCodeAt(following)) : NO_HAN;
    const cell = row + rank;
    flags[i + before] = ((cells[cell >>> 1] as number) >>> ((cell & 1) * 4)) & 15;
    row = rank * columns;
  }
  return flags;
}
