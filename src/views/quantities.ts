import { perDocument } from '../document/per-document.js';
import { contains, type Range } from '../text/range.js';

/** A number with what it counts or measures: 4.5万件. */
export interface Quantity {
  /** Number, multiplier and unit, with 约 and 余. */
  readonly range: Range;
  /** The digits alone, with their separators. */
  readonly digits: Range;
  /** In units: 4.5万 is 45000. */
  readonly value: number;
  /** What one in the last printed place is worth: 1000 in 4.5万. */
  readonly step: number;
  readonly unit: string;
  /** 约, 近, 余, 多, 以上 … */
  readonly approximate: boolean;
}

const UNIT =
  '人次|平方公里|平方米|立方米|千瓦时|公里|公顷|美元|欧元|千瓦|万元|件|条|起|份|宗|例|个|项|人|名|户|家|次|篇|部|场|所|处|座|台|辆|只|头|吨|米|亩|元|册|期|批|笔|单|套|本|枚|艘|架|位|张|幅|株|棵';

// 约4.5万余件以上; digits before it, with a space or a point between, belong to the number: 1 120例
const QUANTITY = new RegExp(
  `(?<![\\d.·第])(?<![\\d] )(?<before>约|近|超过|超|逾|至少|不少于|多达|上)?(?<digits>\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12}(?:\\.\\d{1,6})?)(?<odd>余|多)?(?<by>万亿|百万|亿|万|千)?(?<more>余|多)?(?<unit>${UNIT})(?<after>以上|左右|多|余)?`,
  'gu',
);

const MULTIPLIER: Readonly<Record<string, number>> = { 万亿: 1e12, 百万: 1e6, 亿: 1e8, 万: 1e4, 千: 1e3 };

/** The text with full-width digits, points and percent signs made half-width, unit for unit. */
export const halfWidthDigits = perDocument((doc): string =>
  doc.text.replace(/[０-９．％]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)),
);

export const multiplied = (
  digits: string,
  by: string | undefined,
): { readonly value: number; readonly step: number } => {
  const multiplier = MULTIPLIER[by ?? ''] ?? 1;
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  return { value: Number(digits.replaceAll(',', '')) * multiplier, step: multiplier / 10 ** decimals };
};

/** Every quantity of the document, in order. 第3条 is an ordinal and none. */
export const quantities = perDocument((doc): readonly Quantity[] =>
  [...halfWidthDigits(doc).matchAll(QUANTITY)].map((match) => {
    const { before = '', digits = '', odd, by, more, unit = '', after } = match.groups ?? {};
    const start = match.index + before.length;
    return {
      range: { start: match.index, end: match.index + match[0].length },
      digits: { start, end: start + digits.length },
      ...multiplied(digits, by),
      unit,
      approximate: [before, odd, more, after].some((word) => word !== undefined && word !== ''),
    };
  }),
);

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
