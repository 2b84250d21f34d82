import type { Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import { chineseNumber } from '../../text/numerals.js';
import { contains, type Range } from '../../text/range.js';
import { SUMMED_IN_CHINESE, SUMMED_UNITS } from './units.js';

/** A decimal number without rounding error: a whole number of millionths, so that sums are exact. */
export type Millionths = bigint;

/** A figure as printed: 4.5万 is 45000, to the nearest 1000. */
export interface Figure {
  readonly value: Millionths;
  /** What one in the last printed place is worth. */
  readonly step: Millionths;
}

/** A number with what it counts or measures: 收到申请4.5万件. */
export interface Quantity extends Figure {
  /** Number, multiplier and unit, with 约 and 余. */
  readonly range: Range;
  /** The digits alone, with their separators. */
  readonly digits: Range;
  /** 万, 亿 … or nothing. */
  readonly by: string;
  readonly unit: string;
  readonly script: 'arabic' | 'chinese';
  /** 约, 近, 余, 多, 以上 …, or the end of a span: 3—5件. */
  readonly approximate: boolean;
}

/** One, in millionths. */
export const ONE: Millionths = 1_000_000n;

const BEFORE = '约|近|超过|超|逾|至少|不少于|多达';

// 约4.5万余件以上, 3—5件; digits before it, with a mark between, belong to the number: 1 120例, 1，120例.
// What it may begin with is asked first: most characters of a text are spared the looks back.
const ARABIC = new RegExp(
  `(?=[约近超逾至不多\\d])(?<![\\d.·第、/+])(?<!\\d[ ，])(?<before>${BEFORE}|\\d{1,9}(?:\\.\\d{1,4})?(?:[-–—~～至]|——))?(?<digits>(?:\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12})(?:\\.\\d{1,6})?)(?<odd>余|多)?(?<by>万亿|百万|亿|万|千)?(?<more>余|多)?(?<unit>${SUMMED_UNITS})(?<after>以上|以下|以内|左右|多|余)?`,
  'gu',
);

const NUMERAL = '零〇一二两三四五六七八九十百';

/** What a number in characters cannot stand behind: 第, or another part of it. */
const NOT_BEHIND = `[第几数每半\\d${NUMERAL}千万]`;

// 十五件, 约二十余人; 一次 and 两个 count nothing that would be summed.
// Looks back only once a first character fits: most characters of a text are spared it.
const CHINESE = new RegExp(
  `(?:(?<before>约|近|超过|超|逾|至少)(?<!${NOT_BEHIND}\\k<before>))?(?<digits>[${NUMERAL}](?<!${NOT_BEHIND}.)[${NUMERAL}]{0,4})(?<odd>余|多|几)?(?<unit>[${SUMMED_IN_CHINESE}])(?<after>以上|以下|左右|多|余)?`,
  'gu',
);

const MULTIPLIER: Readonly<Record<string, bigint>> = {
  万亿: 1_000_000_000_000n,
  百万: 1_000_000n,
  亿: 100_000_000n,
  万: 10_000n,
  千: 1_000n,
};

/** The text with full-width digits, points and percent signs made half-width, unit for unit. */
export const halfWidthDigits = perDocument((doc): string =>
  doc.text.replace(/[０-９．％]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)),
);

/** 4.5 and 万 → 45000 and 1000, in millionths. At most six decimals, half-width. */
export function figureOf(digits: string, by = ''): Figure {
  const [whole = '', decimals = ''] = digits.replaceAll(',', '').split('.');
  const multiplier = MULTIPLIER[by] ?? 1n;
  return {
    value: BigInt(whole + decimals.padEnd(6, '0')) * multiplier,
    step: (ONE * multiplier) / 10n ** BigInt(decimals.length),
  };
}

/** 45000 → 4.5, where the multiplier is 万 and one decimal is printed; rounded half up. */
export function printed(value: Millionths, by: string, decimals: number): string {
  const scale = (ONE * (MULTIPLIER[by] ?? 1n)) / 10n ** BigInt(decimals);
  const digits = String((value + scale / 2n) / scale).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export const decimalsOf = (digits: string): number =>
  digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;

export const sumOf = (figures: readonly Figure[]): Millionths => figures.reduce((sum, { value }) => sum + value, 0n);

/** The digits of a quantity as printed, half-width or not; its separators of thousands left out. */
export const digitsOf = ({ text }: Document, { digits }: Quantity): string =>
  text.slice(digits.start, digits.end).replaceAll(',', '');

/** Number, multiplier and unit as the text has them: 4.5万件. */
export const wordsOf = ({ text }: Document, { digits, range }: Quantity): string => text.slice(digits.start, range.end);

function quantityOf(match: RegExpExecArray, script: Quantity['script']): Quantity {
  const { before = '', digits = '', odd, by = '', more, unit = '', after } = match.groups ?? {};
  const start = match.index + before.length;
  const figure =
    script === 'arabic'
      ? figureOf(digits, by)
      : { value: BigInt(chineseNumber(digits.replaceAll('两', '二'))) * ONE, step: ONE };
  return {
    range: { start: match.index, end: match.index + match[0].length },
    digits: { start, end: start + digits.length },
    ...figure,
    by,
    unit,
    script,
    approximate: [before, odd, more, after].some((word) => word !== undefined && word !== ''),
  };
}

/** Every quantity of the document, in order. 第3条, 3个月 and the dates and numbers of documents are none. */
export const quantities = perDocument((doc): readonly Quantity[] => {
  const text = halfWidthDigits(doc);
  return [
    ...[...text.matchAll(ARABIC)].map((match) => quantityOf(match, 'arabic')),
    ...[...text.matchAll(CHINESE)].map((match) => quantityOf(match, 'chinese')),
  ].sort((a, b) => a.range.start - b.range.start);
});

/** The quantities of a list that lie within a range; the list is in order. */
export function quantitiesWithin(list: readonly Quantity[], range: Range): readonly Quantity[] {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Quantity).range.start < range.start) low = middle + 1;
    else high = middle;
  }
  const found: Quantity[] = [];
  for (let i = low; i < list.length && contains(range, (list[i] as Quantity).range); i++)
    found.push(list[i] as Quantity);
  return found;
}
