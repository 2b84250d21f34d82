import { expect, test } from '@jest/globals';
import { title } from '../../../src/views/forms/title.js';
import { read, readMarked, readPage, tableOf } from '../read.js';

const named = '<meta name="ArticleTitle" content=" 关于某事的通知 ">';

test('a first line that looks like one', () => {
  expect(title(read('\n  关于某事的通知\n各单位：'))).toEqual({ text: '关于某事的通知', range: { start: 3, end: 10 } });
  for (const end of '。；，：') expect(title(read(`各单位${end}\n关于某事的通知`))).toBeUndefined();
  expect(title(read(`${'长'.repeat(120)}\n甲`))?.text).toHaveLength(120);
  expect(title(read(`${'长'.repeat(121)}\n甲`))).toBeUndefined();
  expect(title(read(''))).toBeUndefined();
});

test('a table is no title', () => {
  expect(title(read('甲\t乙\n关于某事的通知'))?.text).toBe('关于某事的通知');
});

test('what is marked goes before what stands first, whatever it ends in', () => {
  expect(title(readMarked('前言\n\n# 关于某事。\n'))?.text).toBe('关于某事。');
  expect(title(readMarked('前言\n\n## 关于某事\n'))?.text).toBe('前言');
});

test('the page’s own word goes before a first line, not before a mark', () => {
  expect(title(readPage(`${named}<p>甲的说明</p>`))).toEqual({ text: '关于某事的通知' });
  expect(title(readPage(`${named}<h1>乙的公告</h1>`))).toMatchObject({ text: '乙的公告', range: expect.anything() });
  expect(title(readPage(`${named}${tableOf('甲|乙')}`))).toEqual({ text: '关于某事的通知' });
});
