import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { editDistance } from '../../src/text/distance.js';
import type { Range } from '../../src/text/range.js';
import {
  halfWidthDigits,
  multiplied,
  type Quantity,
  quantities,
  quantitiesWithin,
} from '../../src/views/quantities.js';
import { sentences } from '../../src/views/sentences.js';

/** A total and what follows 其中: the parts are to be counted together. */
interface Breakdown {
  readonly total: Quantity;
  readonly parts: readonly Quantity[];
}

/** From 其中 to its total, and from one part to the next, stand no more than so many characters. */
const GAP = 8;
const PART = 24;

/** A figure that says how much came or went, or of what there were so many each, is no part of a total. */
const NO_PART =
  /每|各|均|平均|增加|减少|提高|上升|下降|增长|同比|环比|较|比|另|还|包括|包含|余额|最高|最低|未遂|从|由|至|到|该|对应|净|且|仍|同时/u;
const CHANGE = /(?:增加|减少|提高|增长|下降|降低)了?$/u;

/** 、其中A占3件，B4件: a list within a list ends at the comma; one in brackets at the bracket. */
function endOf(text: string, start: number, end: number): number {
  let stop = end;
  const cut = (mark: string): void => {
    const at = text.indexOf(mark, start + 2);
    if (at >= 0) stop = Math.min(stop, at);
  };
  cut('；');
  cut('其中');
  if (text[start - 1] === '、') cut('，');
  if (/[（(]/u.test(text[start - 1] ?? '')) {
    cut('）');
    cut(')');
  }
  return stop;
}

function partsAfter(
  text: string,
  start: number,
  end: number,
  list: readonly Quantity[],
  unit: string,
): readonly Quantity[] {
  const parts: Quantity[] = [];
  let from = start + '其中'.length;
  let depth = 0;
  let listed = false;
  for (const quantity of quantitiesWithin(list, { start: from, end })) {
    const between = text.slice(from, quantity.range.start);
    for (const mark of between) depth += Number(/[（(]/u.test(mark)) - Number(/[）)]/u.test(mark));
    // A figure in brackets explains the one before it.
    if (depth > 0) continue;
    const name = between.replace(/[（(][^（()）]{0,60}[）)]/gu, '');
    if (quantity.unit !== unit || NO_PART.test(name) || name.length > PART) break;
    const separator = /[、，,；;]|和|及/u.exec(name)?.[0];
    if (parts.length > 0 && separator === undefined) break;
    // A种2家、B种3家，培育C种4家: after a list with 、 the comma begins something else.
    if (parts.length > 1 && separator !== '、' && listed) break;
    listed = separator === '、';
    parts.push(quantity);
    from = quantity.range.end;
  }
  return parts;
}

function* breakdowns(doc: Document): Iterable<Breakdown> {
  const text = halfWidthDigits(doc);
  const list = quantities(doc);
  if (list.length < 3) return;
  for (const sentence of sentences(doc))
    for (
      let at = text.indexOf('其中', sentence.start);
      at >= 0 && at < sentence.end;
      at = text.indexOf('其中', at + 2)
    ) {
      const total = quantitiesWithin(list, { start: sentence.start, end: at }).at(-1);
      if (!total || at - total.range.end > GAP) continue;
      // 将其中100万元送给…, 其中的24件, 其中分别有
      if (/[将把从对取过]/u.test(text[at - 1] ?? '') || /^(?:的|分别)/u.test(text.slice(at + 2, at + 4))) continue;
      if (total.approximate || total.value === 0 || CHANGE.test(text.slice(sentence.start, total.range.start)))
        continue;
      const parts = partsAfter(text, at, endOf(text, at, sentence.end), list, total.unit);
      if (parts.length >= 2 && !parts.some(({ approximate }) => approximate)) yield { total, parts };
    }
}

const said = (doc: Document, { digits }: Quantity): string => doc.text.slice(digits.start, digits.end);

const sumOf = (figures: readonly Quantity[]): number => figures.reduce((sum, { value }) => sum + value, 0);

/** Half of the last place of each figure that was rounded. */
const tolerance = (figures: readonly Quantity[]): number =>
  figures.some(({ step }) => step !== 1) ? figures.reduce((sum, { step }) => sum + step / 2, 0) : 0;

const plain = (text: string): string => text.replaceAll(',', '');

/** Digits of a value written in the place of another figure: with its multiplier and decimals. */
function written(value: number, like: Quantity, digits: string): string | undefined {
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  const text = (value / (like.step * 10 ** decimals)).toFixed(decimals);
  return value > 0 ? text : undefined;
}

/** One misprint (a digit changed, lost, added, or two swapped) makes one text of the other. */
function isMisprint(a: string, b: string): boolean {
  if (a === b) return false;
  if (editDistance(a, b, 1) <= 1) return true;
  if (a.length !== b.length) return false;
  const i = [...a].findIndex((character, at) => character !== b[at]);
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

/**
 * Parts need not be all there are. They are held against their total only where they come to more, or where one
 * misprint explains the difference: in a figure of three digits, of two where the list ends the sentence, or in any
 * where a part is more than the total.
 */
function isWrong(doc: Document, { total, parts }: Breakdown, sum: number): boolean {
  // 运动员886人，女运动员437人，男运动员449人: parts of a part.
  if (parts.some((part, i) => sumOf(parts.slice(i + 1)) === part.value)) return false;
  if (sum > total.value && parts.every(({ value }) => value <= total.value)) return true;
  const ends = /^[。；）)]/u.test(doc.text.slice(parts.at(-1)?.range.end ?? 0));
  // A total rounded more coarsely than its parts leaves room for what is not named.
  if (parts.some(({ step }) => step < total.step)) return false;
  return [total, ...parts].some((figure) => {
    const digits = plain(said(doc, figure));
    const needed = figure === total ? sum : figure.value + total.value - sum;
    const right = written(needed, figure, digits);
    const least = sum > total.value ? 1 : ends ? 2 : 3;
    return right !== undefined && Math.max(digits.length, right.length) >= least && isMisprint(digits, right);
  });
}

function* wrongSums(doc: Document): Iterable<Finding> {
  for (const breakdown of breakdowns(doc)) {
    const { total, parts } = breakdown;
    const sum = sumOf(parts);
    if (Math.abs(sum - total.value) <= tolerance([total, ...parts]) + 1e-6 || !isWrong(doc, breakdown, sum)) continue;
    const addends = parts.map((part) => doc.text.slice(part.digits.start, part.range.end - part.unit.length));
    const printed = written(sum, total, plain(said(doc, total)));
    const by = doc.text.slice(total.digits.end, total.range.end - total.unit.length);
    yield {
      range: total.digits,
      message: `“${said(doc, total)}”与其中各项之和不符：${addends.join('+')}=${printed}${by}。`,
      evidence: parts.map(({ digits }) => digits),
    };
  }
}

const NUMBER = '\\d{1,9}(?:\\.\\d{1,4})?';
const BY = '万亿|亿|万';

// 由1121亿元增加到2220亿元，增长98%
const GROWTH = new RegExp(
  `(?:由|从)[^，。；\\d]{0,12}(?:\\d{4}年[^，。；\\d]{0,12})?(?<from>${NUMBER})(?<fromBy>${BY})?(?<unit>[^\\d，。；]{1,4}?)(?:增加|增长|提高|上升|提升|扩大|减少|下降|降低|压减|缩减|增|降)(?:到|至|为)[^，。；\\d]{0,3}(?:\\d{4}年的?[^，。；\\d]{0,6})?(?<to>${NUMBER})(?<toBy>${BY})?\\k<unit>[，、,（](?:共|累计)?(?:增长|增幅|提高|增加|下降|降幅|减少)(?:了|达|为)?(?<percent>${NUMBER})%`,
  'gu',
);

// 1200件，其中网上申请300件，占总数的25%
const SHARE = new RegExp(
  `(?<to>${NUMBER})(?<toBy>${BY})?(?<unit>件|条|起|份|例|个|项|人|户|家|次|元|亩|吨|台|辆)[，,（]其中[^，。；\\d]{1,20}(?<from>${NUMBER})(?<fromBy>${BY})?\\k<unit>[，,（](?:占比|占总数的?|占总量的?|占总额的?|占全部的?)(?:为|达)?(?<percent>${NUMBER})%`,
  'gu',
);

/** The percentages that the two printed figures allow, each rounded as printed. */
function percentages(
  from: { value: number; step: number },
  to: { value: number; step: number },
  share: boolean,
): readonly [low: number, high: number] {
  const values = [-0.5, 0.5].flatMap((a) =>
    [-0.5, 0.5].map((b) => {
      // A whole number without a multiplier is exact.
      const start = from.value + a * (from.step === 1 ? 0 : from.step);
      const end = to.value + b * (to.step === 1 ? 0 : to.step);
      return share ? (start / end) * 100 : (Math.abs(end - start) / start) * 100;
    }),
  );
  return [Math.min(...values), Math.max(...values)];
}

function* wrongPercentages(doc: Document, pattern: RegExp, share: boolean): Iterable<Finding> {
  for (const match of halfWidthDigits(doc).matchAll(pattern)) {
    const { from = '', fromBy, to = '', toBy, percent = '', unit } = match.groups ?? {};
    // 从4.4%提高到6.9% is a matter of percentage points.
    if (unit === undefined || /[%％‰]|百分/u.test(unit) || /年均|平均/u.test(match[0])) continue;
    const before = multiplied(from, fromBy);
    const after = multiplied(to, toBy);
    if (before.value === 0 || after.value === 0 || (share && before.value > after.value)) continue;
    const [low, high] = percentages(before, after, share);
    const { value, step } = multiplied(percent, undefined);
    // Rounded or cut off: both are met with.
    if (value >= low - step && value <= high + step) continue;
    const start = match.index + match[0].lastIndexOf(percent);
    const range: Range = { start, end: start + percent.length };
    const decimals = percent.includes('.') ? percent.length - percent.indexOf('.') - 1 : 0;
    const right = ((low + high) / 2).toFixed(decimals);
    const figures = `${from}${fromBy ?? ''}${unit}`;
    yield {
      range,
      message: share
        ? `占比“${percent}%”与前文不符：${figures}占${to}${toBy ?? ''}${unit}的${right}%。`
        : `增减幅度“${percent}%”与前文不符：由${figures}到${to}${toBy ?? ''}${unit}应为${right}%。`,
      suggest: [right],
    };
  }
}

export default defineRule({
  id: 'number-sum',
  title: '分项之和、增幅、占比与所列数字不符',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '分项相加、增幅、占比都能由文中数字算出；算不平就有一处写错，要对照原始数据改正。',
  examples: [
    { bad: '全年共公开信息{{1559}}条，其中网站公开1549条，微信公众号公开15条。' },
    { bad: '共发布信息{{283}}条，其中：政府网站27条，微信公众号109条，数字平台138条，图书馆网站8条。' },
    { bad: '收到群众来信{{120}}件，其中咨询类87件、投诉类43件。' },
    {
      bad: '收入由1121亿元增加到2220亿元，增长{{89}}%。',
      fixed: '收入由1121亿元增加到2220亿元，增长98%。',
    },
    {
      bad: '受理事项1200件，其中网上受理300件，占总数的{{52}}%。',
      fixed: '受理事项1200件，其中网上受理300件，占总数的25%。',
    },
    { good: '共发布信息282条，其中：政府网站27条，微信公众号109条，数字平台138条，图书馆网站8条。' },
    { good: '到年底共有市场主体1.23亿户，其中企业3858万户，个体工商户8442万户。' }, // 四舍五入
    { good: '追回外逃人员1278人，其中党员140人，重点人员48人。' }, // 其中所列不是全部
    { good: '新增铁路里程639公里、其中高铁370公里，新增高速公路2600公里。' }, // 逗号之后不再是其中的分项
    { good: '代表团共257人，其中运动员170人，男、女运动员各85人。' },
    { good: '收入由2002年的54万亿元增长到80万亿元，年均增长7.1%。' },
  ],

  *check(doc) {
    yield* wrongSums(doc);
    yield* wrongPercentages(doc, GROWTH, false);
    yield* wrongPercentages(doc, SHARE, true);
  },
});
