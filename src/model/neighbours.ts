import { HAN, SYMBOL_BITS, SYMBOLS } from './alphabet.js';

/** The Han characters seen beside each symbol, in order of their symbols. */
export interface Neighbours {
  /** Where those of a symbol begin; they end where those of the next begin. */
  readonly starts: Uint32Array;
  readonly symbols: Uint16Array;
}

/** What stands after and before each symbol. */
export interface Surroundings {
  readonly after: Neighbours;
  readonly before: Neighbours;
  /** The table of pairs by their second symbol, so that what goes before one symbol stands together. */
  readonly pairsBefore: Uint8Array;
}

/** @param pairs levels of pairs, SYMBOLS × SYMBOLS, @param classes of symbols */
export function surroundingsOf(pairs: Uint8Array, classes: Uint8Array): Surroundings {
  const seen = seenPairs(pairs);
  const pairsBefore = new Uint8Array(pairs.length);
  for (const pair of seen)
    pairsBefore[((pair & (SYMBOLS - 1)) << SYMBOL_BITS) | (pair >>> SYMBOL_BITS)] = pairs[pair] as number;
  return { after: neighbours(seen, classes, SYMBOL_BITS), before: neighbours(seen, classes, 0), pairsBefore };
}

/** The pairs that were seen, in order: the first symbol times SYMBOLS and the second. */
function seenPairs(pairs: Uint8Array): Uint32Array {
  // Nine of ten were not: they are passed over four at a time.
  const fours = new Uint32Array(pairs.buffer, pairs.byteOffset, pairs.length >>> 2);
  let seen = new Uint32Array(1 << 20);
  let count = 0;
  for (let four = 0; four < fours.length; four++) {
    if (fours[four] === 0) continue;
    for (let pair = four << 2; pair < (four + 1) << 2; pair++) {
      if (pairs[pair] === 0) continue;
      if (count === seen.length) {
        const more = new Uint32Array(2 * count);
        more.set(seen);
        seen = more;
      }
      seen[count++] = pair;
    }
  }
  return seen.slice(0, count);
}

/** @param own where in a pair the bits of the symbol are that the other stands beside: SYMBOL_BITS the first, 0 the second */
function neighbours(seen: Uint32Array, classes: Uint8Array, own: number): Neighbours {
  const other = SYMBOL_BITS - own;
  const mask = SYMBOLS - 1;
  const starts = new Uint32Array(SYMBOLS + 1);
  for (let i = 0; i < seen.length; i++) {
    const pair = seen[i] as number;
    if (classes[(pair >>> other) & mask] !== HAN) continue;
    const next = ((pair >>> own) & mask) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let symbol = 0; symbol < SYMBOLS; symbol++)
    starts[symbol + 1] = (starts[symbol + 1] as number) + (starts[symbol] as number);
  const symbols = new Uint16Array(starts[SYMBOLS] as number);
  const filled = starts.slice();
  for (let i = 0; i < seen.length; i++) {
    const pair = seen[i] as number;
    const symbol = (pair >>> other) & mask;
    if (classes[symbol] !== HAN) continue;
    const at = filled[(pair >>> own) & mask] as number;
    symbols[at] = symbol;
    filled[(pair >>> own) & mask] = at + 1;
  }
  return { starts, symbols };
}
