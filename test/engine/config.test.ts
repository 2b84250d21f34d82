import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { configFor, configSchema, matchesGlob, merged } from '../../src/engine/config.js';
import { defineRule } from '../../src/rule/rule.js';

describe('one config upon another', () => {
  test('rules by id, lists one after the other, all else replaced', () => {
    expect(
      merged(
        {
          rules: { a: 'info', b: ['error', { n: 1 }] },
          ignores: ['x'],
          trial: true,
          profile: { organ: '甲', year: 1 },
        },
        { rules: { b: 'warning', c: 'off' }, ignores: ['y'], dictionaries: ['d'], profile: { organ: '乙' } },
      ),
    ).toEqual({
      rules: { a: 'info', b: ['warning', { n: 1 }], c: 'off' },
      ignores: ['x', 'y'],
      dictionaries: ['d'],
      trial: true,
      profile: { organ: '乙' },
    });
    expect(
      merged(
        { dictionaries: ['a'], overrides: [{ files: 'x' }] },
        { dictionaries: ['b'], overrides: [{ files: 'y' }] },
      ),
    ).toEqual({
      dictionaries: ['a', 'b'],
      overrides: [{ files: 'x' }, { files: 'y' }],
    });
    expect(merged({ rules: { a: ['error', { n: 1 }] } }, { rules: { a: ['info', { n: 2 }] } }).rules).toEqual({
      a: ['info', { n: 2 }],
    });
    expect(merged({ rules: { a: 'info' } }, {})).toEqual({ rules: { a: 'info' } });
    expect(merged({}, { rules: { a: 'info' } })).toEqual({ rules: { a: 'info' } });
    expect(merged({}, {})).toEqual({});
  });
});

test('a glob names a path, or a folder that it stands in', () => {
  const matches = (path: string, globs: string | readonly string[]) => matchesGlob(path, globs);
  expect(matches('/a/b.txt', '/a/*.txt')).toBe(true);
  expect(matches('/a/b/c.txt', '/a/b')).toBe(true);
  expect(matches('/a/b/c.txt', '/a/b/')).toBe(true);
  expect(matches('/a/.b/c.txt', ['/x', '/a/**'])).toBe(true);
  expect(matches('/a/b.txt', '/a/c')).toBe(false);
  expect(matches('/a/b.txt', [])).toBe(false);
});

test('of overrides those apply that name the file and do not leave it out, the later upon the earlier', () => {
  const config = {
    trial: false,
    overrides: [
      { files: '/a/**', rules: { one: 'info' as const } },
      { files: ['/a/x.txt', '/b'], excludedFiles: '/a/x.txt', trial: true },
      { files: '/a/x.txt', rules: { one: 'off' as const } },
    ],
  };
  expect(configFor(config, '/a/x.txt')).toEqual({ trial: false, rules: { one: 'off' } });
  expect(configFor(config, '/b/y.txt')).toEqual({ trial: true });
  expect(configFor(config, '/c')).toEqual({ trial: false });
  expect(configFor({ trial: true }, '/c')).toEqual({ trial: true });
});

describe('the schema', () => {
  const base = {
    title: '试',
    severity: 'warning',
    fix: 'none',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    check: () => [],
  } as const;
  const rules = [
    defineRule({ ...base, id: 'plain' }),
    defineRule({ ...base, id: 'with-options', options: { limit: 3, words: ['甲'], numbers: [1], on: true } }),
  ];
  const takes = new Ajv2020({ strict: false }).compile(configSchema(rules));

  test.each<[object, boolean]>([
    [{}, true],
    [
      {
        $schema: 'a',
        extends: 'b',
        trial: true,
        minSeverity: 'info',
        maxWarnings: 0,
        baseline: 'a',
        suppressions: 'b',
      },
      true,
    ],
    [{ extends: ['a', 'b'] }, true],
    [{ extends: [] }, false],
    [{ extends: 1 }, false],
    [{ trial: 'yes' }, false],
    [{ minSeverity: 'off' }, false],
    [{ maxWarnings: -1 }, false],
    [{ maxWarnings: 1.5 }, false],
    [{ baseline: 1 }, false],
    [{ suppressions: 1 }, false],
    [{ other: 1 }, false],
    [{ dictionaries: ['a'] }, true],
    [{ dictionaries: 'a' }, false],
    [{ dictionaries: [1] }, false],
    [{ profile: 'a.json' }, true],
    [{ profile: { region: '411221', organ: '甲', year: 2022 } }, true],
    [{ profile: { region: '41122' } }, false],
    [{ profile: { organ: 1 } }, false],
    [{ profile: { year: '2022' } }, false],
    [{ profile: { other: 1 } }, false],
    [{ ignores: ['a'] }, true],
    [{ ignores: ['!a'] }, false],
    [{ ignores: 'a' }, false],
    [{ overrides: [{ files: 'a', trial: true }] }, true],
    [{ overrides: [{ files: ['a'], excludedFiles: ['b'] }] }, true],
    [{ overrides: [{ files: [] }] }, false],
    [{ overrides: [{ files: '!a' }] }, false],
    [{ overrides: [{}] }, false],
    [{ overrides: [{ files: 'a', ignores: [] }] }, false],
    [{ rules: { plain: 'off' } }, true],
    [{ rules: { plain: 'loud' } }, false],
    [{ rules: { plain: ['info'] } }, true],
    [{ rules: { plain: ['info', {}] } }, true],
    [{ rules: { plain: ['info', { limit: 1 }] } }, false],
    [{ rules: { plain: [] } }, false],
    [{ rules: { plain: ['info', {}, 1] } }, false],
    [{ rules: { other: 'info' } }, false],
    [{ rules: { 'with-options': ['info', { limit: 5, words: ['乙'], numbers: [2], on: false }] } }, true],
    [{ rules: { 'with-options': ['info', { limit: '5' }] } }, false],
    [{ rules: { 'with-options': ['info', { words: [1] }] } }, false],
    [{ rules: { 'with-options': ['info', { numbers: ['a'] }] } }, false],
    [{ rules: { 'with-options': ['info', { other: 1 }] } }, false],
    [[], false],
  ])('%j: %s', (config, expected) => {
    expect(takes(config)).toBe(expected);
  });

  test('says the defaults of a rule, and what it is called', () => {
    expect(configSchema(rules)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: {
        rules: {
          properties: {
            plain: { description: '试', $ref: '#/$defs/plainSetting' },
            'with-options': {
              anyOf: [
                {},
                { prefixItems: [{}, { title: '选项', properties: { limit: { type: 'number', default: 3 } } }] },
              ],
            },
          },
        },
      },
    });
  });
});
