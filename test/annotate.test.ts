import { describe, expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { SaxesParser } from 'saxes';
import type { Document } from '../src/document/document.js';
import { readDocument, UnreadableError } from '../src/intake/index.js';
import { readDocx } from '../src/intake/office/docx.js';
import { documentOf } from '../src/intake/office/draft.js';
import { type Annotation, annotate } from '../src/office/annotate.js';
import { context } from './context.js';

const WORD =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const run = (text: string, properties = '<w:sz w:val="32"/>'): string =>
  `<w:r w:rsidR="00A1"><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (...runs: readonly string[]): string => `<w:p>${runs.join('')}</w:p>`;
const box = (content: string): string =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${content}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (...some: readonly string[]): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${some.join('')}</Relationships>`;

function docx(body: string, parts: Readonly<Record<string, string>> = {}, links: readonly string[] = []): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries({
        '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
        '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
        'word/document.xml': `${XML}<w:document ${WORD}><w:body>${body}<w:sectPr/></w:body></w:document>`,
        'word/_rels/document.xml.rels': relations(...links),
        'word/media/image1.bin': '\u0001\u0002不是文字',
        ...parts,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
}

const FIXTURES: Readonly<Record<string, Uint8Array>> = {
  表格和文本框: docx(
    paragraph(run('关于开展'), run('检查的通'), run('知')) +
      `<w:tbl><w:tr><w:tc>${paragraph(run('澠池&amp;县'), run('办公&#x5BA4;'))}</w:tc><w:tc>${paragraph(run('豫政办[2021]8号'))}</w:tc></w:tr></w:tbl>` +
      paragraph(run('正文'), box(paragraph(run('框内[2022]字'))), run('续写')),
  ),
  脚注和页眉: docx(
    paragraph(
      `<w:hyperlink r:id="rId9">${run('链接内文字')}</w:hyperlink>`,
      '<w:r><w:footnoteReference w:id="2"/></w:r>',
      run('甲\u3000乙'),
      '<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t></w:r>',
    ),
    {
      'word/footnotes.xml': `${XML}<w:footnotes ${WORD}><w:footnote w:id="2">${paragraph(run('注文[2020]号'))}</w:footnote></w:footnotes>`,
      'word/header1.xml': `${XML}<w:hdr ${WORD}>${paragraph(run('页眉文字'))}</w:hdr>`,
    },
    [relation('rId2', 'footnotes', 'footnotes.xml'), relation('rId3', 'header', 'header1.xml')],
  ),
  已有批注和修订: docx(
    paragraph(
      '<w:commentRangeStart w:id="7"/>',
      run('应当'),
      '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
      `<w:ins w:id="8" w:author="甲" w:date="2026-01-01T00:00:00Z">${run('依法')}</w:ins>`,
      '<w:del w:id="9" w:author="甲" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>及时</w:delText></w:r></w:del>',
      run('公开。'),
    ),
    {
      'word/comments.xml': `${XML}<w:comments ${WORD}><w:comment w:id="7" w:author="乙" w:date="2026-01-01T00:00:00Z">${paragraph(run('请核'))}</w:comment></w:comments>`,
    },
    [relation('rId4', 'comments', 'comments.xml')],
  ),
};

const by = { author: '审校人', date: '2026-11-24T08:00:00Z' };
const read = (bytes: Uint8Array): Promise<Document> => readDocument(bytes, { name: 'a.docx', context });
const original = async (bytes: Uint8Array): Promise<string> =>
  documentOf(await readDocx(bytes, 'original'), { name: 'a.docx', context, mediaType: '' }).text;

/** What a reader that is not ours finds between the two ends of each comment, and in changes by us; deleted text counts. */
function marked(bytes: Uint8Array) {
  const comments = new Map<string, string>();
  const open = new Set<string>();
  const inserted: string[] = [];
  const deleted: string[] = [];
  const change: ('ins' | 'del' | undefined)[] = [];
  let isText = false;
  let fallback = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const id = String(attributes['w:id']);
    if (name === 'w:commentRangeStart') {
      open.add(id);
      comments.set(id, '');
    } else if (name === 'w:commentRangeEnd') open.delete(id);
    else if (name === 'w:ins' || name === 'w:del')
      change.push(attributes['w:author'] === by.author ? (name === 'w:ins' ? 'ins' : 'del') : undefined);
    else if (name === 'mc:Fallback') fallback++;
    else if (name === 'w:t' || name === 'w:delText') isText = fallback === 0;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:ins' || name === 'w:del') change.pop();
    else if (name === 'mc:Fallback') fallback--;
    else if (name === 'w:t' || name === 'w:delText') isText = false;
  });
  parser.on('text', (text) => {
    if (!isText) return;
    const now = change.at(-1);
    if (now === 'ins') inserted.push(text);
    else {
      if (now === 'del') deleted.push(text);
      for (const id of open) comments.set(id, (comments.get(id) ?? '') + text);
    }
  });
  const parts = unzipSync(bytes);
  parser.write(strFromU8(parts['word/document.xml'] as Uint8Array)).close();
  return { comments, inserted, deleted, open };
}

const at = (doc: Document, quote: string, more: Partial<Annotation> = {}): Annotation => {
  const start = doc.text.indexOf(quote);
  expect(start).toBeGreaterThanOrEqual(0);
  return { range: { start, end: start + quote.length }, comment: [`批注：${quote}`, '<&"'], ...more };
};

describe.each(Object.entries(FIXTURES))('%s', (_, bytes) => {
  test('every stretch of its text can be commented, and the text stays', async () => {
    const doc = await read(bytes);
    for (let start = 0; start < doc.text.length; start++)
      for (const length of [1, 2, 5]) {
        const range = { start, end: Math.min(doc.text.length, start + length) };
        const annotated = await annotate(bytes, doc, [{ range, comment: ['甲'] }], by);
        expect(annotated).toMatchObject({ comments: 1, changes: 0 });
        expect((await read(annotated.bytes)).text).toBe(doc.text);
        expect(marked(annotated.bytes).open.size).toBe(0);
      }
  });

  test('every replacement is what it says, and rejecting all changes gives what the author had', async () => {
    const doc = await read(bytes);
    const before = await original(bytes);
    let changed = 0;
    for (let start = 0; start < doc.text.length - 1; start++) {
      const range = { start, end: start + 2 };
      const annotated = await annotate(bytes, doc, [{ range, comment: ['甲'], replacement: '新<字>' }], by);
      changed += annotated.changes;
      const after = await read(annotated.bytes);
      expect(after.text).toBe(
        annotated.changes === 0 ? doc.text : `${doc.text.slice(0, start)}新<字>${doc.text.slice(start + 2)}`,
      );
      expect(await original(annotated.bytes)).toBe(before);
    }
    expect(changed).toBeGreaterThanOrEqual(3);
  });

  test('all other parts are as they were, and the same input gives the same bytes', async () => {
    const doc = await read(bytes);
    const annotations = [{ range: { start: 0, end: 2 }, comment: ['甲'], replacement: '新' }];
    const { bytes: out } = await annotate(bytes, doc, annotations, by);
    expect((await annotate(bytes, doc, annotations, by)).bytes).toEqual(out);
    const before = unzipSync(bytes);
    const after = unzipSync(out);
    const touched = Object.keys(after).filter(
      (name) => !before[name] || Buffer.compare(before[name], after[name] as Uint8Array) !== 0,
    );
    const allowed = [
      '[Content_Types].xml',
      'word/_rels/document.xml.rels',
      'word/comments.xml',
      'word/document.xml',
      // The first words of this one stand in its header.
      ...(before['word/header1.xml'] ? ['word/header1.xml'] : []),
    ];
    expect(touched.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(Object.keys(before).filter((name) => !after[name])).toEqual([]);
    expect((await annotate(bytes, doc, [], by)).comments).toBe(0);
  });
});

test('comments sit on the right characters: across runs, in cells, over references', async () => {
  const bytes = FIXTURES.表格和文本框 as Uint8Array;
  const doc = await read(bytes);
  const quotes = ['检查的通知', '开', '池&县办公室', '[2021]', '续'];
  const { bytes: out } = await annotate(
    bytes,
    doc,
    [...quotes.map((quote) => at(doc, quote)), at(doc, '8号', { replacement: '9号' })],
    by,
  );
  const { comments, inserted, deleted } = marked(out);
  expect([...comments.values()].sort()).toEqual([...quotes, '8号'].sort());
  expect([inserted, deleted]).toEqual([['9号'], ['8号']]);
  // A library that is not ours reads the comments, and the changed text.
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: Buffer.from(out) },
    { styleMap: ['comment-reference => sup'] },
  );
  expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
  for (const quote of quotes) expect(value).toContain(`批注：${quote.replace('&', '&amp;')}`);
  expect(/<td><p>豫政办.{1,300}?<\/td>/u.exec(value)?.[0].replace(/<sup>.*?<\/sup>/gu, '')).toBe(
    '<td><p>豫政办[2021]9号</p></td>',
  );
});

test('where Word allows no comment, it hangs on what leads there', async () => {
  const boxed = FIXTURES.表格和文本框 as Uint8Array;
  const first = await read(boxed);
  const inBox = await annotate(boxed, first, [at(first, '[2022]', { replacement: '〔2022〕' })], by);
  expect(inBox.changes).toBe(1);
  expect([...marked(inBox.bytes).comments.values()]).toEqual(['框内[2022]字']);
  const noted = FIXTURES.脚注和页眉 as Uint8Array;
  const doc = await read(noted);
  const { bytes: out } = await annotate(
    noted,
    doc,
    [at(doc, '[2020]', { replacement: '〔2020〕' }), at(doc, '页眉')],
    by,
  );
  const xml = strFromU8(unzipSync(out)['word/document.xml'] as Uint8Array);
  expect(xml).toMatch(
    /<w:commentRangeStart w:id="\d+"\/><w:r><w:footnoteReference w:id="2"\/><\/w:r><w:commentRangeEnd/u,
  );
  const footnotes = strFromU8(unzipSync(out)['word/footnotes.xml'] as Uint8Array);
  expect(footnotes).toContain('<w:delText xml:space="preserve">[2020]</w:delText>');
  expect(footnotes).not.toContain('comment');
  expect((await read(out)).text).toContain('注文〔2020〕号');
});

test('comments and changes of others stay, ids are new, and an insertion of theirs is not changed', async () => {
  const bytes = FIXTURES.已有批注和修订 as Uint8Array;
  const doc = await read(bytes);
  const { bytes: out, changes } = await annotate(
    bytes,
    doc,
    [at(doc, '依', { replacement: '照' }), at(doc, '公开', { replacement: '公布' })],
    by,
  );
  expect(changes).toBe(1);
  const parts = unzipSync(out);
  const comments = strFromU8(parts['word/comments.xml'] as Uint8Array);
  expect(comments.match(/<w:comment /gu)).toHaveLength(3);
  expect(comments).toContain('请核');
  const xml = strFromU8(parts['word/document.xml'] as Uint8Array);
  expect(xml).toContain('<w:delText>及时</w:delText>');
  expect(marked(out).comments.get('7')).toBe('应当');
  const ids = [...xml.matchAll(/<w:(?:ins|del|commentRangeStart) w:id="(\d+)"/gu)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a signed document is refused', async () => {
  const signed = docx(paragraph(run('甲')), { '_xmlsignatures/sig1.xml': '<Signature/>' });
  const doc = await read(signed);
  await expect(annotate(signed, doc, [at(doc, '甲')], by)).rejects.toThrow(UnreadableError);
});
