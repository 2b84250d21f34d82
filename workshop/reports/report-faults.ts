import { draw } from '../planting/planting.js';
import { below, marked, type Random, type ReportModel } from './report-model.js';

/** Puts one fault into a right report, marking where it must be found; false where this report offers no place for it. */
export interface ReportFault {
  readonly name: string;
  /** The rule that must find it. */
  readonly rule: string;
  readonly plant: (model: ReportModel, random: Random) => boolean;
}

const APPLICATION_COLUMNS = ['natural', 'commercial', 'research', 'welfare', 'legal', 'other', 'total'];

function change(
  model: ReportModel,
  keys: readonly string[],
  make: (text: string) => string | undefined,
  random: Random,
): boolean {
  const options = keys.flatMap((key) => {
    const text = model.cells.get(key);
    const made = text === undefined ? undefined : make(text);
    return made === undefined || made === text ? [] : [[key, made] as const];
  });
  const chosen = draw(options, random);
  if (!chosen) return false;
  model.cells.set(chosen[0], marked(chosen[1]));
  return true;
}

const off = (text: string): string => String(Number(text) === 0 ? 1 : Number(text) + (Number(text) % 2 === 0 ? 1 : -1));

const swapped = (text: string): string | undefined =>
  /^(\d)(?!\1)\d$/u.test(text) && !text.endsWith('0') ? `${text[1]}${text[0]}` : undefined;

const details = (model: ReportModel): readonly string[] =>
  model.rows
    .filter((id) => /^3\.[1-6]/u.test(id))
    .flatMap((row) => APPLICATION_COLUMNS.map((column) => `${row}\t${column}`));

const heads = (model: ReportModel, columns: readonly string[]): readonly string[] =>
  ['1', '2', '3.7', '4']
    .filter((row) => model.rows.includes(row))
    .flatMap((row) => columns.map((column) => `${row}\t${column}`));

const GROUPS = ['review', 'direct', 'after'];
const RESULTS = ['upheld', 'corrected', 'other', 'pending'];
const reviewKeys = GROUPS.flatMap((group) => RESULTS.map((result) => `cases\t${group}.${result}`));

/** Replaces what the pattern's group names in one paragraph. */
function inText(model: ReportModel, pattern: RegExp, make: (found: string) => string): boolean {
  for (const section of model.sections)
    for (const [i, paragraph] of section.paragraphs.entries()) {
      const match = pattern.exec(paragraph);
      const found = match?.groups?.it;
      if (!match || found === undefined) continue;
      const start = match.index + match[0].lastIndexOf(found);
      section.paragraphs[i] = paragraph.slice(0, start) + marked(make(found)) + paragraph.slice(start + found.length);
      return true;
    }
  return false;
}

/** Far enough off that no other reading (with 上年结转) gives the same. */
const more = (found: string): string => String(Number(found) + 50);
const lastYear = (found: string): string => String(Number(found) - 1);

/** A character taken out, doubled or changed, so that a reader still knows the label. */
function misprint(label: string, random: Random): string {
  const han = [...label.matchAll(/\p{Script=Han}/gu)].map(({ index }) => index).slice(1);
  const at = draw(han, random) ?? 0;
  const replacement = draw(['', `${label[at]}${label[at]}`, label[at] === '的' ? '之' : '的'], random) ?? '';
  return label.slice(0, at) + replacement + label.slice(at + 1);
}

function label(model: ReportModel, keys: readonly string[], random: Random): boolean {
  const key = draw(keys, random);
  const text = key === undefined ? undefined : model.labels.get(key);
  if (key === undefined || text === undefined) return false;
  model.labels.set(key, marked(misprint(text, random)));
  return true;
}

export const REPORT_FAULTS: readonly ReportFault[] = [
  {
    name: '合计错',
    rule: 'table-reconciliation',
    plant: (model, random) => change(model, heads(model, ['total']), off, random),
  },
  {
    name: '分项错',
    rule: 'table-reconciliation',
    plant: (model, random) => change(model, details(model), off, random),
  },
  {
    name: '数字颠倒',
    rule: 'table-reconciliation',
    plant: (model, random) => change(model, [...heads(model, APPLICATION_COLUMNS), ...details(model)], swapped, random),
  },
  {
    name: '复议诉讼合计错',
    rule: 'table-reconciliation',
    plant: (model, random) =>
      change(
        model,
        GROUPS.map((group) => `cases\t${group}.total`),
        off,
        random,
      ),
  },
  {
    name: '复议诉讼分项错',
    rule: 'table-reconciliation',
    plant(model, random) {
      // One equation cannot tell which of its figures is wrong: it is told at the total.
      const group = draw(GROUPS, random) ?? 'review';
      const key = `cases\t${group}.${draw(RESULTS, random)}`;
      model.cells.set(key, off(model.cells.get(key) ?? '0'));
      model.cells.set(`cases\t${group}.total`, marked(model.cells.get(`cases\t${group}.total`) ?? '0'));
      return true;
    },
  },
  {
    name: '缺一格',
    rule: 'table-shape',
    plant(model, random) {
      const row = draw(model.rows, random) ?? '1';
      const column = draw(APPLICATION_COLUMNS, random) ?? 'other';
      model.cells.delete(`${row}\t${column}`);
      const key = `applications\t${row}`;
      model.labels.set(key, marked(model.labels.get(key) ?? ''));
      return true;
    },
  },
  {
    name: '缺一行',
    rule: 'table-shape',
    plant(model, random) {
      const at = below(model.rows.length - 1, random);
      const next = `applications\t${model.rows[at + 1]}`;
      model.labels.set(next, marked(model.labels.get(next) ?? ''));
      model.rows.splice(at, 1);
      return true;
    },
  },
  {
    name: '不是数字',
    rule: 'table-shape',
    plant: (model, random) =>
      change(
        model,
        [...details(model), 'permits\tdecisions', ...reviewKeys],
        () => draw(['/', '无', '—', '若干'], random),
        random,
      ),
  },
  {
    name: '行名改字',
    rule: 'table-label',
    plant: (model, random) =>
      label(
        model,
        [
          // 其他 and 总计 are too short to be told from other words when misprinted.
          ...model.rows.filter((id) => id !== '3.6.3' && id !== '3.7').map((id) => `applications\t${id}`),
          ...['normative', 'permits', 'penalties', 'coercion', 'fees'].map((id) => `disclosure\t${id}`),
        ],
        random,
      ),
  },
  {
    name: '列名改字',
    rule: 'table-label',
    plant: (model, random) =>
      label(
        model,
        [
          ...['natural', 'commercial', 'research', 'welfare', 'legal'].map((id) => `applications\t${id}`),
          ...['issued', 'repealed', 'effective'].map((id) => `disclosure\t${id}`),
          ...['review.upheld', 'direct.pending', 'after.corrected'].map((id) => `reviews\t${id}`),
        ],
        random,
      ),
  },
  {
    name: '小数负数',
    rule: 'table-logic',
    plant: (model, random) =>
      change(
        model,
        ['permits\tdecisions', 'penalties\tdecisions', 'coercion\tdecisions'],
        (text) => draw([`${text}.5`, `-${Number(text) + 1}`], random),
        random,
      ),
  },
  {
    name: '无权制定规章',
    rule: 'table-logic',
    plant: (model, random) => change(model, ['rules\teffective'], () => String(1 + below(5, random)), random),
  },
  {
    name: '缺一部分',
    rule: 'outline-sections',
    plant(model, random) {
      const at = below(model.sections.length, random);
      model.sections.splice(at, 1);
      const next = model.sections[at] ?? model.sections.at(-1);
      if (next) next.heading = marked(next.heading);
      return true;
    },
  },
  {
    name: '部分改名',
    rule: 'outline-sections',
    plant(model, random) {
      const section = draw(model.sections, random);
      if (!section) return false;
      section.heading = marked(misprint(section.heading, random));
      return true;
    },
  },
  {
    name: '序号错',
    rule: 'outline-sections',
    plant(model, random) {
      const at = 1 + below(model.sections.length - 1, random);
      const section = model.sections[at];
      if (!section) return false;
      section.number = marked(model.sections[at - 1]?.number ?? '一、');
      return true;
    },
  },
  {
    name: '两部分颠倒',
    rule: 'outline-sections',
    plant(model, random) {
      const at = below(model.sections.length - 1, random);
      const [one, other] = [model.sections[at], model.sections[at + 1]];
      if (!one || !other) return false;
      [one.number, other.number] = [other.number, one.number];
      one.heading = marked(one.heading);
      model.sections.splice(at, 2, other, one);
      return true;
    },
  },
  {
    name: '统计期限年份错',
    rule: 'report-year',
    plant: (model, random) =>
      inText(model, random() < 0.5 ? /自(?<it>\d{4})年1月1日/u : /至(?<it>\d{4})年12月31日/u, lastYear),
  },
  {
    name: '叙述上年工作',
    rule: 'report-year',
    plant: (model) => inText(model, /^(?<it>\d{4})年，我单位/u, lastYear),
  },
  { name: '引用往年通知', rule: 'report-year', plant: (model) => inText(model, /关于做好(?<it>\d{4})年度/u, lastYear) },
  {
    name: '落款年份错',
    rule: 'report-year',
    plant(model, random) {
      model.signature = [model.organ, `${marked(String(model.year - 1))}年1月${1 + below(30, random)}日`];
      return true;
    },
  },
  {
    name: '收到数不符',
    rule: 'table-text',
    plant: (model) =>
      inText(
        model,
        /(?:收到政府信息公开申请|新收政府信息公开申请|依申请公开|收到(?=\d{1,4}件政府))(?<it>\d{1,4})[件起]/u,
        more,
      ),
  },
  {
    name: '结转数不符',
    rule: 'table-text',
    plant: (model, random) =>
      inText(model, random() < 0.5 ? /上年结转(?<it>\d{1,3})件/u : /继续办理(?<it>\d{1,3})件/u, more),
  },
  {
    name: '办理结果数不符',
    rule: 'table-text',
    plant: (model, random) =>
      inText(model, random() < 0.5 ? /予以公开(?<it>\d{1,3})件/u : /部分公开(?<it>\d{1,3})件/u, more),
  },
  {
    name: '复议诉讼数不符',
    rule: 'table-text',
    plant: (model, random) =>
      inText(model, random() < 0.5 ? /行政复议(?<it>\d{1,3})件/u : /行政诉讼(?<it>\d{1,3})件/u, more),
  },
  {
    name: '说未收到而表中有',
    rule: 'table-text',
    plant(model) {
      return inText(model, /(?<it>全年共收到政府信息公开申请\d{1,3}件)。/u, () => '本年度未收到政府信息公开申请');
    },
  },
];
