import writeXlsxFile, { type Feature, type SheetData } from 'write-excel-file/universal';
import type { FileReport } from '../record/file-report.js';
import { type ChecklistDocument, type ChecklistHead, checklistHead, type Item } from './checklist.js';
import type { RenderContext } from './render.js';
import { settled } from './settled-package.js';
import { beijingTime } from './words.js';

/** The columns of a 问题台账; the last three are for those who mend. */
const COLUMNS: readonly (readonly [title: string, width: number])[] = [
  ['序号', 7],
  ['单位', 14],
  ['站点', 20],
  ['栏目', 14],
  ['标题', 30],
  ['网址或文件', 36],
  ['发布日期', 12],
  ['位置', 16],
  ['错误类型', 18],
  ['级别', 10],
  ['错误内容', 20],
  ['问题', 44],
  ['建议修改', 20],
  ['依据', 36],
  ['上下文', 44],
  ['状态', 10],
  ['说明', 20],
  ['整改期限', 12],
  ['整改反馈', 20],
  ['复核结果', 14],
  ['规则', 18],
  ['指纹', 22],
];

/** What Excel holds in one cell and in one sheet (with the head). */
const MAX_CELL = 32_767;
const ROWS_PER_SHEET = 1_000_000;

/** The writer keeps its strings in an object, where these names are taken. */
const TAKEN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Always a string, which no spreadsheet computes. */
function cellText(text: string): string {
  // What XML cannot hold has been replaced where the checklist was made; these two it does not know.
  const held = text.replace(/[\ufffe\uffff]/gu, '\ufffd');
  const cut = held.length > MAX_CELL ? `${held.slice(0, MAX_CELL - 1).toWellFormed()}…` : held;
  return TAKEN.has(cut) ? `${cut} ` : cut;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

const rowOf = (
  { title, name, url, column, published }: ChecklistDocument,
  {
    number,
    place,
    ruleTitle,
    ruleId,
    level,
    veto,
    quote,
    what,
    advice,
    basis,
    before,
    after,
    state,
    reason,
    fingerprint,
  }: Item,
): readonly string[] => [
  String(number),
  '',
  hostOf(url),
  column,
  title,
  url || name,
  published,
  place,
  ruleTitle,
  veto ? `${level}（单项否决）` : level,
  quote,
  what,
  advice.join('；'),
  basis,
  `${before}【${quote}】${after}`,
  state,
  reason,
  '',
  '',
  '',
  ruleId,
  fingerprint,
];

const bold = (text: string) => ({ value: cellText(text), type: String, fontWeight: 'bold' as const });
const plain = (text: string) => (text === '' ? null : cellText(text));

const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`;

/** Filters over the head, which the writer has no word for. */
const filters: Feature<Blob> = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (sheet, { stickyRowsCount }) => {
          const last = sheet.lastIndexOf('<row ');
          const rows = /^<row r="(\d{1,7})"/u.exec(sheet.slice(last, last + 20))?.[1]; // <row r="12"
          if (!stickyRowsCount || rows === undefined) return sheet;
          const range = `A1:${columnName(COLUMNS.length - 1)}${rows}`;
          return sheet.replace('</sheetData>', `</sheetData><autoFilter ref="${range}"/>`);
        },
      },
    },
  },
};

function aboutSheet(
  { counts, checkedWith, notChecked }: ChecklistHead,
  gaps: readonly (readonly [name: string, what: string])[],
  { endTime, site = [] }: RenderContext,
): SheetData {
  return [
    ...(endTime === undefined ? [] : [['生成时间', beijingTime(endTime)]]),
    ['文件', `${counts.documents} 个，检查 ${counts.read} 个、${counts.characters} 字`],
    [
      '发现',
      `错误 ${counts.byLevel.错误}，警告 ${counts.byLevel.警告}，提示 ${counts.byLevel.提示}；其中单项否决 ${counts.vetoes}；另有已抑制、基线已有 ${counts.aside}`,
    ],
    ...checkedWith.map((how) => ['检查所用', how]),
    ...notChecked.map((what) => ['没有检查的', what]),
    ...site.flatMap(({ heading, lines }) => lines.map((line) => [heading, line])),
    ...gaps,
  ].map(([name = '', what = '']) => [bold(name), plain(what)]);
}

/** The writer leaves an empty list, which the schema of workbooks does not allow. */
const withoutEmptyNames = (workbook: Uint8Array): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(workbook).replace('<definedNames/>', ''));

/** 问题台账: every finding a row of strings, and a sheet that tells how it was checked and what was not. */
export async function xlsx(reports: Iterable<FileReport>, context: RenderContext): Promise<Uint8Array> {
  const rows: (string | null)[][] = [];
  const gaps: (readonly [string, string])[] = [];
  const checklist = checklistHead(reports, context.rules, (document) => {
    for (const item of document.items) rows.push(rowOf(document, item).map(plain));
    for (const { what } of document.gaps) gaps.push([document.name, what]);
  });
  const head = COLUMNS.map(([title]) => ({ ...bold(title), backgroundColor: '#E7E6E6', wrap: true }));
  const sheets = Math.max(1, Math.ceil(rows.length / ROWS_PER_SHEET));
  const blob = await writeXlsxFile(
    [
      ...Array.from({ length: sheets }, (_, i) => ({
        sheet: sheets === 1 ? '问题台账' : `问题台账${i + 1}`,
        data: [head, ...rows.slice(i * ROWS_PER_SHEET, (i + 1) * ROWS_PER_SHEET)],
        columns: COLUMNS.map(([, width]) => ({ width })),
        stickyRowsCount: 1,
        orientation: 'landscape' as const,
      })),
      { sheet: '说明', data: aboutSheet(checklist, gaps, context), columns: [{ width: 30 }, { width: 100 }] },
    ],
    { features: [filters], fontFamily: 'SimSun', fontSize: 10.5 },
  ).toBlob();
  return settled(new Uint8Array(await blob.arrayBuffer()), (name, content) =>
    name === 'xl/workbook.xml' ? withoutEmptyNames(content) : content,
  );
}
