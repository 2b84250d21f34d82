import type { CheckedText, CheckedWith, FileReport } from '../record/file-report.js';
import type { Message, SuppressedMessage } from '../record/message.js';
import type { AnyRule } from '../rule/rule.js';
import { STANDARDS, type StandardId } from '../rule/standards.js';
import { printable } from '../text/printable.js';
import { problemsOf } from './problems.js';
import { LEVEL } from './text.js';

/** What has become of an item. Nobody has answered what is 未处理. */
export type State = '未处理' | '已改' | '保留' | '已抑制' | '基线已有';

export type Level = (typeof LEVEL)[keyof typeof LEVEL];

export const LEVELS: readonly Level[] = ['错误', '警告', '提示'];

/** One thing for a person to look at. All texts are for eyes: what cannot be seen in them is shown by its code. */
export interface Item {
  /** From 1, through the whole checklist. */
  readonly number: number;
  readonly level: Level;
  readonly veto: boolean;
  readonly ruleId: string;
  readonly ruleTitle: string;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
  readonly what: string;
  /** Replacements, best first; （删去） for an empty one. */
  readonly advice: readonly string[];
  readonly basis: string;
  /** 第6行第3列, with 第3页 or 工作表 where there is one. */
  readonly place: string;
  readonly state: State;
  /** Why it is 保留 or 已抑制. */
  readonly reason: string;
  readonly fingerprint: string;
  /** In the text of its document, where the report carries it. */
  readonly at?: readonly [number, number];
}

/** What was not read or not checked, or what a reader must know of the reading. */
export interface Gap {
  readonly isFailure: boolean;
  readonly what: string;
}

export interface ChecklistDocument {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly column: string;
  readonly published: string;
  readonly characters: number;
  readonly items: readonly Item[];
  readonly gaps: readonly Gap[];
  readonly isRead: boolean;
  readonly text?: CheckedText;
}

export interface Counts {
  readonly documents: number;
  readonly read: number;
  readonly characters: number;
  /** Of what counts; what is suppressed or in the baseline stands under `aside`. */
  readonly byLevel: Readonly<Record<Level, number>>;
  readonly vetoes: number;
  readonly aside: number;
}

/** What is said of a checklist as a whole. */
export interface ChecklistHead {
  readonly counts: Counts;
  /** 规则 52 条… : each way in which documents of this checklist were checked. */
  readonly checkedWith: readonly string[];
  /** What no document of it was checked for, and what some were not; one sentence each. */
  readonly notChecked: readonly string[];
}

/** What every report for people shows, whatever its form. */
export interface Checklist extends ChecklistHead {
  readonly documents: readonly ChecklistDocument[];
}

/** What a person said of a finding. */
export interface Answer {
  readonly state: '已改' | '保留';
  readonly reason: string;
}

export const isAside = ({ state }: Item): boolean => state === '已抑制' || state === '基线已有';

/** For eyes, on one line. */
const shown = (text: string): string => printable(text.toWellFormed().replace(/[\r\n\t]{1,100}/gu, ' '));

/** 《title》（number）clause、clause, each standard once. */
function basisInFull({ basis }: Message): string {
  const clauses = new Map<string, string[]>();
  for (const { standard, clause, verified } of basis)
    clauses.set(standard, [...(clauses.get(standard) ?? []), `${clause}${verified ? '' : '（条文未核）'}`]);
  return [...clauses]
    .map(([standard, of]) => {
      // Stored results may cite what this version does not know.
      const known = Object.hasOwn(STANDARDS, standard) ? STANDARDS[standard as StandardId] : undefined;
      return `${known ? `《${known.title}》（${known.number}）` : shown(standard)}${shown(of.join('、'))}`;
    })
    .join('；');
}

const placeInWords = ({ place, line, column }: Message): string =>
  `${place === undefined ? '' : `${shown(place)}，`}第${line}行第${column}列`;

function stateOf(message: Message | SuppressedMessage, answer: Answer | undefined): Pick<Item, 'state' | 'reason'> {
  if ('suppressed' in message) {
    const { kind, reason } = message.suppressed;
    return { state: kind === 'baseline' ? '基线已有' : '已抑制', reason: shown(reason) };
  }
  return answer ? { state: answer.state, reason: shown(answer.reason) } : { state: '未处理', reason: '' };
}

const WEIGHT: Readonly<Record<Message['severity'], number>> = { 2: 0, 1: 1, 3: 2 };

/** A 单项否决-class fault first, then errors; within a level as the text runs. */
export const byWeight = (a: Message, b: Message): number =>
  Number(b.veto) - Number(a.veto) || WEIGHT[a.severity] - WEIGHT[b.severity] || a.index - b.index;

const titlesOf = (rules: readonly AnyRule[]): ReadonlyMap<string, string> =>
  new Map(rules.map(({ id, title }) => [id, title]));

function gapsOf(report: FileReport, titles: ReadonlyMap<string, string>): readonly Gap[] {
  return problemsOf(report).map(({ code, severity, message }) => {
    const title = titles.get(code);
    return {
      isFailure: severity === 'error',
      what: title === undefined ? shown(message) : `“${title}”${shown(message)}`,
    };
  });
}

const inWords = ({ version, rules, ruleset, dictionaries }: CheckedWith): string =>
  `gongwen-lint ${version}，规则 ${rules} 条（摘要 ${ruleset}），词表摘要 ${dictionaries}`;

const WITHOUT_TEXT = '图片、附件和链接所指的内容没有检查；版面、字体、印章没有检查。';

/** Counts what a checklist says of all its documents, while they go by. */
function headOf(rules: readonly AnyRule[]): {
  add(report: FileReport, document: ChecklistDocument): void;
  result(): ChecklistHead;
} {
  const titles = titlesOf(rules);
  const byLevel: Record<Level, number> = { 错误: 0, 警告: 0, 提示: 0 };
  const counts = { documents: 0, read: 0, characters: 0, vetoes: 0, aside: 0 };
  const checkedWith = new Set<string>();
  const reasons = new Map<string, number>();
  let unread = 0;
  let failed = 0;
  return {
    add(report, { isRead, characters, items }) {
      counts.documents++;
      counts.characters += characters;
      if (isRead) counts.read++;
      else unread++;
      for (const item of items)
        if (isAside(item)) counts.aside++;
        else {
          byLevel[item.level]++;
          if (item.veto) counts.vetoes++;
        }
      if (report.checkedWith) checkedWith.add(inWords(report.checkedWith));
      failed += report.failures.length;
      for (const { ruleId, reason } of report.notChecked) {
        const key = `“${titles.get(ruleId) ?? ruleId}”：${shown(reason)}`;
        reasons.set(key, (reasons.get(key) ?? 0) + 1);
      }
    },
    result() {
      const trial = rules.filter((rule) => rule.trial).length;
      return {
        counts: { ...counts, byLevel },
        checkedWith: [...checkedWith],
        notChecked: [
          ...(unread > 0 ? [`有 ${unread} 个文件未能读取，没有检查。`] : []),
          ...(failed > 0 ? [`有规则出错 ${failed} 次，这些规则在相应的文件里没有查完。`] : []),
          ...[...reasons].map(
            ([what, count]) => `${what}，未核对${counts.documents > 1 ? `（${count} 个文件）` : ''}。`,
          ),
          ...(trial > 0 ? [`试用中的规则 ${trial} 条，不加 --trial 不运行。`] : []),
          WITHOUT_TEXT,
          '没有发现问题，不等于没有问题：机器只查规则所列的事项。',
        ],
      };
    },
  };
}

/** Makes the documents of a checklist one after another, items numbered through. */
function documentMaker(
  rules: readonly AnyRule[],
  answers: ReadonlyMap<string, Answer>,
): (report: FileReport) => ChecklistDocument {
  const titles = titlesOf(rules);
  let number = 0;
  const itemOf = (message: Message | SuppressedMessage): Item => ({
    number: ++number,
    level: LEVEL[message.severity],
    veto: message.veto,
    ruleId: message.ruleId,
    ruleTitle: titles.get(message.ruleId) ?? message.ruleId,
    quote: shown(message.quote),
    before: shown(message.context.before),
    after: shown(message.context.after),
    what: `${shown(message.what)}${message.pages === undefined ? '' : `（同一问题见于 ${message.pages} 页的页眉、页脚或导航，只列一次。）`}`,
    advice: message.suggestions.map(({ message: text }) => (text === '' ? '（删去）' : shown(text))),
    basis: basisInFull(message),
    place: placeInWords(message),
    ...stateOf(message, answers.get(message.fingerprint)),
    fingerprint: message.fingerprint,
    ...(message.at && { at: message.at }),
  });
  return (report) => ({
    name: shown(report.filePath),
    title: shown(report.sourceTitle ?? report.title ?? ''),
    url: report.url ?? '',
    column: shown(report.column ?? ''),
    published: shown(report.published ?? ''),
    characters: report.characters ?? 0,
    items: [...[...report.messages].sort(byWeight), ...(report.suppressed ?? [])].map(itemOf),
    gaps: gapsOf(report, titles),
    isRead: report.status !== 'skipped',
    ...(report.text && { text: report.text }),
  });
}

const NOBODY_ANSWERED: ReadonlyMap<string, Answer> = new Map();

/** The documents of a checklist, one at a time. The same reports give the same documents. */
export function* checklistDocuments(
  reports: Iterable<FileReport>,
  rules: readonly AnyRule[],
): Iterable<ChecklistDocument> {
  const documentOf = documentMaker(rules, NOBODY_ANSWERED);
  for (const report of reports) yield documentOf(report);
}

/**
 * What is said of a checklist as a whole.
 * @param look called with each document as it goes by
 * @param answers what people said, by fingerprint
 */
export function checklistHead(
  reports: Iterable<FileReport>,
  rules: readonly AnyRule[],
  look: (document: ChecklistDocument) => void,
  answers: ReadonlyMap<string, Answer> = NOBODY_ANSWERED,
): ChecklistHead {
  const head = headOf(rules);
  const documentOf = documentMaker(rules, answers);
  for (const report of reports) {
    const document = documentOf(report);
    head.add(report, document);
    look(document);
  }
  return head.result();
}

/**
 * The checklist of a run, or of stored results. Pure; the same reports give the same checklist.
 * @param rules all rules, for their titles
 * @param answers what people said, by document and fingerprint
 */
export function checklistOf(
  reports: Iterable<FileReport>,
  rules: readonly AnyRule[],
  answers?: ReadonlyMap<string, Answer>,
): Checklist {
  const documents: ChecklistDocument[] = [];
  const head = checklistHead(reports, rules, (document) => void documents.push(document), answers);
  return { documents, ...head };
}
