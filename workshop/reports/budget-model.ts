import { misprinted } from '../planting/misprint.js';
import { draw } from '../planting/planting.js';
import { cell, type Page, type WrittenTable } from './page-formats.js';
import { below, marked, type Random } from './report-model.js';

/** Figures of a 部门决算公开, in text and tables apart: each is text that a fault may change. */
export interface BudgetModel {
  readonly organ: string;
  readonly year: number;
  /** As printed, by key: `text.income`, `table.income`. */
  readonly figures: Map<string, string>;
  /** How each part of the text is put. */
  readonly manner: number;
}

/** One fault in a right publication; the place where it must be told is marked. */
export interface BudgetFault {
  readonly name: string;
  readonly plant: (model: BudgetModel, random: Random) => boolean;
}

const ORGANS = ['清源县民政局', '临溪县教育局', '东湖县水利局', '青山县城市管理局', '石桥镇人民政府'];

/** Yuan as 万元 with two decimals, as such publications print them: sums may be a cent or two off. */
const inTenThousands = (yuan: number): string => (yuan / 10_000).toFixed(2);
const percent = (part: number, whole: number): string => ((part / whole) * 100).toFixed(2);

const RECEIPTS = ['一、一般公共预算财政拨款收入', '二、政府性基金预算财政拨款收入', '三、事业收入', '四、其他收入'];
const EXPENSES = ['一、一般公共服务支出', '二、教育支出', '三、社会保障和就业支出', '四、住房保障支出'];
const CHANGES = ['基本支出', '项目支出', '人员经费', '公用经费'];

/** A publication without a fault. */
export function rightBudget(random: Random): BudgetModel {
  const figures = new Map<string, string>();
  const put = (key: string, yuan: number): void => {
    figures.set(`text.${key}`, inTenThousands(yuan));
    figures.set(`table.${key}`, inTenThousands(yuan));
  };
  const sums = (keys: readonly string[], total: number): readonly number[] => {
    let left = total;
    return keys.map((_, i) => {
      const part = i === keys.length - 1 ? left : below(Math.ceil(left / 2), random);
      left -= part;
      return part;
    });
  };
  const within = 2_000_000 + below(80_000_000, random);
  const carried = below(3_000_000, random);
  const whole = within + carried;
  const after = below(2_000_000, random);
  put('income', whole);
  put('expenditure', whole);
  put('received', within);
  put('carried', carried);
  put('spent', whole - after);
  put('kept', after);
  sums(RECEIPTS, within).forEach((part, i) => void put(`receipt.${i}`, part));
  sums(EXPENSES, whole - after).forEach((part, i) => void put(`expense.${i}`, part));
  const last = Math.round(whole * (0.7 + 0.6 * random()));
  put('income.last', last);
  put('income.change', Math.abs(whole - last));
  figures.set('text.income.way', whole >= last ? '增加' : '减少');
  figures.set('text.income.percent', percent(Math.abs(whole - last), last));
  for (const set of ['budget', 'final'] as const) {
    const abroad = random() < 0.7 ? 0 : below(100_000, random);
    const purchase = random() < 0.6 ? 0 : 100_000 + below(300_000, random);
    const running = 10_000 + below(200_000, random);
    const reception = 3_000 + below(90_000, random);
    put(`${set}.three`, abroad + purchase + running + reception);
    put(`${set}.abroad`, abroad);
    put(`${set}.vehicles`, purchase + running);
    put(`${set}.vehicles.sum`, purchase + running);
    put(`${set}.purchase`, purchase);
    put(`${set}.running`, running);
    put(`${set}.reception`, reception);
  }
  const number = (key: string): number => Number(figures.get(`text.${key}`));
  figures.set('text.ratio', percent(number('final.three'), number('budget.three')));
  const before = Math.round(number('final.reception') * 10_000 * (0.5 + random()));
  put('reception.last', before);
  const now = Math.round(number('final.reception') * 10_000);
  put('reception.change', Math.abs(now - before));
  figures.set('text.reception.way', now >= before ? '增加' : '减少');
  CHANGES.forEach((_, i) => {
    const [a, b] = [below(9_000_000, random), 1 + below(9_000_000, random)];
    put(`change.${i}.now`, a);
    put(`change.${i}.last`, b);
    figures.set(`table.change.${i}.difference`, inTenThousands(a - b));
  });
  return { organ: draw(ORGANS, random) ?? '', year: 2018 + below(7, random), figures, manner: below(12, random) };
}

function overviewText({ year, manner }: BudgetModel, f: (key: string) => string): string {
  const change = `${f('income.way')}${f('income.change')}万元`;
  const grown = `${f('income.way') === '增加' ? '增长' : '下降'}${f('income.percent')}%`;
  return [
    `${year}年度收入总计${f('income')}万元，支出总计${f('expenditure')}万元。与上年相比，收、支总计各${change}，${grown}，主要原因是项目变动。`,
    `${year}年度收入总计${f('income')}万元，较上年${f('income.last')}万元${change}，${grown}；支出总计${f('expenditure')}万元。`,
    `${year}年度收入总计${f('income')}万元，比${year - 1}年度决算数${f('income.last')}万元${change}，${grown}。${year}年度支出总计${f('expenditure')}万元，年末结转和结余${f('kept')}万元。`,
  ][manner % 3] as string;
}

function threeText({ year, manner }: BudgetModel, f: (key: string) => string): readonly string[] {
  const head = `${year}年度“三公”经费财政拨款支出预算为${f('budget.three')}万元，支出决算为${f('final.three')}万元，完成预算的${f('ratio')}%`;
  const reception = `公务接待费支出决算为${f('final.reception')}万元，较上年${f('reception.last')}万元${f('reception.way')}${f('reception.change')}万元，国内公务接待${manner + 3}批次、${manner * 7 + 9}人次。`;
  return manner % 2 === 0
    ? [
        `${head}。其中：因公出国（境）费支出决算为${f('final.abroad')}万元；公务用车购置及运行维护费支出决算为${f('final.vehicles.sum')}万元；${reception}`,
        `公务用车购置及运行维护费支出决算为${f('final.vehicles')}万元，其中：公务用车购置费支出决算为${f('final.purchase')}万元，公务用车运行维护费支出决算为${f('final.running')}万元。`,
      ]
    : [
        `${head}。`,
        `1．因公出国（境）费支出预算${f('budget.abroad')}万元，支出决算${f('final.abroad')}万元。`,
        `2．公务用车购置及运行维护费支出预算${f('budget.vehicles')}万元，支出决算${f('final.vehicles')}万元。其中，公务用车购置费支出决算${f('final.purchase')}万元；公务用车运行维护费支出决算${f('final.running')}万元，主要用于燃料、维修等支出，公务用车保有量${1 + manner}辆。`,
        `3．公务接待费支出预算${f('budget.reception')}万元，支出决算${f('final.reception')}万元，较上年${f('reception.last')}万元${f('reception.way')}${f('reception.change')}万元。`,
      ];
}

function totalsTable(f: (key: string) => string): WrittenTable {
  const line = (...texts: readonly string[]): WrittenTable[number] => texts.map((text) => cell(text));
  return [
    [cell('收入', 2), cell('支出', 2)],
    line('项目', '决算数', '项目', '决算数'),
    ...RECEIPTS.map((name, i) => line(name, f(`receipt.${i}`), EXPENSES[i] ?? '', f(`expense.${i}`))),
    line('本年收入合计', f('received'), '本年支出合计', f('spent')),
    line('年初结转和结余', f('carried'), '年末结转和结余', f('kept')),
    line('收入总计', f('income'), '支出总计', f('expenditure')),
  ];
}

function threeTable({ manner }: BudgetModel, f: (key: string) => string): WrittenTable {
  const keys = ['three', 'abroad', 'vehicles', 'purchase', 'running', 'reception'];
  if (manner % 4 < 2)
    return [
      [cell('预算数', 6), cell('决算数', 6)],
      ...[0].map(() =>
        ['', ''].flatMap(() => [
          cell('合计', 1, 2),
          cell('因公出国（境）费', 1, 2),
          cell('公务用车购置及运行费', 3),
          cell('公务接待费', 1, 2),
        ]),
      ),
      ['', ''].flatMap(() => [cell('小计'), cell('公务用车购置费'), cell('公务用车运行费')]),
      ['budget', 'final'].flatMap((set) => keys.map((key) => cell(f(`${set}.${key}`)))),
    ];
  const names = [
    '合计',
    '1．因公出国（境）费',
    '2．公务用车购置及运行费',
    '其中：公务用车购置费',
    '公务用车运行费',
    '3．公务接待费',
  ];
  return [
    [cell('项目'), cell('预算数'), cell('决算数')],
    ...names.map((name, i) => [cell(name), cell(f(`budget.${keys[i]}`)), cell(f(`final.${keys[i]}`))]),
  ];
}

function changeTable({ year, manner }: BudgetModel, f: (key: string) => string): WrittenTable {
  const heads =
    manner % 3 === 0
      ? ['项目', '本年决算数', '上年决算数', '比上年增减额']
      : ['项目', `${year - 1}年决算数`, `${year}年决算数`, '增减额'];
  return [
    heads.map((text) => cell(text)),
    ...CHANGES.map((name, i) => {
      const [now, last] = [cell(f(`change.${i}.now`)), cell(f(`change.${i}.last`))];
      return [cell(name), ...(manner % 3 === 0 ? [now, last] : [last, now]), cell(f(`change.${i}.difference`))];
    }),
  ];
}

/** The publication as a page. */
export function budgetPage(model: BudgetModel): Page {
  const text = (key: string): string => model.figures.get(`text.${key}`) ?? '';
  const table = (key: string): string => model.figures.get(`table.${key}`) ?? '';
  const { organ, year } = model;
  return {
    title: `${organ}${year}年度部门决算公开说明`,
    sections: [
      {
        heading: '一、部门概况',
        paragraphs: [`${organ}内设股室${2 + model.manner}个，纳入决算编制范围的单位1个。`],
        tables: [],
      },
      { heading: '二、收支总体情况', paragraphs: [overviewText(model, text)], tables: [totalsTable(table)] },
      { heading: '三、“三公”经费情况', paragraphs: threeText(model, text), tables: [threeTable(model, table)] },
      {
        heading: '四、支出变动情况',
        paragraphs: ['与上年相比，各项支出变动如下。'],
        tables: [changeTable(model, table)],
      },
    ],
    signature: [organ, `${year + 1}年9月${1 + below(28, () => model.manner / 12)}日`],
    caption: '（单位：万元）',
  };
}

/** A misprint that rounding cannot account for. */
function wrong(figure: string, random: Random): string | undefined {
  for (let tried = 0; tried < 30; tried++) {
    const made = misprinted(figure, random);
    if (Math.abs(Number(made) - Number(figure)) >= 0.05 && /^-?\d{1,7}\.\d{2}$/u.test(made)) return made;
  }
  return undefined;
}

/** Misprints one of the figures of an equation; it is told at the figure named first. */
const inEquation =
  (told: string, others: readonly string[]): BudgetFault['plant'] =>
  (model, random) => {
    const key = draw([told, ...others], random) ?? told;
    const made = wrong(model.figures.get(key) ?? '', random);
    if (made === undefined) return false;
    model.figures.set(key, made);
    model.figures.set(told, marked(model.figures.get(told) ?? ''));
    return true;
  };

const set = (name: string, prefix: string, ...keys: readonly string[]): readonly string[] =>
  keys.map((key) => `${prefix}.${name}.${key}`);

export const BUDGET_FAULTS: readonly BudgetFault[] = [
  { name: '文中收支总计不等', plant: inEquation('text.expenditure', []) },
  {
    name: '文中三公之和不符',
    plant: inEquation('text.final.three', set('final', 'text', 'abroad', 'reception')),
  },
  {
    name: '文中公车两项之和不符',
    plant: inEquation('text.final.vehicles', set('final', 'text', 'purchase', 'running')),
  },
  { name: '文中增减额不符', plant: inEquation('text.reception.change', ['text.reception.last']) },
  {
    name: '文中增减方向反',
    plant(model) {
      if (Number(model.figures.get('text.reception.change')) < 0.1) return false;
      const way = model.figures.get('text.reception.way');
      model.figures.set('text.reception.way', way === '增加' ? '减少' : '增加');
      model.figures.set('text.reception.change', marked(model.figures.get('text.reception.change') ?? ''));
      return true;
    },
  },
  { name: '文中完成比例不符', plant: inEquation('text.ratio', []) },
  {
    name: '表中总计不符',
    plant(model, random) {
      return inEquation(`table.${draw(['income', 'expenditure'], random)}`, [])(model, random);
    },
  },
  {
    name: '表中本年合计不符',
    plant(model, random) {
      const [told, part] = draw(
        [
          ['received', 'receipt'],
          ['spent', 'expense'],
        ] as const,
        random,
      ) ?? ['received', 'receipt'];
      return inEquation(
        `table.${told}`,
        [0, 1, 2, 3].map((i) => `table.${part}.${i}`),
      )(model, random);
    },
  },
  {
    name: '表中三公之和不符',
    plant(model, random) {
      const name = draw(['budget', 'final'], random) ?? 'final';
      return inEquation(`table.${name}.three`, set(name, 'table', 'abroad', 'reception'))(model, random);
    },
  },
  {
    name: '表中增减额不符',
    plant(model, random) {
      const row = `table.change.${below(CHANGES.length, random)}`;
      return inEquation(`${row}.difference`, [`${row}.now`, `${row}.last`])(model, random);
    },
  },
];
