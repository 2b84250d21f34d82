import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { FileReport } from '../record/file-report.js';
import type { Person, SignLevel } from './levels.js';

/** A file as it was handed in. Digests are SHA-256 in hex. */
export interface DocumentMark {
  readonly name: string;
  /** Of the file. */
  readonly bytes: string;
  /** Of the text that was read from it, in UTF-8: another layout of the same words has the same. */
  readonly text: string;
  /** UTF-16 code units of the text. */
  readonly characters: number;
}

/** What a signature is given for, so that it can be said later which of these was altered. */
export interface Covers {
  readonly text: string;
  readonly findings: string;
  readonly decisions: string;
}

/** What can happen to a case. */
export type Happening =
  | {
      readonly kind: 'submitted';
      readonly document: DocumentMark;
      /** Without its text. */
      readonly report: FileReport;
      /** What the form asks for and the machine cannot know: 来源, 拟发布栏目 … */
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'waived'; readonly findings: readonly string[]; readonly reason: string }
  | { readonly kind: 'reopened'; readonly findings: readonly string[]; readonly reason: string }
  | {
      readonly kind: 'signed';
      readonly level: SignLevel;
      readonly opinion: string;
      readonly covers: Covers;
      /** Ed25519, SPKI in base64; then the event has a seal. */
      readonly publicKey?: string;
    }
  | { readonly kind: 'returned'; readonly level: SignLevel; readonly reason: string };

interface Entry {
  /** From 1. */
  readonly number: number;
  /** ISO 8601. */
  readonly time: string;
  readonly by: Person;
  /** The hash of the event before; of the first, zeros. */
  readonly previous: string;
}

/** Something that happened, chained to all that happened before it. */
export type CaseEvent = Happening &
  Entry & {
    /** SHA-256 of all the above in canonical JSON. */
    readonly hash: string;
    /** By the key of the person who signs: of the hash, in base64. */
    readonly seal?: string;
  };

/** A case as it is stored: one file. */
export interface ReviewRecord {
  readonly format: 'gongwen-lint-review';
  readonly version: 1;
  readonly events: readonly CaseEvent[];
  /** What the events must end with, so that an event cut off at the end is missed. */
  readonly head: { readonly events: number; readonly hash: string };
}

const NOTHING = '0'.repeat(64);

export const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text.toWellFormed())));

/** JSON with the keys of every object in order: the same value gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .filter(([, of]) => of !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`)
    .join(',')}}`;
}

export const hashOf = ({ hash: _, seal: __, ...rest }: CaseEvent): string => digest(canonical(rest));

/** The next event of a chain. */
export function chained(events: readonly CaseEvent[], happening: Happening, by: Person, time: string): CaseEvent {
  const event = { ...happening, number: events.length + 1, time, by, previous: events.at(-1)?.hash ?? NOTHING };
  return { ...event, hash: hashOf({ ...event, hash: '' }) };
}

export const recordOf = (events: readonly CaseEvent[]): ReviewRecord => ({
  format: 'gongwen-lint-review',
  version: 1,
  events,
  head: { events: events.length, hash: events.at(-1)?.hash ?? NOTHING },
});

/** Of a chain up to an event: 3f2a-91bc-07de-55aa-c01d, short enough to be compared with paper. */
export const codeOf = ({ hash }: Pick<CaseEvent, 'hash'>): string =>
  (hash.slice(0, 20).match(/.{4}/gu) ?? []).join('-');

export interface ChainFault {
  readonly kind: 'altered' | 'order' | 'missing';
  /** The event from which on nothing can be relied on. */
  readonly event: number;
  readonly what: string;
}

/** Where a chain is broken: an event altered, moved, put in, or taken out. */
export function chainFaults({ events, head }: Pick<ReviewRecord, 'events' | 'head'>): readonly ChainFault[] {
  const faults: ChainFault[] = [];
  let previous = NOTHING;
  for (const [i, event] of events.entries()) {
    const at = i + 1;
    if (event.number !== at)
      faults.push({
        kind: 'order',
        event: at,
        what: `第 ${at} 步编号是 ${event.number}：次序被改动，或有步骤被删去、插入。`,
      });
    if (hashOf(event) !== event.hash) faults.push({ kind: 'altered', event: at, what: `第 ${at} 步的内容被改动。` });
    else if (event.previous !== previous)
      faults.push({
        kind: 'order',
        event: at,
        what: `第 ${at} 步接不上前一步：前一步被改动，次序被改动，或有步骤被删去、插入。`,
      });
    previous = event.hash;
  }
  if (head.events !== events.length || head.hash !== (events.at(-1)?.hash ?? NOTHING))
    faults.push({
      kind: 'missing',
      event: Math.min(head.events, events.length) + 1,
      what: `记录应有 ${head.events} 步，实有 ${events.length} 步，末步与记录所载不符：末尾被删去或改动。`,
    });
  return faults;
}
