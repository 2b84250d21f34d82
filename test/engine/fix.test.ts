import { describe, expect, test } from '@jest/globals';
import { dictionariesFrom } from '../../src/dictionary/index.js';
import type { Document } from '../../src/document/document.js';
import { asSource, fix, safeReplacement } from '../../src/engine/fix.js';
import { lint, type Result } from '../../src/engine/lint.js';
import { ruleset } from '../../src/engine/ruleset.js';
import { readHtml } from '../../src/intake/html/html.js';
import { readMarkdown } from '../../src/intake/plain/markdown.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import { defineRule, type Finding, type Rule } from '../../src/rule/rule.js';

const context = { dictionaries: dictionariesFrom(() => []), profile: {} };
const READERS = { txt: readTxt, md: readMarkdown, html: readHtml } as const;
type Format = keyof typeof READERS;
const read = (source: string, format: Format = 'txt') => READERS[format]({ name: `a.${format}`, source, context });

const replaces = (id: string, wrong: string, right: string, more: Partial<Rule> = {}, own: Partial<Finding> = {}) =>
  defineRule({
    id,
    title: '试',
    severity: 'warning',
    fix: 'safe',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    *check({ text }) {
      for (let at = text.indexOf(wrong); at >= 0; at = text.indexOf(wrong, at + wrong.length))
        yield { range: { start: at, end: at + wrong.length }, message: `“${wrong}”不对。`, suggest: [right], ...own };
    },
    ...more,
  });
type Rules = readonly ReturnType<typeof replaces>[];
const linted = (doc: Document, rules: Rules): Result => lint(doc, ruleset(rules, { trial: true }));
const fixed = (source: string, rules: Rules, format: Format = 'txt') => {
  const { document, result, applied, stable } = fix(
    read(source, format),
    (doc) => linted(doc, rules),
    (_, next) => read(next, format),
  );
  return {
    source: document.map.source,
    left: result.findings.length,
    applied: applied.map(({ ruleId, quote, replacement }) => `${ruleId} ${quote}→${replacement}`),
    stable,
  };
};

test('what may be replaced unasked is of a safe rule, not on trial, verbatim in the source, and not held back', () => {
  const replacement = (rule: ReturnType<typeof replaces>, source = '甲乙', format: Format = 'txt') => {
    const doc = read(source, format);
    const [finding] = linted(doc, [rule]).findings;
    return finding && safeReplacement(doc, finding);
  };
  expect(replacement(replaces('a', '甲', '丙'))).toBe('丙');
  expect(replacement(replaces('a', '甲', '丙', { fix: 'suggest' }))).toBeUndefined();
  expect(replacement(replaces('a', '甲', '丙', { trial: true }))).toBeUndefined();
  expect(replacement(replaces('a', '甲', '丙', {}, { fix: 'suggest' }))).toBeUndefined();
  expect(replacement(replaces('a', '甲乙', '丙'), '<p>甲<b>乙</b></p>', 'html')).toBeUndefined();
  expect(replacement(replaces('a', '甲', '丙', {}, { suggest: [] }))).toBeUndefined();
});

test('HTML has its references', () => {
  expect([asSource(read('甲', 'html'), 'a&<b>'), asSource(read('甲'), 'a&<b>')]).toEqual(['a&amp;&lt;b&gt;', 'a&<b>']);
});

describe('a document is fixed', () => {
  test('until nothing is left, in order', () => {
    expect(fixed('甲乙甲', [replaces('a', '甲', '丙'), replaces('b', '丙乙', '丁')])).toEqual({
      source: '丁丙',
      left: 0,
      applied: ['a 甲→丙', 'a 甲→丙', 'b 丙乙→丁'],
      stable: true,
    });
  });

  test('not at all where nothing is wrong, or nothing would change', () => {
    expect(fixed('乙', [replaces('a', '甲', '丙')])).toEqual({ source: '乙', left: 0, applied: [], stable: true });
    expect(fixed('甲', [replaces('a', '甲', '甲')])).toEqual({ source: '甲', left: 1, applied: [], stable: true });
  });

  test('what overlaps waits for the next round', () => {
    const overlapping = replaces('a', '甲', '乙', {
      *check({ text }) {
        for (const [wrong, right] of [
          ['甲甲', '乙甲'],
          ['甲丙', '丁'],
        ] as const) {
          const start = text.indexOf(wrong);
          if (start >= 0) yield { range: { start, end: start + 2 }, message: `“${wrong}”不对。`, suggest: [right] };
        }
      },
    });
    expect(fixed('甲甲丙', [overlapping])).toMatchObject({ source: '乙丁', applied: ['a 甲甲→乙甲', 'a 甲丙→丁'] });
  });

  test('never where rules undo each other', () => {
    expect(fixed('甲', [replaces('a', '甲', '乙'), replaces('b', '乙', '甲')])).toEqual({
      source: '甲',
      left: 1,
      applied: [],
      stable: false,
    });
  });

  test('but for what would change more than it says', () => {
    // A blank line begins a block of code in Markdown, and # a heading.
    expect(fixed('甲乙\n\n丙乙\n', [replaces('a', '甲', '# '), replaces('b', '丙', '丁')], 'md')).toMatchObject({
      source: '甲乙\n\n丁乙\n',
      applied: ['b 丙→丁'],
      stable: true,
    });
  });

  test('but for what would void a suppression', () => {
    const quiet = '<!-- gongwen-lint-disable-line b -- 因 -->';
    const rules = [replaces('a', '-- 因', '因'), replaces('b', '乙', '丙')];
    expect(fixed(`乙 ${quiet}\n`, rules, 'md').source).toBe(`乙 ${quiet}\n`);
  });
});
