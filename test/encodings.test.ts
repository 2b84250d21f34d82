import { describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { readBytes } from '../src/intake/index.js';
import { context } from './context.js';

/** Faults of ours among ordinary sentences; the second text is one that Big5 can hold. */
const SIMPLIFIED =
  '根据豫政办发[2021]3号文件，澠池县人民政府办公室对各乡镇、各部门的政务公开工作进行了检查，现将有关情况通报如下。请各单位于6月30日前将整改情况报送县政府办公室。。';
const TRADITIONAL =
  '根據豫政辦發[2021]3號文件，澠池縣人民政府辦公室對各鄉鎮、各部門的政務公開工作進行了檢查，現將有關情況通報如下。請各單位於6月30日前將整改情況報送縣政府辦公室。。';
/** Names that GBK has no two bytes for. */
const RARE = '㐀𠮷𬇙';

interface Encoded {
  readonly name: string;
  readonly text: string;
  readonly encode: (source: string) => Buffer;
  readonly right: string;
  readonly wrong: readonly string[];
  readonly bom?: Buffer;
}

const encodes = (encoding: string) => (source: string) => iconv.encode(source, encoding);
const ENCODINGS: readonly Encoded[] = [
  {
    name: 'GBK',
    text: SIMPLIFIED,
    encode: encodes('gbk'),
    right: 'gb2312',
    wrong: ['utf-8', 'big5', 'utf-16le', 'x-unknown'],
  },
  {
    name: 'GB 18030 四字节',
    text: SIMPLIFIED + RARE,
    encode: encodes('gb18030'),
    right: 'gb18030',
    wrong: ['utf-8', 'big5', 'gb2312'],
  },
  {
    name: 'Big5',
    text: TRADITIONAL,
    encode: encodes('big5'),
    right: 'big5',
    wrong: ['utf-8', 'gb2312', 'gbk', 'x-unknown'],
  },
  {
    name: 'UTF-8',
    text: SIMPLIFIED + RARE,
    encode: encodes('utf-8'),
    right: 'utf-8',
    wrong: ['gb2312', 'big5', 'iso-8859-1', 'utf-16'],
    bom: Buffer.from([0xef, 0xbb, 0xbf]),
  },
  {
    name: 'UTF-16 LE',
    text: SIMPLIFIED + RARE,
    encode: encodes('utf-16le'),
    right: 'utf-16le',
    wrong: ['gb2312', 'utf-8', 'big5'],
    bom: Buffer.from([0xff, 0xfe]),
  },
  {
    name: 'UTF-16 BE',
    text: SIMPLIFIED + RARE,
    encode: encodes('utf-16be'),
    right: 'utf-16be',
    wrong: ['gb2312', 'utf-8', 'big5'],
    bom: Buffer.from([0xfe, 0xff]),
  },
];

const meta = (label: string): string => `<meta charset="${label}">`;
const equivalent = (label: string): string => `<meta http-equiv="Content-Type" content="text/html; charset=${label}">`;
const page = (head: string, text: string): string =>
  `<!doctype html><html><head>${head}<title>公告</title></head><body><h1>公告</h1><p>${text}</p></body></html>`;
/** Beyond what is looked through for a label. */
const FAR = `<style>${'/* style */'.repeat(1_000)}</style>`;

interface Labelled {
  readonly how: string;
  readonly head: string;
  readonly charset?: string;
}

const labelsOf = ({ right, wrong }: Encoded): readonly Labelled[] => [
  { how: '标对', head: meta(right) },
  { how: '标对（http-equiv）', head: equivalent(right) },
  { how: 'HTTP 头标对', head: '', charset: right },
  { how: '没标', head: '' },
  { how: '标得太后', head: FAR + meta(right) },
  { how: '在注释里', head: `<!-- ${meta('big5')} -->` },
  ...wrong.flatMap((label) => [
    { how: `错标为 ${label}`, head: meta(label) },
    { how: `HTTP 头错标为 ${label}`, head: meta(right), charset: label },
    { how: `HTTP 头标对、页中错标为 ${label}`, head: meta(label), charset: right },
    { how: `错标为 ${label}，标得太后`, head: FAR + meta(label) },
  ]),
];

const findingsOf = (bytes: Uint8Array, charset?: string) => {
  const mediaType = charset === undefined ? 'text/html' : `text/html; charset=${charset}`;
  const doc = readBytes(bytes, { name: 'a.html', context, mediaType });
  const { findings } = lint(doc, ruleset(builtInRules, {}), 'info');
  return {
    text: doc.text,
    findings: findings.map(({ rule, range }) => [rule.id, range.start, doc.text.slice(range.start, range.end)]),
  };
};

describe.each(ENCODINGS)('$name', (encoded) => {
  const { text, encode, bom } = encoded;
  const expected = findingsOf(iconv.encode(page(meta('utf-8'), text), 'utf-8'));
  const cases = labelsOf(encoded).flatMap((label) => [
    { ...label, marked: '', mark: Buffer.alloc(0) },
    ...(bom ? [{ ...label, marked: '，有 BOM', mark: bom }] : []),
  ]);
  test('有可比的结论', () => {
    const quotes = expected.findings.map(([, , quote]) => quote);
    expect(quotes).toEqual(expect.arrayContaining(text === TRADITIONAL ? ['。。'] : ['[2021]', '澠', '。。']));
  });
  test.each(cases)('$how$marked：结论相同', ({ head, charset, mark }) => {
    const bytes = Buffer.concat([mark, encode(page(head, text))]);
    expect(findingsOf(bytes, charset)).toEqual(expected);
  });
});
