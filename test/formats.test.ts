import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { Document } from '../src/document/document.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { readDocument } from '../src/intake/index.js';
import { linted } from '../src/record/file-report.js';
import { context } from './context.js';
import { HOSTILE } from './hostile.js';

/** One notice with a table, as LibreOffice saved it in each format; .ofd and .csv, which it cannot, are made here. */
const PARAGRAPH = '根据豫政办【2021】3号文件要求，县政府办公室对各乡镇政府网站进行了检查，现将有关情况通报如下。';
const ROWS = [
  ['单位', '网站数', '依据'],
  ['城关镇', '12', '豫政办【2022】5号'],
  ['英豪镇', '3', '无'],
  ['合计', '15', ''],
];

const root = new URL('../', import.meta.url);
const fixture = (name: string): Uint8Array => readFileSync(fileURLToPath(new URL(`fixtures/office/${name}`, root)));

function ofd(): Uint8Array {
  const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const at = (x: number, y: number, text: string): string =>
    `<ofd:TextObject Boundary="${x} ${y} ${text.length * 4} 4" Size="4"><ofd:TextCode>${text}</ofd:TextCode></ofd:TextObject>`;
  const texts = [
    at(20, 20, PARAGRAPH),
    ...ROWS.flatMap((row, i) => row.map((cell, j) => (cell === '' ? '' : at(20 + j * 60, 40 + i * 10, cell)))),
  ];
  const parts = {
    'OFD.xml': `<ofd:OFD ${OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${OFD}><ofd:Pages><ofd:Page BaseLoc="Content.xml"/></ofd:Pages></ofd:Document>`,
    'Doc_0/Content.xml': `<ofd:Page ${OFD}>${texts.join('')}</ofd:Page>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const FILES: readonly (readonly [extension: string, bytes: () => Uint8Array])[] = [
  ['.docx', () => fixture('table.docx')],
  ['.doc', () => fixture('table.doc')],
  // What WPS saves under this name is a file of the same make.
  ['.wps', () => fixture('table.doc')],
  ['.rtf', () => fixture('table.rtf')],
  ['.pdf', () => fixture('table.pdf')],
  ['.ofd', ofd],
  ['.xlsx', () => fixture('table.xlsx')],
  ['.csv', () => strToU8(ROWS.map((row) => row.join(',')).join('\r\n'))],
];

const textOf = (doc: Document, { start, end }: { readonly start: number; readonly end: number }): string =>
  doc.text.slice(start, end);

const isSheet = (extension: string): boolean => extension === '.xlsx' || extension === '.csv';

/** Whether all text is there, in order and in one piece. */
function textOutcome(doc: Document, extension: string): string {
  const cells = ROWS.flat().filter(Boolean);
  let at = 0;
  for (const piece of isSheet(extension) ? cells : [PARAGRAPH, ...cells]) {
    at = doc.text.indexOf(piece, at);
    if (at < 0) return `缺“${piece}”`;
    at += piece.length;
  }
  return '对';
}

function tableOutcome(doc: Document): string {
  const tables = doc.blocks.flatMap(({ table }) => (table && table.rows > 1 ? [table] : []));
  const [table] = tables;
  const grid =
    table &&
    ROWS.map((_, row) => table.cells.filter((cell) => cell.row === row).map(({ range }) => textOf(doc, range)));
  if (tables.length === 1 && JSON.stringify(grid) === JSON.stringify(ROWS)) return '对';
  const rows = ROWS.map((row) => row.filter(Boolean));
  const lines = doc.text.split('\n').map((line) => line.split(/\t| {2}/u).filter(Boolean));
  const isInLines = rows.every((row) => lines.some((line) => JSON.stringify(line) === JSON.stringify(row)));
  return isInLines ? '一行一段，各格分开，不成表' : '错';
}

/** Where people are led to, once every place is the right one. */
function placeOutcome(doc: Document, extension: string): string {
  const { messages } = linted('', doc, lint(doc, ruleset(builtInRules, {}), 'error'));
  const found = messages.filter(({ ruleId }) => ruleId === 'docno-format');
  const quotes = isSheet(extension) ? ['【2022】'] : ['【2021】', '【2022】'];
  const lines = doc.map.source.split('\n');
  const areRight = found.every(({ quote, line, column }) => lines[line - 1]?.startsWith(quote, column - 1));
  if (JSON.stringify(found.map(({ quote }) => quote)) !== JSON.stringify(quotes) || !areRight) return '错';
  const isCovered = (offset: number): boolean =>
    doc.runs?.some(({ range }) => range.start <= offset && offset < range.end) === true;
  const starts = quotes.map((quote) => doc.text.indexOf(quote));
  if (quotes.every((quote, i) => [...quote].every((_, j) => isCovered((starts[i] ?? 0) + j))))
    return '行、列，文档中的文本节点';
  const places = new Set(found.map(({ place }) => place));
  if (places.has('第1页') && places.size === 1) return '页、行、列';
  const cell = doc.blocks[0]?.table?.cells.find(({ range }) => textOf(doc, range).includes('【2022】'))?.name;
  return cell === 'C2' ? '单元格' : '行、列';
}

function hostileOutcome(extension: string): string {
  const cases = HOSTILE.filter((hostile) => hostile.extension === extension);
  const refused = cases.filter(({ fate }) => fate !== 'found' && fate !== 'linted').length;
  return `${cases.length} 种，拒绝 ${refused} 种`;
}

test('docs/formats.md 的表就是测得的', async () => {
  const rows: string[] = [];
  for (const [extension, bytes] of FILES) {
    const doc = await readDocument(bytes(), { name: `a${extension}`, context });
    rows.push(
      `| ${extension} | ${textOutcome(doc, extension)} | ${tableOutcome(doc)} | ${placeOutcome(doc, extension)} | ${hostileOutcome(extension)} |`,
    );
  }
  expect(readFileSync(fileURLToPath(new URL('docs/formats.md', root)), 'utf8')).toContain(rows.join('\n'));
});
