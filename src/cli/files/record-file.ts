import { readFileSync } from 'node:fs';
import { type CaseEvent, type ReviewRecord, recordOf } from '../../approval/ledger.js';
import { EVENT_SCHEMAS, RECORD_SCHEMA, ROSTER_SCHEMA } from '../../approval/record-schema.js';
import type { RosterEntry } from '../../approval/verify.js';
import { type Check, checkFor, keyPath } from '../../config/validate.js';
import { UnreadableError, UserError } from '../../errors.js';
import { readFileBytes } from '../../intake/file.js';
import { writeWhole } from './output.js';
import { Refusal, replaceFile } from './replace-file.js';

const checkRecord = checkFor(() => RECORD_SCHEMA);
const checkRoster = checkFor(() => ROSTER_SCHEMA);
const checkEvent = Object.fromEntries(
  Object.entries(EVENT_SCHEMAS).map(([kind, schema]) => [kind, checkFor(() => schema)]),
) as Readonly<Record<CaseEvent['kind'], Check>>;

/** Deeper than anything of ours; what walks a value walks its depth on the stack. */
const MAX_DEPTH = 60;

function isTooDeep(json: string): boolean {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (isString) {
      if (character === '\\') i++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') {
      if (++depth > MAX_DEPTH) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}

/** A record with the bytes it was read from, so that nobody's step in between is overwritten. */
export interface OpenRecord {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly record: ReviewRecord;
}

function parsedFile(file: string, what: string): { readonly value: unknown; readonly bytes: Uint8Array } {
  try {
    const bytes = readFileBytes(file);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isTooDeep(text)) throw new SyntaxError();
    return { value: JSON.parse(text), bytes };
  } catch (error) {
    if (error instanceof UnreadableError) throw new UserError(`${file}：${error.message}`);
    throw new UserError(`${file}：不是${what}（不是合格的 JSON）。`);
  }
}

function demand(file: string, what: string, value: unknown, check: Check, where = ''): void {
  const fault = check(value);
  if (fault)
    throw new UserError(
      `${file}：不是${what}（${[where, keyPath(fault), fault.sentence.replace(/。$/u, '')].filter(Boolean).join('：')}）。`,
    );
}

/** @throws UserError where there is no record, or what is there is none of ours. */
export function openRecord(file: string): OpenRecord {
  const what = '审校记录';
  const { value, bytes } = parsedFile(file, what);
  demand(file, what, value, checkRecord);
  const record = value as ReviewRecord;
  for (const [i, event] of record.events.entries()) demand(file, what, event, checkEvent[event.kind], `第 ${i + 1} 步`);
  return { file, bytes, record };
}

/** One event a line: large enough as it is, and a change is seen where it was made. */
function written(events: readonly CaseEvent[]): Uint8Array {
  const { events: _, head, ...about } = recordOf(events);
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  return new TextEncoder().encode(
    `${JSON.stringify(about).slice(0, -1)},"events":[\n${lines}\n],"head":${JSON.stringify(head)}}\n`,
  );
}

export async function createRecord(file: string, events: readonly CaseEvent[]): Promise<void> {
  await writeWhole(file, written(events));
}

/** @throws UserError where somebody else has written to it meanwhile. */
export function writeRecord({ file, bytes }: OpenRecord, events: readonly CaseEvent[]): void {
  try {
    replaceFile(file, bytes, written(events));
  } catch (error) {
    if (error instanceof Refusal) throw new UserError(`${file}：${error.message}`);
    throw error;
  }
}

/** The people who may act. @throws UserError for a faulty file. */
export function readRoster(file: string): readonly RosterEntry[] {
  const { value } = parsedFile(file, '名册');
  demand(file, '名册', value, checkRoster);
  return (value as { readonly people: readonly RosterEntry[] }).people;
}

/** @throws UserError */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}：读不出（${error instanceof Error ? error.message : ''}）。请检查路径和权限。`);
  }
}
