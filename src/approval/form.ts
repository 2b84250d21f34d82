import { TableRow } from 'docx';
import { withWhat } from '../record/stored.js';
import { type Answer, type ChecklistDocument, checklistOf, type Item } from '../report/checklist.js';
import { aboutLines, cell, heading, line, type Part, table, wordFile } from '../report/docx.js';
import { beijingTime } from '../report/words.js';
import type { AnyRule } from '../rule/rule.js';
import { printable } from '../text/printable.js';
import { awaitsLevel, type Case, type CaseFinding, type Signature } from './case.js';
import { type CaseEvent, codeOf } from './ledger.js';
import { SIGN_LEVELS, type SignLevel } from './levels.js';

/** What the machine cannot know; given with --field, else left to be written by hand. */
export const FORM_FIELDS = [
  '编号',
  '来源',
  '发文字号',
  '拟发布平台',
  '拟发布栏目',
  '联系电话',
  '一校',
  '二校',
  '三校',
  '是否涉密',
  '保密审查人',
  '是否含个人信息',
  '附件',
  '发布人',
  '发布时间',
  '发布网址',
  '更正撤稿记录',
] as const;

/** What each level answers for, to be ticked by hand. */
const DUTIES: Readonly<Record<SignLevel, readonly string[]>> = {
  初审: ['文字、标点、数字', '人名、地名、机关名称', '格式、附件齐全'],
  复审: ['事实、数据', '政策、法规引用', '个人信息已隐去'],
  终审: ['政治表述', '保密审查', '发布时机与范围'],
};

const shown = (text: string): string => printable(text.toWellFormed());

/** One finding with what has become of it, as all forms show it. */
interface Row {
  readonly finding: CaseFinding;
  readonly item: Item;
  readonly outcome: string;
}

function outcomeOf(finding: CaseFinding): string {
  const { decision } = finding;
  if (!decision) return '未处理';
  const awaited = awaitsLevel(finding);
  const who = `${shown(decision.by.name)}（${shown(decision.by.role)}）`;
  return `${decision.state}${awaited === undefined ? '' : `（待${awaited}确认）`}：${shown(decision.reason)}。${who}`;
}

function rowsOf({ report, findings }: Case, rules: readonly AnyRule[]) {
  const answers = new Map<string, Answer>(
    findings.flatMap(({ message, decision }) =>
      decision ? [[message.fingerprint, { state: decision.state, reason: decision.reason }] as const] : [],
    ),
  );
  // Those that are gone stand in it too: the form tells the whole way.
  const checklist = checklistOf(
    [withWhat({ ...report, messages: findings.map(({ message }) => message) })],
    rules,
    answers,
  );
  const items = new Map(checklist.documents[0]?.items.map((item) => [item.fingerprint, item]));
  const rows = findings.flatMap((finding): Row[] => {
    const item = items.get(finding.message.fingerprint);
    return item ? [{ finding, item, outcome: outcomeOf(finding) }] : [];
  });
  return { rows, checklist };
}

const signatureOf = ({ signatures }: Case, level: SignLevel): Signature | undefined =>
  signatures.findLast((signature) => signature.level === level && signature.lapsed === undefined);

function verdictOf({ findings, report }: Case): string {
  const present = findings.filter(({ isPresent }) => isPresent);
  const count = (severity: number): number => present.filter(({ message }) => message.severity === severity).length;
  const states = (state: string): number => findings.filter(({ decision }) => decision?.state === state).length;
  const open = present.filter(({ decision }) => !decision).length;
  const { checkedWith, suppressed } = report;
  return [
    `正文现有错误 ${count(2)}，警告 ${count(1)}，提示 ${count(3)}，其中单项否决 ${present.filter(({ message }) => message.veto).length}；累计已改 ${states('已改')}，保留 ${states('保留')}，未处理 ${open}${suppressed ? `；另有已抑制 ${suppressed.length}` : ''}。`,
    ...(checkedWith
      ? [
          `gongwen-lint ${shown(checkedWith.version)}，规则 ${checkedWith.rules} 条（摘要 ${shown(checkedWith.ruleset)}），词表摘要 ${shown(checkedWith.dictionaries)}。`,
        ]
      : []),
  ].join('\n');
}

/** What happened, one line each. */
export function historyOf(events: readonly CaseEvent[]): readonly string[] {
  let texts: string | undefined;
  return events.map((event) => {
    const { number, time, by } = event;
    const who = `${number}．${beijingTime(time)} ${shown(by.name)}（${shown(by.role)}）`;
    if (event.kind === 'signed') return `${who}${event.level}签名：${shown(event.opinion)}`;
    if (event.kind === 'returned') return `${who}退回修改：${shown(event.reason)}`;
    if (event.kind === 'waived') return `${who}保留 ${event.findings.length} 条：${shown(event.reason)}`;
    if (event.kind === 'reopened') return `${who}把 ${event.findings.length} 条改回未处理：${shown(event.reason)}`;
    const what = texts === undefined ? '提交' : texts === event.document.text ? '重新提交，正文未改' : '改稿后重新提交';
    texts = event.document.text;
    return `${who}${what}：${shown(event.document.name)}，${event.document.characters} 字，问题 ${event.report.messages.length} 条`;
  });
}

/** Every value by its name, as a template may ask for them; an empty one is still known. */
export function formFields(
  now: Case,
  events: readonly CaseEvent[],
  rules: readonly AnyRule[],
): Readonly<Record<string, string>> {
  const { rows } = rowsOf(now, rules);
  const last = events.at(-1);
  const author = now.authors[0];
  return {
    ...Object.fromEntries(FORM_FIELDS.map((name) => [name, ''])),
    ...Object.fromEntries(Object.entries(now.fields).map(([name, value]) => [name, shown(value)])),
    标题: shown(now.report.title ?? '') || shown(now.document.name),
    文件: shown(now.document.name),
    字数: String(now.document.characters),
    状态: now.status,
    拟稿人: shown(author?.name ?? ''),
    提交时间: events[0] ? beijingTime(events[0].time) : '',
    机器检查结论: verdictOf(now),
    问题清单: rows
      .map(({ item, finding, outcome }) => `${finding.number}．［${item.level}］${item.quote}：${item.what}${outcome}`)
      .join('\n'),
    经过: historyOf(events).join('\n'),
    正文摘要: now.document.text,
    校验码: last ? codeOf(last) : '',
    ...Object.fromEntries(
      SIGN_LEVELS.flatMap((level) => {
        const signature = signatureOf(now, level);
        return [
          [`${level}人`, shown(signature?.by.name ?? '')],
          [`${level}意见`, shown(signature?.opinion ?? '')],
          [`${level}时间`, signature ? beijingTime(signature.time) : ''],
          [`${level}签名码`, signature ? codeOf(signature) : ''],
        ];
      }),
    ),
  };
}

/** Lists by their name: a template's table row with one of these stands once for each entry. */
export function formLists(
  now: Case,
  rules: readonly AnyRule[],
): Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> {
  return {
    问题: rowsOf(now, rules).rows.map(({ item, finding, outcome }) => ({
      序号: String(finding.number),
      级别: item.veto ? `${item.level}（单项否决）` : item.level,
      位置: item.place,
      原文: item.quote,
      上下文: `${item.before}【${item.quote}】${item.after}`,
      问题: item.what,
      建议: item.advice.join('；'),
      依据: item.basis,
      规则: item.ruleTitle,
      处理: outcome,
    })),
  };
}

/** Widths in twentieths of a point, for A4 standing. */
const FACTS = [1500, 3300, 1500, 3300] as const;
const FINDINGS: readonly (readonly [title: string, width: number])[] = [
  ['序号', 600],
  ['级别', 800],
  ['位置', 1100],
  ['原文', 2000],
  ['问题与建议', 2800],
  ['处理', 2300],
];
const GREY = 'E7E6E6';

/** Nobody reads more on paper; the rest is told, and stands in the record. */
const MAX_ROWS = 1_000;

function factRow(pairs: readonly (readonly [name: string, value: string])[]): TableRow {
  const isWide = pairs.length === 1;
  return new TableRow({
    cantSplit: true,
    children: pairs.flatMap(([name, value]) => [
      cell(name, { width: FACTS[0], fill: GREY, bold: true }),
      cell(value, isWide ? { width: FACTS[1] + FACTS[2] + FACTS[3], span: 3 } : { width: FACTS[1] }),
    ]),
  });
}

function levelText(now: Case, level: SignLevel): string {
  const signature = signatureOf(now, level);
  const lapsed = now.signatures.filter((of) => of.level === level && of.lapsed !== undefined);
  return [
    DUTIES[level].map((duty) => `□ ${duty}`).join('　'),
    signature
      ? `意见：${shown(signature.opinion)}\n签名：${shown(signature.by.name)}　　时间：${beijingTime(signature.time)}\n签名码：${codeOf(signature)}${signature.publicKey === undefined ? '' : '（密钥签名）'}`
      : '意见：□ 同意　□ 退回修改　□ 不予发布\n签名：＿＿＿＿＿＿＿　　时间：＿＿＿＿＿＿＿',
    ...lapsed.map(
      ({ by, time, lapsed: why }) => `（${shown(by.name)} ${beijingTime(time)} 的签名已失效：${shown(why ?? '')}）`,
    ),
  ].join('\n');
}

function findingRow({ item, finding, outcome }: Row): TableRow {
  const texts = [
    String(finding.number),
    item.veto ? `${item.level}\n单项否决` : item.level,
    item.place,
    `${item.before}【${item.quote}】${item.after}`,
    `${item.what}${item.advice.length > 0 ? `\n建议：${item.advice.join('；')}` : ''}\n依据：${item.basis}`,
    outcome,
  ];
  return new TableRow({
    cantSplit: true,
    children: texts.map((text, i) => cell(text, { width: FINDINGS[i]?.[1] ?? 0 })),
  });
}

const gapLines = (document: ChecklistDocument | undefined): readonly Part[] =>
  (document?.gaps ?? []).map(({ what }) => line(what));

/** What the codes on the form are good for: said where they stand. */
const WHAT_IT_PROVES = [
  '签名码、校验码由正文、问题、处理意见、签名和此前各步算出，其中任何一项改动，用 gongwen-lint review verify 核对即可发现；核对时以本表所印校验码为准（--code）。',
  '没有用密钥的签名，只证明签名之后内容未改，不证明签名的是本人：请本人在本表上手签。“（密钥签名）”另证明签名时用了名册里该人的密钥。',
];

/**
 * 三审三校登记表 as a Word document: blanks for what is to be written by hand, and for signatures not yet given.
 * The same case gives the same bytes.
 */
export function form(now: Case, events: readonly CaseEvent[], rules: readonly AnyRule[]): Promise<Uint8Array> {
  const { rows, checklist } = rowsOf(now, rules);
  const value = formFields(now, events, rules);
  const pair = (name: string): readonly [string, string] => [name, value[name] ?? ''];
  const own = Object.keys(now.fields).filter((name) => !(FORM_FIELDS as readonly string[]).includes(name));
  const last = events.at(-1);
  return wordFile(
    [
      heading('三审三校登记表'),
      table(FACTS, [
        factRow([pair('编号'), pair('状态')]),
        factRow([pair('标题')]),
        factRow([pair('文件'), pair('字数')]),
        factRow([pair('来源'), pair('发文字号')]),
        factRow([pair('拟发布平台'), pair('拟发布栏目')]),
        factRow([pair('拟稿人'), pair('联系电话')]),
        factRow([
          [
            '校对',
            `一校：${value.一校 || '＿＿＿＿'}　二校：${value.二校 || '＿＿＿＿'}　三校：${value.三校 || '＿＿＿＿'}`,
          ],
        ]),
        factRow([pair('是否涉密'), pair('保密审查人')]),
        factRow([pair('是否含个人信息'), pair('附件')]),
        ...own.map((name) => factRow([pair(name)])),
        factRow([pair('机器检查结论')]),
        ...SIGN_LEVELS.map((level) => factRow([[level, levelText(now, level)]])),
        factRow([pair('发布人'), pair('发布时间')]),
        factRow([pair('发布网址')]),
        factRow([pair('更正撤稿记录')]),
        factRow([['正文摘要', `SHA-256：${now.document.text}`]]),
        factRow([['校验码', `${value.校验码 ?? ''}（第 ${events.length} 步）`]]),
      ]),
      line('问题处理', { bold: true, keepNext: true, spacing: { before: 240 } }),
      ...(rows.length === 0
        ? [line('没有发现问题。')]
        : [
            table(
              FINDINGS.map(([, width]) => width),
              [
                new TableRow({
                  tableHeader: true,
                  children: FINDINGS.map(([title, width]) => cell(title, { width, fill: GREY, bold: true })),
                }),
                ...rows.slice(0, MAX_ROWS).map(findingRow),
              ],
            ),
          ]),
      ...(rows.length > MAX_ROWS
        ? [line(`共 ${rows.length} 条，本表只列前 ${MAX_ROWS} 条，全部见 gongwen-lint review show。`, { bold: true })]
        : []),
      ...gapLines(checklist.documents[0]),
      line('经过', { bold: true, keepNext: true, spacing: { before: 240 } }),
      ...historyOf(events).map((text) => line(text)),
      ...aboutLines(checklist),
      line('签名码与校验码证明什么', { bold: true, keepNext: true, spacing: { before: 240 } }),
      ...WHAT_IT_PROVES.map((text) => line(text)),
    ],
    { endTime: last?.time },
  );
}
