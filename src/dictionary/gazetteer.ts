import type { Row } from './schemas.js';

export interface Place {
  readonly code: string;
  /** With its suffix: 渑池县. */
  readonly name: string;
  readonly stem: string;
  /** 县, 自治县, 地区 … */
  readonly suffix: string;
  readonly level: Row<'places'>['level'];
  /** Year or date of its end; empty while it is in force. */
  readonly until: string;
}

/** A node of the trie of folded names, read from the last character to the first. */
export interface NameNode {
  readonly next: Map<number, NameNode>;
  places: Place[] | undefined;
}

/** Of a unit that, folded or not, ends some name. */
export const ENDS_NAME = 1;
/** Of a unit that folds to another. */
export const IS_VARIANT = 2;

export interface Gazetteer {
  /** By exact name, those in force first. */
  named(name: string): readonly Place[];
  /** The higher places that its code names, from the province down. */
  higher(place: Place): readonly Place[];
  /** Their names, with and without suffix: 河南省, 河南, 三门峡市, 三门峡. */
  above(place: Place): ReadonlySet<string>;
  /** Places in force whose name differs from `name` in one character: of the stem, or of 自治 in 自治县. */
  neighbours(name: string): readonly Place[];
  /** Standard character of a variant, unit by unit; a character that is no variant stands for itself. */
  readonly fold: Uint16Array;
  /** By unit what it may be, `ENDS_NAME` or `IS_VARIANT` or both: 0 for most, so that a text is passed over quickly. */
  readonly marks: Uint8Array;
  readonly reversed: NameNode;
  readonly longest: number;
  /** Whether two names of one length differ only in characters of one lookalike group, or a variant and its standard. */
  areAlike(written: string, name: string): boolean;
  isStem(text: string): boolean;
  /** The customary short form of an autonomous place: 龙胜 for 龙胜各族自治县. */
  isShortForm(stem: string): boolean;
}

const SUFFIX = /(?:自治区|自治县|自治州|自治旗|特别行政区|地区|林区|特区|省|市|县|区|旗|州|盟)$/u; // 新疆维吾尔自治区, 渑池县

const suffixOf = (name: string): string => {
  const suffix = SUFFIX.exec(name)?.[0] ?? '';
  return suffix.length < name.length ? suffix : name.slice(-1);
};

/** A name with one character left open, as a number: hundreds are asked for on a page, and texts of them would be dear. */
function keyOfOpen(name: string, open: number): number {
  let key = Math.imul(open + 1, 0x9e3779b1);
  for (let i = 0; i < name.length; i++) if (i !== open) key = Math.imul(key ^ name.charCodeAt(i), 0x01000193);
  return key ^ (key >>> 15);
}

/** Whether two names are the same but for the character at `open`. */
const isSameBut = (open: number, one: string, other: string): boolean =>
  one.length === other.length && one.startsWith(other.slice(0, open)) && one.slice(open + 1) === other.slice(open + 1);

/** Places in force by their name with one character left open, of the stem or of 自治. */
function wildcardsOf(names: Iterable<readonly Place[]>): ReadonlyMap<number, readonly Place[]> {
  const wildcards = new Map<number, Place[]>();
  for (const places of names) {
    for (const place of places) {
      if (place.until !== '' || place.stem.length < 2) continue;
      const open = place.suffix.startsWith('自治') ? place.name.length - 1 : place.stem.length;
      for (let i = 0; i < open; i++) {
        const key = keyOfOpen(place.name, i);
        const known = wildcards.get(key);
        if (known) known.push(place);
        else wildcards.set(key, [place]);
      }
    }
  }
  return wildcards;
}

/** Index of the rows; nothing of it depends on a document. */
export function gazetteer(
  rows: readonly Row<'places'>[],
  variants: readonly Row<'variants'>[],
  lookalikes: readonly Row<'lookalikes'>[],
): Gazetteer {
  const fold = new Uint16Array(0x10000);
  for (let i = 0; i < fold.length; i++) fold[i] = i;
  for (const { variant, standard } of variants) {
    const first = standard[0];
    if (variant.length === 1 && first?.length === 1) fold[variant.charCodeAt(0)] = first.charCodeAt(0);
  }

  const names = new Map<string, Place[]>();
  const codes = new Map<string, Place>();
  const stems = new Set<string>();
  const shortForms = new Set<string>();
  const marks = new Uint8Array(0x10000);
  const ending = new Set<number>();
  const reversed: NameNode = { next: new Map(), places: undefined };
  let longest = 0;
  for (const { code, name, level, until } of rows) {
    if (name.length < 2) continue;
    const suffix = suffixOf(name);
    const place: Place = { code, name, stem: name.slice(0, name.length - suffix.length), suffix, level, until };
    const same = names.get(name);
    if (!same) names.set(name, [place]);
    else if (until === '') same.unshift(place);
    else same.push(place);
    if (until === '' || !codes.has(code)) codes.set(code, place);
    stems.add(place.stem);
    if (suffix.startsWith('自治')) for (const length of [2, 3, 4]) shortForms.add(name.slice(0, length));
    longest = Math.max(longest, name.length);
    ending.add(fold[name.charCodeAt(name.length - 1)] as number);
  }
  for (let i = 0; i < marks.length; i++)
    marks[i] = (ending.has(fold[i] as number) ? ENDS_NAME : 0) | (fold[i] === i ? 0 : IS_VARIANT);
  for (const [name, places] of names) {
    let node = reversed;
    for (let i = name.length - 1; i >= 0; i--) {
      const unit = fold[name.charCodeAt(i)] as number;
      let next = node.next.get(unit);
      if (!next) {
        next = { next: new Map(), places: undefined };
        node.next.set(unit, next);
      }
      node = next;
    }
    node.places = node.places ? [...node.places, ...places] : places;
  }

  let wildcards: ReadonlyMap<number, readonly Place[]> | undefined;

  const groups = new Map<string, Set<number>>();
  lookalikes.forEach(({ characters }, index) => {
    for (const character of characters) {
      const known = groups.get(character);
      if (known) known.add(index);
      else groups.set(character, new Set([index]));
    }
  });
  const above = new Map<string, ReadonlySet<string>>();
  const higher = ({ code }: Place): readonly Place[] =>
    [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`].filter((c) => c !== code).flatMap((c) => codes.get(c) ?? []);

  return {
    named: (name) => names.get(name) ?? [],
    higher,
    above(place) {
      let known = above.get(place.code);
      if (!known) {
        known = new Set(higher(place).flatMap(({ name, stem }) => [name, stem]));
        above.set(place.code, known);
      }
      return known;
    },
    neighbours(name) {
      const found: Place[] = [];
      // Few documents name a place that is unknown: built when the first one does.
      wildcards ??= wildcardsOf(names.values());
      const near = wildcards;
      for (let i = 0; i < name.length - 1; i++)
        for (const place of near.get(keyOfOpen(name, i)) ?? [])
          if (place.name !== name && isSameBut(i, place.name, name)) found.push(place);
      return found;
    },
    fold,
    marks,
    reversed,
    longest,
    areAlike(written, name) {
      for (let i = 0; i < name.length; i++) {
        if (written[i] === name[i] || fold[written.charCodeAt(i)] === name.charCodeAt(i)) continue;
        const other = groups.get(name.charAt(i));
        if (![...(groups.get(written.charAt(i)) ?? [])].some((group) => other?.has(group))) return false;
      }
      return true;
    },
    isStem: (text) => stems.has(text),
    isShortForm: (stem) => shortForms.has(stem),
  };
}
