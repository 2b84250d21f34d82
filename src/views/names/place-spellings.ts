import { ENDS_NAME, type Gazetteer, IS_VARIANT, type NameNode, type Place } from '../../dictionary/gazetteer.js';
import { perDocument } from '../../document/per-document.js';
import { isHan } from '../../text/chars.js';
import { places } from './place-index.js';

/** A name as it stands in the text, or as its variant characters fold. */
export interface Spelling {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Place[];
  readonly exact: boolean;
}

export interface Spellings {
  /** In order; none lies within another. */
  readonly known: readonly Spelling[];
  /** Ends (exclusive) of what ends like a place name but is none. */
  readonly unknown: readonly number[];
  /** Offsets of variant characters. */
  readonly variants: readonly number[];
  /** Written in traditional characters throughout: none of them is a slip. */
  readonly traditional: boolean;
}

/** More variant characters than these and than this share of the text, and the text as a whole is traditional. */
const TRADITIONAL = { count: 20, share: 0.02 };

function isVariantOf(written: string, name: string, { fold }: Gazetteer): boolean {
  for (let i = 0; i < name.length; i++) {
    const unit = written.charCodeAt(i);
    if (unit !== name.charCodeAt(i) && fold[unit] !== name.charCodeAt(i)) return false;
  }
  return true;
}

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

/** 南县 is a county, but in 云浮市有南县 it is the rest of 郁南县; in 洛阳嵩县 it is the county of the place before it. */
function mayBeRest(text: string, { start, end, candidates }: Spelling, index: Gazetteer): boolean {
  if (end - start !== 2 || !isHan(text[start - 1])) return false;
  return !candidates.some((place) => index.above(place).has(text.slice(start - 2, start)));
}

/** Where the document has names of places, or what ends like one. */
export const placeSpellings = perDocument((doc): Spellings => {
  const { text } = doc;
  const index = places(doc.context.dictionaries);
  const { marks } = index;
  const known: Spelling[] = [];
  const unknown: number[] = [];
  const variants: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const mark = marks[text.charCodeAt(i)] as number;
    if (mark === 0) continue;
    if (mark & IS_VARIANT) variants.push(i);
    if (!(mark & ENDS_NAME)) continue;
    const spelling = nameBefore(text, i + 1, index);
    if (spelling) {
      // A name within a longer one that ends later is no mention of its own: 恩施土家族苗族自治州 holds none of 恩施州.
      while ((known.at(-1)?.start ?? -1) >= spelling.start) known.pop();
      known.push(spelling);
    }
    if (!spelling || mayBeRest(text, spelling, index)) unknown.push(i + 1);
  }
  const traditional = variants.length > TRADITIONAL.count && variants.length > text.length * TRADITIONAL.share;
  return { known, unknown, variants, traditional };
});
