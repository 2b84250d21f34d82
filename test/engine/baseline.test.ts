import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  BASELINE_SCHEMA,
  type Baseline,
  baselineText,
  countGone,
  fingerprintsOf,
  rebased,
} from '../../src/engine/baseline.js';

const before: Baseline = {
  version: 1,
  files: { 'b.txt': { two: ['y', 'x'], one: ['z'] }, 'gone.txt': { one: ['q'] } },
};

test('the files of a run stand as they are now, the clean ones go, the others keep what they had; all in order', () => {
  const found = (ruleId: string, fingerprint: string) => ({ ruleId, fingerprint });
  const now = new Map([
    ['c.txt', [found('two', 'n'), found('one', 'm'), found('two', 'a')]],
    ['a.txt', [found('one', 'k')]],
    ['gone.txt', []],
  ]);
  const after = rebased(before, now);
  expect(after).toEqual({
    version: 1,
    files: { 'a.txt': { one: ['k'] }, 'b.txt': before.files['b.txt'], 'c.txt': { one: ['m'], two: ['a', 'n'] } },
  });
  expect(Object.keys(after.files)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  expect(Object.keys(after.files['c.txt'] ?? {})).toEqual(['one', 'two']);
  expect(rebased(undefined, now).files).not.toHaveProperty('b.txt');
});

test('is written with a line an entry and an end of line', () => {
  expect(baselineText({ version: 1, files: {} })).toBe('{\n  "version": 1,\n  "files": {}\n}\n');
});

test('knows the fingerprints of a file, of all its rules', () => {
  expect([...fingerprintsOf(before, 'b.txt')].sort()).toEqual(['x', 'y', 'z']);
  expect(fingerprintsOf(before, 'other.txt').size).toBe(0);
});

test('what is gone is counted, of the rules that ran', () => {
  expect(countGone(before, 'b.txt', ['one', 'two'], new Set(['x']))).toBe(2);
  expect(countGone(before, 'b.txt', ['two'], new Set(['x']))).toBe(1);
  expect(countGone(before, 'b.txt', [], new Set())).toBe(0);
  expect(countGone(before, 'other.txt', ['one'], new Set())).toBe(0);
});

test('its schema takes what it writes, and nothing else', () => {
  const takes = new Ajv2020().compile(BASELINE_SCHEMA);
  expect(
    [
      before,
      { version: 2, files: {} },
      { version: 1 },
      { files: {} },
      { version: 1, files: {}, more: 1 },
      { version: 1, files: { a: [] } },
      { version: 1, files: { a: { one: 'x' } } },
      { version: 1, files: { a: { one: [1] } } },
      [],
    ].map((value) => takes(value)),
  ).toEqual([true, false, false, false, false, false, false, false, false]);
});
