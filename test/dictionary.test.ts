import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { refusals } from '../src/dictionary/compile.js';
import { dictionariesFrom } from '../src/dictionary/index.js';
import { type DictionaryName, SCHEMAS } from '../src/dictionary/schemas.js';
import { parseTsv } from '../src/dictionary/tsv.js';
import { packageRoot } from '../src/package-root.js';

const header = (name: string, columns: string): string =>
  `# dictionary: ${name}\n# title: 试\n# source: 自拟\n# retrieved: 2026-11-24\n# licence: MIT\n# columns: ${columns}\n`;
const CHARACTERS = header('characters', 'character\tlevel');

describe('the shipped dictionaries', () => {
  test.each(Object.keys(SCHEMAS) as DictionaryName[])('%s is well formed, sorted and refuses nothing', (name) => {
    const text = readFileSync(`${packageRoot}dictionaries/${name}.tsv`, 'utf8');
    const tsv = parseTsv(text, `${name}.tsv`);
    expect(refusals(tsv)).toEqual([]);
    expect(tsv.rows.length).toBeGreaterThan(50);
    const keys = text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('# '))
      .map((line) => line.split('\t')[0] ?? '');
    expect(keys).toEqual([...keys].sort());
  });
});

describe('a faulty dictionary is told with file:line', () => {
  test.each([
    ['no licence', CHARACTERS.replace('# licence: MIT\n', ''), /试\.tsv:1：.*licence/u],
    ['unknown name', CHARACTERS.replace('characters', 'nothing'), /试\.tsv:1：没有名为“nothing”/u],
    ['other columns', CHARACTERS.replace('level', 'grade'), /试\.tsv:1：列应为/u],
    ['too few cells', `${CHARACTERS}甲\n`, /试\.tsv:7：有 1 列，应有 2 列/u],
    ['not a number', `${CHARACTERS}甲\t一\n`, /试\.tsv:7：“一”应为整数/u],
    ['twice', `${CHARACTERS}甲\t1\n甲\t2\n`, /试\.tsv:8：“甲”与第 7 行重复/u],
    ['empty', '', /试\.tsv:1/u],
  ])('%s', (_, text, message) => {
    expect(() => parseTsv(text, '试.tsv')).toThrow(message);
  });
});

test('confusions that would misfire are refused', () => {
  const rows = [
    '账号\t账号\t\tany\t一个账号\t自拟\tno\t错别字\t',
    '帐号\t账号\t帐子\tany\t没有\t自拟\tno\t错别字\t依据是甲',
  ].join('\n');
  const tsv = parseTsv(
    `${header('confusions', Object.keys(SCHEMAS.confusions.columns).join('\t'))}${rows}\n`,
    '试.tsv',
  );
  expect(refusals(tsv).map(({ key, reason }) => `${key}：${reason}`)).toEqual(
    expect.arrayContaining([
      '账号：错误写法与正确写法相同',
      '帐号：unless 中的“帐子”不含“帐号”，永不生效',
      '帐号：例句应恰好含有一次错误写法',
      '帐号：出处未核实的，不写 basis',
    ]),
  );
});

test('a list made before confusions had a basis is read as one with none', () => {
  const columns = Object.keys(SCHEMAS.confusions.columns);
  const old = `${header('confusions', columns.slice(0, -1).join('\t'))}渑池现\t渑池县\t\tany\t渑池现\t本单位\tyes\t错别字\n`;
  const now = `${header('confusions', columns.join('\t'))}渑池现\t渑池县\t\tany\t渑池现\t本单位\tyes\t错别字\t\n`;
  expect(parseTsv(old, '旧.tsv').rows).toEqual(parseTsv(now, '新.tsv').rows);
  expect(parseTsv(old, '旧.tsv').rows).toMatchObject([{ wrong: '渑池现', kind: '错别字', basis: '' }]);
  // No other column may be lacking.
  const less = header('confusions', columns.slice(0, -2).join('\t'));
  expect(() => parseTsv(less, '缺.tsv')).toThrow(/缺\.tsv:1：列应为/u);
});

test('an overlay replaces known keys, adds new ones, and changes the version', () => {
  const base = { file: '甲.tsv', text: `${CHARACTERS}甲\t1\n乙\t1\n`, version: 'a' };
  const overlay = { file: '乙.tsv', text: `${CHARACTERS}乙\t3\n丙\t2\n`, version: 'b' };
  const plain = dictionariesFrom(() => [base]);
  const laid = dictionariesFrom(() => [base, overlay]);
  const before = plain.versions();
  expect(before.characters).toBe('a');
  expect(laid.versions().characters).toBe('a+b');
  expect(laid.rows('characters')).toEqual([
    { character: '甲', level: 1 },
    { character: '乙', level: 3 },
    { character: '丙', level: 2 },
  ]);
  plain.rows('characters');
  // Whatever has been read meanwhile.
  expect(plain.versions()).toEqual(before);
});
