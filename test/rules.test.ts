import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { exampleDocument } from '../src/rule/examples.js';
import { breaches } from '../workshop/build/contract.js';
import { context } from './context.js';

const folders = readdirSync(new URL('../rules', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

test('every folder of rules/ is a rule, and every rule a folder', () => {
  expect(builtInRules.map((rule) => rule.id)).toEqual(folders);
});

describe.each(builtInRules.map((rule, i) => [folders[i] ?? '', rule] as const))('%s', (folder, rule) => {
  test('keeps the contract', () => {
    expect(breaches(rule, folder, context)).toEqual([]);
  });

  test('its good examples are clean under all rules', () => {
    for (const example of rule.examples) {
      if (!('good' in example)) continue;
      const active = ruleset(builtInRules, { rules: { [rule.id]: [rule.severity, example.options ?? {}] } });
      const { findings, failures } = lint(exampleDocument(example, context), active, 'warning');
      expect({ good: example.good, findings: findings.map((f) => f.message), failures }).toEqual({
        good: example.good,
        findings: [],
        failures: [],
      });
    }
  });
});
