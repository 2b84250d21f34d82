import type { FileReport } from '../record/file-report.js';
import { type ChecklistDocument, type ChecklistHead, checklistHead, type Item, type Level } from './checklist.js';
import type { RenderContext } from './render.js';
import { cell, heading, line, type Part, paragraph, row, table, textRun, wordFile } from './word-file.js';
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

const SHADE: Readonly<Record<Level, string>> = { 错误: 'F8D0D0', 警告: 'FCE8B2', 提示: 'D9EAFF' };

function itemRow(item: Item): Part {
  const { number, level, veto, place, before, quote, after, what, advice, basis, state, reason, ruleTitle } = item;
  const texts = [
    String(number),
    veto ? `${level}\n单项否决` : level,
    place,
    [paragraph([textRun(before), textRun(quote, { bold: true, fill: SHADE[level] }), textRun(after)])],
    `${what}\n［${ruleTitle}］`,
    advice.join('；'),
    basis,
    state === '未处理' ? '' : `${state}${reason ? `：${reason}` : ''}`,
    '',
    '',
  ];
  return row(
    texts.map((text, i) => cell(text, { width: COLUMNS[i]?.[1] ?? 0 })),
    { isWhole: true },
  );
}

const headRow = (): Part =>
  row(
    COLUMNS.map(([title, width]) => cell(title, { width, fill: 'E7E6E6', bold: true })),
    { isHead: true },
  );

function documentParts(document: ChecklistDocument, items: readonly Item[]): readonly Part[] {
  const { name, title, characters, gaps, isRead } = document;
  return [
    line(`${title || name}${title && title !== name ? `（${name}）` : ''}`, {
      bold: true,
      keepNext: true,
      before: 240,
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
export const aboutLines = ({ checkedWith, notChecked }: ChecklistHead): readonly Part[] => [
  line('没有检查的', { bold: true, keepNext: true, before: 240 }),
  ...notChecked.map((what) => line(what)),
  ...checkedWith.map((how) => line(`检查所用：${how}。`)),
];

/** 审校清单 as a Word document: every finding a row, with columns for the three who sign. */
export function docx(reports: Iterable<FileReport>, { rules, endTime, site = [] }: RenderContext): Uint8Array {
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
        line(title, { bold: true, keepNext: true, before: 240 }),
        ...lines.map((text) => line(text)),
      ]),
      ...bodies,
      ...aboutLines(checklist),
      line(
        '初审（签名、日期）：＿＿＿＿＿＿＿　　复审（签名、日期）：＿＿＿＿＿＿＿　　终审（签名、日期）：＿＿＿＿＿＿＿',
        {
          before: 360,
        },
      ),
    ],
    { landscape: true, endTime },
  );
}
