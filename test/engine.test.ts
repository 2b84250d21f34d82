import { describe, expect, test } from '@jest/globals';
import { Unavailable } from '../src/document/per-document.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { composeMessage } from '../src/record/message.js';
import { defineRule, type Finding, type Rule } from '../src/rule/rule.js';
import { context } from './context.js';

const documentOf = (source: string) => readTxt({ name: '试.txt', source, context });

const ruleThat = (id: string, check: (text: string) => Iterable<Finding>, more: Partial<Rule> = {}): Rule =>
  defineRule({
    id,
    title: '试',
    severity: 'warning',
    fix: 'none',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    check: (doc) => check(doc.text),
    ...more,
  });

const find = (word: string, more: Partial<Finding> = {}) =>
  function* (text: string): Iterable<Finding> {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      yield { range: { start: at, end: at + word.length }, message: `“${word}”不对。`, ...more };
  };

describe('lint', () => {
  test('a rule that throws is a failure; what the others found stays', () => {
    const broken = ruleThat('test-broken', () => {
      throw new Error('坏了');
    });
    const result = lint(documentOf('甲乙'), ruleset([broken, ruleThat('test-good', find('乙'))], {}));
    expect(result.failures).toEqual([{ ruleId: 'test-broken', message: '坏了' }]);
    expect(result.findings.map((f) => f.rule.id)).toEqual(['test-good']);
  });

  test('a rule whose means are absent is not checked, and keeps what it found before', () => {
    const partial = ruleThat('test-partial', function* (text) {
      yield* find('甲')(text);
      throw new Unavailable('没有分词');
    });
    const result = lint(documentOf('甲乙'), ruleset([partial], {}));
    expect(result.notChecked).toEqual([{ ruleId: 'test-partial', reason: '没有分词' }]);
    expect(result.findings).toHaveLength(1);
  });

  test('of overlapping findings the more severe stays and the other is its evidence', () => {
    const mild = ruleThat('test-mild', find('甲乙丙'));
    const severe = ruleThat('test-severe', find('乙'), { severity: 'error' });
    const [finding, ...rest] = lint(documentOf('甲乙丙'), ruleset([mild, severe], {})).findings;
    expect(rest).toEqual([]);
    expect(finding?.rule.id).toBe('test-severe');
    expect(finding?.evidence).toEqual([{ start: 0, end: 3 }]);
  });

  test('fingerprints survive edits elsewhere and tell repetitions apart', () => {
    const rules = ruleset([ruleThat('test-word', find('错'))], {});
    const prints = (text: string) => lint(documentOf(text), rules).findings.map((f) => f.fingerprint);
    const before = prints('第一段。\n这里有一处错字，需要改正过来才可以上网发布。');
    expect(prints('新加的一段。\n第一段。\n这里有一处错字，需要改正过来才可以上网发布。')).not.toEqual([]);
    const padding = '。'.repeat(40);
    expect(prints(`甲${padding}错${padding}`)).toEqual(prints(`乙乙${padding}错${padding}`));
    expect(before).toHaveLength(1);
    expect(new Set(prints(`${padding}错${padding}错${padding}`)).size).toBe(2);
  });

  test('a finding may be milder than its rule, never harsher', () => {
    const severities = (severity: 'info' | 'error') =>
      lint(documentOf('甲'), ruleset([ruleThat('test-level', find('甲', { severity }))], {})).findings.map(
        (f) => f.severity,
      );
    expect(severities('info')).toEqual(['info']);
    expect(severities('error')).toEqual(['warning']);
  });

  test('the same document and rules give the same bytes', () => {
    const rules = ruleset([ruleThat('test-word', find('甲'))], {});
    const doc = documentOf('甲乙甲');
    expect(JSON.stringify(lint(doc, rules))).toBe(JSON.stringify(lint(doc, rules)));
  });
});

describe('ruleset', () => {
  const rules = [
    ruleThat('test-word', find('甲'), { options: { limit: 3, words: ['乙'] } }),
    ruleThat('test-trial', find('乙'), { trial: true, severity: 'error' }),
  ];
  test('given options stand over the defaults, which stay where none is given', () => {
    const [active] = ruleset(rules, { rules: { 'test-word': ['info', { limit: 5 }] } });
    expect(active).toMatchObject({ severity: 'info', options: { limit: 5, words: ['乙'] } });
    expect(ruleset(rules, { rules: { 'test-word': ['info'] } })[0]?.options).toEqual({ limit: 3, words: ['乙'] });
    expect(ruleset(rules, { rules: { 'test-word': 'off' } })).toEqual([]);
  });

  test('a trial rule runs only when asked, and never above info', () => {
    expect(ruleset(rules, {}).map(({ rule }) => rule.id)).toEqual(['test-word']);
    expect(ruleset(rules, { trial: true, rules: { 'test-trial': 'error' } }).map(({ severity }) => severity)).toEqual([
      'warning',
      'info',
    ]);
  });
});

test('messages begin with the text, then the arrow, and hold no ASCII quotes', () => {
  expect(composeMessage('【2022】', { message: '“【2022】”应用六角括号。', suggest: ['〔2022〕'] })).toBe(
    '【2022】 -> 〔2022〕（“【2022】”应用六角括号）',
  );
  expect(composeMessage('"', { message: '引号。' })).not.toContain('"');
});
