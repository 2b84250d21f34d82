import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isMisprint } from '../../src/text/distance.js';
import {
  decimalsOf,
  digitsOf,
  type Figure,
  type Millionths,
  ONE,
  printed,
  type Quantity,
  sumOf,
  wordsOf,
} from '../../src/views/numbers/quantities.js';
import { changes, type Sum, shares, sums } from '../../src/views/numbers/sums.js';

/** Figures that were rounded may each be off by half of their last place. */
const tolerance = (figures: readonly Figure[]): Millionths =>
  figures.some(({ step }) => step !== ONE) ? figures.reduce((sum, { step }) => sum + step / 2n, 0n) : 0n;

/** Whether the first two or more figures come to exactly this. */
function beginsWith(figures: readonly Figure[], value: Millionths): boolean {
  let sum = 0n;
  return figures.some((figure, i) => {
    sum += figure.value;
    return sum === value && i > 0;
  });
}

/** 运动员886人，其中女运动员437人，男运动员449人: parts of a part stand in the list with it. */
const holdsPartsOfPart = (parts: readonly Figure[]): boolean =>
  parts.some(({ value }, i) => {
    const rest = parts.slice(i + 1);
    return sumOf(rest) === value || beginsWith(rest, value);
  });

/** 病例161例，其中本土137例，输入24例，转为确诊2例: the first two are all, the last is of something else. */
const isFullBeforeItsEnd = ({ total, parts }: Sum): boolean => beginsWith(parts, total.value);

/** 业务500人、物流4000人和呼叫中心1000坐席: the list goes on in another unit. */
const goesOn = (after: string): boolean => /^[、和及与]/u.test(after);

/** 1.23亿户，其中企业3858万户: where the one is rounded more coarsely than the other, no single digit is the wrong one. */
const areRoundedUnlike = ({ total, parts }: Sum): boolean => parts.some(({ step }) => step !== total.step);

/**
 * 1559条，其中1549条，15条: one digit of one figure explains the difference. In a figure of fewer than `least` digits
 * it would explain any.
 */
const isOneMisprint = (doc: Document, { total, parts }: Sum, sum: Millionths, least: number): boolean =>
  [total, ...parts].some((figure) => {
    const digits = digitsOf(doc, figure);
    const needed = figure === total ? sum : figure.value + total.value - sum;
    if (needed <= 0n) return false;
    const right = printed(needed, figure.by, decimalsOf(digits));
    return Math.max(digits.length, right.length) >= least && isMisprint(digits, right);
  });

/**
 * Parts need not be all there are. They are held against their total only where they come to more, or where one
 * misprint explains the difference: in a figure of three digits, of two where the list ends the sentence or is said to
 * be complete, or in any where a part is more than the total.
 */
function isWrong(doc: Document, found: Sum, sum: Millionths): boolean {
  const { total, parts, complete } = found;
  if (holdsPartsOfPart(parts) || isFullBeforeItsEnd(found)) return false;
  const isMore = sum > total.value;
  if (isMore && parts.every(({ value }) => value <= total.value)) return true;
  const after = doc.text.slice(parts.at(-1)?.range.end ?? 0);
  if ((!isMore && goesOn(after)) || areRoundedUnlike(found)) return false;
  const ends = complete || /^[。；）)]/u.test(after);
  return isOneMisprint(doc, found, sum, isMore ? 1 : ends ? 2 : 3);
}

function* wrongSums(doc: Document): Iterable<Finding> {
  for (const found of sums(doc)) {
    const { total, parts } = found;
    const sum = sumOf(parts);
    const difference = sum > total.value ? sum - total.value : total.value - sum;
    if (difference <= tolerance([total, ...parts]) || !isWrong(doc, found, sum)) continue;
    const amount = (quantity: Quantity): string => wordsOf(doc, quantity).slice(0, -quantity.unit.length);
    const right = total.script === 'arabic' ? printed(sum, total.by, decimalsOf(digitsOf(doc, total))) : sum / ONE;
    yield {
      range: total.digits,
      message: `分项之和与总数不符：${parts.map(amount).join('+')}=${right}${total.by}，文中写“${amount(total)}”。`,
      evidence: parts.map(({ digits }) => digits),
    };
  }
}

/** The least and the greatest percentage that two printed figures allow, each rounded as printed. */
function percentages(part: Figure, whole: Figure): readonly [low: number, high: number] {
  const bounds = ({ value, step }: Figure): readonly [number, number] => {
    // A whole number without a multiplier is exact.
    const half = step === ONE ? 0 : Number(step) / 2;
    return [Number(value) - half, Number(value) + half];
  };
  const [leastPart, greatestPart] = bounds(part);
  const [leastWhole, greatestWhole] = bounds(whole);
  return [(leastPart / greatestWhole) * 100, (greatestPart / leastWhole) * 100];
}

/** What the percentage should be, or undefined where it is what the figures give. */
function rightPercentage(doc: Document, percent: Quantity, part: Figure, whole: Figure): string | undefined {
  const [low, high] = percentages(part, whole);
  const value = Number(percent.value) / Number(ONE);
  // Rounded or cut off: both are met with.
  const step = Number(percent.step) / Number(ONE);
  if (low <= 0 || (value >= low - step && value <= high + step)) return undefined;
  return ((low + high) / 2).toFixed(decimalsOf(digitsOf(doc, percent)));
}

function* wrongPercentages(doc: Document): Iterable<Finding> {
  for (const { whole, part, percent } of shares(doc)) {
    const right = rightPercentage(doc, percent, part, whole);
    if (right === undefined) continue;
    yield {
      range: percent.digits,
      message: `占比“${wordsOf(doc, percent)}”与前文不符：${wordsOf(doc, part)}占${wordsOf(doc, whole)}的${right}%。`,
      suggest: [right],
      evidence: [whole.digits, part.digits],
    };
  }
  for (const { base, difference, percent, figures } of changes(doc)) {
    const right = rightPercentage(doc, percent, difference, base);
    if (right === undefined) continue;
    const [first, second] = figures;
    yield {
      range: percent.digits,
      message: `增减幅度“${wordsOf(doc, percent)}”与前文的“${wordsOf(doc, first)}”“${wordsOf(doc, second)}”不符，应为${right}%。`,
      suggest: [right],
      evidence: [first.digits, second.digits],
    };
  }
}

export default defineRule({
  id: 'number-sum',
  title: '分项之和、增幅、占比与所列数字不符',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '分项相加、增幅、占比都能由文中数字算出；算不平就有一处写错，要对照原始数据改正。',
  examples: [
    {
      bad: '全年共公开信息{{1559}}条，其中网站公开1549条，微信公众号公开15条。',
      fix: 'none',
      message: '分项之和与总数不符：1549+15=1564，文中写“1559”。',
    },
    { bad: '共发布信息{{283}}条，其中：政府网站27条，微信公众号109条，数字平台138条，图书馆网站8条。', fix: 'none' },
    { bad: '收到群众来信{{120}}件，其中咨询类87件、投诉类43件。', fix: 'none' },
    {
      bad: '收入由1121亿元增加到2220亿元，增长{{89}}%。',
      fixed: '收入由1121亿元增加到2220亿元，增长98%。',
      message: '增减幅度“89%”与前文的“1121亿元”“2220亿元”不符，应为98%。',
    },
    {
      bad: '受理事项1200件，其中网上受理300件，占总数的{{52}}%。',
      fixed: '受理事项1200件，其中网上受理300件，占总数的25%。',
      message: '占比“52%”与前文不符：300件占1200件的25%。',
    },
    { bad: '收到申请{{15}}件，分别为自然人9件、企业5件、科研机构2件。', fix: 'none' },
    { bad: '案件受理费{{5800}}元，由原告负担3800元，被告负担1000元。', fix: 'none' },
    { bad: '培训会支出场地费2081元、资料费200元、交通费1000元，合计{{3218}}元。', fix: 'none' },
    {
      bad: '投入5955亿元，比上年增加1637亿元，增长{{39.7}}%。',
      fixed: '投入5955亿元，比上年增加1637亿元，增长37.9%。',
    },
    {
      bad: '总收入2000万元，其中：财政拨款1500万元，占75%；其他收入500万元，占{{52}}%。',
      fixed: '总收入2000万元，其中：财政拨款1500万元，占75%；其他收入500万元，占25%。',
      message: '占比“52%”与前文不符：500万元占2000万元的25%。',
    },
    { good: '共发布信息282条，其中：政府网站27条，微信公众号109条，数字平台138条，图书馆网站8条。' },
    { good: '到年底共有市场主体1.23亿户，其中企业3858万户，个体工商户8442万户。', because: '四舍五入' },
    { good: '追回外逃人员1278人，其中党员140人，重点人员48人。', because: '其中所列不是全部' },
    { good: '新增铁路里程639公里、其中高铁370公里，新增高速公路2600公里。', because: '逗号之后不再是其中的分项' },
    { good: '新增无症状感染者161例，其中本土137例，境外输入24例，当日转为确诊病例2例。', because: '前两项已是全部' },
    { good: '共立案205件，其中，市、县检察机关立案196件，省级检察院立案8件，最高检直接立案1件。' },
    { good: '出口玩具6026万美元，其中对欧盟出口2317万美元，约占总量40%。', because: '约数' },
    { good: '注册资本2500万元，其中甲公司认缴2000万元，实际出资400万元，乙公司认缴500万元。' },
    { good: '代表团共257人，其中运动员170人，男、女运动员各85人。' },
    { good: '一、二审案件受理费各50元，保全费20元，合计120元。', because: '“各”50元是两份' },
    { good: '总收入2000万元，其中财政拨款1500万元，占全市的3%。', because: '不是占总收入' },
    { good: '投入53亿元，比上年减少0.59亿元，下降1.1%。', because: '四舍五入' },
    { good: '商品零售总额1，753亿元，比上年增加225亿元，增长14.7％。', because: '旧时用逗号分节' },
    { good: '两国产量分别是1035万吨和1401万吨；邻国分别是665万吨和852万吨。' },
    { good: '收入由2002年的54万亿元增长到80万亿元，年均增长7.1%。' },
    {
      bad: '收到来信{{一百二十}}件，其中咨询类八十七件、投诉类四十三件。',
      fix: 'none',
      message: '分项之和与总数不符：八十七+四十三=130，文中写“一百二十”。',
    },
    { bad: '共{{15}}件，其中咨询2件、投诉12件。', fix: 'none' },
    { bad: '收入{{1.20}}万元，其中甲0.50万元、乙0.90万元。', fix: 'none' },
    { good: '参会运动员886人，其中国内886人，女运动员437人，男运动员449人。', because: '后两项合起来是前一项' },
    { good: '从业人员5500人，其中业务500人、物流4000人和呼叫中心1000坐席。', because: '后面还有一项，单位不同' },
    { good: '共15件，其中咨询2件、投诉12件，已全部办结。', because: '没有说完，也许还有别的项' },
    { good: '收入12.5万元，其中甲3万元，乙9.4万元。', because: '有的数四舍五入到整数' },
  ],

  *check(doc) {
    yield* wrongSums(doc);
    yield* wrongPercentages(doc);
  },
});
