import {
  ENDS_NAME,
  type Gazetteer,
  gazetteer,
  IS_VARIANT,
  type NameNode,
  type Place,
} from '../../dictionary/gazetteer.js';
import type { Segmenter } from '../../document/document.js';
import { perDictionaries, perDocument } from '../../document/per-document.js';
import { isHanCodePoint } from '../../text/chars.js';
import { compareRanges, type Range } from '../../text/range.js';

export interface PlaceMention {
  /** Of the stem, without its suffix; of the whole name where the suffix itself is a variant (縣) or misprinted. */
  readonly range: Range;
  readonly text: string;
  /** What `text` should read. */
  readonly standard: string;
  /** The suffix that stands after the range; empty for a bare stem. */
  readonly suffix: string;
  readonly place: Place;
  readonly kind: 'exact' | 'variant' | 'lookalike';
}

/** An index over the dictionaries, shared by all documents read with them. */
export const places = perDictionaries(
  (dictionaries): Gazetteer =>
    gazetteer(dictionaries.rows('places'), dictionaries.rows('variants'), dictionaries.rows('lookalikes')),
);

interface Spelling {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Place[];
  readonly exact: boolean;
}

interface Scan {
  /** Names as they stand, or as they fold; in order. */
  readonly spellings: readonly Spelling[];
  /** Ends (exclusive) of what ends like a place name but is none. */
  readonly unknown: readonly number[];
  /** Offsets of variant characters. */
  readonly variants: readonly number[];
  /** Written in traditional characters throughout: none of them is a slip. */
  readonly traditional: boolean;
}

/** More variant characters than this share of the text, and the text as a whole is traditional. */
const TRADITIONAL_SHARE = 0.02;

/** The longest name that ends before `end`, folded; variants only where the text has the variant and not the name. */
function nameBefore(text: string, end: number, index: Gazetteer): Spelling | undefined {
  let node: NameNode = index.reversed;
  let found: Spelling | undefined;
  for (let at = end - 1; at >= 0 && end - at <= index.longest; at--) {
    const next = node.next.get(index.fold[text.charCodeAt(at)] as number);
    if (!next) break;
    node = next;
    if (!node.places) continue;
    const written = text.slice(at, end);
    const exact = index.named(written);
    if (exact.length > 0) found = { start: at, end, candidates: exact, exact: true };
    else {
      const candidates = node.places.filter(({ name }) => isVariantOf(written, name, index));
      if (candidates.length > 0) found = { start: at, end, candidates, exact: false };
    }
  }
  return found;
}

function isVariantOf(written: string, name: string, { fold }: Gazetteer): boolean {
  for (let i = 0; i < name.length; i++) {
    const unit = written.charCodeAt(i);
    if (unit !== name.charCodeAt(i) && fold[unit] !== name.charCodeAt(i)) return false;
  }
  return true;
}

const scan = perDocument((doc): Scan => {
  const { text } = doc;
  const index = places(doc.context.dictionaries);
  const { marks } = index;
  const spellings: Spelling[] = [];
  const unknown: number[] = [];
  const variants: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const mark = marks[text.charCodeAt(i)] as number;
    if (mark === 0) continue;
    if (mark & IS_VARIANT) variants.push(i);
    if (!(mark & ENDS_NAME)) continue;
    const spelling = nameBefore(text, i + 1, index);
    if (!spelling) {
      unknown.push(i + 1);
      continue;
    }
    // A name within a longer one that ends later is no mention of its own: 恩施土家族苗族自治州 holds none of 恩施州.
    while ((spellings.at(-1)?.start ?? -1) >= spelling.start) spellings.pop();
    spellings.push(spelling);
    // 南县 is a county, but in 云浮市有南县 it is the rest of 郁南县.
    if (i + 1 - spelling.start !== 2 || !isHanUnit(text, spelling.start - 1)) continue;
    // But in 洛阳嵩县 the county of the place before it.
    const { start } = spelling;
    const above = spelling.candidates.some((place) => index.above(place).has(text.slice(start - 2, start)));
    if (!above) unknown.push(i + 1);
  }
  return {
    spellings,
    unknown,
    variants,
    traditional: variants.length > 20 && variants.length > text.length * TRADITIONAL_SHARE,
  };
});

const prefectureOf = (code: string): string => code.slice(0, 4);

/**
 * Four digits of a prefecture (4112), or two of a province: who publishes, or else whose places the document names
 * most. Undefined where nothing decides.
 */
export const documentRegion = perDocument((doc): string | undefined => {
  const said = doc.context.profile.region;
  if (said !== undefined && /^\d{6}$/u.test(said))
    return said.slice(2, 4) === '00' ? said.slice(0, 2) : said.slice(0, 4);
  const votes = new Map<string, number>();
  for (const { candidates, end, start } of scan(doc).spellings) {
    if (end - start < 3) continue;
    const inForce = candidates.filter((place) => place.until === '' && place.level !== '省级');
    const codes = new Set(inForce.map((place) => prefectureOf(place.code)));
    const [code] = codes;
    if (codes.size === 1 && code !== undefined) votes.set(code, (votes.get(code) ?? 0) + 1);
  }
  let best: string | undefined;
  let most = 0;
  let tied = false;
  for (const [code, count] of votes) {
    if (count > most) {
      best = code;
      most = count;
      tied = false;
    } else if (count === most) tied = true;
  }
  return tied ? undefined : best;
});

/** What follows the name of a county where it is one: 渑池县人民政府, 渑池县公安局. */
const ORGAN =
  /^(?:人民政府|人民法院|人民检察院|人民代表大会|人大|政协|政府|委|纪委|监委|委员会|法院|检察院|[\u4e00-\u9fff]{2,8}(?:局|委员会|办公室|管理处))/u;

const ORGAN_REACH = 16;

/** What an autonomous place ends in with one character of 自治 misprinted, and 梅里斯达斡尔族区. */
const MAYBE_LONG = /自.[县州旗]$|治[县州旗]$|族区$/u;

/** Units looked back for 朝阳区, 达尔罕…联合旗; and for 双江拉祜族佤族布朗族傣族自治县. */
const LONGEST_PLAIN = 5;
const LONGEST_AUTONOMOUS = 16;

/** The shortest names of autonomous places: 金秀瑶族自治县 has seven units. */
const SURE_LENGTH = 7;

const isHanUnit = (text: string, at: number): boolean => at >= 0 && isHanCodePoint(text.charCodeAt(at));

/** Ordinary words before 县/市/区 that lie one character from a name. */
const ORDINARY =
  /[全各该本我贵邻外每某两三几多数个级属辖与和及或在是的了由向对从为到至于前原老新旧这那此县市区旗省镇乡州盟]/u;

const ORDINARY_BEGINNING = /^[的各全我该本]/u;

const isOwnWord = (stem: string, index: Gazetteer): boolean =>
  ORDINARY.test(stem) || index.isStem(stem) || index.isShortForm(stem);

/** One character before a name that is a word of its own: 在富锦市; 阿 of 阿尔勒市 is none. */
const BEFORE_NAME = /[在于到往赴去向由从与和及是或为如经位起抵达至自对将把以的某内省市县区州属驻]/u;

/** Japan writes its places as we do: 石川县珠洲市. */
const ABROAD = '日本';
const ABROAD_REACH = 300;

/** Units on either side of a name that are cut into words with it. */
const WORD_REACH = 4;

/** Whether the odd character and the suffix of a name belong to no word: 富棉市, but not 文明城市, 合理市值. */
function isNoWords(
  text: string,
  start: number,
  end: number,
  name: string,
  segment: () => Segmenter | undefined,
): boolean {
  if (text.slice(Math.max(0, start - ABROAD_REACH), end + ABROAD_REACH).includes(ABROAD)) return false;
  const words = segment();
  if (!words) return false;
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

interface Guess {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

interface Surroundings {
  readonly region: string | undefined;
  /** Codes of the places that the document names. */
  readonly namedCodes: ReadonlySet<string>;
  /** Where a known name ends, and its place. */
  readonly nameEnds: ReadonlyMap<number, Place>;
  /** Loaded when a name is met with that may be words. */
  readonly segment: () => Segmenter | undefined;
}

/**
 * Reads the unknown name that ends at `end` as the one name within reach that is one character away: of the document's
 * region, of the places it names, of the place written directly before or listed before it (市南区、市北区), or of the
 * whole country where a county looks alike.
 */
function guessAt(
  text: string,
  end: number,
  index: Gazetteer,
  { region, namedCodes, nameEnds, segment }: Surroundings,
): Guess | undefined {
  const last = text.charAt(end - 1);
  if (!'县市区旗州'.includes(last)) return undefined;
  const autonomous = text.startsWith('自治', end - 3);
  const maybeLong = autonomous || MAYBE_LONG.test(text.slice(Math.max(0, end - 3), end));
  const longest = maybeLong ? LONGEST_AUTONOMOUS : LONGEST_PLAIN;
  let organ: boolean | undefined;
  for (let length = autonomous ? 6 : 3; length <= longest && end - length >= 0; length++) {
    const start = end - length;
    if (!isHanUnit(text, start)) break;
    const written = text.slice(start, end);
    const near = index.neighbours(written);
    if (near.length === 0) continue;
    const clause = !isHanUnit(text, start - 1);
    const before = [
      nameEnds.get(start)?.name ?? '',
      text.slice(Math.max(0, start - 2), start),
      text.slice(Math.max(0, start - 3), start),
    ];
    const [only] = near;
    // One character in so many is a slip, whatever it looks like.
    if (only && near.length === 1 && only.suffix.startsWith('自治') && length >= SURE_LENGTH)
      return { start, end, place: only };
    const named = near.filter(({ code }) => namedCodes.has(code));
    const county = last === '县' || last === '旗' || autonomous;
    const placed = clause || before[0] !== '' || before.some((name) => index.isStem(name));
    const under = (place: Place): boolean => before.some((name) => index.above(place).has(name));
    const listed = text[start - 1] === '、' ? nameEnds.get(start - 1) : undefined;
    const beside = ({ code }: Place): boolean =>
      listed !== undefined && prefectureOf(listed.code) === prefectureOf(code);
    const inReach = placed
      ? near.filter(
          (place) =>
            under(place) ||
            beside(place) ||
            named.includes(place) ||
            (region !== undefined && place.code.startsWith(region)),
        )
      : named;
    if (!placed || inReach.length === 0) {
      // A place named elsewhere in full, or the one place that it can be at all: no other words end in 县, and what ends
      // in 市 or 区 is one if it is no words.
      const meant = (inReach.length === 0 ? near : inReach).filter(({ name }) => index.areAlike(written, name));
      // 完成丰县政府的要约: where a county is named as it stands, too, the words decide.
      const open = inReach.length === 0 && (!county || nameEnds.has(end));
      if (open && meant[0] && !isNoWords(text, start, end, meant[0].name, segment)) continue;
      if (meant[0] && meant.length === 1 && (inReach.length > 0 || !isOwnWord(written.slice(0, -1), index)))
        return { start, end, place: meant[0] };
      continue;
    }
    const alikes = inReach.filter((place) => index.areAlike(written, place.name));
    const [place] = alikes.length > 0 ? alikes : inReach;
    if (!place || place.level === '省级' || (alikes.length > 0 ? alikes : inReach).length !== 1) continue;
    const parent = under(place);
    // What would be sure anywhere in the country is no less so in the document's own region.
    const isOnlyOne = ({ name }: Place): boolean =>
      near.filter((other) => index.areAlike(written, other.name)).length === 1 &&
      !isOwnWord(written.slice(0, -1), index) &&
      ((county && !nameEnds.has(end)) || isNoWords(text, start, end, name, segment));
    const alike = alikes.length > 0;
    if (!alike && nameEnds.has(end)) continue;
    // 吉林省的城市
    if (alike && !county && last !== '州' && ORDINARY_BEGINNING.test(written)) continue;
    if ((!clause && !parent) || (!alike && isOwnWord(written.slice(0, -1), index))) continue;
    organ ??= ORGAN.test(text.slice(end, end + ORGAN_REACH));
    // 区 and 市 end many words that are no names: there the surroundings must say more.
    const sure = alike
      ? parent || beside(place) || named.includes(place) || (county && organ) || isOnlyOne(place)
      : parent
        ? organ
        : county && organ && region !== undefined;
    if (sure) return { start, end, place };
  }
  return undefined;
}

/** The place that a name stands for: in the document's region if there, else one in force. */
function choose(candidates: readonly Place[], region: string | undefined): Place | undefined {
  const inForce = candidates.filter((place) => place.until === '');
  return (
    (region !== undefined && inForce.find((place) => place.code.startsWith(region))) || inForce[0] || candidates[0]
  );
}

/** Spellings looked for without their suffix; more than these are not slips. */
const MAX_BARE = 20;

/** Every spelling that is, folds to, or in its surroundings can only be meant for, a known place. */
export const placeMentions = perDocument((doc): readonly PlaceMention[] => {
  const { text } = doc;
  const index = places(doc.context.dictionaries);
  const { spellings, unknown, variants, traditional } = scan(doc);
  const region = documentRegion(doc);
  let mentions: PlaceMention[] = [];
  const namedCodes = new Set<string>();
  const nameEnds = new Map<number, Place>();
  for (const { start, end, candidates, exact } of spellings) {
    const place = choose(candidates, region);
    if (!place) continue;
    nameEnds.set(end, place);
    if (candidates.length === 1 || exact) namedCodes.add(place.code);
    if (!exact && traditional) continue;
    const suffixStart = end - place.suffix.length;
    const plainSuffix = text.slice(suffixStart, end) === place.suffix;
    mentions.push({
      range: { start, end: plainSuffix ? suffixStart : end },
      text: text.slice(start, plainSuffix ? suffixStart : end),
      standard: plainSuffix ? place.stem : place.name,
      suffix: plainSuffix ? place.suffix : '',
      place,
      kind: exact ? 'exact' : 'variant',
    });
  }
  if (!traditional) {
    // Where a guess takes in a shorter name (南县), that name is not mentioned.
    const corrected = new Set<number>();
    const segment = (): Segmenter | undefined => doc.context.segmenter?.();
    for (const end of unknown) {
      const guess = guessAt(text, end, index, { region, namedCodes, nameEnds, segment });
      if (!guess) continue;
      const { name, stem, suffix: ending } = guess.place;
      const suffix = text.startsWith(ending, guess.end - ending.length) ? ending : '';
      const range = { start: guess.start, end: guess.end - suffix.length };
      corrected.add(guess.end);
      mentions.push({
        range,
        text: text.slice(range.start, range.end),
        standard: suffix === '' ? name : stem,
        suffix,
        place: guess.place,
        kind: 'lookalike',
      });
    }
    mentions = mentions.filter(
      ({ kind, range, suffix }) => kind === 'lookalike' || !corrected.has(range.end + suffix.length),
    );
    mentions = mentions.concat(bareMentions(text, mentions, variants, index));
  }
  return mentions.sort((a, b) => compareRanges(a.range, b.range));
});

/** Stems without suffix, of places that the document names: their variants, and the wrong spellings already found. */
function bareMentions(
  text: string,
  known: readonly PlaceMention[],
  variants: readonly number[],
  index: Gazetteer,
): PlaceMention[] {
  const found: PlaceMention[] = [];
  const taken = new Set(known.map((mention) => mention.range.start));
  const stems = new Map<string, Place>();
  const wrong = new Map<string, Place>();
  for (const { place, kind, text: written, suffix } of known) {
    if (place.stem.length >= 2) stems.set(place.stem, place);
    if (kind === 'lookalike' && suffix !== '' && written.length >= 2) wrong.set(written, place);
  }
  const push = (start: number, written: string, place: Place, kind: PlaceMention['kind']): void => {
    if (taken.has(start)) return;
    taken.add(start);
    const suffix = text.startsWith(place.suffix, start + written.length) ? place.suffix : '';
    found.push({
      range: { start, end: start + written.length },
      text: written,
      standard: place.stem,
      suffix,
      place,
      kind,
    });
  };
  for (const at of variants)
    for (let length = 2; length <= 4; length++)
      for (let start = Math.max(0, at - length + 1); start <= at; start++) {
        const written = text.slice(start, start + length);
        let folded = '';
        for (let i = 0; i < written.length; i++)
          folded += String.fromCharCode(index.fold[written.charCodeAt(i)] as number);
        const place = stems.get(folded);
        if (place && folded !== written) push(start, written, place, 'variant');
      }
  for (const [written, place] of [...wrong].slice(0, MAX_BARE))
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length))
      push(at, written, place, 'lookalike');
  return found;
}
