import { FILE_REPORT_SCHEMA } from '../record/schema.js';
import { SIGN_LEVELS } from './levels.js';

/** What a stored case must be before anything is made of it: it may come from anywhere. */
const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$', description: '64 位十六进制的 SHA-256' } as const;
const time = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$',
  description: '时间，如 2026-11-24T08:00:00Z',
} as const;
const object = <T extends object>(properties: T, optional: readonly string[] = []) =>
  ({
    type: 'object',
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
    properties,
  }) as const;

const entry = {
  number: count,
  time,
  by: object({ name: text, role: text }),
  previous: sha256,
  hash: sha256,
  seal: text,
} as const;

const event = <T extends object>(kind: string, properties: T, optional: readonly string[] = []) =>
  object({ kind: { const: kind }, ...properties, ...entry }, ['seal', ...optional]);

const level = { enum: SIGN_LEVELS } as const;
const answer = { findings: { type: 'array', minItems: 1, items: text }, reason: text } as const;

/** Of one event, by its kind. */
export const EVENT_SCHEMAS = {
  submitted: event('submitted', {
    document: object({ name: text, bytes: sha256, text: sha256, characters: count }),
    report: FILE_REPORT_SCHEMA,
    fields: { type: 'object', additionalProperties: text },
  }),
  waived: event('waived', answer),
  reopened: event('reopened', answer),
  signed: event(
    'signed',
    { level, opinion: text, covers: object({ text: sha256, findings: sha256, decisions: sha256 }), publicKey: text },
    ['publicKey'],
  ),
  returned: event('returned', { level, reason: text }),
} as const;

/** Of the record; its events are checked by kind. */
export const RECORD_SCHEMA = object({
  format: { const: 'gongwen-lint-review' },
  version: { const: 1 },
  events: {
    type: 'array',
    minItems: 1,
    items: { type: 'object', required: ['kind'], properties: { kind: { enum: Object.keys(EVENT_SCHEMAS) } } },
  },
  head: object({ events: count, hash: sha256 }),
});

/** Of a list of the people who may act. */
export const ROSTER_SCHEMA = object({
  people: {
    type: 'array',
    minItems: 1,
    items: object({ name: text, roles: { type: 'array', minItems: 1, items: text }, publicKey: text }, ['publicKey']),
  },
});
