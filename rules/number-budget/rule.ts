import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { budgetTables } from '../../src/views/forms/budget-tables.js';
import { type BudgetItem, type BudgetStatement, budgetText, ITEM_NAMES } from '../../src/views/forms/budget-text.js';
import { title } from '../../src/views/forms/title.js';
import {
  decimalsOf,
  type Figure,
  type Millionths,
  ONE,
  printed,
  type Quantity,
  sumOf,
  wordsOf,
} from '../../src/views/numbers/quantities.js';

const BUDGET_TITLE = /预算|决算/u;

const absolute = (value: Millionths): Millionths => (value < 0n ? -value : value);

const coarser = (a: Figure, b: Figure): Figure => (a.step > b.step ? a : b);

/**
 * Whether two values that were each rounded to the figures' last places may be one. A figure printed without decimals
 * beside others that have some is exact.
 */
function agree(value: Millionths, said: Millionths, figures: readonly Figure[]): boolean {
  const step = figures.reduce(
    (least, figure) => (figure.value !== 0n && figure.step < least ? figure.step : least),
    1n << 80n,
  );
  const slack = figures.filter(({ value: own }) => own !== 0n).length;
  return absolute(value - said) <= (step * BigInt(Math.max(1, slack))) / 2n;
}

/** 8.50 in the multiplier and with the decimals of the figure it is to stand for. */
function rightFor(doc: Document, quantity: Quantity, value: Millionths): string {
  const digits = doc.text.slice(quantity.digits.start, quantity.digits.end);
  return printed(absolute(value), quantity.by, decimalsOf(digits));
}

const digitsOf = (doc: Document, quantities: readonly Quantity[], sign: string): string =>
  quantities.map((quantity) => wordsOf(doc, quantity).slice(0, -quantity.unit.length)).join(sign);

function* unbalanced(doc: Document, statements: readonly BudgetStatement[]): Iterable<Finding> {
  if (!BUDGET_TITLE.test(title(doc)?.text ?? '')) return;
  for (const [i, income] of statements.entries()) {
    if (income.item !== 'income') continue;
    const expenditure = statements
      .slice(i + 1)
      .find(({ item, block }) => (item === 'expenditure' || item === 'income') && block - income.block <= 2);
    if (expenditure?.item !== 'expenditure' || expenditure.scope !== income.scope) continue;
    if (expenditure.role !== income.role) continue;
    const [a, b] = [income.quantity, expenditure.quantity];
    // Rounded from one figure, the two are the same.
    if (absolute(a.value - b.value) * 2n <= coarser(a, b).step) continue;
    yield {
      range: b.digits,
      message: `收入总计与支出总计不等：收入“${wordsOf(doc, a)}”，支出“${wordsOf(doc, b)}”。`,
      suggest: [rightFor(doc, b, a.value)],
      evidence: [a.digits],
    };
  }
}

const PARTS: readonly (readonly [total: BudgetItem, parts: readonly BudgetItem[]])[] = [
  ['three', ['abroad', 'vehicles', 'reception']],
  ['vehicles', ['purchase', 'running']],
];
/** The parts of a total stand within so many blocks after it. */
const REACH = 12;

/** The parts of one role that follow a total, before the next total of the kind. */
function* unsummed(doc: Document, statements: readonly BudgetStatement[]): Iterable<Finding> {
  for (const [whole, names] of PARTS) {
    const starts = statements.flatMap(({ item }, i) =>
      item === whole && statements[i - 1]?.item !== whole ? [i] : [],
    );
    for (const [n, start] of starts.entries()) {
      const from = statements[start] as BudgetStatement;
      const group = statements.slice(start, starts[n + 1]).filter(({ block }) => block - from.block <= REACH);
      for (const role of ['budget', 'final', ''] as const) {
        const parts = names.map((name) => group.find(({ item, role: own }) => item === name && own === role));
        const totals = group.filter(({ item, role: own }) => item === whole && (own === role || role === ''));
        const total = totals.find(({ role: own }) => own === role) ?? totals.at(-1);
        const quantities = parts.flatMap((part) => (part ? [part.quantity] : []));
        if (!total || quantities.length < names.length) continue;
        const sum = sumOf(quantities);
        if (totals.some(({ quantity }) => agree(sum, quantity.value, [quantity, ...quantities]))) continue;
        const { quantity } = total;
        yield {
          range: quantity.digits,
          message: `${ITEM_NAMES[whole]}各项之和与总数不符：${digitsOf(doc, quantities, '+')}=${rightFor(doc, quantity, sum)}${quantity.by}，文中写“${wordsOf(doc, quantity)}”。`,
          evidence: quantities.map(({ digits }) => digits),
        };
      }
    }
  }
}

const percentOf = ({ value }: Figure): number => Number(value) / Number(ONE);

/** The percentage as it should be, or undefined where it is right; the figures are rounded, and so is it. */
function rightPercent(doc: Document, percent: Quantity, part: Figure, whole: Figure): string | undefined {
  if (whole.value <= 0n) return undefined;
  const right = (Number(part.value) / Number(whole.value)) * 100;
  const slack = ((Number(part.step) / 2 + (Number(whole.step) / 2) * (right / 100)) / Number(whole.value)) * 100;
  if (Math.abs(right - percentOf(percent)) <= percentOf({ ...percent, value: percent.step }) + slack) return undefined;
  return right.toFixed(decimalsOf(doc.text.slice(percent.digits.start, percent.digits.end)));
}

function* wrongChanges(doc: Document): Iterable<Finding> {
  const { changes, ratios } = budgetText(doc);
  for (const { item, now, before, rises, difference, percent } of changes) {
    const change = now.value - before.value;
    if (percent) {
      const { step } = coarser(now, before);
      const right = rightPercent(doc, percent, { value: absolute(change), step }, before);
      if (right !== undefined)
        yield {
          range: percent.digits,
          message: `${ITEM_NAMES[item]}增减幅度“${wordsOf(doc, percent)}”与“${wordsOf(doc, before)}”“${wordsOf(doc, now)}”不符，应为${right}%。`,
          suggest: [right],
          evidence: [before.digits, now.digits],
        };
    } else if (difference) {
      const said = rises ? difference.value : -difference.value;
      if (agree(change, said, [now, before, difference])) continue;
      const right = rightFor(doc, difference, change);
      const way = change === 0n ? '持平' : `${change > 0n ? '增加' : '减少'}${right}${difference.by}${difference.unit}`;
      yield {
        range: difference.digits,
        message: `${ITEM_NAMES[item]}由“${wordsOf(doc, before)}”到“${wordsOf(doc, now)}”，应为${way}，文中写${rises ? '增加' : '减少'}“${wordsOf(doc, difference)}”。`,
        evidence: [before.digits, now.digits],
      };
    }
  }
  for (const { item, budget, final, percent } of ratios) {
    const right = rightPercent(doc, percent, final, budget);
    if (right === undefined) continue;
    yield {
      range: percent.digits,
      message: `${ITEM_NAMES[item]}完成预算的“${wordsOf(doc, percent)}”与“${wordsOf(doc, budget)}”“${wordsOf(doc, final)}”不符，应为${right}%。`,
      suggest: [right],
      evidence: [budget.digits, final.digits],
    };
  }
}

/** As a table prints it: with as many decimals as the figure has that it is held against. */
const inTable = (value: Millionths, like: string): string =>
  `${value < 0n ? '-' : ''}${printed(absolute(value), '', decimalsOf(like))}`;

function* wrongTables(doc: Document): Iterable<Finding> {
  const { balances, sums, changes } = budgetTables(doc);
  const wrong = sums.filter(({ total, parts }) => !agree(sumOf(parts), total.value, [total, ...parts]));
  const told = new Set(wrong.map(({ total }) => total.range.start));
  for (const { income, expenditure } of balances) {
    // Where its own parts show which of the two is wrong, that is told.
    if (agree(income.value, expenditure.value, [income])) continue;
    if (told.has(income.range.start) || told.has(expenditure.range.start)) continue;
    yield {
      range: expenditure.range,
      message: `表中收入总计“${income.text}”与支出总计“${expenditure.text}”不等。`,
      evidence: [income.range],
    };
  }
  for (const { name, total, parts } of wrong) {
    const terms = parts.filter(({ value }) => value !== 0n).map(({ text }) => text);
    yield {
      range: total.range,
      message: `表中“${name}”与各项之和不符：${terms.join('+') || '0'}=${inTable(sumOf(parts), total.text)}，表中填“${total.text}”。`,
      evidence: parts.map(({ range }) => range),
    };
  }
  for (const { name, now, before, difference } of changes) {
    const change = now.value - before.value;
    if (agree(change, difference.value, [now, before, difference])) continue;
    yield {
      range: difference.range,
      message: `表中“${name}”增减额与两年之差不符：${now.text}-${before.text}=${inTable(change, now.text)}，表中填“${difference.text}”。`,
      evidence: [now.range, before.range],
    };
  }
}

const TITLE = '某某县民政局2023年度部门决算公开说明\n';
const THREE = (total: string): string =>
  `2023年度“三公”经费财政拨款支出预算为10.00万元，支出决算为${total}万元。其中：因公出国（境）费支出决算为0万元；公务用车购置及运行维护费支出决算为7.50万元；公务接待费支出决算为1.00万元。`;

export default defineRule({
  id: 'number-budget',
  title: '预决算公开的收支、增减、“三公”经费不平',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '预算法', clause: '第十二条', verified: true }],
  why: '收入总计应等于支出总计，增减额应等于两年之差，“三公”经费应等于各项之和（以万元为单位时容许四舍五入的尾差）；对不上必有一处填错，公开后最易被质询。',
  examples: [
    {
      bad: `${TITLE}2023年度收入总计1234.56万元，支出总计{{1243.56}}万元。`,
      fixed: `${TITLE}2023年度收入总计1234.56万元，支出总计1234.56万元。`,
      message: '收入总计与支出总计不等：收入“1234.56万元”，支出“1243.56万元”。',
    },
    {
      bad: `${TITLE}${THREE('{{8.05}}')}`,
      fix: 'none',
      message: '“三公”经费各项之和与总数不符：0万+7.50万+1.00万=8.50万，文中写“8.05万元”。',
    },
    {
      bad: `${TITLE}公务用车购置及运行费{{7.50}}万元，其中：公务用车购置费0万元；公务用车运行维护费5.70万元。`,
      fix: 'none',
      message: '公务用车购置及运行费各项之和与总数不符：0万+5.70万=5.70万，文中写“7.50万元”。',
    },
    {
      bad: `${TITLE}2023年度“三公”经费12.00万元，较上年14.00万元减少{{3.00}}万元。`,
      fix: 'none',
      message: '“三公”经费由“14.00万元”到“12.00万元”，应为减少2.00万元，文中写减少“3.00万元”。',
    },
    {
      bad: `${TITLE}2023年度“三公”经费预算10.00万元，支出决算8.50万元，比年初预算增加{{1.50}}万元。`,
      fix: 'none',
      message: '“三公”经费由“10.00万元”到“8.50万元”，应为减少1.50万元，文中写增加“1.50万元”。',
      because: '应为减少',
    },
    {
      bad: `${TITLE}公务接待费预算2.00万元，支出决算1.50万元，完成预算的{{57}}%。`,
      fixed: `${TITLE}公务接待费预算2.00万元，支出决算1.50万元，完成预算的75%。`,
      message: '公务接待费完成预算的“57%”与“2.00万元”“1.50万元”不符，应为75%。',
    },
    {
      bad: `${TITLE}收入\t决算数\t支出\t决算数\n一、财政拨款收入\t900.00\t一、一般公共服务支出\t1000.00\n二、其他收入\t100.00\t二、教育支出\t34.56\n本年收入合计\t1000.00\t本年支出合计\t1034.56\n年初结转和结余\t34.56\t年末结转和结余\t0.00\n收入总计\t1034.56\t支出总计\t{{1043.56}}`,
      fix: 'none',
      message: '表中“支出总计”与各项之和不符：1034.56=1034.56，表中填“1043.56”。',
    },
    {
      bad: `${TITLE}合计\t因公出国（境）费\t公务用车购置及运行费\t公务用车购置费\t公务用车运行费\t公务接待费\n{{8.60}}\t0.00\t7.50\t0.00\t7.50\t1.00`,
      fix: 'none',
      message: '表中““三公”经费合计”与各项之和不符：7.50+1.00=8.50，表中填“8.60”。',
    },
    {
      bad: `${TITLE}项目\t2023年预算数\t2022年预算数\t增减额\n基本支出\t120.50\t110.30\t{{12.20}}`,
      fix: 'none',
      message: '表中“基本支出”增减额与两年之差不符：120.50-110.30=10.20，表中填“12.20”。',
    },
    { good: `${TITLE}${THREE('8.50')}` },
    { good: `${TITLE}2023年度收、支总计均为1234.56万元。` },
    { good: `${TITLE}收入总计1234.56万元，支出总计1234.56万元；财政拨款收入总计1100万元，支出总计1234.56万元。` },
    {
      good: `${TITLE}“三公”经费10.00万元，其中：因公出国（境）费3.33万元；公务用车购置及运行费3.33万元；公务接待费3.33万元。`,
      because: '尾差',
    },
    { good: `${TITLE}公务接待费3.00万元，主要用于接待；公务用车购置费比上年减少20.00万元。` },
    {
      good: '社会保险基金运行情况\n全年基金收入总计320.10万元，支出总计280.50万元。',
      because: '不是预决算，收支可以不等',
    },
    {
      bad: `${TITLE}“三公”经费12.00万元，较上年10.00万元减少{{2.00}}万元；“三公”经费12.00万元，较上年12.00万元减少{{3.00}}万元。`,
      fix: 'none',
      message: [
        '“三公”经费由“10.00万元”到“12.00万元”，应为增加2.00万元，文中写减少“2.00万元”。',
        '“三公”经费由“12.00万元”到“12.00万元”，应为持平，文中写减少“3.00万元”。',
      ],
    },
    {
      bad: `${TITLE}收入\t决算数\t支出\t决算数\n收入总计\t1034.56\t支出总计\t{{1043.56}}`,
      fix: 'none',
      message: '表中收入总计“1034.56”与支出总计“1043.56”不等。',
    },
    { bad: `${TITLE}项目\t2023年预算数\t2022年预算数\t增减额\n基本支出\t100.50\t110.30\t{{9.80}}`, fix: 'none' },
    { good: `${TITLE}2023年度收入总计1234.56万元，支出总计1235万元。`, because: '支出只写到整数' },
    { good: `${TITLE}2023年度收入总计年初预算1000万元，支出总计决算1235.56万元。`, because: '一个是预算，一个是决算' },
    { good: `${TITLE}“三公”经费12.00万元，比上年14.00万元减少2.00万元。` },
    { good: `${TITLE}公务接待费预算0万元，支出决算1.50万元，完成预算的0%。`, because: '预算为零，无从计算' },
    { good: `${TITLE}项目\t2023年预算数\t2022年预算数\t增减额\n基本支出\t120.50\t110.30\t10.20` },
    { good: `${TITLE}收入\t决算数\t支出\t决算数\n收入总计\t1034.56\t支出总计\t1034.56` },
  ],

  *check(doc) {
    const { statements } = budgetText(doc);
    yield* unbalanced(doc, statements);
    yield* unsummed(doc, statements);
    yield* wrongChanges(doc);
    yield* wrongTables(doc);
  },
});
