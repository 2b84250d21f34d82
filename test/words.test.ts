import { describe, expect, test } from '@jest/globals';
import typoLexicon from '../rules/typo-lexicon/rule.js';
import typoUsage from '../rules/typo-usage/rule.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { findingsOf } from '../src/rule/examples.js';
import { context } from './context.js';

/** Rows whose own example shows no finding of the rule that they are for. */
const unfound = (name: 'confusions' | 'usages', rule: typeof typoLexicon | typeof typoUsage): readonly string[] =>
  context.dictionaries.rows(name).flatMap(({ wrong, example }) => {
    const doc = readTxt({ name: '例句.txt', source: example, context });
    const at = example.indexOf(wrong);
    const found = findingsOf(rule, doc).some(({ range }) => range.start < at + wrong.length && range.end > at);
    return found ? [] : [`${wrong}：${example}`];
  });

describe('every row is found in its own example', () => {
  test('confusions', () => expect(unfound('confusions', typoLexicon)).toEqual([]));
  test('usages', () => expect(unfound('usages', typoUsage)).toEqual([]));
});
