import { expect, test } from '@jest/globals';
import { outline } from '../../../src/views/forms/outline.js';
import { read, readMarked, readPage, textAt } from '../read.js';

test('reads its four marks', () => {
  const doc = read(
    '一、总体情况\n（十二）平台\n(三)窗口\n3.管理情况\n３、其他\n12、监督\n3.5亿元\n（4）其他\n(5)其他\n甲一、乙',
  );
  expect(outline(doc).map(({ level, number, mark }) => [level, number, mark])).toEqual([
    [1, 1, '一、'],
    [2, 12, '（十二）'],
    [2, 3, '(三)'],
    [3, 3, '3.'],
    [3, 12, '12、'],
    [4, 4, '（4）'],
    [4, 5, '(5)'],
  ]);
});

test('an item is the first sentence of its line, 120 units at most', () => {
  const doc = read(`一、加强领导。各单位要重视。\n二、${'长'.repeat(200)}\n三、短`);
  expect(outline(doc).map((item) => textAt(doc, item.range).length)).toEqual([7, 120, 3]);
  expect(outline(doc).map((item) => textAt(doc, item.markRange))).toEqual(['一、', '二、', '三、']);
  expect(outline(doc)[0]).toEqual({
    level: 1,
    number: 1,
    mark: '一、',
    markRange: { start: 0, end: 2 },
    range: { start: 0, end: 7 },
    heading: false,
  });
});

test('a heading without number has the level of its mark-up', () => {
  const doc = readMarked('## 总体情况\n\n### 一、平台\n\n正文\n');
  expect(outline(doc).map(({ level, number, mark, heading }) => [level, number, mark, heading])).toEqual([
    [2, undefined, '', true],
    [1, 1, '一、', true],
  ]);
  expect(outline(doc)[0]?.markRange).toEqual({
    start: outline(doc)[0]?.range.start,
    end: outline(doc)[0]?.range.start,
  });
});

test('tables and what frames the page have none', () => {
  expect(outline(read('一、甲\t乙'))).toEqual([]);
  expect(outline(readPage('<nav><p>一、首页</p></nav><h1>甲</h1><p>一、乙</p>')).map(({ mark }) => mark)).toEqual([
    '',
    '一、',
  ]);
});
