import { perDocument } from '../../document/per-document.js';
import { sentences } from '../language/sentences.js';
import { FALLS, MONEY_RISES } from '../numbers/change-words.js';
import { halfWidthDigits, type Quantity, quantities, quantitiesWithin } from '../numbers/quantities.js';
import { changes } from '../numbers/sums.js';

/** What 预决算公开 says figures of, in its text and at the head of its tables alike. */
export type BudgetItem =
  | 'income'
  | 'expenditure'
  /** 收、支总计: one figure for both. */
  | 'both'
  /** “三公”经费 and its parts; vehicles are what is spent on buying and on running them. */
  | 'three'
  | 'abroad'
  | 'vehicles'
  | 'purchase'
  | 'running'
  | 'reception';

export const ITEM_NAMES: Readonly<Record<BudgetItem, string>> = {
  income: '收入总计',
  expenditure: '支出总计',
  both: '收支总计',
  three: '“三公”经费',
  abroad: '因公出国（境）费',
  vehicles: '公务用车购置及运行费',
  purchase: '公务用车购置费',
  running: '公务用车运行费',
  reception: '公务接待费',
};

export interface BudgetStatement {
  readonly item: BudgetItem;
  /** 财政拨款, 政府性基金 …: totals of different money are different totals. */
  readonly scope: string;
  /** 年初预算, 决算, or as it stands. */
  readonly role: 'budget' | 'final' | '';
  readonly quantity: Quantity;
  /** Index of the block, in which the next words of the same matter stand near. */
  readonly block: number;
}

/** 12万元，较上年14万元减少2万元，下降14.29%. */
export interface BudgetChange {
  readonly item: BudgetItem;
  readonly now: Quantity;
  readonly before: Quantity;
  readonly rises: boolean;
  readonly difference?: Quantity;
  readonly percent?: Quantity;
}

/** 预算10万元，决算8.5万元，完成预算的85%. */
export interface BudgetRatio {
  readonly item: BudgetItem;
  readonly budget: Quantity;
  readonly final: Quantity;
  readonly percent: Quantity;
}

export interface BudgetText {
  readonly statements: readonly BudgetStatement[];
  readonly changes: readonly BudgetChange[];
  readonly ratios: readonly BudgetRatio[];
}

// 财政拨款收、支总计, “三公”经费, 公务用车购置及运行维护费
const LABEL =
  /(?<scope>财政拨款|一般公共预算|政府性基金|国有资本经营)?(?:预算|财政拨款)?(?:(?<both>收(?:入)?[、和及与]?支(?:出)?(?:预算|决算)?总(?:计|预算|决算))|(?<income>收入(?:预算|决算)?总(?:计|预算|决算))|(?<expenditure>支出(?:预算|决算)?总(?:计|预算|决算)))|(?<three>[“"]?三公[”"]?(?:经费|支出))|(?<abroad>因公出国(?:（境）|\(境\))?(?:费用?|经费)?)|(?<vehicles>公务用车购置(?:费)?[及和与、](?:公务用车)?运行(?:维护)?费?)|(?<purchase>公务用车购置(?:费)?)|(?<running>公务用车运行(?:维护)?费?)|(?<reception>公务接待费?)/gu;

const CHANGE = new RegExp(`(?:(?<rise>${MONEY_RISES})|${FALLS})(?:了|额为|额)?$`, 'u'); // 减少2万元
const BASE = /(?:比|较|与|同)(?:上年|去年|\d{4}年|年初|全年)?[^，。；、]{0,16}$/u; // 较上年预算数14万元
const OF_BUDGET = /完成(?:年初|全年|调整后?)?(?:预算)?(?:数|支出)?的?$/u; // 完成预算的85%
const VALUE = /^[^，。；、：]{0,20}(?:，[^，。；、]{0,6})?$/u; // 财政拨款支出决算为
const FINAL = /决算|执行|实际/u;
const BUDGET = /预算/u;

const ITEMS = Object.keys(ITEM_NAMES) as readonly BudgetItem[];

interface Label {
  readonly item: BudgetItem;
  readonly scope: string;
  readonly end: number;
}

function lastLabel(text: string): Label | undefined {
  let last: Label | undefined;
  for (const { groups = {}, index, 0: words } of text.matchAll(LABEL)) {
    const item = ITEMS.find((name) => groups[name] !== undefined);
    if (item) last = { item, scope: groups.scope ?? '', end: index + words.length };
  }
  return last;
}

const roleOf = (words: string): BudgetStatement['role'] =>
  FINAL.test(words) ? 'final' : BUDGET.test(words) ? 'budget' : '';

const isLabelled = (text: string): boolean => /三公|总计|总预算|总决算|因公出国|公务用车|公务接待/u.test(text);

/** What the running text of a 预决算公开 says of its totals and of the 三公经费. */
export const budgetText = perDocument((doc): BudgetText => {
  const text = halfWidthDigits(doc);
  const statements: BudgetStatement[] = [];
  const changed: BudgetChange[] = [];
  const ratios: BudgetRatio[] = [];
  if (!isLabelled(text)) return { statements, changes: changed, ratios };
  const all = quantities(doc);
  // What number-sum reads is left to it.
  const known = new Set(changes(doc).map(({ percent }) => percent));
  let block = 0;
  for (const sentence of sentences(doc)) {
    while ((doc.blocks[block]?.range.end ?? Infinity) <= sentence.start) block++;
    if (doc.blocks[block]?.table || !isLabelled(text.slice(sentence.start, sentence.end))) continue;
    let label: Label | undefined;
    let at = sentence.start;
    let now: Quantity | undefined;
    let before: Quantity | undefined;
    let budget: Quantity | undefined;
    let last: BudgetChange | undefined;
    for (const quantity of quantitiesWithin(all, sentence)) {
      const between = text.slice(at, quantity.range.start);
      at = quantity.range.end;
      const found = lastLabel(between);
      if (found) {
        label = found;
        now = before = budget = last = undefined;
      }
      const tail = found ? between.slice(found.end) : between;
      const change = CHANGE.exec(tail);
      if (!label || quantity.approximate) continue;
      const { item, scope } = label;
      const rises = change?.groups?.rise !== undefined;
      if (quantity.unit === '%') {
        if (last && change && rises === last.rises && !known.has(quantity))
          changed.push({ ...last, percent: quantity });
        else if (budget && now && budget !== now && OF_BUDGET.test(tail))
          ratios.push({ item, budget, final: now, percent: quantity });
        continue;
      }
      if (quantity.unit !== '元') continue;
      if (change) {
        // 较上年14万元减少2万元: the two stand together; 比年初预算减少: the budget was said before.
        const base = before ?? (/预算/u.test(tail) ? budget : undefined);
        if (now && base && now !== base && /^.{0,24}$/u.test(tail)) {
          const entry = { item, now, before: base, rises };
          changed.push({ ...entry, difference: quantity });
          last = entry;
        }
        before = undefined;
      } else if (now && BASE.test(tail)) before = quantity;
      else if (VALUE.test(tail) && (found || roleOf(tail) !== '')) {
        const role = roleOf(found ? between.slice(Math.max(0, found.end - 12)) : tail);
        now = quantity;
        if (role === 'budget') budget = quantity;
        statements.push({ item, scope, role, quantity, block });
      }
    }
  }
  return { statements, changes: changed, ratios };
});
