import type { Encoding } from '../document/document.js';
import { UnreadableError } from '../errors.js';

export interface DecodeHints {
  readonly mediaType?: string;
  /** Forced by the user: nothing is guessed but a BOM still goes. */
  readonly label?: string;
  readonly httpCharset?: string;
}

export interface Decoded {
  /** Without BOM. */
  readonly source: string;
  readonly encoding: Encoding;
  readonly warnings: string[];
}

const PRESCAN = 4096;

const MAGIC: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'PDF'],
  [[0x50, 0x4b, 0x03, 0x04], 'ZIP（DOCX、XLSX 等）'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], '旧版 Office（DOC、XLS 等）'],
  [[0x1f, 0x8b, 0x08], 'GZIP'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** gb2312, gbk and gb18030 are one decoder; undefined for a label that no decoder here knows. */
function canonical(label: string): string | undefined {
  try {
    const known = new TextDecoder(label.trim()).encoding;
    return known === 'gbk' ? 'gb18030' : known;
  } catch {
    return undefined;
  }
}

const decodeAs = (bytes: Uint8Array, label: string, fatal = false): string =>
  new TextDecoder(label, { fatal, ignoreBOM: false }).decode(bytes);

function tryUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decodeAs(bytes, 'utf-8', true);
  } catch {
    return undefined;
  }
}

/** The charset that the first bytes of a page declare: meta charset, http-equiv or an XML declaration; never in comments. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PRESCAN)).toString('latin1');
  const xml = /^\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,4}=\s{0,4}["']([\w:.-]{1,40})["']/i.exec(head);
  if (xml?.[1]) return xml[1];
  const lower = head.toLowerCase();
  for (let at = lower.indexOf('<'); at >= 0; at = lower.indexOf('<', at + 1)) {
    if (lower.startsWith('<!--', at)) {
      const end = lower.indexOf('-->', at + 4);
      if (end < 0) return undefined;
      at = end;
    } else if (lower.startsWith('<meta', at)) {
      const end = lower.indexOf('>', at);
      const tag = head.slice(at, end < 0 ? undefined : end);
      const found = /charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w:.-]{1,40})/i.exec(tag);
      if (found?.[1]) return found[1];
    }
  }
  return undefined;
}

/** UTF-16 without BOM only when the NULs say so: ASCII (markup, digits, line ends) leaves them in every other byte. */
function utf16WithoutBom(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, PRESCAN) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const enough = Math.max(2, length / 40);
  // 一 (U+4E00) and the like leave one in the other byte.
  if (odd >= enough && even * 3 <= odd) return 'utf-16le';
  if (even >= enough && odd * 3 <= even) return 'utf-16be';
  return undefined;
}

function refuseBinary(bytes: Uint8Array): void {
  for (const [magic, kind] of MAGIC)
    if (startsWith(bytes, magic)) throw new UnreadableError('binary', `内容是 ${kind} 文件，不是文本，未读取。`);
}

function refuseNuls(bytes: Uint8Array): void {
  const head = bytes.subarray(0, 65536);
  const { length } = head;
  let nuls = 0;
  for (let at = head.indexOf(0); at >= 0; at = head.indexOf(0, at + 1)) nuls++;
  if (nuls > 4 && nuls > length / 100)
    throw new UnreadableError('binary', '内容含有大量空字节，不是文本文件，未读取。');
}

function faults(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  return count;
}

/** Strict UTF-8 whose last character is cut off, as in a body that ended early. */
function tryCutUtf8(bytes: Uint8Array): string | undefined {
  for (const cut of [1, 2, 3]) {
    const lead = bytes[bytes.length - cut] ?? 0;
    if (lead < 0x80) return undefined;
    if (lead < 0xc0) continue;
    const before = tryUtf8(bytes.subarray(0, bytes.length - cut));
    // Without another character beyond ASCII this may as well be half of a GBK character.
    return before !== undefined && nonAscii(before) > 0 ? `${before}\ufffd` : undefined;
  }
  return undefined;
}

/** Double-byte characters that are looked at, and how many of their second bytes are letters of ASCII. */
function pairs(bytes: Uint8Array): { readonly all: number; readonly low: number } {
  let all = 0;
  let low = 0;
  for (let i = 0; i + 1 < bytes.length && all < MAX_PAIRS; ) {
    if ((bytes[i] ?? 0) < 0x81) {
      i++;
      continue;
    }
    const second = bytes[i + 1] ?? 0;
    // Four bytes of GB 18030.
    const isLong = second >= 0x30 && second <= 0x39;
    all++;
    if (second >= 0x40 && second <= 0x7e) low++;
    i += isLong ? 4 : 2;
  }
  return { all, low };
}

const MAX_PAIRS = 20_000;
/** Fewer pairs do not outweigh a label, or the lack of one. */
const PAIRS_AGAINST_LABEL = 12;
const PAIRS_WITHOUT_LABEL = 8;
/** In Big5 about four of ten characters have such a second byte; in GB 2312 none, in GBK those that are rare in prose. */
const BIG5_SHARE = 0.12;
/** Less than that is no Big5, whatever the label says. */
const LEAST_BIG5_SHARE = 0.08;

/** Big5 where the bytes say so: clean in it, and with the second bytes of it; a label weighs in short texts. */
function asBig5(bytes: Uint8Array, declared: string | undefined, gbFaults: number): string | undefined {
  const { all, low } = pairs(bytes);
  if (declared === 'big5') {
    const source = decodeAs(bytes, 'big5');
    const isLikely = all < PAIRS_AGAINST_LABEL || low >= all * LEAST_BIG5_SHARE;
    return faults(source) <= gbFaults && isLikely ? source : undefined;
  }
  const enough = declared === 'gb18030' ? PAIRS_AGAINST_LABEL : PAIRS_WITHOUT_LABEL;
  if (all < enough || low < all * BIG5_SHARE) return undefined;
  const source = decodeAs(bytes, 'big5');
  // The second bytes of GBK's rare characters are often none in Big5.
  return faults(source) * 100 <= all ? source : undefined;
}

/** More faults than GB 18030 has, and UTF-8 is no better reading. */
const SPARE_FAULTS = 8;

/** Whether more than so many bytes that begin a character of UTF-8 have nothing of it behind them: each is a fault in it. */
function hasBrokenLeads(bytes: Uint8Array, most: number): boolean {
  let broken = 0;
  for (let i = 0; i < bytes.length && broken <= most; i++)
    if ((bytes[i] ?? 0) >= 0xc0 && ((bytes[i + 1] ?? 0) & 0xc0) !== 0x80) broken++;
  return broken > most;
}

/** Legacy bytes: GB 18030 or Big5, or UTF-8 that is slightly broken. */
function legacy(bytes: Uint8Array, declared: string | undefined): { label: string; source: string } {
  const gb = { label: 'gb18030', source: decodeAs(bytes, 'gb18030') };
  const most = faults(gb.source);
  const big5 = asBig5(bytes, declared, most);
  if (big5 !== undefined) return { label: 'big5', source: big5 };
  // Seen at the beginning of nearly every legacy page: that spares it another reading.
  if (hasBrokenLeads(bytes, most + SPARE_FAULTS)) return gb;
  if (declared === undefined || declared === 'gb18030' || declared === 'utf-8') {
    // A UTF-8 page with a few broken bytes (a cut character) is still UTF-8.
    const utf8 = decodeAs(bytes, 'utf-8');
    const broken = faults(utf8);
    return broken * 50 < utf8.length && broken <= most + SPARE_FAULTS && nonAscii(utf8) > broken * 20
      ? { label: 'utf-8', source: utf8 }
      : gb;
  }
  return gb;
}

function nonAscii(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) count++;
  return count;
}

/** Bytes to text. Trust in this order: BOM, UTF-16 NULs, strict UTF-8, then GB 18030 or Big5 by their bytes and the label. */
export function decode(bytes: Uint8Array, hints: DecodeHints = {}): Decoded {
  refuseBinary(bytes);
  const isMarkup = hints.mediaType === undefined || /html|xml/i.test(hints.mediaType);
  const printed = hints.httpCharset ?? (isMarkup ? declaredIn(bytes) : undefined);
  const declared = printed === undefined ? undefined : (canonical(printed) ?? printed.toLowerCase());
  const done = (label: string, source: string, bom: boolean): Decoded => {
    const differs =
      declared !== undefined && declared !== label && !(label.startsWith('utf-16') && declared.startsWith('utf-16'));
    return {
      source,
      encoding: { label, bom, ...(differs && printed !== undefined && { declared: printed }) },
      warnings: differs ? [`声明编码为 ${printed}，实际为 ${label}。`] : [],
    };
  };
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return done('utf-8', decodeAs(bytes, 'utf-8'), true);
  if (startsWith(bytes, [0xff, 0xfe])) return done('utf-16le', decodeAs(bytes, 'utf-16le'), true);
  if (startsWith(bytes, [0xfe, 0xff])) return done('utf-16be', decodeAs(bytes, 'utf-16be'), true);
  if (hints.label !== undefined) {
    const label = canonical(hints.label);
    if (label === undefined || label === 'replacement')
      throw new UnreadableError('unsupported', `不认识编码“${hints.label}”，请改用 utf-8、gb18030、big5 等。`);
    return done(label, decodeAs(bytes, label), false);
  }
  const wide = utf16WithoutBom(bytes);
  if (wide) return done(wide, decodeAs(bytes, wide), false);
  refuseNuls(bytes);
  const utf8 = tryUtf8(bytes);
  if (utf8 !== undefined) {
    // Pure ASCII is the same text under any label here: nothing to warn about.
    const ascii = utf8.length === bytes.length;
    return ascii
      ? { source: utf8, encoding: { label: 'utf-8', bom: false }, warnings: [] }
      : done('utf-8', utf8, false);
  }
  const cut = tryCutUtf8(bytes);
  if (cut !== undefined) return done('utf-8', cut, false);
  const { label, source } = legacy(bytes, declared);
  return done(label, source, false);
}
