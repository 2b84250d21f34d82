/** Where a sentence begins and ends: breaks of lines and cells, and 。！？ alike. */
export const BOUNDARY = 0;
/** A character that the model has not kept. */
export const UNKNOWN = 1;
/** A run of digits, a run of Latin letters: one symbol each, so that contexts reach beyond them. */
export const DIGITS = 2;
export const LATIN = 3;
export const FIRST_CHARACTER = 4;
/** Symbols are numbers of so many bits: five of them fit into sixty. */
export const SYMBOL_BITS = 12;
export const SYMBOLS = 1 << SYMBOL_BITS;

/** White space: no symbol at all. */
const SKIPPED = 0xffff;

/** So many boundaries stand on either side of a text, so that no window needs a bounds check. */
export const MARGIN = 12;

/** The characters that the model tells apart, in order of their symbols. */
export interface Alphabet {
  readonly characters: string;
  /** By UTF-16 code unit. */
  readonly symbolOf: Uint16Array;
  /** Code unit of a symbol, 0 where it stands for no single character. */
  readonly unitOf: Uint16Array;
}

/** Classes of symbols that stand for a character. */
const MARK = 4;
export const HAN = 5;

/** The class of each symbol: of BOUNDARY, UNKNOWN, DIGITS and LATIN their own numbers; of characters HAN, or MARK. */
export const symbolClasses = ({ unitOf }: Alphabet): Uint8Array =>
  Uint8Array.from(unitOf, (unit, symbol) => {
    if (symbol < FIRST_CHARACTER) return symbol;
    return unit >= 0x4e00 && unit <= 0x9fff ? HAN : MARK;
  });

/** A text as the model sees it. */
export interface Encoded {
  /** With MARGIN boundaries before and after. */
  readonly symbols: Uint16Array;
  /** Offset in the text of each symbol's first unit. */
  readonly offsets: Int32Array;
  readonly length: number;
}

const HALF_WIDTH = ',;:()[]<>';
const FULL_WIDTH = '，；：（）［］〈〉';
const QUOTES = '"\'“”‘’「」『』＂＇';

/** One unit for what differs in form only: half and full width, kinds of quotation marks. */
export function foldedUnit(unit: number): number {
  const character = String.fromCharCode(unit);
  if (QUOTES.includes(character)) return 0x201c;
  const half = HALF_WIDTH.indexOf(character);
  return half < 0 ? unit : FULL_WIDTH.charCodeAt(half);
}

const isDigit = (unit: number): boolean => (unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19);

const isLatin = (unit: number): boolean => {
  const upper = (unit >= 0xff21 && unit <= 0xff5a ? unit - 0xfee0 : unit) & ~0x20;
  return upper >= 0x41 && upper <= 0x5a;
};

const ENDS = '\n\r\t\u2028\u2029。！？!?';

export function alphabetOf(characters: string): Alphabet {
  const symbolOf = new Uint16Array(0x10000).fill(UNKNOWN);
  const unitOf = new Uint16Array(SYMBOLS);
  for (let i = 0; i < characters.length; i++) {
    symbolOf[characters.charCodeAt(i)] = FIRST_CHARACTER + i;
    unitOf[FIRST_CHARACTER + i] = characters.charCodeAt(i);
  }
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    if (ENDS.includes(character)) symbolOf[unit] = BOUNDARY;
    // The second half of a surrogate pair adds nothing to the first.
    else if (/^\s$/u.test(character) || (unit >= 0xdc00 && unit <= 0xdfff)) symbolOf[unit] = SKIPPED;
    else if (isDigit(unit)) symbolOf[unit] = DIGITS;
    else if (isLatin(unit)) symbolOf[unit] = LATIN;
    else symbolOf[unit] = symbolOf[foldedUnit(unit)] as number;
  }
  return { characters, symbolOf, unitOf };
}

/** Symbols of a text: spaces dropped, runs of digits, of letters and of boundaries told once. */
export function encode(text: string, { symbolOf }: Alphabet): Encoded {
  const symbols = new Uint16Array(text.length + 2 * MARGIN);
  const offsets = new Int32Array(text.length + 2 * MARGIN);
  let length = MARGIN;
  let last = BOUNDARY;
  for (let i = 0; i < text.length; i++) {
    const symbol = symbolOf[text.charCodeAt(i)] as number;
    if (symbol === SKIPPED || (symbol === last && (symbol === BOUNDARY || symbol === DIGITS || symbol === LATIN)))
      continue;
    symbols[length] = symbol;
    offsets[length++] = i;
    last = symbol;
  }
  offsets.fill(text.length, length);
  return { symbols, offsets, length: length + MARGIN };
}
