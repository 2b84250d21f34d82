import { describe, expect, test } from '@jest/globals';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules } from '../src/generated/rules.js';
import { readTxt } from '../src/intake/plain/txt.js';
import type { AnyRule } from '../src/rule/rule.js';
import { NOISE } from '../workshop/build/contract.js';
import { context } from './context.js';

/** Characters of each noise text: so long that what is tried anew at every place for all the rest would not end. */
const LENGTH = 20_000;

/** Whether a rule ends, not how soon: no machine is quiet. */
const LIMIT = 300_000;

/** Runs whatever the kind of document, on trial or not. */
const always = ({ appliesTo: _, trial: __, ...rule }: AnyRule): AnyRule => rule;

describe.each(NOISE)('%s, again and again', (unit) => {
  const times = Math.floor(LENGTH / unit.length);
  const doc = readTxt({ name: 'noise.txt', source: unit.repeat(times), context });

  test.each(builtInRules)(
    '$id comes to an end, and finds no more than what is repeated',
    (rule) => {
      const { findings, failures } = lint(doc, ruleset([always(rule)], {}));
      expect(failures).toEqual([]);
      expect(findings.length).toBeLessThanOrEqual(times);
      expect(new Set(findings.map(({ message }) => message)).size).toBeLessThanOrEqual(2);
    },
    LIMIT,
  );
});
