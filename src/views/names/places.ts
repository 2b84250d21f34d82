import type { Gazetteer, Place } from '../../dictionary/gazetteer.js';
import { perDocument } from '../../document/per-document.js';
import { compareRanges, type Range } from '../../text/range.js';
import { guessAt } from './place-guesses.js';
import { places, prefectureOf } from './place-index.js';
import { placeSpellings } from './place-spellings.js';

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

/**
 * Four digits of a prefecture (4112), or two of a province: who publishes, or else whose places the document names
 * most. Undefined where nothing decides.
 */
export const documentRegion = perDocument((doc): string | undefined => {
  const said = doc.context.profile.region;
  if (said !== undefined && /^\d{6}$/u.test(said))
    return said.slice(2, 4) === '00' ? said.slice(0, 2) : said.slice(0, 4);
  const votes = new Map<string, number>();
  for (const { candidates, end, start } of placeSpellings(doc).known) {
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

/** The place that a name stands for: in the document's region if there, else one in force. */
function choose(candidates: readonly Place[], region: string | undefined): Place | undefined {
  const inForce = candidates.filter((place) => place.until === '');
  return (
    (region !== undefined && inForce.find((place) => place.code.startsWith(region))) || inForce[0] || candidates[0]
  );
}

/** Spellings looked for without their suffix; more than these are not slips. */
const MAX_BARE = 20;

/** The mention of a place that is written from `start` to `end`, where its suffix stands there as it should be. */
function mentionOf(text: string, start: number, end: number, place: Place, kind: PlaceMention['kind']): PlaceMention {
  const suffixStart = end - place.suffix.length;
  const isPlain = text.slice(suffixStart, end) === place.suffix;
  return {
    range: { start, end: isPlain ? suffixStart : end },
    text: text.slice(start, isPlain ? suffixStart : end),
    standard: isPlain ? place.stem : place.name,
    suffix: isPlain ? place.suffix : '',
    place,
    kind,
  };
}

const endOf = ({ range, suffix }: PlaceMention): number => range.end + suffix.length;

/** Every spelling that is, folds to, or in its surroundings can only be meant for, a known place. */
export const placeMentions = perDocument((doc): readonly PlaceMention[] => {
  const { text } = doc;
  const index = places(doc.context.dictionaries);
  const { known, unknown, variants, traditional } = placeSpellings(doc);
  const region = documentRegion(doc);
  const namedCodes = new Set<string>();
  const nameEnds = new Map<number, Place>();
  const named: PlaceMention[] = [];
  for (const { start, end, candidates, exact } of known) {
    const place = choose(candidates, region);
    if (!place) continue;
    nameEnds.set(end, place);
    if (candidates.length === 1 || exact) namedCodes.add(place.code);
    if (exact || !traditional) named.push(mentionOf(text, start, end, place, exact ? 'exact' : 'variant'));
  }
  if (traditional) return named.sort((a, b) => compareRanges(a.range, b.range));
  const around = { text, index, region, namedCodes, nameEnds, segment: () => doc.context.segmenter?.() };
  const guessed = unknown.flatMap((at): readonly PlaceMention[] => {
    const guess = guessAt(at, around);
    return guess ? [mentionOf(text, guess.start, guess.end, guess.place, 'lookalike')] : [];
  });
  // Where a guess takes in a shorter name (南县), that name is not mentioned.
  const corrected = new Set(guessed.map(endOf));
  const mentions = [...named.filter((mention) => !corrected.has(endOf(mention))), ...guessed];
  return [...mentions, ...bareMentions(text, mentions, variants, index)].sort((a, b) =>
    compareRanges(a.range, b.range),
  );
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
