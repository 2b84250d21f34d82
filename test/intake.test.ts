import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { dictionariesFrom } from '../src/dictionary/index.js';
import type { Document } from '../src/document/document.js';
import { decode } from '../src/intake/decode.js';
import { readHtml } from '../src/intake/html/html.js';
import { readBytes, TEXT_EXTENSIONS, UnreadableError } from '../src/intake/index.js';
import { readMarkdown } from '../src/intake/plain/markdown.js';
import { readTxt } from '../src/intake/plain/txt.js';

const context = { dictionaries: dictionariesFrom(() => []), profile: {} };
const html = (source: string): Document => readHtml({ name: 'a.html', source, context });
const md = (source: string): Document => readMarkdown({ name: 'a.md', source, context });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (name: string): Uint8Array => readFileSync(new URL(`../fixtures/bytes/${name}`, import.meta.url));
const blockTexts = (doc: Document): string[] => doc.blocks.map((b) => doc.text.slice(b.range.start, b.range.end));
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableError) return error.code;
    throw error;
  }
};
const sourceOf = (doc: Document, word: string): string => {
  const start = doc.text.indexOf(word);
  const range = doc.map.toSource({ start, end: start + word.length });
  return doc.map.source.slice(range.start, range.end);
};

describe('编码', () => {
  const text = '<p>渑池县人民政府公告，2024年1月5日。</p>';
  const files = [
    'utf-8.html',
    'utf-8-bom.html',
    'gb18030.html',
    'gb18030-declared-utf-8.html',
    'utf-8-declared-gb2312.html',
    'utf-16le.html',
    'utf-16be-bom.html',
  ];
  test.each(files)('%s 读出同一段文字', (file) => {
    expect(blockTexts(readBytes(bytes(file), { name: file, context }))).toEqual([text.slice(3, -4)]);
  });
  test('声明与实际不同时给出提示', () => {
    const doc = readBytes(bytes('utf-8-declared-gb2312.html'), { name: 'a.html', context });
    expect(doc.encoding).toEqual({ label: 'utf-8', declared: 'gb2312', bom: false });
    expect(doc.warnings).toEqual(['声明编码为 gb2312，实际为 utf-8。']);
    expect(readBytes(bytes('gb18030-declared-utf-8.html'), { name: 'a.html', context }).encoding).toEqual({
      label: 'gb18030',
      declared: 'utf-8',
      bom: false,
    });
  });
  test('GB 18030 四字节', () => {
    expect(decode(Uint8Array.of(0xce, 0xc4, 0x81, 0x39, 0xee, 0x39, 0xb5, 0xd8)).source).toBe('文㐀地');
  });
  test('Big5：短的看声明，长的看字节', () => {
    const big5 = Uint8Array.of(0xa4, 0xa4, 0xa4, 0xe5); // 中文
    expect(decode(big5, { httpCharset: 'big5' })).toMatchObject({ source: '中文', encoding: { label: 'big5' } });
    expect(decode(big5).encoding.label).toBe('gb18030');
    const sentence = '本府各機關應依法公開政府資訊，並於網站公告。';
    const long = iconv.encode(sentence, 'big5');
    for (const httpCharset of ['big5', 'gb2312', 'utf-8'])
      expect(decode(long, { httpCharset })).toMatchObject({ source: sentence, encoding: { label: 'big5' } });
    // Traditional characters in GBK are no Big5, nor is GBK under a label of Big5.
    for (const text of [sentence, '各机关应当依法公开政府信息，并在网站公布。'])
      for (const httpCharset of ['big5', 'gb2312', 'utf-8'])
        expect(decode(iconv.encode(text, 'gbk'), { httpCharset })).toMatchObject({
          source: text,
          encoding: { label: 'gb18030' },
        });
  });
  test('注释里的声明不算', () => {
    const page = Buffer.concat([
      Buffer.from('<!-- <meta charset=big5> --><meta charset="gbk">'),
      Buffer.from([0xce, 0xc4, 0xd7, 0xd6]),
    ]);
    expect(decode(page)).toMatchObject({ encoding: { label: 'gb18030', bom: false }, warnings: [] });
  });
  test('UTF-8 截在最后一字之中', () => {
    expect(decode(utf8('县甲').subarray(0, -1))).toMatchObject({ source: '县\ufffd', encoding: { label: 'utf-8' } });
    expect(decode(Uint8Array.of(0x61, 0xce)).encoding.label).toBe('gb18030');
  });
  test('强制编码，不认识的标签', () => {
    expect(decode(Uint8Array.of(0xce, 0xc4), { label: 'GB2312' }).source).toBe('文');
    expect(codeOf(() => decode(utf8('文'), { label: 'x-nothing' }))).toBe('unsupported');
  });
  test('二进制、类型、大小', () => {
    expect(codeOf(() => decode(utf8('%PDF-1.7 …')))).toBe('binary');
    expect(codeOf(() => decode(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2)))).toBe('binary');
    expect(codeOf(() => decode(new Uint8Array(1000)))).toBe('binary');
    expect(codeOf(() => readBytes(utf8('文'), { name: '通知.docx', context }))).toBe('unsupported');
    expect(codeOf(() => readBytes(utf8('文文'), { name: 'a.txt', context, maxBytes: 5 }))).toBe('too-large');
    expect(() => readBytes(utf8('文'), { name: 'a.docx', context })).toThrow('尚不支持 .docx 文件');
  });
  test.each([...TEXT_EXTENSIONS])('%s 可读', (extension) => {
    expect(readBytes(utf8('正文。'), { name: `a${extension}`, context }).text).toBe('正文。');
  });
});

describe('HTML', () => {
  test('词中的行内标签不断词，位置准确', () => {
    const doc = html('<p>浉<b>池</b>县&ldquo;A&amp;B&rdquo;</p>');
    expect(doc.text).toBe('浉池县“A&B”');
    expect(sourceOf(doc, '浉池')).toBe('浉<b>池');
    expect(sourceOf(doc, '池县')).toBe('池</b>县');
    expect(sourceOf(doc, '&')).toBe('&amp;');
    expect(sourceOf(doc, '“A')).toBe('&ldquo;A');
  });
  test('空白：块边去掉，汉字间的换行去掉，其余并成一个', () => {
    expect(html('<p>\n  关于\n  印发  ABC\n DEF <b> 的</b> </p>\n<p>　　第二段</p>').text).toBe(
      '关于印发 ABC DEF 的\n　　第二段',
    );
  });
  test('换行、跳过的元素、标题级别', () => {
    const doc = html(
      '<h2>一、总则</h2><p>甲<br>乙</p><script>var 丙</script><!-- 丁 --><p hidden>戊</p><ul><li>己</ul>',
    );
    expect(blockTexts(doc)).toEqual(['一、总则', '甲\n乙', '己']);
    expect(doc.blocks.map((b) => [b.kind, b.level])).toEqual([
      ['heading', 2],
      ['paragraph', undefined],
      ['item', undefined],
    ]);
  });
  test('合并单元格落在网格上', () => {
    const doc = html(
      '<table><tr><th rowspan=2>年</th><th colspan=2>数</th></tr><tr><td>1</td><td>2</td></tr><tr><td></td><td>3</td></tr></table>',
    );
    const table = doc.blocks[0]?.table;
    expect(doc.text).toBe('年\t数\n1\t2\n\t3');
    expect(table?.cells.map((c) => [c.row, c.column, c.rowSpan, c.columnSpan, c.header])).toEqual([
      [0, 0, 2, 1, true],
      [0, 1, 1, 2, true],
      [1, 1, 1, 1, false],
      [1, 2, 1, 1, false],
      [2, 0, 1, 1, false],
      [2, 1, 1, 1, false],
    ]);
    expect(table).toMatchObject({ rows: 3, columns: 3, complete: [true, true, false] });
  });
  test('嵌套表格并入外层单元格，布局表格不是表格', () => {
    const nested = html('<table><tr><td>甲<table><tr><td>乙</td><td>丙</td></tr></table></td><td>丁</td></tr></table>');
    expect(nested.blocks).toHaveLength(1);
    expect(nested.text).toBe('甲\n乙\n丙\t丁');
    expect(html('<table><tr><td><p>甲</p><p>乙</p></td></tr></table>').blocks.map((b) => b.kind)).toEqual([
      'paragraph',
      'paragraph',
    ]);
  });
  test('正文、题目、元数据与其余部分', () => {
    const doc = html(
      '<meta name="articletitle" content="关于放假的通知"><title>关于放假的通知_某县政府</title><div><a href=/>首页</a></div>' +
        '<div>关于放假的通知</div><div id="UCAP-CONTENT"><p>各单位：现将放假安排通知如下。</p></div><div>版权所有</div>',
    );
    expect(doc.metadata.get('ArticleTitle')).toBe('关于放假的通知');
    expect(doc.blocks.map((b) => [b.kind, b.region])).toEqual([
      ['paragraph', 'boilerplate'],
      ['title', 'main'],
      ['paragraph', 'main'],
      ['paragraph', 'boilerplate'],
    ]);
  });
  test('恶意页面：快速、有界', () => {
    expect(codeOf(() => html('<div>'.repeat(50_000)))).toBe('too-deep');
    expect(html('<'.repeat(200_000)).text.length).toBeLessThanOrEqual(200_000);
    const wide = html('<table><tr><td colspan=999999999 rowspan=999999999>甲</td><td>乙</td></tr></table>').blocks[0]
      ?.table;
    expect(wide?.columns).toBeLessThanOrEqual(1001);
    expect(wide?.rows).toBe(1);
    expect(html(`<p>甲<img src="data:image/png;base64,${'A'.repeat(5_000_000)}">乙</p>`).text).toBe('甲乙');
    expect(html(`<p ${'a=1 '.repeat(50_000)}>甲</p>`).text).toBe('甲');
    expect(html('&amp;'.repeat(400_000)).text).toHaveLength(400_000);
    expect(html(`<table>${'<tr><td rowspan=1000>1</td></tr>'.repeat(5_000)}</table>`).blocks).toHaveLength(1);
  });
});

describe('Markdown', () => {
  test('块与位置', () => {
    const doc = md(
      '# 通知\n\n正文 **重**点 \\* &amp; A\n\n- 一\n- 二\n\n> 引\n> 文\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n```\ncode\n```\n',
    );
    expect(doc.blocks.map((b) => [b.kind, doc.text.slice(b.range.start, b.range.end)])).toEqual([
      ['heading', '通知'],
      ['paragraph', '正文 重点 * & A'],
      ['item', '一'],
      ['item', '二'],
      ['quotation', '引\n文'],
      ['table', '甲\t乙\n1\t2'],
    ]);
    expect(sourceOf(doc, '重点')).toBe('重**点');
    expect(sourceOf(doc, '*')).toBe('\\*');
    expect(sourceOf(doc, '&')).toBe('&amp;');
  });
  test('嵌套过深：拒绝', () => {
    expect(codeOf(() => md('- '.repeat(5_000)))).toBe('too-deep');
    expect(codeOf(() => md(Array.from({ length: 600 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n')))).toBe(
      'too-deep',
    );
    expect(md(`${'9'.repeat(1_000)}\n\n${'-'.repeat(1_000)}\n\n- 甲\n  - 乙\n- 丙`).blocks).toHaveLength(4);
    expect(codeOf(() => md('>'.repeat(50_000)))).toBe('too-deep');
  });
});

/** Every verbatim range equals its source; the way there and back covers what one set out with. */
function checkMap(doc: Document, a: number, b: number): void {
  const range = { start: Math.min(a, b) % (doc.text.length + 1), end: Math.max(a, b) % (doc.text.length + 1) };
  if (range.start >= range.end) return;
  const source = doc.map.toSource(range);
  expect(source.end).toBeLessThanOrEqual(doc.map.source.length);
  if (doc.map.isVerbatim(range))
    expect(doc.map.source.slice(source.start, source.end)).toBe(doc.text.slice(range.start, range.end));
  const back = doc.map.toText(source);
  if (source.start === source.end) return;
  expect(back && back.start <= range.start && back.end >= range.end).toBe(true);
}

describe('来回映射（随机）', () => {
  const piece = fc.constantFrom(
    '渑池县',
    '浉',
    ' ',
    '\n',
    '\r\n',
    '　',
    '&amp;',
    '&nbsp;',
    '&#x6c34;',
    '&NotEqualTilde;',
    '&bogus',
    '<b>',
    '</b>',
    '<br>',
    '<p>',
    '</p>',
    '<td>',
    '<table>',
    '<tr>',
    '</table>',
    '</td>',
    '<h1>',
    '</h1>',
    '<li>',
    '<ul>',
    '</ul>',
    '<!-- x -->',
    '<pre>',
    '</pre>',
    '<div id=zoom>',
    '</div>',
    '<script>',
    '</script>',
    'abc',
    '<',
    '>',
    '&',
    '𠮷',
    '\0',
    '<caption>',
  );
  const mdPiece = fc.constantFrom(
    '渑池',
    ' ',
    '\n',
    '\n\n',
    '# ',
    '- ',
    '1. ',
    '> ',
    '**',
    '*',
    '`',
    '\\*',
    '\\',
    '&amp;',
    '&#27700;',
    '&NotEqualTilde;',
    '&',
    '|',
    '\n|--|--|\n',
    '[a](b)',
    '~~',
    '<b>',
    'https://a.cn',
    '\t',
    '  \n',
    '𠮷',
    '    ',
    '\r\n',
    '```\n',
  );
  const places = [fc.nat(400), fc.nat(400)] as const;
  const join = (from: fc.Arbitrary<string>) => fc.array(from, { maxLength: 40 }).map((parts) => parts.join(''));
  test('txt', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('甲', '\t', '\n', '\r', ' ', '　') }), ...places, (s, a, b) =>
        checkMap(readTxt({ name: 'a', source: s, context }), a, b),
      ),
    );
  });
  test('html', () => {
    fc.assert(
      fc.property(join(piece), ...places, (s, a, b) => checkMap(html(s), a, b)),
      { numRuns: 2000 },
    );
  });
  test('md', () => {
    fc.assert(
      fc.property(join(mdPiece), ...places, (s, a, b) => checkMap(md(s), a, b)),
      { numRuns: 1000 },
    );
  });
});
