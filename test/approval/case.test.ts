import { describe, expect, test } from '@jest/globals';
import { act, type Case } from '../../src/approval/case.js';
import { type CaseEvent, digest } from '../../src/approval/ledger.js';
import { lint } from '../../src/engine/lint.js';
import { ruleset } from '../../src/engine/ruleset.js';
import { builtInRules } from '../../src/generated/rules.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import { linted } from '../../src/record/file-report.js';
import { context } from '../context.js';

const AUTHOR = { name: '张三', role: '拟稿人' };
const rules = ruleset(
  builtInRules.filter(({ id }) => id === 'date-valid'),
  {},
);

/** The findings of the second text, after the first had its one let stand. */
function answersAfter(first: string, second: string): readonly (string | undefined)[] {
  const events: CaseEvent[] = [];
  let now: Case | undefined;
  const submit = (text: string): void => {
    const doc = readTxt({ name: '通知.txt', source: text, context });
    const { text: _, ...report } = linted('通知.txt', doc, lint(doc, rules), { withText: true });
    const document = { name: '通知.txt', bytes: digest(text), text: digest(doc.text), characters: text.length };
    const made = act(events, { kind: 'submitted', document, report, fields: {} }, AUTHOR, '2026-11-24T08:00:00Z');
    events.push(made.event);
    now = made.now;
  };
  submit(first);
  const findings = (now?.findings ?? []).map(({ message }) => message.fingerprint);
  expect(findings).toHaveLength(1);
  events.push(act(events, { kind: 'waived', findings, reason: '照录' }, AUTHOR, '2026-11-24T08:01:00Z').event);
  submit(second);
  return (now?.findings ?? []).filter(({ isPresent }) => isPresent).map(({ decision }) => decision?.state);
}

describe('an answer stays with its finding', () => {
  const text = (before: string, after: string): string => `${before}2月30日${after}\n`;

  test('where the text about it is edited on one side', () => {
    const first = text('兹定于今年的春天也就是', '在县城的中心广场上召开大会。');
    expect(answersAfter(first, text('兹定于今年的春天也就是', '于某乡政府门前空地举行仪式。'))).toEqual(['保留']);
    expect(answersAfter(first, text('各单位务必按照要求的期限即', '在县城的中心广场上召开大会。'))).toEqual(['保留']);
  });

  test('and with no other of the same words elsewhere', () => {
    const first = text('兹定于今年的春天也就是', '在县城的中心广场上召开大会。');
    expect(answersAfter(first, text('各单位务必按照要求的期限即', '于某乡政府门前空地举行仪式。'))).toEqual([
      undefined,
    ]);
  });
});
