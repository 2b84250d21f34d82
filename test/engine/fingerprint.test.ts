import { expect, test } from '@jest/globals';
import { findingKey, fingerprint, squeeze } from '../../src/engine/fingerprint.js';

test('a key is the rule, the words, and twelve characters on either side without white space', () => {
  const text = `${'前'.repeat(20)}一 二\n三错四\t五 六${'后'.repeat(20)}`;
  const at = text.indexOf('错');
  expect(findingKey('rule', text, { start: at, end: at + 1 }).split('\u0001')).toEqual([
    'rule',
    '错',
    `${'前'.repeat(9)}一二三`,
    `四五六${'后'.repeat(9)}`,
  ]);
  expect(findingKey('rule', '错', { start: 0, end: 1 })).toBe('rule\u0001错\u0001\u0001');
});

test('a fingerprint is twenty hexadecimal digits, for ever the same, another for each occurrence', () => {
  expect(fingerprint('甲', 0)).toMatch(/^[0-9a-f]{20}$/u);
  expect(fingerprint('甲', 0)).toBe(fingerprint('甲', 0));
  expect(fingerprint('甲', 1)).not.toBe(fingerprint('甲', 0));
  expect(fingerprint('\ud800', 0)).toBe(fingerprint('\ufffd', 0));
});

test('squeezing takes all white space out', () => {
  expect(squeeze(' 甲\n\t乙　丙 ')).toBe('甲乙丙');
});
