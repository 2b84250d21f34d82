import { perDictionaries } from '../../src/document/per-document.js';
import { type AnnualForm, annualForm, foldLabel } from '../../src/views/forms/annual-form.js';
import { type AnnualTables, CASES, type FigureCell } from '../../src/views/forms/annual-tables.js';
import { CASE_UNITS } from '../../src/views/numbers/units.js';

/** Something the text may say with a number, and the cells of the tables that the number should be the sum of. */
export interface Claim {
  /** Named group `number`; absent where the words say that there was none. */
  readonly pattern: RegExp;
  /** What the number counts, as the message says it. */
  readonly name: string;
  /** Cells to add up: the first set is the figure itself, others are readings that may be meant. */
  readonly readings: (tables: AnnualTables, form: AnnualForm) => readonly (readonly (FigureCell | undefined)[])[];
  /** Words that must stand in the sentence for the claim to be about this. */
  readonly about?: RegExp;
  /** Where other readings are thinkable: a warning, not an error. */
  readonly loose?: true;
}

const COUNT = `(?<number>\\d{1,6}|[一二三四五六七八九十百两]{1,5})\\s{0,2}(?:${CASE_UNITS})`;
/** Words that may stand between the verb and 申请 without narrowing what is counted. */
const ANY =
  '(?:政府|信息|公开|依|群众|公民|、|法人|和|或|及|其他|组织|社会|各类|任何|的|提出|有效|书面|申请人|共计|共|全年|本年度|新|数量|总数|总计|为|有|：){0,14}';

const claim = (source: string): RegExp => new RegExp(source, 'gu');

const applications =
  (...rows: readonly (readonly string[])[]): Claim['readings'] =>
  (tables) =>
    rows.map((ids) => ids.map((id) => tables.applications?.cell(id, 'total')));

/** All rows of the form in a group: （三）不予公开. */
const group =
  (name: string): Claim['readings'] =>
  (tables, form) => [
    form.tables.applications.rows
      .filter((row) => row.group.some((label) => label.endsWith(name)))
      .map(({ id }) => tables.applications?.cell(id, 'total')),
  ];

const reviews =
  (...columns: readonly string[]): Claim['readings'] =>
  (tables) => [columns.map((column) => tables.reviews?.cell(CASES, column))];

const disclosure =
  (row: string, column: string): Claim['readings'] =>
  (tables) => [[tables.disclosure?.cell(row, column)]];

const ABOUT_APPLICATIONS = /申请/u;
const ABOUT_DISCLOSURE_CASES = /信息公开|申请公开/u;

const RECEIVED = ['1'];
const OPEN = ['1', '2'];
const CLOSED = ['3.7'];

export const CLAIMS: readonly Claim[] = [
  // 2022年县政府办公室共收到依申请公开15起
  {
    pattern: claim(`(?:收到|接到|接收)${ANY}(?:申请|依申请公开)${ANY}${COUNT}`),
    name: '收到的申请',
    readings: applications(RECEIVED, OPEN),
  },
  // 收到15件政府信息公开申请
  {
    pattern: claim(`(?:收到|接到|接收)${ANY}${COUNT}${ANY}申请`),
    name: '收到的申请',
    readings: applications(RECEIVED, OPEN),
  },
  { pattern: claim(`新收${ANY}(?:申请)?${ANY}${COUNT}`), name: '新收的申请', readings: applications(RECEIVED) },
  {
    pattern: claim(`(?:未|没有)(?:新)?(?:收到|接到)${ANY}申请(?![表书人])`),
    name: '收到的申请',
    readings: applications(RECEIVED),
  },
  // 上年结转2件
  {
    pattern: claim(`上(?:一)?年度?结转${ANY}(?:申请)?${ANY}${COUNT}`),
    name: '上年结转的申请',
    readings: applications(['2']),
  },
  // 结转下年度继续办理1件
  {
    pattern: claim(`结转(?:至|到)?(?:下一?|次)年度?(?:继续)?(?:办理)?${ANY}(?:申请)?${ANY}${COUNT}`),
    name: '结转下年度的申请',
    readings: applications(['4']),
  },
  {
    pattern: claim(`${COUNT}${ANY}(?:申请)?结转(?:至|到)?(?:下一?|次)年`),
    name: '结转下年度的申请',
    readings: applications(['4']),
  },
  // 办结申请14件, 均已答复
  {
    pattern: claim(`(?:办结|办理完毕|已办理)${ANY}(?:申请)?${ANY}${COUNT}`),
    name: '办结的申请',
    readings: applications(CLOSED),
    about: ABOUT_APPLICATIONS,
    loose: true,
  },
  {
    pattern: claim(
      '(?:全部|均已?|已全部)(?:依法|依规|按时|按期|如期|及时|在法定期限内|在规定时限内|予以|作出|进行){0,3}(?:办结|答复|办理完毕)',
    ),
    name: '结转下年度的申请',
    readings: applications(['4']),
    about: ABOUT_APPLICATIONS,
    loose: true,
  },
  { pattern: claim(`(?<!不)予以公开${ANY}${COUNT}`), name: '予以公开的', readings: applications(['3.1']) },
  { pattern: claim(`部分公开${ANY}${COUNT}`), name: '部分公开的', readings: applications(['3.2']) },
  { pattern: claim(`不予公开${ANY}${COUNT}`), name: '不予公开的', readings: group('不予公开') },
  { pattern: claim(`无法提供${ANY}${COUNT}`), name: '无法提供的', readings: group('无法提供') },
  { pattern: claim(`不予处理${ANY}${COUNT}`), name: '不予处理的', readings: group('不予处理') },
  { pattern: claim(`其他处理${ANY}${COUNT}`), name: '其他处理的', readings: group('其他处理') },
  // 因政府信息公开被申请行政复议2件
  {
    pattern: claim(`行政复议(?:申请|案件|数量|的|共|为){0,4}${COUNT}`),
    name: '行政复议',
    readings: reviews('review.total'),
    about: ABOUT_DISCLOSURE_CASES,
  },
  {
    pattern: claim(`行政诉讼(?:申请|案件|数量|的|共|为){0,4}${COUNT}`),
    name: '行政诉讼',
    readings: reviews('direct.total', 'after.total'),
    about: ABOUT_DISCLOSURE_CASES,
  },
  // 未发生因政府信息公开申请引发的行政复议
  {
    pattern: claim('(?:未|没有|无)(?:发生|产生|出现|被提起|被申请|因)[^，。；、\\d]{0,24}行政复议'),
    name: '行政复议',
    readings: reviews('review.total'),
    about: ABOUT_DISCLOSURE_CASES,
  },
  {
    pattern: claim('(?:未|没有|无)(?:发生|产生|出现|被提起|被申请|因)[^，。；\\d]{0,34}行政诉讼'),
    name: '行政诉讼',
    readings: reviews('direct.total', 'after.total'),
    about: ABOUT_DISCLOSURE_CASES,
  },
  // 制发行政规范性文件4件
  {
    pattern: claim(`(?:制发|新制定|新出台)(?:行政)?规范性文件共?${COUNT}`),
    name: '制发的行政规范性文件',
    readings: disclosure('normative', 'issued'),
    loose: true,
  },
  {
    pattern: claim(`废止(?:行政)?规范性文件共?${COUNT}`),
    name: '废止的行政规范性文件',
    readings: disclosure('normative', 'repealed'),
    loose: true,
  },
  {
    pattern: claim(`现行有效的?(?:行政)?规范性文件共?${COUNT}`),
    name: '现行有效的行政规范性文件',
    readings: disclosure('normative', 'effective'),
    loose: true,
  },
  {
    pattern: claim(`作出行政许可(?:决定)?共?${COUNT}`),
    name: '行政许可决定',
    readings: disclosure('permits', 'decisions'),
    loose: true,
  },
  {
    pattern: claim(`作出行政处罚(?:决定)?共?${COUNT}`),
    name: '行政处罚决定',
    readings: disclosure('penalties', 'decisions'),
    loose: true,
  },
  // 未发出收费通知, while applicants did not pay what they were told to
  {
    pattern: claim('(?:未|没有)(?:发出|开具|出具)(?:过|任何){0,2}收费通知'),
    name: '申请人逾期未按收费通知要求缴纳费用的',
    readings: applications(['3.6.2']),
  },
];

/** Claims by a row's own name, where that is long enough to mean nothing else: 本机关不掌握相关政府信息3件. */
export const rowClaims = perDictionaries((dictionaries): readonly Claim[] =>
  annualForm(dictionaries)
    .tables.applications.rows.filter(
      ({ id, name }) => id.startsWith('3.') && id.split('.').length === 3 && foldLabel(name).length >= 6,
    )
    .map(({ id, name }) => ({
      pattern: claim(`${name.replace(/[“”]/gu, '[“”]?')}(?:的|类|申请|：|共|有|为){0,3}${COUNT}`),
      name: `${name}的`,
      readings: applications([id]),
    })),
);
