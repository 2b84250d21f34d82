import { bitSet, hasBit, mixOfPair, setBit, spread } from './bits.js';
import { isHanCodePoint } from './chars.js';
import type { CommonPairs } from './common-pairs.js';

export interface FixedPhrase {
  /** Of four characters or more. */
  readonly text: string;
  /** Positions, from 0, where another character is a fault. */
  readonly rigid: readonly number[];
  /** Whether the text may not lack an inner character either. */
  readonly complete: boolean;
}

/** What was done to a phrase: a character replaced, two neighbours swapped, an inner character left out or doubled. */
export type Edit = 'replaced' | 'swapped' | 'missing' | 'doubled';

export interface NearMiss<P extends FixedPhrase = FixedPhrase> {
  readonly start: number;
  readonly end: number;
  readonly phrase: P;
  readonly edit: Edit;
  /** The position in the phrase of the character that was replaced, left out or doubled, or of the first one swapped. */
  readonly at: number;
}

/** Whether one character is written for another by mistake, as UTF-16 units. */
export type IsSlip = (written: number, meant: number) => boolean;

/**
 * Phrases by windows of four characters. An edit leaves two neighbours of a window whole, and beside them one of the
 * next two; only where the two inner ones are swapped are the first and the last alone in place.
 */
export interface PhraseIndex<P extends FixedPhrase = FixedPhrase> {
  readonly phrases: readonly P[];
  /** The characters of all phrases, one after another; where each begins, and at last their number. */
  readonly units: Uint16Array;
  readonly offsets: Int32Array;
  /** Bits by hash: the pairs that begin a window, and those that end one; most places of a text cost no more than these. */
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  /** Bits by hash: whether there is an entry. */
  readonly known: Int32Array;
  /** The first entry of each bucket, or -1, and the next one of each entry. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  /** Of each entry its phrase, and the offset of its window in it. */
  readonly phraseOf: Int32Array;
  readonly windowOf: Uint8Array;
}

const WINDOW = 4;
/** Windows begin two characters apart, so that each character is in the first or the last half of one. */
const STEP = 2;
/** What a window is found by. */
const KEYS = 5;
const HASH_BITS = 21;
const PAIR_BITS = 18;
/** Entries are kept under a part of their hash. */
const BUCKETS = 2 ** 17;
/** What makes the hashes of last halves others than those of first halves. */
const TAIL = 0x15a6b3;

const mix = (hash: number): number => spread(hash) & (2 ** HASH_BITS - 1);
const hashOfPair = (one: number, other: number): number => mix(mixOfPair(one, other)) >>> (HASH_BITS - PAIR_BITS);
const hashOfThree = (one: number, other: number, third: number): number =>
  mix(mixOfPair(one, other) ^ Math.imul(third, 0xc2b2ae35));
/** An index for `nearMisses`: build once and keep. */
export function phraseIndex<P extends FixedPhrase>(phrases: readonly P[]): PhraseIndex<P> {
  const total = phrases.reduce((sum, { text }) => sum + text.length, 0);
  const units = new Uint16Array(total);
  const offsets = new Int32Array(phrases.length + 1);
  const heads = bitSet(PAIR_BITS);
  const tails = bitSet(PAIR_BITS);
  const known = bitSet(HASH_BITS);
  const first = new Int32Array(BUCKETS).fill(-1);
  // A phrase has fewer windows than characters.
  const next = new Int32Array(total * KEYS);
  const phraseOf = new Int32Array(total * KEYS);
  const windowOf = new Uint8Array(total * KEYS);
  let entries = 0;
  const add = (hash: number, phrase: number, window: number): void => {
    const bucket = hash & (BUCKETS - 1);
    next[entries] = first[bucket] as number;
    phraseOf[entries] = phrase;
    windowOf[entries] = window;
    first[bucket] = entries++;
    setBit(known, hash);
  };
  phrases.forEach(({ text }, index) => {
    const from = offsets[index] as number;
    offsets[index + 1] = from + text.length;
    for (let i = 0; i < text.length; i++) units[from + i] = text.charCodeAt(i);
    const last = text.length - WINDOW;
    for (let window = 0; window <= last; window = window + STEP > last && window < last ? last : window + STEP) {
      const one = text.charCodeAt(window);
      const two = text.charCodeAt(window + 1);
      const three = text.charCodeAt(window + 2);
      const four = text.charCodeAt(window + 3);
      setBit(heads, hashOfPair(one, two));
      setBit(heads, hashOfPair(one, three));
      setBit(tails, hashOfPair(three, four));
      add(hashOfThree(one, two, three), index, window);
      add(hashOfThree(one, two, four), index, window);
      add(hashOfThree(one, three, two), index, window);
      add(hashOfThree(four, three, two) ^ TAIL, index, window);
      add(hashOfThree(four, three, one) ^ TAIL, index, window);
    }
  });
  return { phrases, units, offsets, heads, tails, known, first, next, phraseOf, windowOf };
}

/** A whole number always, 0 outside the text: NaN would make the loop below several times slower. */
const unitAt = (text: string, at: number): number => (at >= 0 && at < text.length ? text.charCodeAt(at) : 0);

/** Whether the text from `at` on runs as the units in [from, to) do. */
function runsAs(text: string, at: number, units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (unitAt(text, at + i - from) !== units[i]) return false;
  return true;
}

interface Found {
  readonly edit: Edit;
  readonly at: number;
  /** How much longer than the phrase the text is. */
  readonly more: number;
}

/** The one edit that makes the units in [from, to) of what stands from `start` on, if one does. */
function editFrom(
  text: string,
  start: number,
  units: Uint16Array,
  from: number,
  to: number,
  isSlip: IsSlip,
): Found | undefined {
  let i = from;
  while (i < to && unitAt(text, start + i - from) === units[i]) i++;
  if (i === to) return undefined;
  const at = i - from;
  const here = start + at;
  const written = unitAt(text, here);
  if (at > 1 && written === units[i - 1] && runsAs(text, here + 1, units, i, to))
    return { edit: 'doubled', at: at - 1, more: 1 };
  if (runsAs(text, here + 1, units, i + 1, to))
    return isHanCodePoint(written) && isSlip(written, units[i] as number)
      ? { edit: 'replaced', at, more: 0 }
      : undefined;
  if (i + 1 === to || written !== units[i + 1]) return undefined;
  if (unitAt(text, here + 1) === units[i] && runsAs(text, here + 2, units, i + 2, to))
    return { edit: 'swapped', at, more: 0 };
  return at > 0 && runsAs(text, here, units, i + 1, to) ? { edit: 'missing', at, more: -1 } : undefined;
}

/**
 * Places where the text is one edit away from a phrase; characters replaced at rigid positions only, and by slips.
 * @param common pairs of characters that show no slip: where they are given, only characters beside another are looked at
 * @returns each once, by the character that led to it
 */
export function nearMisses<P extends FixedPhrase>(
  text: string,
  { phrases, units, offsets, heads, tails, known, first, next, phraseOf, windowOf }: PhraseIndex<P>,
  isSlip: IsSlip,
  common?: CommonPairs,
): readonly NearMiss<P>[] {
  const found = new Map<string, NearMiss<P>>();
  /** Whether the phrase of this number stands at `start` but for an edit. */
  const tryAt = (start: number, index: number): boolean => {
    if (start < 0) return false;
    const from = offsets[index] as number;
    const to = offsets[index + 1] as number;
    const miss = editFrom(text, start, units, from, to, isSlip);
    if (!miss) return false;
    const { edit, at, more } = miss;
    const phrase = phrases[index] as P;
    if ((edit === 'missing' && !phrase.complete) || (edit === 'replaced' && !phrase.rigid.includes(at))) return false;
    found.set(`${start} ${index}`, { start, end: start + to - from + more, phrase, edit, at });
    return true;
  };
  /** The phrases of which a window begins at `at`, the first half of it whole. */
  const lookHead = (hash: number, at: number): void => {
    if (!hasBit(known, hash)) return;
    for (let i = first[hash & (BUCKETS - 1)] as number; i >= 0; i = next[i] as number)
      tryAt(at - (windowOf[i] as number), phraseOf[i] as number);
  };
  /** Those of which a window ends before `end`, the last half of it whole. */
  const lookTail = (hash: number, end: number): void => {
    if (!hasBit(known, hash ^ TAIL)) return;
    for (let i = first[(hash ^ TAIL) & (BUCKETS - 1)] as number; i >= 0; i = next[i] as number) {
      const start = end - WINDOW - (windowOf[i] as number);
      // 级县以上 is 县级以上 swapped, though 县以上 alone lacks a character.
      if (!tryAt(start, phraseOf[i] as number)) tryAt(start + 1, phraseOf[i] as number);
    }
  };
  let isOddBefore = common === undefined;
  for (let i = 0; i < text.length; i++) {
    const here = unitAt(text, i);
    const following = unitAt(text, i + 1);
    const isOddAfter = common === undefined || common.isOdd(here, following);
    const isOdd = isOddBefore || isOddAfter;
    isOddBefore = isOddAfter;
    if (!isOdd) continue;
    const third = unitAt(text, i - 3);
    const second = unitAt(text, i - 2);
    const last = unitAt(text, i - 1);
    const afterNext = unitAt(text, i + 2);
    const further = unitAt(text, i + 3);
    if (hasBit(heads, hashOfPair(third, second))) lookHead(hashOfThree(third, second, last), i - 3);
    if (hasBit(heads, hashOfPair(second, last))) {
      lookHead(hashOfThree(second, last, here), i - 2);
      lookHead(hashOfThree(second, last, following), i - 2);
    }
    if (hasBit(tails, hashOfPair(following, afterNext))) {
      lookTail(hashOfThree(afterNext, following, last), i + 3);
      lookTail(hashOfThree(afterNext, following, here), i + 3);
    }
    if (hasBit(tails, hashOfPair(afterNext, further))) lookTail(hashOfThree(further, afterNext, following), i + WINDOW);
  }
  return [...found.values()];
}
