import type { Range } from './range.js';

/** A run of text that reads as Chinese once it is put back into bytes and these are read as they were meant. */
export interface Mojibake {
  readonly range: Range;
  readonly recovered: string;
  /** False where the last unit of the run holds a byte more than `recovered` has: 涓浗鈥 */
  readonly complete: boolean;
  /** What was taken for what. */
  readonly misreading: 'UTF-8 as GBK' | 'UTF-8 as Latin-1' | 'GBK as Latin-1';
}

/** By code unit the bytes it is read from, the first of two in the upper half; 0 where there are none. */
type Bytes = Uint16Array;

/** The two-byte plane of GB 18030: lead 81–FE, trail 40–FE. */
function gbkBytes(): Bytes {
  const bytes = new Uint16Array(0x10000);
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const read = decoder.decode(Uint8Array.of(lead, trail));
      if (read.length === 1 && read !== '\ufffd') bytes[read.charCodeAt(0)] = lead * 0x100 + trail;
    }
  return bytes;
}

// Not from TextDecoder: Node 20's takes windows-1252 for Latin 1.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Latin 1, and windows-1252 which the web takes it for. */
function latinBytes(): Bytes {
  const bytes = new Uint16Array(0x10000);
  for (let byte = 0x80; byte <= 0xff; byte++) bytes[byte] = byte;
  for (const [i, character] of [...WINDOWS_1252].entries()) bytes[character.charCodeAt(0)] = 0x80 + i;
  return bytes;
}

interface Tables {
  readonly gbk: Bytes;
  readonly latin: Bytes;
  /** By code unit 1 where a run of UTF-8 may begin with it. */
  readonly leads: Uint8Array;
}

let tables: Tables | undefined;

function tablesOf(): Tables {
  const gbk = gbkBytes();
  const latin = latinBytes();
  const leads = new Uint8Array(0x10000);
  for (let unit = 0; unit < leads.length; unit++)
    if ((gbk[unit] as number) >> 8 >= LEAST_LEAD || (latin[unit] as number) >= LEAST_LEAD) leads[unit] = 1;
  return { gbk, latin, leads };
}

/** The first unit from `from` on that a run can begin with, or the end: few units of most texts are any. */
function nextLead(text: string, from: number, leads: Uint8Array): number {
  let at = from;
  while (at < text.length && leads[text.charCodeAt(at)] !== 1) at++;
  return at;
}

/** The least first byte of a Chinese character or mark in UTF-8. */
const LEAST_LEAD = 0xe2;

const isContinuation = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf;

/** Han, and the marks of a Chinese text. */
const isChinese = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x2010 && code <= 0x203f) ||
  (code >= 0x3000 && code <= 0x303f) ||
  (code >= 0xff00 && code <= 0xffef) ||
  code === 0xfeff;

/** The Chinese character that three bytes of UTF-8 stand for, or 0. */
function chineseOf(first: number, second: number, third: number): number {
  if (first < LEAST_LEAD || first > 0xef || !isContinuation(second) || !isContinuation(third)) return 0;
  const code = ((first & 0xf) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  return isChinese(code) ? code : 0;
}

/** The n-th of the bytes that the text from `start` on is read from. */
function byteAt(text: string, start: number, bytes: Bytes, width: 1 | 2, n: number): number {
  const pair = bytes[text.charCodeAt(start + Math.floor(n / width))] ?? 0;
  return width === 2 && n % 2 === 0 ? pair >> 8 : pair & 0xff;
}

/** UTF-8 that was read by `bytes`, each unit from `width` bytes. */
function* utf8Runs(
  text: string,
  leads: Uint8Array,
  bytes: Bytes,
  width: 1 | 2,
): Iterable<Omit<Mojibake, 'misreading'>> {
  for (let start = nextLead(text, 0, leads); start < text.length; start = nextLead(text, start + 1, leads)) {
    let recovered = '';
    let read = 0;
    for (;;) {
      const code = chineseOf(
        byteAt(text, start, bytes, width, read),
        byteAt(text, start, bytes, width, read + 1),
        byteAt(text, start, bytes, width, read + 2),
      );
      if (code === 0) break;
      recovered += String.fromCharCode(code);
      read += 3;
    }
    if (read === 0) continue;
    const end = start + Math.ceil(read / width);
    yield { range: { start, end }, recovered, complete: read % width === 0 };
    start = end - 1;
  }
}

const LATIN_RUN = /[\u00a1-\u00fe]{4,400}/gu; // ÖÐÎÄ
const LETTER = /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]/gu;

/** GBK that was read as Latin 1: a run of its letters such as no language has, ××××年 not among them. */
function* gbkRuns(text: string): Iterable<Omit<Mojibake, 'misreading'>> {
  for (const { 0: run, index: start } of text.matchAll(LATIN_RUN)) {
    if ((run.match(LETTER)?.length ?? 0) * 2 < run.length || new Set(run).size < 3) continue;
    const recovered = new TextDecoder('gb18030').decode(Uint8Array.from(run, (c) => c.charCodeAt(0)));
    if ([...recovered].every((c) => isChinese(c.charCodeAt(0))))
      yield { range: { start, end: start + run.length }, recovered, complete: true };
  }
}

/**
 * Runs that may be Chinese read in a wrong encoding, in no order. Chance makes single characters of this kind: the
 * caller has to ask whether what was recovered is likelier than what stands there.
 */
export function* mojibake(text: string): Iterable<Mojibake> {
  tables ??= tablesOf();
  const { leads, gbk, latin } = tables;
  for (const run of utf8Runs(text, leads, gbk, 2)) yield { ...run, misreading: 'UTF-8 as GBK' };
  for (const run of utf8Runs(text, leads, latin, 1)) yield { ...run, misreading: 'UTF-8 as Latin-1' };
  for (const run of gbkRuns(text)) yield { ...run, misreading: 'GBK as Latin-1' };
}
