import {
  AlignmentType,
  Document,
  type IParagraphOptions,
  Packer,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { FileReport } from '../record/file-report.js';
import { type ChecklistDocument, type ChecklistHead, checklistHead, type Item, type Level } from './checklist.js';
import type { RenderContext } from './render.js';
import { settled } from './settled-package.js';
import { beijingTime } from './words.js';

/** Nobody reads more on paper, and a word processor would not open it; the rest is told, and stands in xlsx or csv. */
const MAX_ITEMS = 3_000;

/** Widths in twentieths of a point, for A4 lying. */
const COLUMNS: readonly (readonly [title: string, width: number])[] = [
  ['序号', 620],
  ['级别', 800],
  ['位置', 1300],
  ['原文', 3000],
  ['问题', 2600],
  ['建议', 1400],
  ['依据', 2200],
  ['初审', 850],
  ['复审', 850],
  ['终审', 850],
];

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
const SHADE: Readonly<Record<Level, string>> = { 错误: 'F8D0D0', 警告: 'FCE8B2', 提示: 'D9EAFF' };

/** A line of text; what XML cannot hold becomes U+FFFD. */
export const textRun = (text: string, more: { bold?: boolean; fill?: string; size?: number } = {}): TextRun =>
  new TextRun({
    text: text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd'),
    ...(more.bold !== undefined && { bold: more.bold }),
    ...(more.size !== undefined && { size: more.size }),
    ...(more.fill !== undefined && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: more.fill } }),
  });

export const line = (text: string, more: IParagraphOptions & { bold?: boolean } = {}): Paragraph => {
  const { bold, ...paragraph } = more;
  return new Paragraph({ ...paragraph, children: [textRun(text, bold === undefined ? {} : { bold })] });
};

export const heading = (text: string): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 200 },
    children: [textRun(text, { bold: true, size: 36 })],
  });

export interface CellOptions {
  readonly width: number;
  readonly span?: number;
  readonly fill?: string;
  readonly bold?: boolean;
}

export const cell = (content: string | readonly Paragraph[], { width, span, fill, bold }: CellOptions): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    ...(span !== undefined && { columnSpan: span }),
    ...(fill !== undefined && { shading: { type: ShadingType.CLEAR, color: 'auto', fill } }),
    children:
      typeof content === 'string'
        ? content.split('\n').map((text) => line(text, bold === undefined ? {} : { bold }))
        : content,
  });

export const table = (widths: readonly number[], rows: readonly TableRow[]): Table =>
  new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows,
  });

function itemRow(item: Item): TableRow {
  const { number, level, veto, place, before, quote, after, what, advice, basis, state, reason, ruleTitle } = item;
  const texts = [
    String(number),
    veto ? `${level}\n单项否决` : level,
    place,
    [
      new Paragraph({
        children: [textRun(before), textRun(quote, { bold: true, fill: SHADE[level] }), textRun(after)],
      }),
    ],
    `${what}\n［${ruleTitle}］`,
    advice.join('；'),
    basis,
    state === '未处理' ? '' : `${state}${reason ? `：${reason}` : ''}`,
    '',
    '',
  ];
  return new TableRow({
    cantSplit: true,
    children: texts.map((text, i) => cell(text, { width: COLUMNS[i]?.[1] ?? 0 })),
  });
}

const headRow = (): TableRow =>
  new TableRow({
    tableHeader: true,
    children: COLUMNS.map(([title, width]) => cell(title, { width, fill: 'E7E6E6', bold: true })),
  });

function documentParts(document: ChecklistDocument, items: readonly Item[]): readonly (Paragraph | Table)[] {
  const { name, title, characters, gaps, isRead } = document;
  return [
    line(`${title || name}${title && title !== name ? `（${name}）` : ''}`, {
      bold: true,
      keepNext: true,
      spacing: { before: 240 },
    }),
    line(isRead ? `${characters} 字，${document.items.length} 条。` : '未检查。', { keepNext: items.length > 0 }),
    ...gaps.map(({ what }) => line(what)),
    ...(items.length > 0
      ? [
          table(
            COLUMNS.map(([, width]) => width),
            [headRow(), ...items.map(itemRow)],
          ),
        ]
      : []),
  ];
}

/** The lines under a checklist: how it was checked, what was not. */
export const aboutLines = ({ checkedWith, notChecked }: ChecklistHead): readonly Paragraph[] => [
  line('没有检查的', { bold: true, keepNext: true, spacing: { before: 240 } }),
  ...notChecked.map((what) => line(what)),
  ...checkedWith.map((how) => line(`检查所用：${how}。`)),
];

export type Part = Paragraph | Table;

/** The bytes of a Word document; the same parts and time give the same bytes. */
export async function wordFile(
  parts: readonly Part[],
  { landscape = false, endTime }: { readonly landscape?: boolean; readonly endTime?: string | undefined } = {},
): Promise<Uint8Array> {
  const file = new Document({
    creator: 'gongwen-lint',
    styles: { default: { document: { run: { font: FONT, size: 19 } } } },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: 11906,
              height: 16838,
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
          },
        },
        children: parts,
      },
    ],
  });
  const bytes = new Uint8Array(await Packer.toArrayBuffer(file));
  const time = endTime ?? '1980-01-01T00:00:00.000Z';
  return settled(bytes, (name, content) =>
    name === 'docProps/core.xml'
      ? new TextEncoder().encode(
          new TextDecoder().decode(content).replace(/(?<=W3CDTF">)[^<]{1,40}(?=<)/gu, time), // 2026-11-24T00:00:00Z
        )
      : content,
  );
}

/** 审校清单 as a Word document: every finding a row, with columns for the three who sign. */
export function docx(reports: Iterable<FileReport>, { rules, endTime, site = [] }: RenderContext): Promise<Uint8Array> {
  const bodies: Part[] = [];
  let all = 0;
  const checklist = checklistHead(reports, rules, (document) => {
    bodies.push(...documentParts(document, document.items.slice(0, Math.max(0, MAX_ITEMS - all))));
    all += document.items.length;
  });
  const { counts } = checklist;
  return wordFile(
    [
      heading('审校清单'),
      line(
        `文件 ${counts.documents} 个，检查 ${counts.read} 个、${counts.characters} 字；错误 ${counts.byLevel.错误}，警告 ${counts.byLevel.警告}，提示 ${counts.byLevel.提示}，其中单项否决 ${counts.vetoes}；另有已抑制、基线已有 ${counts.aside}。`,
      ),
      ...(endTime === undefined ? [] : [line(`生成时间：${beijingTime(endTime)}`)]),
      ...(all > MAX_ITEMS
        ? [line(`共 ${all} 条，本文件只列前 ${MAX_ITEMS} 条，全部请用 --format xlsx 或 csv。`, { bold: true })]
        : []),
      ...site.flatMap(({ heading: title, lines }) => [
        line(title, { bold: true, keepNext: true, spacing: { before: 240 } }),
        ...lines.map((text) => line(text)),
      ]),
      ...bodies,
      ...aboutLines(checklist),
      line(
        '初审（签名、日期）：＿＿＿＿＿＿＿　　复审（签名、日期）：＿＿＿＿＿＿＿　　终审（签名、日期）：＿＿＿＿＿＿＿',
        {
          spacing: { before: 360 },
        },
      ),
    ],
    { landscape: true, endTime },
  );
}
