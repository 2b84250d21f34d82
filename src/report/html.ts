import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';
import type { Block } from '../document/document.js';
import type { FileReport } from '../record/file-report.js';
import { printable } from '../text/printable.js';
import type { Range } from '../text/range.js';
import { type Bar, bars } from './charts.js';
import {
  type ChecklistDocument,
  type ChecklistHead,
  checklistDocuments,
  checklistHead,
  type Item,
  isAside,
  LEVELS,
  type Level,
} from './checklist.js';
import { escapeXml } from './escape-xml.js';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-assets.js';
import type { RenderContext } from './render.js';
import { beijingTime } from './words.js';

const TONE = { 错误: 'error', 警告: 'warning', 提示: 'info' } as const satisfies Record<Level, string>;
/** Levels are told by shape too, not by colour alone. */
const SIGN = { 错误: '✖', 警告: '▲', 提示: '●' } as const satisfies Record<Level, string>;

/** Items of one part of the page, and what it holds before the rest waits to be read in. */
const PART = 500;
const FIRST_ITEMS = 1_000;
const FIRST_DOCUMENTS = 100;
const FIRST_STRETCHES = 4;

/** Document text: what cannot be seen is shown by its code; line ends and tabs stay. */
const visible = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .split(/([\n\t])/u)
    .map((piece, i) => (i % 2 === 0 ? escapeXml(printable(piece)) : piece))
    .join('');

/** A link only to what a browser may open. */
const link = (url: string): string =>
  /^https?:\/\//iu.test(url)
    ? `<a href="${escapeXml(url)}" rel="noreferrer">${escapeXml(printable(url))}</a>`
    : escapeXml(printable(url));

function itemElement(item: Item, hasMark: boolean): string {
  const { number, level, veto, ruleId, ruleTitle, quote, before, after, what, advice, basis, place, state, reason } =
    item;
  return [
    `<li class="item ${TONE[level]}" id="i${number}" tabindex="-1" data-level="${level}" data-rule="${escapeXml(ruleId)}" data-state="${state}">`,
    `<p>${number}. <span class="level">${SIGN[level]} ${level}</span>${veto ? ' <span class="veto">单项否决</span>' : ''} ${escapeXml(ruleTitle)} · ${hasMark ? `<a href="#m${number}">${escapeXml(place)}</a>` : escapeXml(place)} · ${state}${reason ? `（<bdi>${escapeXml(reason)}</bdi>）` : ''}</p>`,
    `<p><bdi>${escapeXml(before)}<mark>${escapeXml(quote)}</mark>${escapeXml(after)}</bdi></p>`,
    `<p><bdi>${escapeXml(what)}</bdi></p>`,
    ...(advice.length > 0 ? [`<p>建议：<bdi>${escapeXml(advice.join('；'))}</bdi></p>`] : []),
    `<p class="small">依据：${escapeXml(basis)} <span>［${escapeXml(ruleId)}］</span></p></li>`,
  ].join('');
}

interface Marked {
  readonly item: Item;
  readonly start: number;
  readonly end: number;
}

/** Text of a range with its findings marked; marks that overlap stand one after the other. */
function markedText(text: string, start: number, end: number, marks: readonly Marked[]): string {
  const parts: string[] = [];
  let at = start;
  for (const mark of marks) {
    const from = Math.max(at, mark.start);
    const to = Math.max(from, Math.min(end, mark.end));
    parts.push(
      visible(text.slice(at, from)),
      `<a class="mark ${TONE[mark.item.level]}" id="m${mark.item.number}" href="#i${mark.item.number}"><mark>${visible(text.slice(from, to))}</mark><sup>${mark.item.number}</sup></a>`,
    );
    at = to;
  }
  parts.push(visible(text.slice(at, end)));
  return parts.join('');
}

function tableElement(block: Block, inner: (start: number, end: number) => string): string {
  const rows = new Map<number, string[]>();
  for (const { range, row, rowSpan, columnSpan } of block.table?.cells ?? []) {
    const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`;
    rows.set(row, [...(rows.get(row) ?? []), `<td${spans}>${inner(range.start, range.end)}</td>`]);
  }
  return `<table><tbody>${[...rows.values()].map((cells) => `<tr>${cells.join('')}</tr>`).join('')}</tbody></table>`;
}

/** What stands in the text as one, and how much it is for a browser to lay out. */
interface Piece {
  readonly html: string;
  readonly weight: number;
}

/** A paragraph with more marks than a browser lays out at once, cut before a mark. */
function portions(marks: readonly Marked[], { start, end }: Range) {
  const cuts = [start];
  for (let i = PART; i < marks.length; i += PART) {
    const at = marks[i]?.start ?? end;
    // Where marks overlap there is no place between them.
    if (at > (cuts.at(-1) ?? 0) && (marks[i - 1]?.end ?? end) <= at) cuts.push(at);
  }
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? end;
    const isIn = ({ start: at }: Marked): boolean => (i === 0 || from <= at) && (to === end || at < to);
    return { start: from, end: to, marks: marks.filter(isIn) };
  });
}

/** Long texts in stretches that a browser lays out when they come into view and, where it may wait, reads in when wanted. */
function stretches(pieces: readonly Piece[], mayWait: boolean): string {
  const made: string[] = [];
  let open: string[] = [];
  let weight = 0;
  for (const piece of pieces) {
    open.push(piece.html);
    weight += piece.weight;
    if (weight < PART) continue;
    made.push(open.join(''));
    open = [];
    weight = 0;
  }
  made.push(open.join(''));
  if (made.length === 1) return made.join('');
  return made
    .map((stretch, i) => {
      const element = `<div class="stretch">${stretch}</div>`;
      return i < FIRST_STRETCHES || !mayWait ? element : `<noscript class="rest">${element}</noscript>`;
    })
    .join('');
}

function textElement({ text, items, name }: ChecklistDocument, mayWait: boolean): string {
  if (!text) return '';
  const marks = items
    .flatMap((item): readonly Marked[] => (item.at ? [{ item, start: item.at[0], end: item.at[1] }] : []))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let next = 0;
  const marksIn = (end: number): readonly Marked[] => {
    const first = next;
    while (next < marks.length && (marks[next]?.start ?? end) < end) next++;
    return marks.slice(first, next);
  };
  const pieces = text.blocks.flatMap((block): readonly Piece[] => {
    const { kind, range, region, place } = block;
    const where = place === undefined ? '' : `<p class="where">${visible(place)}</p>`;
    if (block.table) {
      const before = next;
      const table = tableElement(block, (start, end) => markedText(text.value, start, end, marksIn(end)));
      return [{ html: where + table, weight: 1 + next - before }];
    }
    const classes = [kind, ...(region === 'main' ? [] : [region])].join(' ');
    const own = marksIn(range.end);
    return portions(own, range).map(({ start, end, marks: some }, i) => ({
      html: `${i === 0 ? where : ''}<p class="${classes}">${markedText(text.value, start, end, some)}</p>`,
      weight: 1 + some.length,
    }));
  });
  return `<div class="text" role="region" aria-label="正文：${escapeXml(name)}" tabindex="0">${stretches(pieces, mayWait)}</div>`;
}

const list = (items: readonly Item[], hasMarks: boolean): string =>
  items.length > 0
    ? `<ol class="items">${items.map((item) => itemElement(item, hasMarks && item.at !== undefined)).join('')}</ol>`
    : '<p>没有发现问题。</p>';

function headOf(
  { name, title, url, column, published, characters, gaps, isRead }: ChecklistDocument,
  index: number,
): string {
  const about = [
    ...(title ? [`标题：<bdi>${escapeXml(title)}</bdi>`] : []),
    ...(url ? [`网址：${link(url)}`] : []),
    ...(column ? [`栏目：<bdi>${escapeXml(column)}</bdi>`] : []),
    ...(published ? [`发布日期：<bdi>${escapeXml(published)}</bdi>`] : []),
    isRead ? `${characters} 字` : '<span class="failure">未检查</span>',
  ];
  return [
    `<h2 id="d${index}"><bdi>${escapeXml(name)}</bdi></h2>`,
    `<ul class="about">${about.map((line) => `<li>${line}</li>`).join('')}</ul>`,
    gaps.length > 0
      ? `<ul class="gaps">${gaps.map(({ isFailure, what }) => `<li${isFailure ? ' class="failure"' : ''}><bdi>${escapeXml(what)}</bdi></li>`).join('')}</ul>`
      : '',
  ].join('');
}

/** A document as one part, and further parts for what is beyond the first items; `waits`: it stands in a noscript itself. */
function partsOf(
  document: ChecklistDocument,
  index: number,
  waits: boolean,
): readonly { readonly html: string; readonly items: number }[] {
  const { items, isRead } = document;
  const first = items.slice(0, PART);
  // A noscript ends at the first end tag: there are none within one.
  const text = textElement(document, !waits);
  const parts = [
    {
      html: `<section class="document" aria-labelledby="d${index}">${headOf(document, index)}${isRead ? `<div class="sides${text ? ' two' : ''}">${text}<div>${list(first, text !== '')}</div></div>` : ''}</section>`,
      items: first.length,
    },
  ];
  for (let at = PART; at < items.length; at += PART) {
    const more = items.slice(at, at + PART);
    parts.push({
      html: `<section class="document" aria-label="${escapeXml(document.name)}，第 ${more[0]?.number} 条起">${list(more, text !== '')}</section>`,
      items: more.length,
    });
  }
  return parts;
}

/** The first parts as they are, the others to be read in when wanted. */
function* body(documents: Iterable<ChecklistDocument>): Iterable<string> {
  let items = 0;
  let index = 0;
  const isLate = (): boolean => items >= FIRST_ITEMS || index >= FIRST_DOCUMENTS;
  for (const document of documents) {
    for (const part of partsOf(document, index, isLate())) {
      yield isLate() ? `<noscript class="part">${part.html}</noscript>` : part.html;
      items += part.items;
    }
    index++;
  }
  // A line of its own, where there is no document.
  if (index === 0) yield '';
}

/** What the charts and filters show, counted while the documents go by. */
interface Tallies {
  readonly byRule: Map<string, number>;
  readonly byColumn: Map<string, number>;
  readonly byMonth: Map<string, number>;
  readonly rules: Map<string, string>;
  readonly states: Set<string>;
  items: number;
}

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function tallyDocument(tallies: Tallies, { items, column, published }: ChecklistDocument): void {
  const month = monthOf(published);
  tallies.items += items.length;
  for (const item of items) {
    tallies.rules.set(item.ruleId, item.ruleTitle);
    tallies.states.add(item.state);
    if (isAside(item)) continue;
    count(tallies.byRule, item.ruleTitle);
    if (column) count(tallies.byColumn, column);
    if (month) count(tallies.byMonth, month);
  }
}

/** Most first; the rest in one bar. */
function barsOf(counts: ReadonlyMap<string, number>): readonly Bar[] {
  const SHOWN = 12;
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const rest = sorted.slice(SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...sorted.slice(0, SHOWN).map(([label, value]): Bar => ({ label, value, tone: 'plain' })),
    ...(rest > 0 ? [{ label: '其余', value: rest, tone: 'plain' as const }] : []),
  ];
}

/** 2026-11 of 2026-11-24, 2026年11月24日, 2026/11/24. */
const monthOf = (published: string): string => {
  const { year, month } = /(?<year>\d{4})[-年/.](?<month>\d{1,2})/u.exec(published)?.groups ?? {}; // 2026-11-24
  return year && month ? `${year}-${month.padStart(2, '0')}` : '';
};

function charts({ counts }: ChecklistHead, { byRule, byColumn, byMonth }: Tallies): string {
  const months = [...barsOf(byMonth)];
  return [
    bars(
      '按级别',
      LEVELS.map((level) => ({ label: level, value: counts.byLevel[level], tone: TONE[level] })),
    ),
    bars('按规则', barsOf(byRule)),
    bars('按栏目', barsOf(byColumn)),
    bars(
      '按发布月份',
      months.sort((a, b) => (a.label < b.label ? -1 : 1)),
    ),
  ].join('');
}

const select = (name: string, title: string, options: readonly (readonly [value: string, shown: string])[]): string =>
  `<div><label for="${name}">${title}</label><select id="${name}" name="${name}"><option value="">全部</option>${options.map(([value, shown]) => `<option value="${escapeXml(value)}">${escapeXml(shown)}</option>`).join('')}</select></div>`;

function filters({ items, rules, states }: Tallies): string {
  return [
    `<form hidden data-total="${items}" aria-label="筛选">`,
    select(
      'level',
      '级别',
      LEVELS.map((level) => [level, level] as const),
    ),
    select(
      'rule',
      '规则',
      [...rules].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    select(
      'state',
      '状态',
      [...states].sort().map((state) => [state, state] as const),
    ),
    '<p id="shown" role="status"></p><button type="button" id="more">再多显示一些</button>',
    '<p class="small">键盘：j 下一条，k 上一条</p></form>',
  ].join('');
}

const hashOf = (text: string): string => {
  let binary = '';
  for (const byte of sha256(utf8ToBytes(text))) binary += String.fromCharCode(byte);
  return `'sha256-${btoa(binary)}'`;
};

const POLICY = `default-src 'none'; style-src ${hashOf(PAGE_STYLE)}; script-src ${hashOf(PAGE_SCRIPT)}; base-uri 'none'; form-action 'none'`;

function countsElement({ counts: { documents, read, characters, byLevel, vetoes, aside } }: ChecklistHead): string {
  const shown = [
    ['文件', read === documents ? String(documents) : `${read}／${documents}`],
    ['字数', String(characters)],
    ['单项否决', String(vetoes)],
    ...LEVELS.map((level) => [level, String(byLevel[level])]),
    ['已抑制、基线已有', String(aside)],
  ];
  return `<dl class="counts">${shown.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

/** One page that needs nothing but itself: no network, no script to be read, and no text of a document is ever markup. */
export function* html(reports: Iterable<FileReport>, { rules, endTime, site = [] }: RenderContext): Iterable<string> {
  const tallies: Tallies = {
    byRule: new Map(),
    byColumn: new Map(),
    byMonth: new Map(),
    rules: new Map(),
    states: new Set(),
    items: 0,
  };
  const head = checklistHead(reports, rules, (document) => tallyDocument(tallies, document));
  const { notChecked, checkedWith } = head;
  const made = endTime === undefined ? '' : `<p>生成时间：${beijingTime(endTime)}</p>`;
  yield lines([
    '<!DOCTYPE html>',
    '<html lang="zh-CN"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<title>审校报告</title><style>${PAGE_STYLE}</style></head><body>`,
    `<header><h1>审校报告</h1>${made}${countsElement(head)}</header>`,
    `<main><div class="charts">${charts(head, tallies)}</div>`,
    `<h2>没有检查的</h2><ul>${notChecked.map((what) => `<li>${escapeXml(what)}</li>`).join('')}</ul>`,
    ...site.map(
      ({ heading, lines }) =>
        `<h2>${escapeXml(heading)}</h2><ul>${lines.map((line) => `<li><bdi>${escapeXml(line)}</bdi></li>`).join('')}</ul>`,
    ),
    filters(tallies),
  ]);
  for (const part of body(checklistDocuments(reports, rules))) yield `${part}\n`;
  yield lines([
    '</main>',
    `<footer>${checkedWith.map((how) => `<p>检查所用：${escapeXml(how)}。</p>`).join('')}<p>级别：✖ 错误，须改；▲ 警告，须答复；● 提示，供参考。</p></footer>`,
    `<script>${PAGE_SCRIPT}</script></body></html>`,
  ]);
}
