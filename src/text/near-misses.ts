import { isHanCodePoint } from './chars.js';

export interface FixedPhrase {
  /** Of four characters or more. */
  readonly text: string;
  /** Positions, from 0, where another character is a fault. */
  readonly rigid: readonly number[];
}

export interface NearMiss {
  readonly start: number;
  readonly end: number;
  readonly phrase: FixedPhrase;
  /** The position in the phrase where the text has another character. */
  readonly at: number;
}

export interface PhraseIndex {
  /** Phrases by their first two characters, and by their last two. */
  readonly heads: ReadonlyMap<number, readonly FixedPhrase[]>;
  readonly tails: ReadonlyMap<number, readonly FixedPhrase[]>;
  /** A small number for each character of a pair, 0 for all others: keys stay integers. */
  readonly ids: Uint16Array;
  readonly width: number;
  /** By hash of a key whether a phrase may begin (HEAD) or end (TAIL) with the pair: most places cost no look-up. */
  readonly anchors: Uint8Array;
}

const ANCHOR = 2;
const HASH_BITS = 18;
const HEAD = 1;
const TAIL = 2;
const hashOf = (key: number): number => Math.imul(key, 0x9e3779b1) >>> (32 - HASH_BITS);

/** An index for `nearMisses`: build once and keep. */
export function phraseIndex(phrases: readonly FixedPhrase[]): PhraseIndex {
  const ids = new Uint16Array(0x10000);
  let known = 0;
  for (const { text } of phrases)
    for (const pair of [text.slice(0, ANCHOR), text.slice(-ANCHOR)])
      for (let i = 0; i < ANCHOR; i++) ids[pair.charCodeAt(i)] ||= ++known;
  const width = known + 1;
  const heads = new Map<number, FixedPhrase[]>();
  const tails = new Map<number, FixedPhrase[]>();
  const add = (map: Map<number, FixedPhrase[]>, phrase: FixedPhrase, at: number): void => {
    const key = (ids[phrase.text.charCodeAt(at)] ?? 0) * width + (ids[phrase.text.charCodeAt(at + 1)] ?? 0);
    map.set(key, [...(map.get(key) ?? []), phrase]);
  };
  for (const phrase of phrases) {
    add(heads, phrase, 0);
    add(tails, phrase, phrase.text.length - ANCHOR);
  }
  const anchors = new Uint8Array(2 ** HASH_BITS);
  for (const [map, mark] of [
    [heads, HEAD],
    [tails, TAIL],
  ] as const)
    for (const key of map.keys()) anchors[hashOf(key)] = (anchors[hashOf(key)] as number) | mark;
  return { heads, tails, ids, width, anchors };
}

/** The one rigid position in [from, to) where `text` from `start` differs from the phrase; -1 where it does otherwise. */
function oddPosition(
  text: string,
  start: number,
  { text: phrase, rigid }: FixedPhrase,
  from: number,
  to: number,
): number {
  let odd = -1;
  for (let i = from; i < to; i++) {
    if (text.charCodeAt(start + i) === phrase.charCodeAt(i)) continue;
    if (odd >= 0) return -1;
    odd = i;
  }
  return rigid.includes(odd) && isHanCodePoint(text.charCodeAt(start + odd)) ? odd : -1;
}

/**
 * Places where the text has one character other than a phrase. One of the phrase's two ends is then whole, so that few
 * places are looked at closely.
 */
export function nearMisses(text: string, { heads, tails, ids, width, anchors }: PhraseIndex): readonly NearMiss[] {
  const found: NearMiss[] = [];
  for (let at = 0; at + 1 < text.length; at++) {
    const one = ids[text.charCodeAt(at)] as number;
    if (one === 0) continue;
    const other = ids[text.charCodeAt(at + 1)] as number;
    if (other === 0) continue;
    const key = one * width + other;
    const ends = anchors[hashOf(key)] as number;
    if (ends === 0) continue;
    if (ends & HEAD)
      for (const phrase of heads.get(key) ?? []) {
        const odd = oddPosition(text, at, phrase, ANCHOR, phrase.text.length);
        if (odd >= 0) found.push({ start: at, end: at + phrase.text.length, phrase, at: odd });
      }
    if (ends & TAIL)
      for (const phrase of tails.get(key) ?? []) {
        const start = at + ANCHOR - phrase.text.length;
        if (start < 0) continue;
        const odd = oddPosition(text, start, phrase, 0, phrase.text.length - ANCHOR);
        // Where the head is whole, it has led here already.
        if (odd >= 0 && odd < ANCHOR) found.push({ start, end: at + ANCHOR, phrase, at: odd });
      }
  }
  return found;
}
