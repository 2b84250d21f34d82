import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { Document } from '../src/document/document.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { readDocument, UnreadableError } from '../src/intake/index.js';
import { readDocx } from '../src/intake/office/docx.js';
import { documentOf } from '../src/intake/office/draft.js';
import { MAX_DEPTH } from '../src/intake/office/parse-xml.js';
import { MAX_INFLATED, MAX_MEMBERS } from '../src/intake/office/zip.js';
import { context } from './context.js';

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const DRAWING =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"';
const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(content))}</w:tc>`;
const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;

const zip = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const docx = (body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array =>
  zip({ 'word/document.xml': `<w:document ${WORD} ${DRAWING}><w:body>${body}</w:body></w:document>`, ...parts });

const read = (name: string, bytes: Uint8Array): Promise<Document> => readDocument(bytes, { name, context });
const blocks = (doc: Document): readonly string[] =>
  doc.blocks.map(
    ({ kind, level, region, place, range }) =>
      `${kind}${level ?? ''}${region === 'main' ? '' : '·边'}${place ? `·${place}` : ''} ${doc.text.slice(range.start, range.end)}`,
  );
const refusal = async (name: string, bytes: Uint8Array): Promise<string> => {
  const error = await read(name, bytes).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof UnreadableError)) throw error ?? new Error(`${name} was read`);
  expect(error.message).toMatch(/。$/u);
  return error.code;
};

describe('.docx', () => {
  test('标题、列表、换行、字段、隐藏文字', async () => {
    const doc = await read(
      'a.docx',
      docx(
        paragraph(run('关于开展检查的通知'), '<w:pStyle w:val="T"/>') +
          paragraph(run('一、总体'), '<w:pStyle w:val="H2"/>') +
          paragraph(run('第一项'), '<w:numPr/>') +
          paragraph(
            `${run('甲')}<w:r><w:br/></w:r>${run('乙')}<w:r><w:tab/></w:r>${run('丙')}`,
            '<w:tabs><w:tab w:val="left"/></w:tabs>',
          ) +
          paragraph(`${run('共')}<w:r><w:instrText>PAGE</w:instrText></w:r>${run('3')}${run('页')}`) +
          paragraph(`${run('看得见')}${run('看不见', '<w:vanish/>')}${run('。', '<w:vanish w:val="0"/>')}`) +
          paragraph(run('&lt;&#x6e11;池&gt;')) +
          paragraph(run(' ')),
        {
          'word/styles.xml': `<w:styles ${WORD}><w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="H2"><w:basedOn w:val="H"/></w:style><w:style w:styleId="H"><w:name w:val="heading 2"/></w:style></w:styles>`,
        },
      ),
    );
    expect(blocks(doc)).toEqual([
      'title 关于开展检查的通知',
      'heading2 一、总体',
      'item 第一项',
      'paragraph 甲\n乙\t丙',
      'paragraph 共3页',
      'paragraph 看得见。',
      'paragraph <渑池>',
    ]);
  });

  test('修订取终稿，也可取原稿；批注不读', async () => {
    const bytes = docx(
      paragraph(
        `${run('应')}<w:ins>${run('当')}</w:ins><w:del><w:r><w:delText>该</w:delText></w:r></w:del><w:commentRangeStart w:id="0"/>${run('公开')}`,
      ),
      { 'word/comments.xml': `<w:comments ${WORD}><w:comment>${paragraph(run('请核'))}</w:comment></w:comments>` },
    );
    expect(blocks(await read('a.docx', bytes))).toEqual(['paragraph 应当公开']);
    const original = documentOf(await readDocx(bytes, 'original'), { name: 'a.docx', context, mediaType: '' });
    expect(blocks(original)).toEqual(['paragraph 应该公开']);
  });

  test('页眉、页脚、脚注、文本框各有去处', async () => {
    const box = `<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>${paragraph(run('框内'))}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>${paragraph(run('框内'))}</mc:Fallback></mc:AlternateContent></w:r>`;
    const doc = await read(
      'a.docx',
      docx(paragraph(`${run('正文')}${box}${run('续')}`), {
        'word/header1.xml': `<w:hdr ${WORD}>${paragraph(run('某县人民政府'))}</w:hdr>`,
        'word/footer1.xml': `<w:ftr ${WORD}>${paragraph(run('— 1 —'))}</w:ftr>`,
        'word/footnotes.xml': `<w:footnotes ${WORD}><w:footnote w:type="separator" w:id="-1">${paragraph(run('略'))}</w:footnote><w:footnote w:id="2">${paragraph(run('注文'))}</w:footnote></w:footnotes>`,
      }),
    );
    expect(blocks(doc)).toEqual([
      'paragraph·边·页眉 某县人民政府',
      'paragraph 正文续',
      'paragraph·文本框 框内',
      'paragraph·脚注2 注文',
      'paragraph·边·页脚 — 1 —',
    ]);
  });

  test('合并单元格、表中表', async () => {
    const inner = `<w:tbl>${row(cell('内甲'), cell('内乙'))}</w:tbl>`;
    const doc = await read(
      'a.docx',
      docx(
        `<w:tbl>${row(cell('项目', '<w:vMerge w:val="restart"/>'), cell('数量', '<w:gridSpan w:val="2"/>'))}${row(cell('', '<w:vMerge/>'), cell('本年'), `<w:tc>${paragraph(run('上年'))}${inner}${paragraph('')}</w:tc>`)}</w:tbl>`,
      ),
    );
    const [block] = doc.blocks;
    const table = block?.table;
    expect(table && { rows: table.rows, columns: table.columns, complete: table.complete }).toEqual({
      rows: 2,
      columns: 3,
      complete: [true, true],
    });
    expect(
      table?.cells.map(({ range, row, column, rowSpan, columnSpan }) => [
        doc.text.slice(range.start, range.end),
        row,
        column,
        rowSpan,
        columnSpan,
      ]),
    ).toEqual([
      ['项目', 0, 0, 2, 1],
      ['数量', 0, 1, 1, 2],
      ['本年', 1, 1, 1, 1],
      ['上年\n内甲\n内乙', 1, 2, 1, 1],
    ]);
  });

  test('每段文字都找得回它的文本节点', async () => {
    const doc = await read('a.docx', docx(paragraph(run('甲') + run('乙丙')) + paragraph(run('丁'))));
    expect(doc.runs?.map(({ range, part, node }) => [doc.text.slice(range.start, range.end), part, node])).toEqual([
      ['甲', 'word/document.xml', 0],
      ['乙丙', 'word/document.xml', 1],
      ['丁', 'word/document.xml', 2],
    ]);
  });
});

describe('.xlsx 与 .csv', () => {
  const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const RELATION = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  const workbook = (sheet: string): Uint8Array =>
    zip({
      'xl/workbook.xml': `<workbook ${SHEET} ${RELATION}><sheets><sheet name="汇总" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/sharedStrings.xml': `<sst ${SHEET}><si><r><t>项</t></r><r><t>目</t></r><rPh><t>xiang</t></rPh></si></sst>`,
      'xl/worksheets/sheet1.xml': `<worksheet ${SHEET}><sheetData>${sheet}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`,
    });

  test('单元格的名字、合并、空格、公式的结果', async () => {
    const doc = await read(
      'a.xlsx',
      workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>合计</t></is></c></row><row r="3"><c r="A3"><v>2</v></c><c r="C3"><f>A3*2</f><v>4</v></c></row>',
      ),
    );
    const [block] = doc.blocks;
    expect(block?.place).toBe('工作表“汇总”');
    expect(
      block?.table?.cells.map(({ name, range, columnSpan }) => [
        name,
        doc.text.slice(range.start, range.end),
        columnSpan,
      ]),
    ).toEqual([
      ['A1', '项目', 2],
      ['C1', '合计', 1],
      ['A3', '2', 1],
      ['B3', '', 1],
      ['C3', '4', 1],
    ]);
  });

  test('CSV 的引号、换行与编码', async () => {
    const doc = await read('a.csv', new Uint8Array([0xef, 0xbb, 0xbf, ...strToU8('甲,"乙""丙\n丁"\r\n戊,己\r\n')]));
    expect(
      doc.blocks[0]?.table?.cells.map(({ name, range }) => [name, doc.text.slice(range.start, range.end)]),
    ).toEqual([
      ['A1', '甲'],
      ['B1', '乙"丙\n丁'],
      ['A2', '戊'],
      ['B2', '己'],
    ]);
  });
});

describe('.rtf', () => {
  test('编码、转义、表格', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}}{\*\generator x;}\f0 \'b8\'bd\'bc\'fe\u19968?\par{\v hidden}\trowd \'bc\'d7\cell \'d2\'d2\cell\row\pard a\{b\}\par}`;
    expect(blocks(await read('a.rtf', strToU8(rtf, true)))).toEqual([
      'paragraph 附件一',
      'table 甲\t乙',
      'paragraph a{b}',
    ]);
  });
});

describe('.ofd', () => {
  test('按页、按行取字', async () => {
    const text = (y: number, x: number, content: string): string =>
      `<ofd:TextObject Boundary="${x} ${y} ${content.length * 4} 4" Size="4"><ofd:TextCode>${content}</ofd:TextCode></ofd:TextObject>`;
    const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"';
    const doc = await read(
      'a.ofd',
      zip({
        'OFD.xml': `<ofd:OFD ${OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
        'Doc_0/Document.xml': `<ofd:Document ${OFD}><ofd:Pages><ofd:Page BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>`,
        'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page ${OFD}>${text(20, 30, '关于')}${text(20, 38, '通知')}${text(40, 20, '各单位：')}</ofd:Page>`,
        'Doc_0/Pages/Page_1/Content.xml': `<ofd:Page ${OFD}/>`,
      }),
    );
    expect(blocks(doc)).toEqual(['paragraph·第1页 关于通知', 'paragraph·第1页 各单位：']);
    expect(doc.warnings).toEqual(['第2页没有文字，未检查。']);
  });
});

describe('不可读的，说明原因', () => {
  const deep = '<w:p>'.repeat(MAX_DEPTH + 1);
  const flood = Object.fromEntries(Array.from({ length: MAX_MEMBERS + 1 }, (_, i) => [`m${i}`, '']));
  test.each([
    ['damaged', 'a.docx', strToU8('not a zip')],
    ['damaged', 'a.docx', docx('').subarray(0, 200)],
    ['not-docx', 'a.docx', zip({ 'a.txt': '甲' })],
    ['doctype', 'a.docx', zip({ 'word/document.xml': '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>' })],
    ['damaged', 'a.docx', zip({ 'word/document.xml': '<w:document' })],
    ['too-deep', 'a.docx', docx(deep)],
    ['too-many-members', 'a.docx', zip(flood)],
    ['inflates-too-far', 'a.docx', zip({ 'word/document.xml': ' '.repeat(MAX_INFLATED + 1) })],
    ['not-xlsx', 'a.xlsx', zip({ 'a.txt': '甲' })],
    ['not-ofd', 'a.ofd', zip({ 'a.txt': '甲' })],
    ['not-doc', 'a.doc', strToU8('{\\rtf1 }')],
    ['damaged', 'a.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3])],
    ['not-rtf', 'a.rtf', strToU8('甲')],
    ['too-deep', 'a.rtf', strToU8(`{\\rtf1 ${'{'.repeat(600)}`)],
    ['damaged', 'a.pdf', strToU8('%PDF-1.7 nothing')],
    ['unsupported', 'a.eml', strToU8('甲')],
  ])('%s：%s', async (code, name, bytes) => {
    expect(await refusal(name, bytes)).toBe(code);
  });
});

describe('LibreOffice 存的同一份通知', () => {
  const folder = fileURLToPath(new URL('../fixtures/office/', import.meta.url));
  test.each(['docx', 'doc', 'rtf', 'pdf'])('notice.%s', async (extension) => {
    const name = `notice.${extension}`;
    const doc = await read(name, readFileSync(folder + name));
    const quotes = lint(doc, ruleset(builtInRules, {}), 'error').findings.map(({ rule, range }) => [
      rule.id,
      doc.text.slice(range.start, range.end),
    ]);
    expect(quotes).toEqual([
      ['docno-format', '【2025】'],
      ['place-consistency', '澠池'],
    ]);
    expect(doc.text).toContain('请各单位于6月30日前将自查情况报送县政府办公室');
  });

  test('totals.xlsx', async () => {
    const doc = await read('totals.xlsx', readFileSync(`${folder}totals.xlsx`));
    expect(doc.blocks[0]?.table?.cells.map(({ range }) => doc.text.slice(range.start, range.end))).toEqual(
      expect.arrayContaining(['单位', '渑池县', '12']),
    );
  });
});
