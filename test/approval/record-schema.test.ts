import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { EVENT_SCHEMAS, RECORD_SCHEMA, ROSTER_SCHEMA } from '../../src/approval/record-schema.js';

const ajv = new Ajv2020({ strict: false });
const HASH = 'a'.repeat(64);
const entry = {
  number: 1,
  time: '2026-11-24T08:00:00Z',
  by: { name: '李四', role: '初审' },
  previous: HASH,
  hash: HASH,
};

describe('an event', () => {
  const takes = ajv.compile(EVENT_SCHEMAS.returned);
  const good = { kind: 'returned', level: '初审', reason: '请核', ...entry };
  test.each<[string, object, boolean]>([
    ['whole', {}, true],
    ['sealed', { seal: 'x' }, true],
    ['of another kind', { kind: 'signed' }, false],
    ['with more', { more: 1 }, false],
    ['of no level', { level: '四审' }, false],
    ['with a number below nought', { number: -1 }, false],
    ['with half a number', { number: 1.5 }, false],
    ['with half a second', { time: '2026-11-24T08:00:00.5Z' }, true],
    ['at a time of no zone', { time: '2026-11-24T08:00:00' }, false],
    ['by nobody', { by: { name: '李四' } }, false],
    ['with a short hash', { hash: 'a' }, false],
    ['with a hash of other letters', { previous: 'g'.repeat(64) }, false],
    ['without reason', { reason: undefined }, false],
    ['sealed with a number', { seal: 1 }, false],
  ])('%s', (_, change, expected) => {
    expect(takes(JSON.parse(JSON.stringify({ ...good, ...change })))).toBe(expected);
  });

  test('an answer is of one finding at least', () => {
    const answers = ajv.compile(EVENT_SCHEMAS.waived);
    const answer = { kind: 'waived', reason: '照录', ...entry };
    expect([['x'], [], [1], 'x'].map((findings) => answers({ ...answer, findings }))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('a signature names what it covers; a key it may have', () => {
    const signs = ajv.compile(EVENT_SCHEMAS.signed);
    const covers = { text: HASH, findings: HASH, decisions: HASH };
    const signature = { kind: 'signed', level: '初审', opinion: '同意', covers, ...entry };
    expect(
      [{}, { publicKey: 'k' }, { publicKey: 1 }, { covers: { text: HASH } }, { opinion: 1 }].map((change) =>
        signs({ ...signature, ...change }),
      ),
    ).toEqual([true, true, false, false, false]);
  });
});

test('a record has its format, one event at least, and a head', () => {
  const takes = ajv.compile(RECORD_SCHEMA);
  const good = {
    format: 'gongwen-lint-review',
    version: 1,
    events: [{ kind: 'signed' }],
    head: { events: 1, hash: HASH },
  };
  const changes: readonly object[] = [
    {},
    { format: 'x' },
    { version: 2 },
    { events: [] },
    { events: [{}] },
    { events: [{ kind: 'x' }] },
    { events: {} },
    { events: [1] },
    { head: { events: 1 } },
    { more: 1 },
  ];
  expect(changes.map((change) => takes({ ...good, ...change }))).toEqual([true, ...changes.slice(1).map(() => false)]);
});

test('a roster has people with their roles; a key they may have', () => {
  const takes = ajv.compile(ROSTER_SCHEMA);
  const person = { name: '李四', roles: ['初审'] };
  const rosters: readonly unknown[] = [
    [person],
    [{ ...person, publicKey: 'k' }],
    [],
    [{ name: '李四' }],
    [{ ...person, roles: [] }],
    [{ ...person, roles: [1] }],
    {},
  ];
  expect(rosters.map((people) => takes({ people }))).toEqual([true, true, false, false, false, false, false]);
  expect(takes({})).toBe(false);
});
