import type { FileReport } from '../record/file-report.js';
import type { Message } from '../record/message.js';
import { byWeight } from '../report/checklist.js';
import {
  type CaseEvent,
  type Covers,
  canonical,
  chained,
  type DocumentMark,
  digest,
  type Happening,
} from './ledger.js';
import { isSamePerson, needsAnswer, type Person, rankOf, SIGN_LEVELS, type SignLevel, waivingLevel } from './levels.js';

/** What a person, or the next version of the text, has said of a finding. */
export interface Decision {
  readonly state: '已改' | '保留';
  readonly reason: string;
  readonly by: Person;
  readonly time: string;
  /** The event since which it is so: a later confirmation by a higher level is no change. */
  readonly since: number;
}

export interface CaseFinding {
  /** From 1; a finding keeps its number through all versions of the text. */
  readonly number: number;
  readonly message: Message;
  /** In the text as it is now. */
  readonly isPresent: boolean;
  readonly decision?: Decision;
}

export interface Signature {
  readonly level: SignLevel;
  readonly opinion: string;
  readonly by: Person;
  readonly time: string;
  readonly event: number;
  readonly hash: string;
  readonly publicKey?: string;
  /** Why it no longer counts: one sentence. */
  readonly lapsed?: string;
}

export type Status = '待初审' | '待复审' | '待终审' | '退回修改' | '审定';

/** A document on its way through three signatures, as its events have left it. */
export interface Case {
  readonly document: DocumentMark;
  readonly report: FileReport;
  readonly fields: Readonly<Record<string, string>>;
  /** Everybody who has handed in a version of the text. */
  readonly authors: readonly Person[];
  /** Versions of the text so far. */
  readonly versions: number;
  /** By number. */
  readonly findings: readonly CaseFinding[];
  /** In order of time; lapsed ones stay. */
  readonly signatures: readonly Signature[];
  readonly returned?: { readonly by: Person; readonly reason: string };
  readonly status: Status;
}

/** Why something may not be done to a case as it is: one Chinese sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Without `what`, which says nothing that `message` does not: signatures of before there was one hold. */
const findingsDigest = (findings: readonly CaseFinding[]): string =>
  digest(
    canonical(
      findings.flatMap(({ isPresent, number, message: { what: _, ...message } }) =>
        isPresent ? [[number, message]] : [],
      ),
    ),
  );

/** What somebody signs who signs now. */
export const coversOf = ({ document, findings }: Pick<Case, 'document' | 'findings'>): Covers => ({
  text: document.text,
  findings: findingsDigest(findings),
  decisions: digest(
    canonical(findings.map(({ number, message, decision }) => [number, message.fingerprint, decision ?? null])),
  ),
});

const isGood = ({ lapsed }: Signature): boolean => lapsed === undefined;

/** Who has to sign next; undefined when all have. */
export const nextLevel = ({ signatures }: Pick<Case, 'signatures'>): SignLevel | undefined =>
  SIGN_LEVELS.find((level) => !signatures.some((signature) => signature.level === level && isGood(signature)));

/** A finding that somebody wants to let stand who may not: it waits for the level that may. */
export const awaitsLevel = ({ message, decision }: CaseFinding): SignLevel | undefined => {
  const level = waivingLevel(message);
  return decision?.state === '保留' && needsAnswer(message) && rankOf(decision.by.role) < rankOf(level)
    ? level
    : undefined;
};

function withStatus(now: Omit<Case, 'status'>): Case {
  const next = nextLevel(now);
  const status: Status = now.returned ? '退回修改' : next === undefined ? '审定' : `待${next}`;
  return { ...now, status };
}

const lapse = (signatures: readonly Signature[], why: string, isHit: (signature: Signature) => boolean) =>
  signatures.map((signature) => (isGood(signature) && isHit(signature) ? { ...signature, lapsed: why } : signature));

const listed = (findings: readonly CaseFinding[]): string => {
  const numbers = findings.map(({ number }) => number);
  return `第 ${numbers.slice(0, 10).join('、')} 条${numbers.length > 10 ? `等 ${numbers.length} 条` : ''}`;
};

/** Characters beside a quote that make it the same place, though the other side of it was edited. */
const BESIDE = 6;

/** The same rule on the same words in the same surroundings on one side at least: an edit nearby has given it another fingerprint. */
const isMoved = (before: Message, now: Message): boolean =>
  before.ruleId === now.ruleId &&
  before.quote === now.quote &&
  ((before.context.before !== '' && before.context.before.slice(-BESIDE) === now.context.before.slice(-BESIDE)) ||
    (before.context.after !== '' && before.context.after.slice(0, BESIDE) === now.context.after.slice(0, BESIDE)));

/** What the new version has of each finding that was in the old one. */
function successors(known: readonly CaseFinding[], messages: readonly Message[]): ReadonlyMap<CaseFinding, Message> {
  const left = new Map(messages.map((message) => [message.fingerprint, message]));
  const found = new Map<CaseFinding, Message>();
  const take = (finding: CaseFinding, message: Message | undefined): void => {
    if (!message) return;
    found.set(finding, message);
    left.delete(message.fingerprint);
  };
  for (const finding of known) take(finding, left.get(finding.message.fingerprint));
  const byRule = new Map<string, Message[]>();
  for (const message of left.values()) {
    const key = `${message.ruleId}\n${message.quote}`;
    const list = byRule.get(key);
    if (list) list.push(message);
    else byRule.set(key, [message]);
  }
  for (const finding of known) {
    if (found.has(finding) || !finding.isPresent) continue;
    const list = byRule.get(`${finding.message.ruleId}\n${finding.message.quote}`) ?? [];
    take(
      finding,
      list.find((message) => left.has(message.fingerprint) && isMoved(finding.message, message)),
    );
  }
  return found;
}

/** Findings of the new version beside those known: numbers stay, what is gone was mended, what has come back is open. */
function revisedFindings(
  known: readonly CaseFinding[],
  report: FileReport,
  { by, time, number: event }: CaseEvent,
): readonly CaseFinding[] {
  const now = successors(known, report.messages);
  const kept = known.map((finding): CaseFinding => {
    const message = now.get(finding);
    const { decision, ...rest } = finding;
    if (message) return { ...rest, message, isPresent: true, ...(decision?.state === '保留' && { decision }) };
    if (!finding.isPresent) return finding;
    return {
      ...rest,
      isPresent: false,
      decision: { state: '已改', reason: `第 ${event} 步的正文里已没有`, by, time, since: event },
    };
  });
  const old = new Set(now.values());
  const fresh = report.messages.filter((message) => !old.has(message)).sort(byWeight);
  return [
    ...kept,
    ...fresh.map((message, i): CaseFinding => ({ number: known.length + 1 + i, message, isPresent: true })),
  ];
}

function submit(before: Case | undefined, event: CaseEvent & { readonly kind: 'submitted' }): Case {
  const { document, report, fields, by, number } = event;
  const findings = revisedFindings(before?.findings ?? [], report, event);
  const authors = [...(before?.authors ?? []).filter(({ name }) => !isSamePerson(name, by.name)), by];
  if (!before) return withStatus({ document, report, fields, authors, versions: 1, findings, signatures: [] });
  const isNewText = document.text !== before.document.text;
  const isSame = !isNewText && findingsDigest(findings) === findingsDigest(before.findings);
  const why = isNewText ? `第 ${number} 步（${by.name}）改动了正文` : `第 ${number} 步（${by.name}）重新检查，问题有变`;
  return withStatus({
    document,
    report,
    fields: { ...before.fields, ...fields },
    authors: isNewText ? authors : before.authors,
    versions: before.versions + (isNewText ? 1 : 0),
    findings,
    signatures: isSame ? before.signatures : lapse(before.signatures, why, () => true),
  });
}

function decide(before: Case, event: CaseEvent & { readonly kind: 'waived' | 'reopened' }): Case {
  const { kind, findings: named, reason, by, time, number: at } = event;
  if (before.status === '审定') throw new Refusal('已经审定，不能再改处理意见；正文要改，请改后重新提交。');
  if (reason.trim() === '') throw new Refusal('请写明理由。');
  const asked = new Set(named);
  const known = before.findings.filter(({ message }) => asked.has(message.fingerprint));
  if (known.length < asked.size || asked.size === 0) throw new Refusal('没有这条问题。');
  const gone = known.filter(({ isPresent }) => !isPresent);
  if (gone.length > 0) throw new Refusal(`${listed(gone)}在正文里已经没有，不用处理。`);
  const isWaiver = kind === 'waived';
  const undecided = known.filter(({ decision }) => !decision);
  if (!isWaiver && undecided.length > 0) throw new Refusal(`${listed(undecided)}本来就没有处理。`);
  const lower = known.filter(({ decision }) => decision && rankOf(by.role) < rankOf(decision.by.role));
  if (lower.length > 0)
    throw new Refusal(`${listed(lower)}已由${lower[0]?.decision?.by.role ?? ''}处理，${by.role}不能改。`);
  const isFor = ({ message }: CaseFinding): boolean => asked.has(message.fingerprint);
  const findings = before.findings.map((finding): CaseFinding => {
    if (!isFor(finding)) return finding;
    const { decision, ...rest } = finding;
    return isWaiver ? { ...rest, decision: { state: '保留', reason, by, time, since: decision?.since ?? at } } : rest;
  });
  // To take an answer back concerns those who have signed since it was given; to give one, or confirm it, nobody.
  const since = Math.min(...known.map(({ decision }) => decision?.since ?? Number.POSITIVE_INFINITY));
  const why = `第 ${at} 步（${by.name}）把${listed(known)}改回未处理`;
  const signatures = isWaiver ? before.signatures : lapse(before.signatures, why, ({ event: of }) => of > since);
  return withStatus({ ...before, findings, signatures });
}

/** @throws Refusal where the findings do not let this level sign. */
function passGate({ findings }: Case, level: SignLevel): void {
  const open = findings.filter(({ isPresent, message, decision }) => isPresent && needsAnswer(message) && !decision);
  if (open.length > 0) {
    const vetoes = open.filter(({ message }) => message.veto).length;
    throw new Refusal(
      `${listed(open)}还没有处理${vetoes > 0 ? `（其中单项否决 ${vetoes} 条）` : ''}：请改正文后重新提交，或用 review waive 写明理由予以保留。`,
    );
  }
  const waiting = findings.filter((finding) => {
    const awaited = finding.isPresent ? awaitsLevel(finding) : undefined;
    return awaited !== undefined && rankOf(awaited) <= rankOf(level);
  });
  if (waiting.length > 0)
    throw new Refusal(
      `${listed(waiting)}只是拟予保留，须由${waiting[0] ? waivingLevel(waiting[0].message) : level}用 review waive 写明理由确认，或退回修改。`,
    );
}

function sign(before: Case, event: CaseEvent & { readonly kind: 'signed' }): Case {
  const { level, opinion, covers, by, time, number, hash, publicKey } = event;
  if (before.status === '退回修改') throw new Refusal('已退回修改，须重新提交后再签名。');
  const next = nextLevel(before);
  if (next === undefined) throw new Refusal('三级都已签名，已经审定。');
  if (level !== next) throw new Refusal(`现在应由${next}签名，不是${level}。`);
  if (by.role !== level) throw new Refusal(`${level}签名的身份应是${level}，不是${by.role}。`);
  if (by.name.trim() === '') throw new Refusal('请写明签名人。');
  if (before.authors.some(({ name }) => isSamePerson(name, by.name)))
    throw new Refusal(`${by.name}提交过正文，不能再签名：拟稿、改稿的人不审自己的稿。`);
  const other = before.signatures.find((signature) => isGood(signature) && isSamePerson(signature.by.name, by.name));
  if (other) throw new Refusal(`${by.name}已签${other.level}，不能再签${level}：一人只签一级。`);
  passGate(before, level);
  const now = coversOf(before);
  const wrong = (['text', 'findings', 'decisions'] as const).filter((part) => covers[part] !== now[part]);
  const WORD = { text: '正文', findings: '问题清单', decisions: '处理意见' } as const;
  if (wrong.length > 0) throw new Refusal(`签名所覆盖的${wrong.map((part) => WORD[part]).join('、')}与此前各步不符。`);
  const signature: Signature = {
    level,
    opinion,
    by,
    time,
    event: number,
    hash,
    ...(publicKey !== undefined && { publicKey }),
  };
  return withStatus({ ...before, signatures: [...before.signatures, signature] });
}

function giveBack(before: Case, { level, reason, by }: CaseEvent & { readonly kind: 'returned' }): Case {
  if (before.status === '退回修改') throw new Refusal('已经退回，等重新提交。');
  const next = nextLevel(before);
  if (next === undefined) throw new Refusal('已经审定，不能退回；正文要改，请改后重新提交。');
  if (level !== next) throw new Refusal(`现在由${next}审，${level}不能退回。`);
  if (reason.trim() === '') throw new Refusal('退回请写明理由。');
  return withStatus({ ...before, returned: { by, reason } });
}

/** A case after one more event. @throws Refusal where that may not happen now. */
export function after(before: Case | undefined, event: CaseEvent): Case {
  if (event.kind === 'submitted') return submit(before, event);
  if (!before) throw new Refusal('还没有提交。');
  if (event.kind === 'signed') return sign(before, event);
  if (event.kind === 'returned') return giveBack(before, event);
  return decide(before, event);
}

/** The case that events make, up to the first that may not follow those before it. */
export function replayed(events: readonly CaseEvent[]): {
  readonly now?: Case;
  readonly refused?: { readonly event: number; readonly why: string };
} {
  let now: Case | undefined;
  for (const [i, event] of events.entries())
    try {
      now = after(now, event);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        ...(now && { now }),
        refused: { event: i + 1, why: `第 ${i + 1} 步不合规则：${error.message}` },
      };
    }
  return now ? { now } : {};
}

/** The case that events make. @throws Refusal that names the event where one may not follow those before it, or there is none. */
export function replay(events: readonly CaseEvent[]): Case {
  const { now, refused } = replayed(events);
  if (refused) throw new Refusal(refused.why);
  if (!now) throw new Refusal('记录里没有任何步骤。');
  return now;
}

/** What somebody does to a case; what a signature covers is worked out. */
export type Action = Exclude<Happening, { kind: 'signed' }> | Omit<Happening & { kind: 'signed' }, 'covers'>;

/**
 * The event that an action makes, chained to those before it, and the case after it. Pure.
 * @param time ISO 8601
 * @throws Refusal
 */
export function act(
  events: readonly CaseEvent[],
  action: Action,
  by: Person,
  time: string,
): { readonly event: CaseEvent; readonly now: Case } {
  const before = events.length > 0 ? replay(events) : undefined;
  if (!before && action.kind !== 'submitted') throw new Refusal('还没有提交。');
  const happening: Happening =
    action.kind === 'signed'
      ? { ...action, covers: before ? coversOf(before) : { text: '', findings: '', decisions: '' } }
      : action;
  const event = chained(events, happening, by, time);
  return { event, now: after(before, event) };
}
