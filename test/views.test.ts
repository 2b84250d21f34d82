import { expect, test } from '@jest/globals';
import { dictionariesFrom } from '../src/dictionary/index.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { outline } from '../src/views/forms/outline.js';
import { bookTitles } from '../src/views/language/book-titles.js';
import { brackets } from '../src/views/language/brackets.js';
import { citations } from '../src/views/names/citations.js';
import { docNumbers } from '../src/views/names/doc-numbers.js';

const ORGANS = [
  '# dictionary: organ-codes',
  '# title: 机关代字',
  '# source: 示例',
  '# retrieved: 2026-11-24',
  '# licence: 示例',
  '# columns: code\torgan\tsource\tverified',
  '国办发\t国务院办公厅\t示例\tyes',
].join('\n');
const dictionaries = dictionariesFrom((name) => [
  { file: `${name}.tsv`, version: '', text: name === 'organ-codes' ? ORGANS : '' },
]);
const read = (source: string) => readTxt({ name: '示例.txt', source, context: { dictionaries, profile: {} } });

test('a 发文字号 is taken apart, and its organ code is cut from the sentence', () => {
  const doc = read('按照豫政办[2021]第008号和我们学习国办发（2020）3号要求');
  const [first, second] = docNumbers(doc);
  if (!first || !second) throw new Error('two numbers expected');
  expect([first.organ, first.open, first.year, first.close, first.ordinal, first.serial, first.suffix]).toEqual([
    '豫政办',
    '[',
    '2021',
    ']',
    '第',
    '008',
    '号',
  ]);
  expect(doc.text.slice(first.bracketRange.start, first.bracketRange.end)).toEqual('[2021]');
  expect(doc.text.slice(second.range.start, second.range.end)).toEqual('国办发（2020）3号');
});

test('a court-case number is no 发文字号', () => {
  expect(docNumbers(read('（2019）豫12刑终34号，（2022）最高法民申1号'))).toEqual([]);
});

test('book titles know their depth', () => {
  const titles = bookTitles(read('《关于印发〈办法〉的通知》和《条例》'));
  expect(titles.map(({ text, depth }) => [text, depth])).toEqual([
    ['关于印发〈办法〉的通知', 0],
    ['办法', 1],
    ['条例', 0],
  ]);
});

test('a citation joins a title and its number', () => {
  const [citation] = citations(read('《通知》（国办函〔2020〕109号）'));
  expect(citation?.title.text).toEqual('通知');
  expect(citation?.number.serial).toEqual('109');
});

test('brackets pair across lines and widths', () => {
  expect(brackets(read('《关于做好\n工作的通知》（共3件)')).unpaired).toEqual([]);
  expect(brackets(read('依据《条例要求')).unpaired.map(({ mark }) => mark)).toEqual(['《']);
});

test('the outline reads its numbers', () => {
  const items = outline(read('一、总体情况\n（十二）平台\n3.管理情况\n3.5亿元\n（4）其他'));
  expect(items.map(({ level, number }) => [level, number])).toEqual([
    [1, 1],
    [2, 12],
    [3, 3],
    [4, 4],
  ]);
});
