import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type Action,
  act,
  awaitsLevel,
  type Case,
  type CaseFinding,
  nextLevel,
  Refusal,
  replay,
} from '../../approval/case.js';
import { form, formFields, formLists, historyOf } from '../../approval/form.js';
import { type CaseEvent, chainFaults, codeOf, type DocumentMark, digest } from '../../approval/ledger.js';
import { isSamePerson, isSignLevel, type Person, SIGN_LEVELS, type SignLevel } from '../../approval/levels.js';
import { type RosterEntry, type Verified, verify as verifyRecord } from '../../approval/verify.js';
import { fixedTime } from '../../config/today.js';
import { UnreadableError, UserError } from '../../errors.js';
import { read, rules } from '../../index.js';
import { readFileBytes } from '../../intake/file.js';
import { fillTemplate, TemplateError } from '../../office/template.js';
import type { FileReport } from '../../record/file-report.js';
import { LEVEL } from '../../report/text.js';
import { beijingTime } from '../../report/words.js';
import { printable } from '../../text/printable.js';
import { type CheckedDocument, checkedDocument } from '../files/checked-document.js';
import { createKey, isSealGood, readKey } from '../files/keys.js';
import { writeWhole } from '../files/output.js';
import { createRecord, type OpenRecord, openRecord, readRoster, writeRecord } from '../files/record-file.js';
import { formFile, recordFile, stemOf } from '../files/review-files.js';
import type { ConfigOptions } from '../options/run-config.js';

export interface ByOptions {
  readonly by: string;
  /** The role, or level, in which a person acts. */
  readonly as: string;
}

export interface SubmitOptions extends ByOptions, ConfigOptions {
  readonly record?: string;
  readonly field?: readonly string[];
}

const now = (): string => (fixedTime() ?? new Date()).toISOString().replace(/\.\d{3}Z$/u, 'Z');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const personOf = ({ by, as }: ByOptions): Person => {
  const name = by.trim();
  if (name === '') throw new UserError('--by：请写明姓名。');
  return { name, role: as.trim() };
};

function levelOf(role: string): SignLevel {
  if (!isSignLevel(role)) throw new UserError(`--as ${role}：应为 ${SIGN_LEVELS.join('、')} 之一。`);
  return role;
}

const markOf = (file: string, { bytes, doc: { text } }: Pick<CheckedDocument, 'bytes' | 'doc'>): DocumentMark => ({
  name: basename(file),
  bytes: createHash('sha256').update(bytes).digest('hex'),
  text: digest(text),
  characters: text.length,
});

/** A record without a broken chain. @throws UserError, Refusal */
function openSound(given: string): OpenRecord & { readonly state: Case } {
  const open = openRecord(recordFile(given));
  const [fault] = chainFaults(open.record);
  if (fault) throw new Refusal(`${open.file}：${fault.what}没有记入。请用 review verify 核对，用备份恢复。`);
  return { ...open, state: replay(open.record.events) };
}

const placeOf = ({ message: { place, line, column } }: CaseFinding): string =>
  `${place === undefined ? '' : `${place} `}${line}:${column}`;

function outcome(finding: CaseFinding): string {
  const { decision } = finding;
  const awaited = awaitsLevel(finding);
  if (!decision) return '未处理';
  return `${decision.state}${awaited === undefined ? '' : `（待${awaited}确认）`}：${decision.reason}（${decision.by.name}）`;
}

const findingLines = ({ findings }: Case): readonly string[] =>
  findings.map(
    (finding) =>
      `  ${finding.number}  ${LEVEL[finding.message.severity]}${finding.message.veto ? '·单项否决' : ''}  ${printable(finding.message.message)}  ${printable(placeOf(finding))}  ${printable(outcome(finding))}`,
  );

const lapsedLines = (before: Case | undefined, { signatures }: Case): readonly string[] =>
  signatures
    .filter(({ lapsed }, i) => lapsed !== undefined && before?.signatures[i]?.lapsed === undefined)
    .map(({ level, by, lapsed }) => `${level}（${printable(by.name)}）的签名失效：${printable(lapsed ?? '')}。`);

/**
 * The form beside the record. One that is not as the step before left it was written on by somebody: it stays, and the
 * new one is put beside it.
 */
async function writeForm(record: string, events: readonly CaseEvent[]): Promise<string> {
  const file = formFile(record);
  const bytes = form(replay(events), events, rules);
  const earlier = events.slice(0, -1);
  const isOurs =
    !existsSync(file) ||
    (earlier.length > 0 && readFileSync(file).equals(form(replay(earlier), earlier, rules))) ||
    readFileSync(file).equals(bytes);
  const target = isOurs ? file : file.replace(/\.docx$/u, `-第${events.length}步.docx`);
  await writeWhole(target, bytes);
  return target;
}

/** Tells what has come of a step, and puts it on the form. */
async function settle(
  { file, state }: { readonly file: string; readonly state?: Case },
  events: readonly CaseEvent[],
  after: Case,
): Promise<void> {
  for (const line of lapsedLines(state, after)) say(line);
  const made = await writeForm(file, events);
  const last = events.at(-1);
  say(`记录 ${file}（第 ${events.length} 步），登记表 ${made}。`);
  say(`现在：${after.status}。校验码 ${last ? codeOf(last) : ''}`);
}

const fieldsOf = (written: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    written.map((field) => {
      const at = field.indexOf('=');
      if (at < 1) throw new UserError(`--field ${field}：应写作 名称=内容，如 --field 拟发布栏目=通知公告。`);
      return [field.slice(0, at).trim(), field.slice(at + 1).trim()];
    }),
  );

function exitCodeOf({ failures }: FileReport, { findings }: Case): number {
  if (failures.length > 0) return 2;
  return findings.some(({ isPresent, message, decision }) => isPresent && message.severity === 2 && !decision) ? 1 : 0;
}

/** Hands a document in, for the first time or anew. Exit code by CONTRACT §2: 1 where errors are unanswered. */
export async function submit(file: string, options: SubmitOptions, mended: readonly string[] = []): Promise<number> {
  const target = options.record ?? recordFile(file);
  const open = existsSync(target) ? openSound(target) : undefined;
  const by = personOf(options);
  const checked = await checkedDocument(file, options);
  const { text: _, ...report } = checked.report;
  const document = markOf(file, checked);
  if (open && open.state.document.name !== document.name)
    throw new UserError(
      `${target}：是《${open.state.document.name}》的记录，不是《${document.name}》的；请用 --record 另存。`,
    );
  const fields = fieldsOf(options.field ?? []);
  const action: Action = { kind: 'submitted', document, report: { ...report, filePath: document.name }, fields };
  const { event, now: after } = act(open?.record.events ?? [], action, by, now());
  demandGone(after, mended);
  const isNews =
    !open ||
    open.state.status === '退回修改' ||
    document.text !== open.state.document.text ||
    Object.keys(fields).length > 0 ||
    JSON.stringify(after.findings) !== JSON.stringify(open.state.findings);
  if (!isNews) {
    say(`${file}：正文和问题都与上次提交时相同，没有记入。现在：${open.state.status}。`);
    return exitCodeOf(report, after);
  }
  const events = [...(open?.record.events ?? []), event];
  if (open) writeRecord(open, events);
  else await createRecord(target, events);
  const gone = after.findings.filter(({ decision }) => decision?.state === '已改' && decision.since === event.number);
  say(
    `${file}：已提交（第 ${after.versions} 稿），${document.characters} 字，问题 ${report.messages.length} 条${gone.length > 0 ? `；已改 ${gone.length} 条` : ''}。`,
  );
  for (const line of findingLines(after)) say(line);
  await settle({ file: target, ...(open && { state: open.state }) }, events, after);
  return exitCodeOf(report, after);
}

function chosen({ findings }: Case, numbers: readonly string[]): readonly CaseFinding[] {
  return numbers.map((written) => {
    const finding = findings.find(({ number }) => String(number) === written);
    if (!finding)
      throw new UserError(`${written}：没有这个序号的问题；序号是 1 到 ${findings.length}，见 review show。`);
    return finding;
  });
}

/** @throws Refusal where findings that are said to be mended are still there. */
function demandGone({ findings }: Case, numbers: readonly string[]): void {
  const still = findings.filter(({ number, isPresent }) => isPresent && numbers.includes(String(number)));
  if (still.length > 0)
    throw new Refusal(
      `第 ${still.map(({ number }) => number).join('、')} 条还在正文里，没有记入：请改正文并保存后再试，或用 review waive 写明理由予以保留。`,
    );
}

/** The document that a record is of: the one named, else the one beside it. @throws UserError where there is none. */
function documentFile(record: string, { document }: Case, given?: string): string {
  const file = given ?? join(dirname(record), document.name);
  if (!existsSync(file)) throw new UserError(`${file}：没有找到正文文件，请用 --document 写明。`);
  return file;
}

/** Findings that are no longer in the text: it is handed in anew, and they must be gone. */
export async function fixed(
  given: string,
  numbers: readonly string[],
  options: SubmitOptions & { readonly document?: string },
): Promise<number> {
  const { file, state } = openSound(given);
  chosen(state, numbers);
  return submit(documentFile(file, state, options.document), { ...options, record: file }, numbers);
}

export interface DecideOptions extends ByOptions {
  readonly reason: string;
}

/** Findings that are to stand, or are open again after all. */
export async function decide(
  kind: 'waived' | 'reopened',
  given: string,
  numbers: readonly string[],
  options: DecideOptions,
): Promise<void> {
  const open = openSound(given);
  const findings = chosen(open.state, numbers);
  const action: Action = {
    kind,
    findings: findings.map(({ message }) => message.fingerprint),
    reason: options.reason.trim(),
  };
  const { event, now: after } = act(open.record.events, action, personOf(options), now());
  const events = [...open.record.events, event];
  writeRecord(open, events);
  say(
    `第 ${numbers.join('、')} 条：${kind === 'waived' ? '保留' : '改回未处理'}（${printable(options.reason.trim())}）。`,
  );
  for (const finding of after.findings) {
    const awaited = numbers.includes(String(finding.number)) ? awaitsLevel(finding) : undefined;
    if (awaited !== undefined) say(`第 ${finding.number} 条是${LEVEL[finding.message.severity]}，还须${awaited}确认。`);
  }
  await settle(open, events, after);
}

export interface SignOptions extends ByOptions {
  readonly opinion: string;
  readonly document?: string;
  readonly roster?: string;
  readonly key?: string;
}

/** @throws Refusal where the roster does not let this person sign so. */
function demandRoster(roster: readonly RosterEntry[], { name, role }: Person, publicKey: string | undefined): void {
  const person = roster.find((entry) => isSamePerson(entry.name, name));
  if (!person?.roles.includes(role)) throw new Refusal(`名册里${name}不是${role}人，没有签名。`);
  if (person.publicKey !== undefined && person.publicKey !== publicKey)
    throw new Refusal(
      publicKey === undefined
        ? `名册里${name}有公钥，请用 --key 写明私钥文件。`
        : `--key 不是名册里${name}的密钥，没有签名。`,
    );
}

/** A level signs the text as it lies there, its findings, and what was decided of them. */
export async function sign(given: string, options: SignOptions): Promise<void> {
  const open = openSound(given);
  const by = personOf(options);
  const level = levelOf(by.role);
  const key = options.key === undefined ? undefined : readKey(options.key);
  if (options.roster !== undefined) demandRoster(readRoster(options.roster), by, key?.publicKey);
  const file = documentFile(open.file, open.state, options.document);
  const { text } = await read({ path: file });
  if (digest(text) !== open.state.document.text)
    throw new Refusal(`${file} 的文字与提交时不同，没有签名：请先用 review 重新提交。`);
  const action: Action = {
    kind: 'signed',
    level,
    opinion: options.opinion.trim(),
    ...(key && { publicKey: key.publicKey }),
  };
  const { event, now: after } = act(open.record.events, action, by, now());
  const signed: CaseEvent = key ? { ...event, seal: key.seal(event.hash) } : event;
  const events = [...open.record.events, signed];
  writeRecord(open, events);
  say(`${level}：${printable(by.name)} 签名（${printable(options.opinion.trim())}）。签名码 ${codeOf(signed)}`);
  await settle(open, events, after);
}

/** A level gives the document back to its author. */
export async function giveBack(given: string, options: DecideOptions): Promise<void> {
  const open = openSound(given);
  const by = personOf(options);
  const action: Action = { kind: 'returned', level: levelOf(by.role), reason: options.reason.trim() };
  const { event, now: after } = act(open.record.events, action, by, now());
  const events = [...open.record.events, event];
  writeRecord(open, events);
  say(`${by.role}（${printable(by.name)}）退回修改：${printable(options.reason.trim())}。`);
  await settle(open, events, after);
}

/** What a case looks like now. */
export function show(given: string): void {
  const { file, record, state } = openSound(given);
  say(`${file}：${printable(state.document.name)}，第 ${state.versions} 稿，${state.status}。`);
  for (const line of findingLines(state)) say(line);
  for (const { level, by, time, lapsed } of state.signatures)
    say(
      `  ${level}  ${printable(by.name)}  ${beijingTime(time)}  ${lapsed === undefined ? '有效' : `失效：${printable(lapsed)}`}`,
    );
  if (state.returned) say(`  退回：${printable(state.returned.reason)}（${printable(state.returned.by.name)}）`);
  say('经过：');
  for (const line of historyOf(record.events)) say(`  ${line}`);
  const next = nextLevel(state);
  if (next !== undefined && !state.returned) say(`下一步：${next}签名。`);
}

/** The form anew, or the unit's own form filled. */
export async function makeForm(
  given: string,
  options: { readonly template?: string; readonly output?: string },
): Promise<void> {
  const { file, record, state } = openSound(given);
  const { template } = options;
  if (template === undefined) {
    const output = options.output ?? formFile(file);
    await writeWhole(output, form(state, record.events, rules));
    say(`登记表 ${output}。`);
    return;
  }
  const output = options.output ?? `${stemOf(file)}.${basename(template)}`;
  try {
    const values = { fields: formFields(state, record.events, rules), lists: formLists(state, rules) };
    await writeWhole(output, await fillTemplate(readFileBytes(template), values));
  } catch (error) {
    if (error instanceof TemplateError) throw new UserError(`${template}：${error.message}`);
    if (error instanceof UnreadableError) throw new UnreadableError(error.code, `${template}：${error.message}`);
    throw error;
  }
  say(`登记表 ${output}。`);
}

export interface VerifyOptions extends ConfigOptions {
  readonly document?: string;
  readonly code?: string;
  readonly form?: string;
  readonly roster?: string;
  readonly bytes?: boolean;
  readonly complete?: boolean;
}

const CODES = /[0-9a-f]{4}(?:-[0-9a-f]{4}){4}/gu; // 3f2a-91bc-07de-55aa-c01d

/** Codes on a form that no step of the record has, and whether it is the newest one. */
async function formTelling(file: string, events: readonly CaseEvent[]) {
  const { text } = await read({ path: file });
  const codes = [...text.matchAll(CODES)].map(([code]) => code);
  const known = new Set(events.map(codeOf));
  const last = events.at(-1);
  return {
    isForeign: codes.some((code) => !known.has(code)),
    isOld: last !== undefined && !codes.includes(codeOf(last)),
  };
}

function verdictLines(file: string, { faults, notes, signatures, now: state }: Verified): readonly string[] {
  return [
    faults.length === 0 ? `${file}：相符。正文、问题、处理意见、签名和次序都没有改动过。` : `${file}：不符。`,
    ...faults.map(({ what }) => `  ${printable(what)}`),
    ...signatures.map(
      ({ level, by, time, code, isSealed, lapsed }) =>
        `  ${level}  ${printable(by)}  ${beijingTime(time)}  ${lapsed === undefined ? '有效' : `失效：${printable(lapsed)}`}  签名码 ${code}${isSealed ? '（密钥签名）' : ''}`,
    ),
    ...notes.map((note) => `  注意：${printable(note)}`),
    ...(state ? [`状态：${faults.length === 0 ? state.status : `${state.status}（以上不符之处查明前不作数）`}。`] : []),
  ];
}

/** Whether all still belongs together: exit code 0; 1 where it does not. */
export async function verify(given: string, options: VerifyOptions): Promise<number> {
  const { file, record } = openRecord(recordFile(given));
  const submitted = record.events.findLast((event) => event.kind === 'submitted');
  if (!submitted) throw new UserError(`${file}：记录里没有提交，不能核对。`);
  const source = options.document ?? join(dirname(file), submitted.document.name);
  if (!existsSync(source)) throw new UserError(`${source}：没有找到正文文件，请用 --document 写明。`);
  const checked = await checkedDocument(source, options);
  const isSameCheck =
    JSON.stringify(checked.report.checkedWith) === JSON.stringify(submitted.report.checkedWith) &&
    checked.result.failures.length === 0;
  const verified = verifyRecord(record, {
    document: { ...markOf(source, checked), value: checked.doc.text },
    ...(isSameCheck && { findings: checked.report.messages }),
    ...(options.code !== undefined && { code: options.code }),
    ...(options.roster !== undefined && { roster: readRoster(options.roster) }),
    ...(options.bytes && { sameBytes: true }),
    isSealGood,
  });
  const faults = [...verified.faults];
  const notes = [...verified.notes];
  if (!isSameCheck) notes.push('规则或词表与提交时不同，没有重新核对问题是否齐全。');
  const formPath = options.form ?? formFile(file);
  if (options.form !== undefined || existsSync(formPath)) {
    const { isForeign, isOld } = await formTelling(formPath, record.events);
    if (isForeign)
      faults.push({
        kind: 'code',
        what: `${formPath} 上的签名码或校验码不在记录里：登记表与记录不是一份，或其中一个被改动。`,
      });
    else if (isOld) notes.push(`${formPath} 不是最新的，可用 review form 重做。`);
  }
  if (options.complete && faults.length === 0 && verified.now?.status !== '审定')
    faults.push({ kind: 'rule', what: `还没有审定：${verified.now?.status ?? ''}。` });
  for (const line of verdictLines(file, { ...verified, faults, notes })) say(line);
  return faults.length > 0 ? 1 : 0;
}

/** A pair of keys for one who signs. */
export function key(file: string): void {
  const publicKey = createKey(file);
  say(`私钥 ${file}：只由本人保管，不要放进共享文件夹。`);
  say(`公钥（写入名册）：${publicKey}`);
}
