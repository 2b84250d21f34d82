import { bitSet, hasBit, mixOfPair, setBit, spread } from './bits.js';
import { isHanCodePoint } from './chars.js';
import { flagsOfPairs, type PairTable, pairOf, pairTable } from './pair-table.js';

export interface FixedPhrase {
  /** Of four characters or more, all Han. */
  readonly text: string;
  /** Positions, from 0, where another character is a fault. */
  readonly rigid: readonly number[];
  /** Whether the text may not lack an inner character either. */
  readonly complete: boolean;
}

/** A character and all that often follow it: such pairs show no slip. */
export interface CommonPairs {
  readonly first: string;
  readonly seconds: string;
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
  /** Which pairs are common, begin a window or end one; most places of a text cost no more than a look at these. */
  readonly pairs: PairTable;
  /** Bits by hash: whether there is an entry. */
  readonly known: Int32Array;
  /** The first entry of each bucket, or NONE. */
  readonly first: Int32Array;
  /** Of each entry its hash, the next of its bucket, its phrase, and the offset of its window in it. */
  readonly entries: Int32Array;
}

const WINDOW = 4;
/** Windows begin two characters apart, so that each character is in the first or the last half of one. */
const STEP = 2;
/** What a window is found by. */
const KEYS = 5;
const HASH_BITS = 21;
/** Entries are kept under a part of their hash. */
const BUCKETS = 2 ** 17;
/** The numbers of an entry, side by side, so that a look at it costs one line of the processor's cache. */
const ENTRY = 4;
const NONE = -1;
/** Flags of a pair. */
const COMMON = 1;
const HEAD = 2;
const TAIL = 4;
/** How far from a character the pairs begin that are looked at. */
const PAIRS_BEFORE = 3;
const PAIRS_AFTER = 2;
/** What makes the hashes of last halves others than those of first halves. */
const OF_TAIL = 0x15a6b3;

const mix = (hash: number): number => spread(hash) & (2 ** HASH_BITS - 1);
const hashOfThree = (one: number, other: number, third: number): number =>
  mix(mixOfPair(one, other) ^ Math.imul(third, 0xc2b2ae35));
const hashOfTail = (one: number, other: number, third: number): number => hashOfThree(third, other, one) ^ OF_TAIL;

function commonPairs(rows: readonly CommonPairs[]): Uint32Array {
  const pairs = new Uint32Array(rows.reduce((sum, { seconds }) => sum + seconds.length, 0));
  let count = 0;
  for (const { first, seconds } of rows)
    for (let i = 0; i < seconds.length; i++) pairs[count++] = pairOf(first.charCodeAt(0), seconds.charCodeAt(i));
  return pairs;
}

/**
 * An index for `nearMisses`: build once and keep.
 * @param common where given, only characters in pairs of Han characters that are not among them are looked at
 */
export function phraseIndex<P extends FixedPhrase>(
  phrases: readonly P[],
  common: readonly CommonPairs[] = [],
): PhraseIndex<P> {
  let characters = 0;
  let windows = 0;
  for (const { text } of phrases) {
    characters += text.length;
    windows += Math.ceil((text.length - WINDOW) / STEP) + 1;
  }
  const units = new Uint16Array(characters);
  const offsets = new Int32Array(phrases.length + 1);
  const known = bitSet(HASH_BITS);
  const first = new Int32Array(BUCKETS).fill(NONE);
  const entries = new Int32Array(windows * KEYS * ENTRY);
  const heads = new Uint32Array(windows * 2);
  const tails = new Uint32Array(windows);
  let entry = 0;
  let pair = 0;
  const add = (hash: number, phrase: number, window: number): void => {
    const bucket = hash & (BUCKETS - 1);
    entries[entry] = hash;
    entries[entry + 1] = first[bucket] as number;
    entries[entry + 2] = phrase;
    entries[entry + 3] = window;
    first[bucket] = entry;
    entry += ENTRY;
    setBit(known, hash);
  };
  phrases.forEach(({ text }, index) => {
    const from = offsets[index] as number;
    offsets[index + 1] = from + text.length;
    for (let i = 0; i < text.length; i++) units[from + i] = text.charCodeAt(i);
    const last = text.length - WINDOW;
    for (let at = 0; at < last + STEP; at += STEP) {
      const window = Math.min(at, last);
      const one = text.charCodeAt(window);
      const two = text.charCodeAt(window + 1);
      const three = text.charCodeAt(window + 2);
      const four = text.charCodeAt(window + 3);
      heads[pair * 2] = pairOf(one, two);
      heads[pair * 2 + 1] = pairOf(one, three);
      tails[pair++] = pairOf(three, four);
      add(hashOfThree(one, two, three), index, window);
      add(hashOfThree(one, two, four), index, window);
      add(hashOfThree(one, three, two), index, window);
      add(hashOfTail(two, three, four), index, window);
      add(hashOfTail(one, three, four), index, window);
    }
  });
  const pairs = pairTable(
    [
      { flags: COMMON, pairs: commonPairs(common) },
      { flags: HEAD, pairs: heads },
      { flags: TAIL, pairs: tails },
    ],
    common.length > 0 ? COMMON : 0,
  );
  return { phrases, units, offsets, pairs, known, first, entries };
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
 * @returns each once, by the character that led to it
 */
export function nearMisses<P extends FixedPhrase>(
  text: string,
  { phrases, units, offsets, pairs, known, first, entries }: PhraseIndex<P>,
  isSlip: IsSlip,
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
  const firstUnder = (hash: number): number => (hasBit(known, hash) ? (first[hash & (BUCKETS - 1)] as number) : NONE);
  /** The phrases of which a window begins at `at`, the first half of it whole. */
  const lookHead = (hash: number, at: number): void => {
    for (let i = firstUnder(hash); i !== NONE; i = entries[i + 1] as number)
      if (entries[i] === hash) tryAt(at - (entries[i + 3] as number), entries[i + 2] as number);
  };
  /** Those of which a window ends before `end`, the last half of it whole. */
  const lookTail = (hash: number, end: number): void => {
    for (let i = firstUnder(hash); i !== NONE; i = entries[i + 1] as number) {
      if (entries[i] !== hash) continue;
      const start = end - WINDOW - (entries[i + 3] as number);
      const phrase = entries[i + 2] as number;
      // 级县以上 is 县级以上 swapped, though 县以上 alone lacks a character.
      if (!tryAt(start, phrase)) tryAt(start + 1, phrase);
    }
  };
  const flags = flagsOfPairs(text, pairs, PAIRS_BEFORE, PAIRS_AFTER);
  const pairAt = (at: number): number => flags[at + PAIRS_BEFORE] as number;
  for (let i = 0; i < text.length; i++) {
    if ((pairAt(i - 1) & pairAt(i) & COMMON) !== 0) continue;
    const last = unitAt(text, i - 1);
    const here = unitAt(text, i);
    const following = unitAt(text, i + 1);
    if ((pairAt(i - 3) & HEAD) !== 0) lookHead(hashOfThree(unitAt(text, i - 3), unitAt(text, i - 2), last), i - 3);
    if ((pairAt(i - 2) & HEAD) !== 0) {
      const second = unitAt(text, i - 2);
      lookHead(hashOfThree(second, last, here), i - 2);
      lookHead(hashOfThree(second, last, following), i - 2);
    }
    if ((pairAt(i + 1) & TAIL) !== 0) {
      const afterNext = unitAt(text, i + 2);
      lookTail(hashOfTail(last, following, afterNext), i + 3);
      lookTail(hashOfTail(here, following, afterNext), i + 3);
    }
    if ((pairAt(i + 2) & TAIL) !== 0)
      lookTail(hashOfTail(following, unitAt(text, i + 2), unitAt(text, i + 3)), i + WINDOW);
  }
  return [...found.values()];
}
