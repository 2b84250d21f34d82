import { describe, expect, test } from '@jest/globals';
import type { Document } from '../../../src/document/document.js';
import { annualForm } from '../../../src/views/forms/annual-form.js';
import { annualTables, figureOf, OLD_HEAD } from '../../../src/views/forms/annual-tables.js';
import { context } from '../../context.js';
import { read, readPage, tableOf, textAt } from '../read.js';

const form = annualForm(context.dictionaries);
const NEW = '一、本年新收政府信息公开申请数量';
const CARRIED = '二、上年结转政府信息公开申请数量';

const cells = (doc: Document, table: 'applications' | 'reviews' | 'disclosure', row: string): readonly unknown[] =>
  (annualTables(doc)[table]?.rows ?? [])
    .filter(({ label }) => table === 'reviews' || label.item.id === row)
    .flatMap((found) => found.cells.map(({ column, value }) => [column, value]));

test.each([
  ['15', 'number', 15],
  ['-3.5', 'number', -3.5],
  ['0.0000', 'number', 0],
  ['１５', 'odd', 15],
  ['1,024', 'odd', 1024],
  ['3件', 'odd', 3],
  ['3.5 万元', 'odd', 3.5],
  ['', 'blank', undefined],
  ['/', 'mark', undefined],
  ['——', 'mark', undefined],
  ['无', 'mark', undefined],
  ['若干', 'text', undefined],
  ['12,34', 'text', undefined],
])('a cell “%s” is %s', (text, kind, value) => {
  expect(figureOf(text)).toEqual({ form: kind, value });
});

describe('表三', () => {
  const ids = form.tables.applications.columns.map(({ id }) => id);

  test('figures stand under their columns, in their places', () => {
    const doc = read(`${NEW}\t1\t2\t3\t4\t5\t6\t21\n${CARRIED}\t 0 \t\t\t\t\t\t0`);
    const table = annualTables(doc).applications;
    expect(cells(doc, 'applications', '1')).toEqual(ids.map((id, i) => [id, [1, 2, 3, 4, 5, 6, 21][i]]));
    expect(
      table?.rows.map(({ label, expected, complete }) => [textAt(doc, label.range), label.part, expected, complete]),
    ).toEqual([
      [NEW, 'row', 7, true],
      [CARRIED, 'row', 7, true],
    ]);
    const cell = table?.cell('2', 'natural');
    expect(cell && textAt(doc, cell.range)).toBe('0');
    expect(table?.cell('2', 'commercial')).toMatchObject({ form: 'blank', text: '' });
    expect(table?.blocks).toEqual(doc.blocks);
    expect(table?.headings).toEqual([]);
  });

  test('columns in another order are read by their heads', () => {
    const heads = '项目|总计|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他';
    const doc = readPage(`<h1>年报</h1>${tableOf(heads, `${NEW}|7|1|2|0|3|0|1`, `${CARRIED}|0|0|0|0|0|0|0`)}`);
    expect(cells(doc, 'applications', '1')).toEqual([
      ['natural', 1],
      ['commercial', 2],
      ['research', 0],
      ['welfare', 3],
      ['legal', 0],
      ['other', 1],
      ['total', 7],
    ]);
    expect(annualTables(doc).applications?.headings.map(({ item }) => item.id)).toEqual(['total', ...ids.slice(0, -1)]);
  });

  test('one row alone is no table, nor are rows with too few figures', () => {
    expect(annualTables(read(`${NEW}\t1\t2\t3\t4\t5\t6\t21`))).toEqual({});
    expect(annualTables(read(`${NEW}\t1\t2\n${CARRIED}\t1\t2`))).toEqual({});
  });

  test('a row that lost a cell has a column for its total only, and that only where it adds up', () => {
    const doc = read(
      `${NEW}\t9\t0\t0\t0\t0\t9\n${CARRIED}\t2\t0\t0\t0\t0\t0\t2\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t9`,
    );
    expect(cells(doc, 'applications', '1').map((cell) => (cell as readonly unknown[])[0])).toEqual([
      '',
      '',
      '',
      '',
      '',
      'total',
    ]);
    expect(cells(doc, 'applications', '4').map((cell) => (cell as readonly unknown[])[0])).toEqual([
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    expect(annualTables(doc).applications?.rows.map(({ complete }) => complete)).toEqual([false, true, false]);
  });

  test('a misprinted label is its row where its figures are there, and an unknown one that between two rows', () => {
    const figures = '\t0\t0\t0\t0\t0\t0\t0';
    const doc = read(
      `${NEW}${figures}\n${CARRIED}${figures}\n（一）子以公开${figures}\n（七）总计${figures}\n四、结转下年度继续办理${figures}`,
    );
    expect(annualTables(doc).applications?.rows.map(({ label }) => label.item.id)).toEqual([
      '1',
      '2',
      '3.1',
      '3.7',
      '4',
    ]);
    const other = read(`${NEW}${figures}\n某种说法${figures}\n（一）予以公开${figures}`);
    expect(annualTables(other).applications?.rows.map(({ label }) => [label.text, label.item.id])).toEqual([
      [NEW, '1'],
      ['某种说法', '2'],
      ['（一）予以公开', '3.1'],
    ]);
  });

  test('heads of 表四 broken over lines are no row of 表三', () => {
    const row = '<td>1</td>'.repeat(7);
    const heads = ['结果<br>维持', '结果<br>纠正', '其他<br>结果', '尚未<br>审结', '总计']
      .map((head) => `<td>${head}</td>`)
      .join('');
    const doc = readPage(
      `<h1>年报</h1><table><tr><td>一、本年新收政府信息公开申请数量</td>${row}</tr><tr><td>二、上年结转政府信息公开申请数量</td>${row}</tr></table><p>四、</p><table><tr>${heads.repeat(3)}</tr><tr>${'<td>0</td>'.repeat(15)}</tr></table>`,
    );
    expect(annualTables(doc).applications?.rows.map(({ label }) => label.item.id)).toEqual(['1', '2']);
  });

  test('rows in a table that follows belong to it', () => {
    const figures = '\t1\t0\t0\t0\t0\t0\t1';
    const doc = read(`${NEW}${figures}\n${CARRIED}${figures}\n（接上页）\n(七) 总计${figures}`);
    expect(annualTables(doc).applications?.rows.map(({ label }) => label.item.id)).toEqual(['1', '2', '3.7']);
    expect(annualTables(doc).applications?.blocks).toHaveLength(2);
  });
});

describe('表二', () => {
  test('each row has the columns of its paragraph of the law', () => {
    const doc = read(
      '第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t7\n行政处罚\t\t8\t',
    );
    expect(cells(doc, 'disclosure', 'normative')).toEqual([
      ['issued', 4],
      ['repealed', 5],
      ['effective', 6],
    ]);
    expect(cells(doc, 'disclosure', 'permits')).toEqual([['decisions', 7]]);
    expect(cells(doc, 'disclosure', 'penalties')).toEqual([['decisions', 8]]);
    expect(annualTables(doc).disclosure?.headings.map(({ item }) => item.id)).toEqual([
      'issued',
      'repealed',
      'effective',
      'decisions',
    ]);
  });

  test('the figures under the heads of 2019 are something else', () => {
    const doc = read('信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t1\t2\t3');
    expect(annualTables(doc).disclosure?.rows ?? []).toEqual([]);
  });

  test.each(['上一年项目数量', '本年增/减', '本年增 ／ 减', '本年新公开数量', '对外公开总数量'])(
    '%s is such a head',
    (head) => {
      expect(OLD_HEAD.test(head)).toBe(true);
    },
  );

  test('without its head it is another table', () => {
    expect(annualTables(read('行政许可\t7\n行政处罚\t8'))).toEqual({});
  });
});

describe('表四', () => {
  const heads = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
  const fifteen = Array.from({ length: 15 }, (_, i) => i);
  const ids = form.tables.reviews.columns.map(({ id }) => id);

  test('stands with fifteen heads over fifteen figures', () => {
    const doc = read(`${[...heads, ...heads, ...heads].join('\t')}\n${fifteen.join('\t')}`);
    expect(cells(doc, 'reviews', 'cases')).toEqual(ids.map((id, i) => [id, i]));
    expect(annualTables(doc).reviews?.rows[0]).toMatchObject({ expected: 15, complete: true });
    expect(annualTables(doc).reviews?.cell('cases', 'direct.upheld')?.value).toBe(5);
  });

  test('or on its side', () => {
    const doc = read([...heads, ...heads, ...heads].map((head, i) => `${head}\t${i}`).join('\n'));
    expect(cells(doc, 'reviews', 'cases')).toEqual(ids.map((id, i) => [id, i]));
  });

  test('a group in another order is read by its names, one with a misprint by its order', () => {
    const other = ['总计', '结果维持', '结果纠正', '其他结果', '尚未审结'];
    const wrong = ['结果维特', '结果纠正', '其他结果', '尚未审结', '总计'];
    const doc = read(`${[...other, ...wrong, ...heads].join('\t')}\n${fifteen.join('\t')}`);
    expect(cells(doc, 'reviews', 'cases')).toEqual([
      ['review.total', 0],
      ['review.upheld', 1],
      ['review.corrected', 2],
      ['review.other', 3],
      ['review.pending', 4],
      ...ids.slice(5).map((id, i) => [id, i + 5]),
    ]);
  });

  test('a lost figure leaves all without a column', () => {
    const doc = read(`${[...heads, ...heads, ...heads].join('\t')}\n${fifteen.slice(1).join('\t')}`);
    expect(annualTables(doc).reviews?.rows[0]).toMatchObject({ expected: 15, complete: false });
    expect(cells(doc, 'reviews', 'cases').map((cell) => (cell as readonly unknown[])[0])).toEqual(
      fifteen.slice(1).map(() => ''),
    );
  });

  test('one group alone is not complete', () => {
    const doc = read(`${heads.join('\t')}\n1\t2\t3\t4\t10`);
    expect(annualTables(doc).reviews?.rows[0]).toMatchObject({ complete: false });
    expect(cells(doc, 'reviews', 'cases')).toEqual(ids.slice(0, 5).map((id, i) => [id, [1, 2, 3, 4, 10][i]]));
  });
});

test('a table of another kind is none of them', () => {
  expect(annualTables(read('年份\t总计\t其他\n2022年\t5\t3\n2023年\t6\t2'))).toEqual({});
});
