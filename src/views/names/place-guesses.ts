import type { Gazetteer, Place } from '../../dictionary/gazetteer.js';
import type { Segmenter } from '../../document/document.js';
import { isHanCodePoint } from '../../text/chars.js';
import { prefectureOf } from './place-index.js';
import { BEFORE_NAME, COUNTRIES_WITH_OUR_SUFFIXES, ORDINARY, ORDINARY_BEGINNING, ORGAN } from './place-words.js';

/** What an unknown name is taken for. */
export interface Guess {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

/** What a document says about the places that it may mean. */
export interface Surroundings {
  readonly text: string;
  readonly index: Gazetteer;
  readonly region: string | undefined;
  /** Codes of the places that the document names. */
  readonly namedCodes: ReadonlySet<string>;
  /** Where a known name ends, and its place. */
  readonly nameEnds: ReadonlyMap<number, Place>;
  /** Loaded when a name is met with that may be words. */
  readonly segment: () => Segmenter | undefined;
}

/** One reading of an unknown name: where it may begin, and the names one character away. */
interface Reading {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly near: readonly Place[];
  /** 县, 旗 and 自治… end few other words; 区 and 市 end many that are no names. */
  readonly isCounty: boolean;
  /** Nothing that it could be a part of stands before it. */
  readonly beginsClause: boolean;
  /** What may be the name of a place that it belongs to: one that ends there, and the two and three units before it. */
  readonly before: readonly [known: string, two: string, three: string];
}

/** What an autonomous place ends in with one character of 自治 misprinted, and 梅里斯达斡尔族区. */
const MAYBE_LONG = /自.[县州旗]$|治[县州旗]$|族区$/u;

/** Units looked back for 朝阳区, 达尔罕…联合旗; and for 双江拉祜族佤族布朗族傣族自治县. */
const LONGEST_PLAIN = 5;
const LONGEST_AUTONOMOUS = 16;
const SHORTEST_PLAIN = 3;
const SHORTEST_AUTONOMOUS = 6;

const isHanUnit = (text: string, at: number): boolean => at >= 0 && isHanCodePoint(text.charCodeAt(at));

/** The readings of the unknown name that ends at `end`, the shortest first. */
function* readingsOf(end: number, { text, index, nameEnds }: Surroundings): Iterable<Reading> {
  const last = text.charAt(end - 1);
  if (!'县市区旗州'.includes(last)) return;
  const isAutonomous = text.startsWith('自治', end - 3);
  const maybeLong = isAutonomous || MAYBE_LONG.test(text.slice(Math.max(0, end - 3), end));
  const longest = Math.min(end, maybeLong ? LONGEST_AUTONOMOUS : LONGEST_PLAIN);
  for (let length = isAutonomous ? SHORTEST_AUTONOMOUS : SHORTEST_PLAIN; length <= longest; length++) {
    const start = end - length;
    if (!isHanUnit(text, start)) return;
    const written = text.slice(start, end);
    const near = index.neighbours(written);
    if (near.length === 0) continue;
    yield {
      start,
      end,
      written,
      near,
      isCounty: isAutonomous || last === '县' || last === '旗',
      beginsClause: !isHanUnit(text, start - 1),
      before: [
        nameEnds.get(start)?.name ?? '',
        text.slice(Math.max(0, start - 2), start),
        text.slice(Math.max(0, start - 3), start),
      ],
    };
  }
}

const alikeOf = ({ written }: Reading, among: readonly Place[], index: Gazetteer): readonly Place[] =>
  among.filter(({ name }) => index.areAlike(written, name));

/** Whether what stands before the suffix is a word or another place's name, as in 全县 and 洛阳市. */
function isOwnWord({ written }: Reading, index: Gazetteer): boolean {
  const stem = written.slice(0, -1);
  return ORDINARY.test(stem) || index.isStem(stem) || index.isShortForm(stem);
}

/** Units about a name within which a country is looked for. */
const ABROAD_REACH = 300;

function isAbroad(text: string, { start, end }: Reading): boolean {
  const around = text.slice(Math.max(0, start - ABROAD_REACH), end + ABROAD_REACH);
  return COUNTRIES_WITH_OUR_SUFFIXES.some((country) => around.includes(country));
}

/** Units on either side of a name that are cut into words with it. */
const WORD_REACH = 4;

/** Whether the odd character and the suffix of a name belong to no word: 富棉市, but not 文明城市, 合理市值. */
function isNoWords(reading: Reading, { name }: Place, { text, segment }: Surroundings): boolean {
  if (isAbroad(text, reading)) return false;
  const words = segment();
  if (!words) return false;
  const { start, end } = reading;
  let at = Math.max(0, start - WORD_REACH);
  for (const { text: word } of words(text.slice(at, end + WORD_REACH))) {
    const from = at;
    at += word.length;
    if (at === start && word.length === 1 && isHanUnit(text, from) && !BEFORE_NAME.test(word)) return false;
    if (word.length < 2 || at <= start || from >= end) continue;
    // A word that runs over either end, holds the suffix, or holds what differs from the name.
    if (from < start || at >= end) return false;
    if (word !== name.slice(from - start, at - start)) return false;
  }
  return true;
}

/** The shortest names of autonomous places: 金秀瑶族自治县 has seven units. */
const SURE_LENGTH = 7;

/** 金绣瑶族自治县: one character in so many is a slip, whatever it looks like and wherever it stands. */
function longAutonomous({ near, start, end }: Reading): Place | undefined {
  const [only] = near;
  return near.length === 1 && only?.suffix.startsWith('自治') && end - start >= SURE_LENGTH ? only : undefined;
}

/** 浉池县 where 渑池县 is named, too: of the places named elsewhere in full, the one that looks alike. */
function alikeNamedElsewhere(reading: Reading, named: readonly Place[], index: Gazetteer): Place | undefined {
  const [only, ...others] = alikeOf(reading, named, index);
  return others.length === 0 ? only : undefined;
}

/**
 * 浉池县 anywhere: the one place of the country that looks alike, where it can be nothing else. No other words end in 县;
 * what ends in 市 or 区 is a name if it is no words.
 */
function onlyAlikeOfCountry(reading: Reading, around: Surroundings): Place | undefined {
  const [only, ...others] = alikeOf(reading, reading.near, around.index);
  if (!only || others.length > 0 || isOwnWord(reading, around.index)) return undefined;
  // 完成丰县政府的要约: where a county is named as it stands, too, the words decide.
  const isNoOther = reading.isCounty && !around.nameEnds.has(reading.end);
  return isNoOther || isNoWords(reading, only, around) ? only : undefined;
}

const ORGAN_REACH = 16;

/** How the surroundings of a reading lead to a place. */
interface Leads {
  /** 三门峡市浉池县: the place that it belongs to stands before it. */
  readonly isUnder: (place: Place) => boolean;
  /** 市南区、市北区: listed after a place of the same prefecture. */
  readonly isBeside: (place: Place) => boolean;
  readonly isNamed: (place: Place) => boolean;
}

function leadsOf({ start, before }: Reading, { text, index, namedCodes, nameEnds }: Surroundings): Leads {
  const listed = text[start - 1] === '、' ? nameEnds.get(start - 1) : undefined;
  return {
    isUnder: (place) => before.some((name) => index.above(place).has(name)),
    isBeside: ({ code }) => listed !== undefined && prefectureOf(listed.code) === prefectureOf(code),
    isNamed: ({ code }) => namedCodes.has(code),
  };
}

/**
 * 三门峡市浉池县, 市南区、市比区: of the places that the words before it, the document's region or its other names lead to,
 * the one that looks alike, or else the only one.
 */
function oneWithinReach(
  reading: Reading,
  inReach: readonly Place[],
  { isUnder, isBeside, isNamed }: Leads,
  around: Surroundings,
): Place | undefined {
  const { text, index, region, nameEnds } = around;
  const { written, end, isCounty, beginsClause } = reading;
  const alikes = alikeOf(reading, inReach, index);
  const isAlike = alikes.length > 0;
  const [place, ...others] = isAlike ? alikes : inReach;
  if (!place || place.level === '省级' || others.length > 0) return undefined;
  if (!isAlike && (nameEnds.has(end) || isOwnWord(reading, index))) return undefined;
  // 吉林省的城市
  if (isAlike && !isCounty && !written.endsWith('州') && ORDINARY_BEGINNING.test(written)) return undefined;
  const isOfParent = isUnder(place);
  if (!beginsClause && !isOfParent) return undefined;
  const isBeforeOrgan = (): boolean => ORGAN.test(text.slice(end, end + ORGAN_REACH));
  // 区 and 市 end many words that are no names: there the surroundings must say more.
  const isSure = isAlike
    ? isOfParent ||
      isBeside(place) ||
      isNamed(place) ||
      (isCounty && isBeforeOrgan()) ||
      // What would be sure anywhere in the country is no less so in the document's own region.
      onlyAlikeOfCountry(reading, around) !== undefined
    : (isOfParent || (isCounty && region !== undefined)) && isBeforeOrgan();
  return isSure ? place : undefined;
}

function placeMeant(reading: Reading, around: Surroundings): Place | undefined {
  const long = longAutonomous(reading);
  if (long) return long;
  const { near, beginsClause, before } = reading;
  const leads = leadsOf(reading, around);
  const named = near.filter(leads.isNamed);
  const isPlaced = beginsClause || before[0] !== '' || before.some((name) => around.index.isStem(name));
  if (!isPlaced && named.length > 0) return alikeNamedElsewhere(reading, named, around.index);
  const { region } = around;
  const inReach = near.filter(
    (place) =>
      leads.isUnder(place) ||
      leads.isBeside(place) ||
      leads.isNamed(place) ||
      (region !== undefined && place.code.startsWith(region)),
  );
  return isPlaced && inReach.length > 0
    ? oneWithinReach(reading, inReach, leads, around)
    : onlyAlikeOfCountry(reading, around);
}

/** The one known place that the unknown name ending at `end` can only be meant for, one character away. */
export function guessAt(end: number, around: Surroundings): Guess | undefined {
  for (const reading of readingsOf(end, around)) {
    const place = placeMeant(reading, around);
    if (place) return { start: reading.start, end, place };
  }
  return undefined;
}
