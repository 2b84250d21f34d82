import { perDocument } from '../../document/per-document.js';
import { type Range, rangeOf } from '../../text/range.js';
import { sentences } from '../language/sentences.js';
import { FALLS, RISES } from './change-words.js';
import { type Figure, halfWidthDigits, type Quantity, quantities, quantitiesWithin } from './quantities.js';

/** A total and figures of the same unit that are said to be its parts. */
export interface Sum {
  readonly total: Quantity;
  readonly parts: readonly Quantity[];
  /** There are no other parts: 分别为, 由…负担…, 合计. What follows 其中 need not be all. */
  readonly complete: boolean;
}

/** A part of a whole with the percentage that is said of it: 1200件，其中网上300件，占25%. */
export interface Share {
  readonly whole: Quantity;
  readonly part: Quantity;
  readonly percent: Quantity;
}

/** How much a figure came to differ from an earlier one, with the percentage that is said of it. */
export interface Change {
  readonly base: Figure;
  readonly difference: Figure;
  readonly percent: Quantity;
  /** The two figures as they stand: from and to, or the later one and the difference. */
  readonly figures: readonly [Quantity, Quantity];
}

/** From a total to 其中, and from one part to the next, stand no more than so many characters. */
const TOTAL_GAP = 8;
const PART_GAP = 24;

/** A figure that says how much came or went, or of what there were so many each, is no part of a total. */
const NO_PART =
  /每|各(?![类种项])|均|平均|增加|减少|提高|上升|下降|增长|同比|环比|较|比|另|还|余额|最高(?!人民|法|检)|最低|实际|实缴|实有|已支付|余款|含|未遂|从|至|到|该|对应|净|且|仍|同时|其中|÷|×/u;

const CHANGE = /(?:增加|减少|提高|增长|下降|降低)了?$/u;

// ，占总数的, （占比: of the whole and of nothing else
const SHARE =
  /^(?:（|\(|，)占(?:比)?(?:为|达|(?:(?:全部|总)?(?:总数|总量|总额|合计|全部|总计)的?))?(?:比例|比重)?(?:为|达)?$/u;

const SEPARATOR = /[、，,；;]|和|及|与/u;

/** Figures in order with what stands before each, brackets left out; a figure in brackets explains another and is none. */
function* named(text: string, from: number, list: readonly Quantity[]): Iterable<{ quantity: Quantity; name: string }> {
  let at = from;
  let depth = 0;
  for (const quantity of list) {
    const between = text.slice(at, quantity.range.start);
    for (const mark of between) depth += Number(/[（(]/u.test(mark)) - Number(/[）)]/u.test(mark));
    if (quantity.unit === '%') yield { quantity, name: between };
    if (depth > 0 || quantity.unit === '%') continue;
    yield { quantity, name: between.replace(/[（(][^（()）]{0,60}[）)]/gu, '') };
    at = quantity.range.end;
  }
}

interface List {
  readonly parts: readonly Quantity[];
  readonly shares: readonly (readonly [part: Quantity, percent: Quantity])[];
}

/** The figures of one unit that follow one another from `start`, each with a name of its own. */
function listFrom(text: string, { start, end }: Range, like: Quantity, all: readonly Quantity[]): List {
  const parts: Quantity[] = [];
  const shares: (readonly [Quantity, Quantity])[] = [];
  let listed = false;
  for (const { quantity, name: between } of named(text, start, quantitiesWithin(all, { start, end }))) {
    const last = parts.at(-1);
    if (quantity.unit === '%') {
      if (last && SHARE.test(between)) shares.push([last, quantity]);
      else if (!/^[，（(]占/u.test(between)) break;
      continue;
    }
    const name = between.replace(/[，（(]占[^，；。、]{0,16}%[）)]?/u, '');
    if (quantity.unit !== like.unit || quantity.script !== like.script || NO_PART.test(name) || name.length > PART_GAP)
      break;
    const separator = SEPARATOR.exec(name)?.[0];
    if (parts.length > 0 && separator === undefined) break;
    // A种2家、B种3家，培育C种4家: after a list with 、 the comma begins something else.
    if (parts.length > 1 && separator !== '、' && listed) break;
    listed = separator === '、';
    parts.push(quantity);
  }
  return { parts, shares };
}

/** 、其中A占3件，B4件: a list within a list ends at the comma; one in brackets at the bracket. */
function endOfList(text: string, start: number, end: number): number {
  let stop = end;
  const cut = (mark: string): void => {
    const at = text.indexOf(mark, start + 2);
    if (at >= 0) stop = Math.min(stop, at);
  };
  // 其中：A 9件；B 6件: here the semicolon parts the list.
  if (text[start + 2] !== '：' && text[start + 2] !== ':') cut('；');
  cut('其中');
  if (text[start - 1] === '、') cut('，');
  if (/[（(]/u.test(text[start - 1] ?? '')) {
    cut('）');
    cut(')');
  }
  return stop;
}

interface Opening {
  readonly pattern: RegExp;
  readonly complete: boolean;
}

const OPENINGS: readonly Opening[] = [
  { pattern: /其中/gu, complete: false },
  { pattern: /分别[为是]/gu, complete: true }, // 收到申请15件，分别为甲类9件、乙类6件
  { pattern: /由(?=[^，。；\d]{1,20}(?:负担|承担)[^，。；\d]{0,6}\d)/gu, complete: true }, // 5800元，由原告负担3800元，被告负担2000元
];

function* opened(text: string, sentence: Range, all: readonly Quantity[]): Iterable<Sum & List> {
  for (const { pattern, complete } of OPENINGS)
    for (const { index, 0: word } of text.slice(sentence.start, sentence.end).matchAll(pattern)) {
      const at = sentence.start + index;
      const total = quantitiesWithin(all, { start: sentence.start, end: at }).at(-1);
      if (!total || at - total.range.end > TOTAL_GAP || total.unit === '%') continue;
      if (complete && !/^[，,：:]$/u.test(text.slice(total.range.end, at) || '，')) continue;
      // 将其中100万元送给…, 其中的24件, 其中分别有
      if (/[将把从对取过]/u.test(text[at - 1] ?? '') || /^(?:的|分别)/u.test(text.slice(at + 2, at + 4))) continue;
      if (total.approximate || total.value === 0n || CHANGE.test(text.slice(sentence.start, total.range.start)))
        continue;
      const list = listFrom(text, rangeOf(at + word.length, endOfList(text, at, sentence.end)), total, all);
      yield { total, complete, ...list };
    }
}

// 甲费2081元、乙费200元，合计2281元
const CLOSING = /[，,](?:以上)?(?:[两二三四五六七八九]项)?(?:合计|共计|总计)(?:为|人民币)?$/u;

/** The figures before 合计, back to where the list begins; none where the sentence has others that may belong to it. */
function closed(text: string, sentence: Range, all: readonly Quantity[]): readonly Sum[] {
  const inside = quantitiesWithin(all, sentence).filter(({ unit }) => unit !== '%');
  if (inside.length < 3) return [];
  return inside.flatMap((total, at): readonly Sum[] => {
    if (
      total.approximate ||
      !CLOSING.test(text.slice(Math.max(sentence.start, total.range.start - 12), total.range.start))
    )
      return [];
    const before = inside.slice(0, at);
    const first = before.findIndex(({ unit }) => unit === total.unit);
    const start = before[first - 1]?.range.end ?? sentence.start;
    if (first < 0) return [];
    const parts = before.slice(first);
    // The whole sentence up to 合计 must be one list.
    const names = parts.map((part, i) =>
      text.slice(i === 0 ? start : (parts[i - 1] as Quantity).range.end, part.range.start),
    );
    const plain = names.every(
      (name, i) =>
        !NO_PART.test(name) && !/[。（(]/u.test(name) && (i === 0 || (name.length <= PART_GAP && SEPARATOR.test(name))),
    );
    const alike = parts.every(
      ({ unit, script, approximate }) => unit === total.unit && script === total.script && !approximate,
    );
    return parts.length >= 2 && plain && alike ? [{ total, parts, complete: true }] : [];
  });
}

const isExact = ({ approximate }: Quantity): boolean => !approximate;

const lists = perDocument((doc): readonly (Sum & List)[] => {
  const text = halfWidthDigits(doc);
  const all = quantities(doc);
  return sentences(doc).flatMap((sentence) => {
    const inside = quantitiesWithin(all, sentence);
    return inside.length < 2 ? [] : [...opened(text, sentence, inside)];
  });
});

/** Every total with what is said to make it up, both exact. */
export const sums = perDocument((doc): readonly Sum[] => {
  const text = halfWidthDigits(doc);
  const all = quantities(doc);
  return [
    ...lists(doc).filter(({ parts }) => parts.length >= 2 && parts.every(isExact)),
    ...sentences(doc).flatMap((sentence) => closed(text, sentence, all)),
  ];
});

/** Every part of a list with the percentage of the total that it is said to be. */
export const shares = perDocument((doc): readonly Share[] =>
  lists(doc).flatMap(({ total, shares }) =>
    shares
      .filter(([part, percent]) => isExact(part) && isExact(percent) && part.value <= total.value)
      .map(([part, percent]) => ({ whole: total, part, percent })),
  ),
);

const FROM = /(?:由|从)[^，。；]{0,24}$/u; // 由2020年的
const TO = new RegExp(`^(?:${RISES}|${FALLS})(?:到|至|为)[^，。；]{0,12}$`, 'u'); // 增加到
const BY = new RegExp(`^[^，。；]{0,6}，(?:比|较|同比|与)[^，。；]{0,24}(?:(?<rise>${RISES}|多)|${FALLS}|少)了?$`, 'u'); // ，比上年增加
const PERCENT = new RegExp(`^[，、（](?:共|累计|同比)?(?:${RISES}|增幅|${FALLS}|降幅)(?:了|达|为)?$`, 'u'); // ，增长

/** Every pair of figures with the percentage by which one is said to differ from the other. */
export const changes = perDocument((doc): readonly Change[] => {
  const text = halfWidthDigits(doc);
  const all = quantities(doc);
  return all.flatMap((first, i): readonly Change[] => {
    const [second, percent] = all.slice(i + 1, i + 3);
    if (percent?.unit !== '%' || second?.unit !== first.unit || /%|百分/u.test(first.unit)) return [];
    if (![first, second, percent].every(isExact)) return [];
    const between = text.slice(first.range.end, second.range.start);
    if (!PERCENT.test(text.slice(second.range.end, percent.range.start))) return [];
    const step = first.step + second.step;
    const by = BY.exec(between);
    if (by) {
      const value = by.groups?.rise ? first.value - second.value : first.value + second.value;
      return value > 0n ? [{ base: { value, step }, difference: second, percent, figures: [first, second] }] : [];
    }
    const before = text.slice(Math.max(0, first.range.start - 30), first.range.start);
    if (!TO.test(between) || !FROM.test(before) || first.value === 0n) return [];
    const value = first.value < second.value ? second.value - first.value : first.value - second.value;
    return [{ base: first, difference: { value, step }, percent, figures: [first, second] }];
  });
});
