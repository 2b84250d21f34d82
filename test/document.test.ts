import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dictionariesFrom } from '../src/dictionary/index.js';
import { documentBuilder, MAX_SPAN } from '../src/document/builder.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { holderOf } from '../src/text/range.js';

const context = { dictionaries: dictionariesFrom(() => []), profile: {} };
const builderOf = (source: string) => documentBuilder({ name: 'a', source, context, mediaType: 'text/plain' });

test('holderOf finds what a search from the front finds, gaps and empty ranges too', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 20 }), fc.nat(100), (pairs, offset) => {
      let at = 0;
      const ordered = pairs.map(([gap, length]) => {
        const start = at + gap;
        at = start + length;
        return { range: { start, end: at } };
      });
      const linear = ordered.find(({ range }) => range.start <= offset && offset < range.end);
      expect(holderOf(ordered, offset)).toBe(linear);
    }),
  );
});

describe('文档与映射', () => {
  test('照抄与插入', () => {
    const builder = builderOf('甲&amp;乙');
    builder.open('paragraph');
    builder.copy(0, 1);
    builder.insert('&', 1, 6);
    builder.copy(6, 7);
    builder.close();
    const doc = builder.build();
    expect(doc.text).toBe('甲&乙');
    expect(doc.map.toSource({ start: 1, end: 2 })).toEqual({ start: 1, end: 6 });
    expect(doc.map.toSource({ start: 0, end: 3 })).toEqual({ start: 0, end: 7 });
    expect(doc.map.toText({ start: 2, end: 3 })).toEqual({ start: 1, end: 2 });
    expect(doc.map.isVerbatim({ start: 0, end: 1 })).toBe(true);
    expect(doc.map.isVerbatim({ start: 0, end: 2 })).toBe(false);
    expect([...doc.map.verbatim({ start: 0, end: 3 })]).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 3 },
    ]);
    expect([...doc.map.verbatim({ start: 1, end: 2 })]).toEqual([]);
  });
  test('不许倒着写，不许块中开块', () => {
    const builder = builderOf('甲乙');
    builder.copy(1, 2);
    expect(() => builder.copy(0, 1)).toThrow(RangeError);
    builder.open('paragraph');
    expect(() => builder.open('item')).toThrow(RangeError);
    expect(() => builder.closeCell()).toThrow(RangeError);
  });
  test('空块不留，跨度有上限', () => {
    const builder = builderOf('甲');
    builder.open('paragraph');
    builder.close();
    builder.open('table');
    builder.openCell({ row: 0, column: 0, columnSpan: 1e9, rowSpan: -1 });
    builder.copy(0, 1);
    builder.closeCell();
    builder.close();
    const { blocks } = builder.build();
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.table).toMatchObject({ rows: 1, columns: MAX_SPAN });
  });
  test('CR、LF、CRLF 各算一次换行', () => {
    const { map } = readTxt({ name: 'a', source: 'a\rb\nc\r\nd', context });
    expect([2, 4, 7].map((at) => map.position(at))).toEqual([
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });
  test('文本：段落与表格', () => {
    const doc = readTxt({ name: 'a', source: '　　第一段 \n\n甲\t乙\n1\t\n末段', context });
    expect(doc.text).toBe(doc.map.source);
    expect(doc.blocks.map((b) => [b.kind, doc.text.slice(b.range.start, b.range.end)])).toEqual([
      ['paragraph', '第一段'],
      ['table', '甲\t乙\n1\t'],
      ['paragraph', '末段'],
    ]);
    expect(doc.blocks[1]?.table).toMatchObject({ rows: 2, columns: 2, complete: [true, true] });
  });
});
