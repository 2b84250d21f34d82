import type { AnnualForm, FormItem } from '../../src/views/forms/annual-form.js';
import { draw } from '../planting/planting.js';

/** Round what a fault changed, in the text to be written: taken out again when its place is known. */
export const MARK = { open: '\ue000', close: '\ue001' } as const;
export const marked = (text: string): string => `${MARK.open}${text}${MARK.close}`;

export interface Section {
  heading: string;
  number: string;
  paragraphs: string[];
  readonly table?: 'disclosure' | 'applications' | 'reviews';
}

/** An annual report to be written in any format: every piece of it is text that a fault may change. */
export interface ReportModel {
  readonly organ: string;
  readonly year: number;
  title: string;
  sections: Section[];
  signature: string[];
  /** By `row⇥column`; a cell that is not there was lost. */
  readonly cells: Map<string, string>;
  /** Labels of rows and columns by `table⇥id`. */
  readonly labels: Map<string, string>;
  /** Rows of 表三 that are written, in order. */
  rows: string[];
  /** What the cells hold, for the text. */
  readonly figures: (row: string, column: string) => number;
}

export type Random = () => number;

export const below = (limit: number, random: Random): number => Math.floor(random() * limit);
const oneOf = <T>(items: readonly T[], random: Random): T => draw(items, random) as T;

const ORGANS = [
  '清源县民政局',
  '临溪县教育局',
  '云岭县人民政府办公室',
  '东湖县水利局',
  '青山县城市管理局',
  '石桥镇人民政府',
];
const NUMERALS = '一二三四五六';

const COLUMNS = ['natural', 'commercial', 'research', 'welfare', 'legal', 'other'] as const;

/** Mostly zeros and small numbers, as in real reports. */
const few = (random: Random): number => (random() < 0.6 ? 0 : below(6, random));

function fillApplications(
  form: AnnualForm,
  set: (row: string, column: string, n: number) => void,
  random: Random,
  carriedOver: ((column: string) => number) | undefined,
): void {
  const details = form.tables.applications.rows.map(({ id }) => id).filter((id) => id.startsWith('3.') && id !== '3.7');
  const totals = new Map<string, number>();
  const put = (row: string, column: string, n: number): void => {
    set(row, column, n);
    totals.set(row, (totals.get(row) ?? 0) + n);
  };
  const busy = random() < 0.8;
  for (const [i, column] of COLUMNS.entries()) {
    const active = busy && (i === 0 || random() < 0.3);
    let done = 0;
    for (const id of details) {
      const n = active ? (id === '3.1' && i === 0 ? below(40, random) : few(random)) : 0;
      done += n;
      put(id, column, n);
    }
    put('3.7', column, done);
    const fromLast = carriedOver?.(column) ?? Math.min(done, active && random() < 0.4 ? below(4, random) : 0);
    // What came from last year and was not done goes on into the next.
    const carried = (active && random() < 0.4 ? below(4, random) : 0) + Math.max(0, fromLast - done);
    put('4', column, carried);
    put('2', column, fromLast);
    put('1', column, done + carried - fromLast);
  }
  for (const [row, total] of totals) set(row, 'total', total);
}

function fillReviews(set: (row: string, column: string, n: number) => void, random: Random): void {
  for (const group of ['review', 'direct', 'after']) {
    let total = 0;
    for (const result of ['upheld', 'corrected', 'other', 'pending']) {
      const n = few(random);
      total += n;
      set('cases', `${group}.${result}`, n);
    }
    set('cases', `${group}.total`, total);
  }
}

function fillDisclosure(set: (row: string, column: string, n: number) => void, random: Random): void {
  for (const column of ['issued', 'repealed', 'effective']) set('rules', column, 0);
  const issued = below(8, random);
  set('normative', 'issued', issued);
  set('normative', 'repealed', few(random));
  set('normative', 'effective', issued + below(20, random));
  for (const row of ['permits', 'penalties', 'coercion']) set(row, 'decisions', below(300, random));
  set('fees', 'fee', random() < 0.7 ? 0 : below(9000, random) / 100);
}

/** Sentences on applications, as such reports have them; some speak of other figures, which nothing may be said of. */
function applicationText(model: ReportModel, random: Random): string[] {
  const n = model.figures;
  const [received, before, after] = [n('1', 'total'), n('2', 'total'), n('4', 'total')];
  const sentences: string[] = [];
  sentences.push(
    received === 0
      ? oneOf(
          [
            '本年度未收到政府信息公开申请。',
            `${model.year}年，我单位没有收到公民、法人和其他组织提出的政府信息公开申请。`,
          ],
          random,
        )
      : oneOf(
          [
            `全年共收到政府信息公开申请${received}件。`,
            `${model.year}年共收到依申请公开${received}起，主要涉及征地、社会保障等领域。`,
            `全年新收政府信息公开申请${received}件，上年结转${before}件。`,
            `全年收到${received}件政府信息公开申请，其中通过网络收到申请${below(received + 1, random)}件。`,
          ],
          random,
        ),
  );
  if (received > 0) {
    sentences.push(`上年结转${before}件，结转下年度继续办理${after}件。`);
    if (random() < 0.5) sentences.push(`予以公开${n('3.1', 'total')}件，部分公开${n('3.2', 'total')}件。`);
    if (after === 0 && random() < 0.5) sentences.push('上述申请均在法定期限内办结。');
  }
  sentences.push(
    oneOf(
      [
        `受理群众留言${20 + below(80, random)}件，已办结${10 + below(10, random)}件。`,
        `${model.year - 1}年收到申请${below(30, random)}件，今年的办理质量有所提高。`,
        `接听咨询电话${100 + below(100, random)}次，没有收到对答复不满的投诉。`,
      ],
      random,
    ),
  );
  return sentences;
}

function reviewText(model: ReportModel): string {
  const review = model.figures('cases', 'review.total');
  const suits = model.figures('cases', 'direct.total') + model.figures('cases', 'after.total');
  if (review + suits === 0) return '本年度未发生因政府信息公开引起的行政复议、行政诉讼。';
  return `因政府信息公开工作被申请行政复议${review}件，被提起行政诉讼${suits}件。`;
}

function textOf(model: ReportModel, form: AnnualForm, random: Random): Section[] {
  const { year, organ } = model;
  const n = model.figures;
  const names = form.sections.map(({ label }) => label);
  const promise =
    random() < 0.5
      ? `全文包括${names.map((name) => name.replace('、', '')).join('、')}六个部分。`
      : '本报告由六个部分组成。';
  const overview = [
    `${year}年，${organ}认真落实《中华人民共和国政府信息公开条例》，根据《关于做好${year}年度政府信息公开工作年度报告编制和发布工作的通知》要求，编制本报告。${promise}本报告所列数据的统计期限自${year}年1月1日至${year}年12月31日。`,
    '（一）主动公开情况',
    `全年在门户网站发布信息${100 + below(900, random)}条，制发行政规范性文件${n('normative', 'issued')}件。${year - 1}年印发的公开目录继续执行。`,
    '（二）依申请公开情况',
    `${year}年，我单位规范办理流程，提高答复质量。${applicationText(model, random).join('')}`,
    '（三）政府信息管理情况',
    '严格执行先审查、后公开的程序，定期清理过时信息。',
    '（四）平台建设情况',
    `网站设置栏目${10 + below(20, random)}个，全年检查${2 + below(5, random)}次，未发现问题。`,
    '（五）监督保障情况',
    `组织业务培训${1 + below(4, random)}次，社会评议结果良好，未发生责任追究。`,
  ];
  const bodies: string[][] = [
    overview,
    [],
    [],
    random() < 0.5 ? [reviewText(model)] : [],
    ['一是公开的及时性还不够，二是解读的形式比较单一。', '下一步，我单位将完善制度，加强培训，提高公开质量。'],
    ['按照《政府信息公开信息处理费管理办法》规定的标准，本年度没有收取信息处理费。'],
  ];
  const tables = [undefined, 'disclosure', 'applications', 'reviews', undefined, undefined] as const;
  return names.map((heading, i) => {
    const table = tables[i];
    return { heading, number: `${NUMERALS[i]}、`, paragraphs: bodies[i] ?? [], ...(table && { table }) };
  });
}

/** What a report of a row of years has from the one before. */
export interface Predecessor {
  readonly organ: string;
  readonly year: number;
  /** Applications carried over from last year, by column. */
  readonly carriedOver?: (column: string) => number;
}

/** A report without a fault. */
export function rightReport(form: AnnualForm, random: Random, predecessor?: Predecessor): ReportModel {
  const organ = predecessor?.organ ?? oneOf(ORGANS, random);
  const year = predecessor?.year ?? 2021 + below(5, random);
  const figures = new Map<string, number>();
  const set = (row: string, column: string, n: number): void => void figures.set(`${row}\t${column}`, n);
  fillApplications(form, set, random, predecessor?.carriedOver);
  fillReviews(set, random);
  fillDisclosure(set, random);
  const cells = new Map([...figures].map(([key, n]) => [key, String(n)] as const));
  const labels = new Map(
    Object.entries(form.tables).flatMap(([table, { rows, columns, captions }]) =>
      [...captions, ...rows, ...columns].map(({ id, label }: FormItem) => [`${table}\t${id}`, label] as const),
    ),
  );
  const model: ReportModel = {
    organ,
    year,
    title: `${organ}${year}年政府信息公开工作年度报告`,
    sections: [],
    signature: random() < 0.5 ? [organ, `${year + 1}年1月${1 + below(30, random)}日`] : [],
    cells,
    labels,
    rows: form.tables.applications.rows.map(({ id }) => id),
    figures: (row, column) => figures.get(`${row}\t${column}`) ?? 0,
  };
  model.sections = textOf(model, form, random);
  return model;
}
