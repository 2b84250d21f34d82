import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { readDocument } from '../src/intake/index.js';
import { fillTemplate, TemplateError } from '../src/office/template.js';
import { context } from './context.js';
import { docx, paragraph, relation, run, WORD, XML } from './docx.js';

const values = {
  fields: { 标题: '关于<检查>&“报告”的通知', 空: '', 多行: '第一行\n第二行', 怪: '{{标题}}\u0001' },
  lists: {
    问题: [
      { 序号: '1', 原文: '甲' },
      { 序号: '2', 原文: '乙' },
    ],
  },
};
const filled = async (bytes: Uint8Array): Promise<string> =>
  (await readDocument(await fillTemplate(bytes, values), { name: 'a.docx', context })).text;
const one = (...runs: readonly string[]): Promise<string> => filled(docx(paragraph(...runs)));

test.each<[string, readonly string[], string]>([
  ['within a run', [run('题：{{标题}}。')], '题：关于<检查>&“报告”的通知。'],
  ['with spaces inside', [run('{{ 标题 }}')], '关于<检查>&“报告”的通知'],
  [
    'split over runs',
    [run('甲{'), run('{标', '<w:b/>'), run('题}'), run('}乙{{空}}丙')],
    '甲关于<检查>&“报告”的通知乙丙',
  ],
  ['several', [run('{{空}}{{空}}一{{多行}}')], '一第一行\n第二行'],
  ['an entity beside it', [run('A&amp;B &lt;{{空}}&gt;')], 'A&B <>'],
  ['escaped', [run('写作\\{{标题}}')], '写作{{标题}}'],
  ['a value that looks like a field, and what XML cannot hold', [run('{{怪}}')], '{{标题}}\ufffd'],
  ['single braces', [run('{标题}')], '{标题}'],
])('a field %s', async (_, runs, text) => expect((await one(...runs)).trim()).toBe(text));

test('a second library reads what was filled, in the looks of the first character', async () => {
  const bytes = await fillTemplate(docx(paragraph(run('甲{{标', '<w:b/>'), run('题}}乙'))), values);
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  expect(value).toBe('<p><strong>甲关于&lt;检查&gt;&amp;“报告”的通知</strong>乙</p>');
});

test('headers and footers are filled; every part without fields stays byte for byte', async () => {
  const before = docx(
    paragraph(run('正文')),
    {
      'word/header1.xml': `${XML}<w:hdr ${WORD}>${paragraph(run('{{标题}}'))}</w:hdr>`,
      'word/media/image1.bin': new Uint8Array([1, 2, 3]),
    },
    [relation('rId3', 'header', 'header1.xml')],
  );
  const [old, made] = [unzipSync(before), unzipSync(await fillTemplate(before, values))];
  expect(Object.keys(made)).toEqual(Object.keys(old));
  for (const name of Object.keys(old))
    if (name !== 'word/header1.xml') expect(Buffer.compare(made[name] ?? Buffer.of(), old[name] as Uint8Array)).toBe(0);
  expect(strFromU8(made['word/header1.xml'] as Uint8Array)).toContain('关于&lt;检查&gt;');
});

describe('a row with a field of a list', () => {
  const cell = (text: string): string => `<w:tc>${paragraph(run(text))}</w:tc>`;
  const table = (...rows: readonly string[]): Uint8Array =>
    docx(
      `<w:tbl>${rows.map((row) => `<w:tr w14:paraId="0A1B2C3D">${row}</w:tr>`).join('')}</w:tbl>${paragraph(run('完'))}`,
    );
  const bytes = table(cell('序号') + cell('{{标题}}'), cell('{{问题.序号}}') + cell('“{{问题.原文}}”{{空}}'));

  test('stands once for each entry', async () => {
    const doc = await readDocument(await fillTemplate(bytes, values), { name: 'a.docx', context });
    const cells = doc.blocks.flatMap(({ table: of }) => of?.cells ?? []);
    expect(cells.map(({ range }) => doc.text.slice(range.start, range.end).trim())).toEqual([
      '序号',
      values.fields.标题,
      '1',
      '“甲”',
      '2',
      '“乙”',
    ]);
    const xml = strFromU8(unzipSync(await fillTemplate(bytes, values))['word/document.xml'] as Uint8Array);
    expect(xml.match(/paraId/gu)).toHaveLength(2);
  });
  test('stands empty where there is none', async () => {
    const text = await readDocument(await fillTemplate(bytes, { ...values, lists: { 问题: [] } }), {
      name: 'a.docx',
      context,
    });
    expect(text.text).toContain('“”');
  });
});

test.each<[string, readonly string[], RegExp]>([
  [
    'an unknown field',
    [run('{{标'), run('提}}')],
    /\{\{标提\}\} 无从填写。可用的有：标题、空、多行、怪、问题\.序号、问题\.原文。$/u,
  ],
  ['one that does not end', [run('甲{{标题')], /“\{\{标题”的字段没有写完/u],
  ['one without a name', [run('{{}}')], /没有写完/u],
  [
    'one of many words',
    [run(`{{${'长'.repeat(30)}`)],
    /^模板里“\{\{长{18}…”的字段没有写完：应为 \{\{名称\}\}，写在同一段里；要印出 \{\{ 本身，写作 \\\{\{。$/u,
  ],
  ['a list outside a table', [run('{{问题.序号}}')], /只能写在表格的一行里/u],
])('%s is told', async (_, runs, sentence) => {
  await expect(one(...runs)).rejects.toThrow(TemplateError);
  await expect(one(...runs)).rejects.toThrow(sentence);
});

describe('rows that cannot stand once for each entry', () => {
  const cell = (text: string): string => `<w:tc>${paragraph(run(text))}</w:tc>`;
  const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
  const told = (body: string): Promise<Uint8Array> => fillTemplate(docx(`<w:tbl>${body}</w:tbl>`), values);

  test('a field that its list has not', async () => {
    await expect(told(row(cell('{{问题.序号}}{{问题.级别}}')))).rejects.toThrow(
      '模板里的字段 {{问题.级别}} 无从填写。可用的有：标题、空、多行、怪、问题.序号、问题.原文。',
    );
  });

  test('a table within', async () => {
    const inner = `<w:tc><w:tbl>${row(cell('{{问题.原文}}'))}</w:tbl>${paragraph(run('{{问题.序号}}'))}</w:tc>`;
    await expect(told(row(inner))).rejects.toThrow('模板里按条重复的行不能再套表格。');
  });
});

test('what is no Word document, or is signed, is refused', async () => {
  await expect(fillTemplate(new Uint8Array([1, 2, 3]), values)).rejects.toThrow('文件损坏');
  const other = zipSync({ 'word/header1.xml': new Uint8Array() });
  await expect(fillTemplate(other, values)).rejects.toThrow('不是 Word 文档，不能用作模板。请另存为 .docx。');
  const signed = docx(paragraph(run('{{空}}')), { '_xmlsignatures/sig1.xml': '<Signature/>' });
  await expect(fillTemplate(signed, values)).rejects.toThrow('数字签名');
});
