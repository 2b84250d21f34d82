/** A Han character by code point: unified ideographs and extensions A–H, and 〇. */
export const isHanCodePoint = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  code === 0x3007 ||
  (code >= 0x3400 && code <= 0x4dbf) ||
  (code >= 0x20000 && code <= 0x323af);

export const isHan = (character: string | undefined): boolean =>
  character !== undefined && character !== '' && isHanCodePoint(character.codePointAt(0) ?? 0);

export const isAsciiDigitCode = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Opening to closing mark, as 标点符号用法（GB/T 15834-2011）4.8、4.9、4.15 name them, with their half-width forms. */
export const BRACKET_PAIRS: ReadonlyMap<string, string> = new Map([
  ['（', '）'],
  ['(', ')'],
  ['【', '】'],
  ['〔', '〕'],
  ['［', '］'],
  ['[', ']'],
  ['｛', '｝'],
  ['{', '}'],
  ['《', '》'],
  ['〈', '〉'],
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
]);
