import type { Message } from '../record/message.js';
import { type Case, type CaseFinding, replayed } from './case.js';
import {
  type CaseEvent,
  type ChainFault,
  chainFaults,
  codeOf,
  type DocumentMark,
  type ReviewRecord,
} from './ledger.js';
import { isSamePerson, type SignLevel } from './levels.js';

export interface RosterEntry {
  readonly name: string;
  readonly roles: readonly string[];
  /** Ed25519, SPKI in base64: signatures of this person must be sealed with it. */
  readonly publicKey?: string;
}

/** What is known of a case beside its record. */
export interface Evidence {
  /** The document as it lies there now; absent where there is none. */
  readonly document?: DocumentMark & { readonly value: string };
  /** What a check of it finds now, where it was checked with the same rules and dictionaries. */
  readonly findings?: readonly Message[];
  /** As it stands on a printed form. */
  readonly code?: string;
  readonly roster?: readonly RosterEntry[];
  /** The file itself must not differ either. */
  readonly sameBytes?: boolean;
  readonly isSealGood: (publicKey: string, seal: string, hash: string) => boolean;
}

export interface VerifyFault {
  readonly kind: ChainFault['kind'] | 'rule' | 'text' | 'finding' | 'code' | 'seal' | 'roster';
  readonly what: string;
}

export interface VerifiedSignature {
  readonly level: SignLevel;
  readonly by: string;
  readonly time: string;
  readonly code: string;
  readonly isSealed: boolean;
  /** Why it does not count; absent where it does. */
  readonly lapsed?: string;
}

export interface Verified {
  readonly faults: readonly VerifyFault[];
  /** What does not break anything and people must know. */
  readonly notes: readonly string[];
  /** Absent where the events make no case. */
  readonly now?: Case;
  readonly signatures: readonly VerifiedSignature[];
}

/** Everybody's role must be in the roster, and whoever has a key must have used it. */
function peopleFaults(events: readonly CaseEvent[], { roster, isSealGood }: Evidence): readonly VerifyFault[] {
  return events.flatMap((event): VerifyFault[] => {
    if (event.kind !== 'signed') return [];
    const { number, by, level, publicKey, seal, hash } = event;
    const faults: VerifyFault[] = [];
    if (publicKey !== undefined && (seal === undefined || !isSealGood(publicKey, seal, hash)))
      faults.push({ kind: 'seal', what: `第 ${number} 步${level}（${by.name}）的密钥签名不对。` });
    if (publicKey === undefined && seal !== undefined)
      faults.push({ kind: 'seal', what: `第 ${number} 步${level}（${by.name}）的密钥签名没有公钥。` });
    if (!roster) return faults;
    const person = roster.find(({ name }) => isSamePerson(name, by.name));
    if (!person?.roles.includes(level))
      faults.push({ kind: 'roster', what: `第 ${number} 步：名册里${by.name}不是${level}人。` });
    else if (person.publicKey !== undefined && person.publicKey !== publicKey)
      faults.push({
        kind: 'roster',
        what: `第 ${number} 步：${by.name}${publicKey === undefined ? '在名册里有公钥，签名却没有用密钥' : '所用的密钥不是名册里的'}。`,
      });
    return faults;
  });
}

/** Findings that are not in the text where they are said to be. */
const astray = (findings: readonly CaseFinding[], text: string): readonly CaseFinding[] =>
  findings.filter(
    ({ isPresent, message: { at, quote } }) =>
      isPresent && (at === undefined || text.slice(at[0], at[1]).toWellFormed() !== quote),
  );

const numbers = (findings: readonly CaseFinding[]): string => findings.map(({ number }) => number).join('、');

function findingFaults({ findings }: Case, { document, findings: fresh }: Evidence): readonly VerifyFault[] {
  const faults: VerifyFault[] = [];
  const gone = document ? astray(findings, document.value) : [];
  if (gone.length > 0)
    faults.push({ kind: 'finding', what: `记录里第 ${numbers(gone)} 条问题与正文对不上：问题被改动。` });
  if (!fresh) return faults;
  const now = new Map(fresh.map((message) => [message.fingerprint, message]));
  const present = findings.filter(({ isPresent }) => isPresent);
  const unlike = present.filter(({ message }) => {
    const found = now.get(message.fingerprint);
    return (
      !found || found.severity !== message.severity || found.veto !== message.veto || found.message !== message.message
    );
  });
  if (unlike.length > 0)
    faults.push({ kind: 'finding', what: `记录里第 ${numbers(unlike)} 条问题与重新检查所得不同：问题被改动。` });
  const known = new Set(present.map(({ message }) => message.fingerprint));
  const missing = fresh.filter(({ fingerprint }) => !known.has(fingerprint));
  if (missing.length > 0)
    faults.push({
      kind: 'finding',
      what: `重新检查另有 ${missing.length} 条问题，记录里没有（如“${missing[0]?.quote ?? ''}”）：问题被删去，或检查所用的配置不同。`,
    });
  return faults;
}

const CODE = /[^0-9a-f]/gu;

function codeFaults(events: readonly CaseEvent[], code: string, notes: string[]): readonly VerifyFault[] {
  const wanted = code.toLowerCase().replace(CODE, '');
  const at = wanted.length < 16 ? undefined : events.find(({ hash }) => hash.startsWith(wanted))?.number;
  if (at === undefined)
    return [{ kind: 'code', what: `校验码 ${code} 不在记录里：登记表与记录不是一份，或记录被改动、末尾被删去。` }];
  if (at < events.length) notes.push(`登记表是第 ${at} 步时的，此后又有 ${events.length - at} 步；请重新制作登记表。`);
  return [];
}

function lateNotes(events: readonly CaseEvent[]): readonly string[] {
  return events.flatMap((event, i) => {
    const before = events[i - 1];
    return before && event.time < before.time ? [`第 ${event.number} 步的时间早于前一步：请核对各人电脑的时钟。`] : [];
  });
}

function textFaults(now: Case, evidence: Evidence, notes: string[]): readonly VerifyFault[] {
  const { document } = evidence;
  if (!document) return [];
  const { name, text, bytes, characters } = now.document;
  if (document.text !== text)
    return [
      {
        kind: 'text',
        what: `${name} 的文字与提交时不同（提交时 ${characters} 字，现在 ${document.characters} 字）：请重新提交。`,
      },
    ];
  const what = `${name} 的文字与提交时相同，文件却不同：另存过，或改过图片、版面。`;
  if (document.bytes !== bytes && !evidence.sameBytes) notes.push(what);
  return [
    ...(document.bytes !== bytes && evidence.sameBytes ? [{ kind: 'text', what } as const] : []),
    ...findingFaults(now, evidence),
  ];
}

/** Signatures of the whole record: those of its sound beginning as they stand there, all others void. */
function signaturesOf(
  events: readonly CaseEvent[],
  now: Case | undefined,
  broken: number,
  isOtherText: boolean,
): readonly VerifiedSignature[] {
  const sound = new Map(now?.signatures.map((signature) => [signature.event, signature]));
  return events.flatMap((event, i): VerifiedSignature[] => {
    if (event.kind !== 'signed') return [];
    const lapsed =
      i + 1 >= broken
        ? `第 ${broken} 步起记录不可信`
        : (sound.get(i + 1)?.lapsed ?? (isOtherText ? '正文在签名后被改动' : undefined));
    return [
      {
        level: event.level,
        by: event.by.name,
        time: event.time,
        code: codeOf(event),
        isSealed: event.seal !== undefined,
        ...(lapsed !== undefined && { lapsed }),
      },
    ];
  });
}

/**
 * Whether the text, the findings, the decisions and the signatures of a case still belong together. Pure.
 * What nobody without keys or paper can see: that the whole record was written anew.
 */
export function verify(record: ReviewRecord, evidence: Evidence): Verified {
  const { events } = record;
  const notes: string[] = [...lateNotes(events)];
  const chain = chainFaults(record);
  // Of what follows a break nothing more need be said.
  const { now, refused } = replayed(events.slice(0, Math.min(...chain.map(({ event }) => event - 1), events.length)));
  const broken = Math.min(...chain.map(({ event }) => event), refused?.event ?? Number.POSITIVE_INFINITY);
  const isWhole = broken > events.length;
  const { document } = evidence;
  const faults: readonly VerifyFault[] = [
    ...chain,
    ...(refused ? [{ kind: 'rule', what: refused.why } as const] : []),
    ...peopleFaults(events, evidence),
    ...(evidence.code === undefined ? [] : codeFaults(events, evidence.code, notes)),
    ...(now && isWhole ? textFaults(now, evidence, notes) : []),
  ];
  const isOtherText = isWhole && now !== undefined && document !== undefined && document.text !== now.document.text;
  return { faults, notes, signatures: signaturesOf(events, now, broken, isOtherText), ...(now && { now }) };
}
