import { expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { escaped, openPackage, packed, spliced } from '../../src/office/word-package.js';

test('what XML cannot hold becomes U+FFFD, its own marks become entities, white space stays', () => {
  expect(escaped('<a b="c">&甲\t乙\n丙\r丁')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;甲\t乙\n丙\r丁');
  expect(escaped('\u0000\u0008\u000b\u000c\u000e\u001f\ufffe\uffff\ud800𠮷')).toBe(`${'\ufffd'.repeat(9)}𠮷`);
});

test('stretches are replaced, an insertion standing before what begins at its place', () => {
  expect(
    spliced('甲乙丙丁', [
      { start: 2, end: 3, text: 'C' },
      { start: 1, end: 2, text: 'B' },
      { start: 1, end: 1, text: '+' },
      { start: 4, end: 4, text: '!' },
    ]),
  ).toBe('甲+BC丁!');
  expect(spliced('甲', [])).toBe('甲');
});

test('a member written anew changes no other, and new ones stand last', () => {
  const members = new Map([
    ['b', strToU8('旧')],
    ['a', new Uint8Array([1, 2, 3])],
  ]);
  const made = unzipSync(
    packed(
      members,
      new Map([
        ['b', '新'],
        ['c', '添'],
      ]),
    ),
  );
  expect(Object.keys(made)).toEqual(['b', 'a', 'c']);
  expect([strFromU8(made.b as Uint8Array), [...(made.a as Uint8Array)], strFromU8(made.c as Uint8Array)]).toEqual([
    '新',
    [1, 2, 3],
    '添',
  ]);
});

test('every member is of the first of January 1980, and compressed', () => {
  const bytes = packed(new Map([['a', strToU8('甲'.repeat(1000))]]), new Map());
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  // Of the local header: method 8, time 0, date 1980-01-01.
  expect([view.getUint16(8, true), view.getUint16(10, true), view.getUint16(12, true)]).toEqual([8, 0, 0x21]);
  expect(bytes.length).toBeLessThan(500);
});

test('a package is opened member by member; signed ones and other encodings are refused', async () => {
  const bytes = zipSync({
    'folder/': new Uint8Array(),
    'a.xml': strToU8('\ufeff<a/>'),
    'b.xml': new Uint8Array([0xff, 0xfe]),
  });
  const { members, part, text } = await openPackage(bytes, '批注');
  expect([...members.keys()]).toEqual(['a.xml', 'b.xml']);
  expect([text('a.xml'), text('c.xml'), part('c.xml')]).toEqual(['\ufeff<a/>', undefined, undefined]);
  expect(part('a.xml')).toBe(part('a.xml'));
  expect(() => text('b.xml')).toThrow('b.xml 不是 UTF-8，不能写回，未改动。请用 Word 或 WPS 另存为 .docx。');
  const signed = zipSync({ '_xmlsignatures/a.xml': strToU8('<a/>') });
  await expect(openPackage(signed, '批注')).rejects.toMatchObject({
    code: 'signed',
    message: '文件有数字签名，批注会使签名失效，未改动。',
  });
});
