import { describe, expect, test } from '@jest/globals';
import { rawOffset, wordPart } from '../../src/office/word-part.js';

const part = (body: string) => wordPart(`<w:document xmlns:w="w">${body}</w:document>`);
const said = (body: string) => {
  const { xml, nodes } = part(body);
  return nodes.map(({ inner }) => xml.slice(inner.start, inner.end));
};

test('text nodes stand between their tags, raw', () => {
  expect(said('<w:p><w:r><w:t>甲&amp;乙</w:t><w:t/><w:t xml:space="preserve"> 丙 </w:t></w:r></w:p>')).toEqual([
    '甲&amp;乙',
    '',
    ' 丙 ',
  ]);
});

test('a run has its tag, its prefix and its children with their texts', () => {
  const { xml, firstRun, nodes } = part('<w:p><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/></w:r></w:p>');
  expect(firstRun?.children.map(({ start, end, name, node }) => [xml.slice(start, end), name, node])).toEqual([
    ['<w:rPr><w:b/></w:rPr>', 'rPr', undefined],
    ['<w:t>甲</w:t>', 't', 0],
    ['<w:tab/>', 'tab', undefined],
  ]);
  expect([firstRun?.tag, firstRun?.prefix, firstRun?.isOuter]).toEqual(['<w:r w:rsidR="1">', 'w:', false]);
  expect(xml.slice(firstRun?.start, firstRun?.end).endsWith('</w:r>')).toBe(true);
  expect(nodes[0]?.run).toBe(firstRun);
  expect(wordPart('<r xmlns="w"><t>甲</t></r>').firstRun?.prefix).toBe('');
});

test('a node knows its paragraph, its row, the run a text box hangs on, and whether it was inserted', () => {
  const { xml, nodes } = part(
    '<w:p><w:r><w:t>甲</w:t><w:box><w:p><w:r><w:t>框</w:t></w:r></w:p></w:box></w:r></w:p><w:tbl><w:tr><w:p><w:ins><w:r><w:t>乙</w:t></w:r></w:ins></w:p></w:tr></w:tbl><w:t>丙</w:t>',
  );
  const [first, box, cell, stray] = nodes;
  expect([first?.box, box?.box, first?.run?.isOuter, box?.run?.isOuter]).toEqual([undefined, first?.run, true, false]);
  expect(nodes.map(({ isInserted }) => isInserted)).toEqual([false, false, true, false]);
  expect(xml.slice(cell?.row?.start, cell?.row?.end)).toMatch(/^<w:tr>.*<\/w:tr>$/u);
  expect([first?.row, stray?.row, stray?.run, stray?.paragraph]).toEqual([undefined, undefined, undefined, 0]);
  expect(nodes.slice(0, 3).map(({ paragraph }) => xml.slice(paragraph, paragraph + 5))).toEqual([
    '<w:p>',
    '<w:p>',
    '<w:p>',
  ]);
  expect(first?.paragraph).toBeLessThan(box?.paragraph ?? 0);
});

test('notes and their references are known by their ids, and the greatest id', () => {
  const { references, nodes, maxId, firstRun } = part(
    '<w:r w:id="7"><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r><w:footnote w:id="2"><w:t>注</w:t></w:footnote><w:endnote w:id="12"><w:t>尾</w:t></w:endnote><w:t w:id="x99">外</w:t>',
  );
  expect([...references.keys()]).toEqual(['footnote2', 'endnote3']);
  expect(references.get('footnote2')).toBe(firstRun);
  expect(nodes.map(({ note }) => note)).toEqual(['2', '12', undefined]);
  expect(maxId).toBe(12);
  expect(part('<w:p/>')).toMatchObject({ maxId: -1, nodes: [] });
});

test('a content control around paragraphs knows the run behind it, else the one before', () => {
  const run = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const { nodes } = part(
    `${run('前')}<w:sdt>${run('内')}</w:sdt>${run('后')}<w:sdt><w:sdt>${run('里')}</w:sdt></w:sdt>`,
  );
  expect(nodes.map(({ control }) => control && nodes.findIndex(({ run }) => run === control.outside))).toEqual([
    undefined,
    2,
    undefined,
    2,
  ]);
  expect(part('<w:p><w:sdt><w:r><w:t>甲</w:t></w:r></w:sdt></w:p>').nodes[0]?.control).toBeUndefined();
  expect(part(`<w:sdt>${run('内')}</w:sdt><w:del>${run('删')}</w:del>`).nodes[0]?.control).toEqual({});
});

test('what is not well-formed throws', () => {
  expect(() => wordPart('<a><b></a>')).toThrow();
});

describe('the n-th unit of content in raw XML', () => {
  test.each([
    ['甲乙', 1, 1],
    ['甲乙', 2, 2],
    ['甲乙', 3, undefined],
    ['', 0, 0],
    ['a&amp;b', 2, 6],
    ['&#65;b', 1, 5],
    ['&#x20BB7;b', 2, 9],
    ['&#x20BB7;b', 1, undefined],
    ['&#134071;b', 2, 9],
    ['&amp', 1, undefined],
    ['甲\r\n乙', 2, 3],
    ['<![CDATA[甲]]>', 1, undefined],
  ])('%j %d: %s', (raw, units, expected) => {
    expect(rawOffset(raw, units)).toBe(expected);
  });
});
