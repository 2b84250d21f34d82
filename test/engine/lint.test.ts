import { describe, expect, test } from '@jest/globals';
import { dictionariesFrom } from '../../src/dictionary/index.js';
import type { Archive } from '../../src/document/document.js';
import { findingKey, fingerprint } from '../../src/engine/fingerprint.js';
import { lint } from '../../src/engine/lint.js';
import { ruleset } from '../../src/engine/ruleset.js';
import { readMarkdown } from '../../src/intake/plain/markdown.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import { defineRule, type Finding, type Rule } from '../../src/rule/rule.js';

const context = { dictionaries: dictionariesFrom(() => []), profile: {} };
const documentOf = (source: string) => readTxt({ name: '示例.txt', source, context });
const finds = (id: string, word: string, more: Partial<Rule> = {}, own: Partial<Finding> = {}) =>
  defineRule({
    id,
    title: '试',
    severity: 'warning',
    fix: 'none',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    *check({ text }) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        yield { range: { start: at, end: at + word.length }, message: `“${word}”不对。`, ...own };
    },
    ...more,
  });
const winners = (text: string, ...rules: readonly ReturnType<typeof finds>[]) =>
  lint(documentOf(text), ruleset(rules, {})).findings.map(
    ({ rule, range, evidence }) =>
      `${rule.id} ${range.start}-${range.end}${evidence.map(({ start, end }) => ` ${start}-${end}`).join('')}`,
  );

describe('of overlapping findings stays', () => {
  test('that of a veto, then the more severe, then the longer, then the earlier, then the first by name', () => {
    expect(winners('甲乙', finds('a', '甲乙', { severity: 'error' }), finds('b', '甲', { veto: true }))).toEqual([
      'b 0-1 0-2',
    ]);
    expect(winners('甲乙', finds('a', '甲乙'), finds('b', '甲', { severity: 'error' }))).toEqual(['b 0-1 0-2']);
    expect(winners('甲乙', finds('a', '甲'), finds('b', '甲乙'))).toEqual(['b 0-2 0-1']);
    expect(winners('甲乙丙', finds('a', '乙丙'), finds('b', '甲乙'))).toEqual(['b 0-2 1-3']);
    expect(winners('甲乙', finds('b', '甲乙'), finds('a', '甲乙'))).toEqual(['a 0-2 0-2']);
  });

  test('both, where they only touch, or are of one rule', () => {
    expect(winners('甲乙', finds('a', '甲'), finds('b', '乙'))).toEqual(['a 0-1', 'b 1-2']);
    expect(winners('甲甲甲', finds('a', '甲甲'))).toEqual(['a 0-2', 'a 1-3']);
  });

  test('one, however far from the beginning and however long', () => {
    const long = '长'.repeat(600);
    expect(winners(`${long}乙${long}`, finds('a', '乙'), finds('b', `${long}乙`))).toEqual(['b 0-601 600-601']);
    expect(winners(`${'。'.repeat(255)}甲乙`, finds('a', '甲'), finds('b', '甲乙'), finds('c', '乙'))).toEqual([
      'b 255-257 255-256 256-257',
    ]);
  });

  test('with its own evidence first', () => {
    expect(winners('甲乙', finds('a', '甲乙', {}, { evidence: [{ start: 1, end: 2 }] }), finds('b', '甲'))).toEqual([
      'a 0-2 1-2 0-1',
    ]);
  });
});

describe('a result', () => {
  const rules = ruleset(
    [finds('warn', '甲'), finds('hint', '乙', { severity: 'info' }), finds('bad', '丙', { severity: 'error' })],
    {},
  );

  test('leaves out what is below the least severity', () => {
    const ids = (least?: 'error' | 'warning' | 'info') =>
      lint(documentOf('甲。乙。丙'), rules, least).findings.map(({ rule }) => rule.id);
    expect([ids(), ids('info'), ids('warning'), ids('error')]).toEqual([
      ['warn', 'hint', 'bad'],
      ['warn', 'hint', 'bad'],
      ['warn', 'bad'],
      ['bad'],
    ]);
  });

  test('names what it was checked with', () => {
    const doc = readTxt({ name: 'a', source: '甲', context: { ...context, modelVersions: () => ({ model: '1' }) } });
    expect(lint(doc, rules).checkedWith).toEqual({
      rules: ['warn', 'hint', 'bad'],
      dictionaries: { ...context.dictionaries.versions(), model: '1' },
    });
    expect(lint(documentOf('甲'), rules).checkedWith.dictionaries).toEqual(context.dictionaries.versions());
  });

  test('knows its findings by rule, words, neighbours and occurrence', () => {
    expect(lint(documentOf('甲'), rules).findings.map((finding) => finding.fingerprint)).toEqual([
      fingerprint(findingKey('warn', '甲', { start: 0, end: 1 }), 0),
    ]);
    const same = `甲${'。'.repeat(24)}`.repeat(3);
    expect(new Set(lint(documentOf(same), rules).findings.map((finding) => finding.fingerprint)).size).toBe(3);
  });

  test('leaves out rules of other kinds of documents, and says which want an archive', () => {
    const ofNotices = finds('notices', '甲', { appliesTo: ['notice'] });
    const ofPairs = finds('pairs', '甲', { needs: 'archive' });
    const of = (source: string, archive?: Archive) => {
      const doc = readTxt({ name: 'a', source, context: { ...context, ...(archive && { archive }) } });
      const { findings, notChecked } = lint(doc, ruleset([ofNotices, ofPairs], {}));
      return [findings.map(({ rule }) => rule.id), notChecked];
    };
    const missing = [{ ruleId: 'pairs', reason: '没有给出往年年报' }];
    expect(of('甲的公告')).toEqual([[], missing]);
    expect(of('甲的通知')).toEqual([['notices'], missing]);
    expect(of('甲的公告', { of: '年报' })).toEqual([['pairs'], []]);
  });

  test('what a rule throws is told, be it an error or not', () => {
    const broken = (thrown: unknown) =>
      finds('broken', '', {
        check: () => {
          throw thrown;
        },
      });
    expect(lint(documentOf('甲'), ruleset([broken('坏')], {})).failures).toEqual([{ ruleId: 'broken', message: '坏' }]);
    expect(lint(documentOf('甲'), ruleset([broken(new Error('坏了'))], {})).failures).toEqual([
      { ruleId: 'broken', message: '坏了' },
    ]);
  });
});

describe('what does not count', () => {
  const rules = ruleset([finds('one', '甲'), finds('two', '乙')], {});
  const parted = (source: string, outside = {}) => {
    const doc = readMarkdown({ name: 'a.md', source, context });
    const { findings, suppressed, warnings } = lint(doc, rules, 'info', outside);
    return [
      findings.map(({ rule, range }) => `${rule.id} ${doc.map.position(doc.map.toSource(range).start).line}`),
      suppressed.map(({ rule, suppressed: { kind, reason } }) => `${rule.id} ${kind} ${reason}`),
      warnings,
    ];
  };

  test('comments switch off on their line, the next with something on it, and from here to there', () => {
    expect(parted('甲 <!-- gongwen-lint-disable-line one -- 原文 -->\n\n甲\n')).toEqual([
      ['one 3'],
      ['one comment 原文'],
      [],
    ]);
    expect(parted('<!-- gongwen-lint-disable-next-line -- 原文 -->\n\n甲乙\n\n甲\n')).toEqual([
      ['one 5'],
      ['one comment 原文', 'two comment 原文'],
      [],
    ]);
    expect(
      parted(
        '甲\n\n<!-- gongwen-lint-disable —— 附件 -->\n\n甲乙\n\n<!-- gongwen-lint-enable two -->\n\n甲乙\n\n<!-- gongwen-lint-enable -->\n\n甲\n',
      ),
    ).toEqual([['one 1', 'two 9', 'one 13'], ['one comment 附件', 'two comment 附件', 'one comment 附件'], []]);
    expect(
      parted(
        '<!-- gongwen-lint-disable one、two -- 附件 -->\n\n甲乙\n\n<!-- gongwen-lint-enable one -->\n\n甲乙\n',
      ).slice(0, 2),
    ).toEqual([['one 7'], ['one comment 附件', 'two comment 附件', 'two comment 附件']]);
  });

  test('a line ends where any line ends', () => {
    expect(parted('甲\n\n甲 <!-- gongwen-lint-disable-line one -- 因 -->\n\n甲\n')[0]).toEqual(['one 1', 'one 5']);
    expect(parted('甲\r\n\r\n甲 <!-- gongwen-lint-disable-line one -- 因 -->\r\n\r\n甲\r\n')[0]).toEqual([
      'one 1',
      'one 5',
    ]);
  });

  test('comments without reason or effect, or shown as code, do nothing, and the first two say so', () => {
    expect(parted('甲 <!-- gongwen-lint-disable-line one -->\n')).toEqual([
      ['one 1'],
      [],
      ['第 1 行的注释 gongwen-lint-disable-line 没有写理由（“ -- 理由”），不生效。'],
    ]);
    expect(parted('丙 <!-- gongwen-lint-disable-line one -- 因 -->\n')[2]).toEqual([
      '第 1 行的注释 gongwen-lint-disable-line 没有抑制任何问题，可以删去。',
    ]);
    expect(parted('甲 <!-- gongwen-lint-disable-line other -- 因 -->\n')[2]).toEqual([
      '第 1 行的注释 gongwen-lint-disable-line 没有抑制任何问题：“other”没有运行，请核对规则名。',
    ]);
    expect(parted('```\n<!-- gongwen-lint-disable -- 因 -->\n```\n\n甲\n')).toEqual([['one 5'], [], []]);
    expect(parted('`<!-- gongwen-lint-disable -- 因 -->`\n\n甲\n')).toEqual([['one 3'], [], []]);
    expect(parted('甲 <!-- gongwen-lint-disable-line -- 因 -->\n', { ignoresComments: true })).toEqual([
      ['one 1'],
      [],
      [],
    ]);
  });

  test('entries of a file are of a rule, a quote, a fingerprint; a baseline of fingerprints', () => {
    const entry = { kind: 'file', reason: '照录', rule: 'one' };
    const [{ fingerprint } = { fingerprint: '' }] = lint(
      readMarkdown({ name: 'a', source: '甲\n', context }),
      rules,
    ).findings;
    expect(parted('甲乙\n', { suppressions: [entry] })).toEqual([['two 1'], ['one file 照录'], []]);
    expect(parted('甲\n', { suppressions: [{ ...entry, quote: '甲' }] })[1]).toHaveLength(1);
    expect(parted('甲\n', { suppressions: [{ ...entry, quote: '丁' }] })[1]).toHaveLength(0);
    expect(parted('甲\n', { suppressions: [{ ...entry, fingerprint }] })[1]).toHaveLength(1);
    expect(parted('甲\n', { suppressions: [{ ...entry, fingerprint: 'x' }] })[1]).toHaveLength(0);
    expect(parted('甲\n', { baseline: new Set([fingerprint]) })[1]).toEqual(['one baseline 基线中已有']);
    expect(parted('甲\n', { baseline: new Set(['x']) })[1]).toEqual([]);
  });
});
