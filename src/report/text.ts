import type { FileReport } from '../record/file-report.js';
import type { Message } from '../record/message.js';
import { printable } from '../text/printable.js';
import { jsonList } from './json-list.js';

/** Severities by textlint's numbers, as reviewers read them. */
export const LEVEL = { 2: '错误', 1: '警告', 3: '提示' } as const;
const COLOUR = { 2: 31, 1: 33, 3: 36 } as const;

/** The clauses that a finding rests on, in short. */
export const basisOf = (message: Message): string =>
  message.basis.map((clause) => `${clause.standard} ${clause.clause}`).join('；');

const painter =
  (colour: boolean) =>
  (code: number, text: string): string =>
    colour ? `\u001b[${code}m${text}\u001b[0m` : text;

/** What people read in a terminal of one file, with a blank line behind it; nothing for a clean one. */
export function stylishFile(report: FileReport, colour: boolean): string {
  if (!report.reason && report.messages.length === 0 && !report.warnings) return '';
  const paint = painter(colour);
  const lines = [paint(4, printable(report.filePath))];
  if (report.reason) lines.push(`  ${paint(31, '未检查')}  ${printable(report.reason.message)}`);
  for (const warning of report.warnings ?? []) lines.push(`  ${paint(33, '注意')}  ${printable(warning)}`);
  for (const message of report.messages)
    lines.push(
      `  ${message.line}:${message.column}  ${paint(COLOUR[message.severity], LEVEL[message.severity])}  ${printable(message.message)}  ${message.ruleId}`,
      paint(2, `      依据：${basisOf(message)}`),
    );
  for (const { ruleId, reason } of report.notChecked) lines.push(`  ${paint(2, `未核对  ${ruleId}：${reason}`)}`);
  for (const { ruleId, message } of report.failures)
    lines.push(`  ${paint(31, `规则出错  ${ruleId}：${printable(message)}`)}`);
  return `${lines.join('\n')}\n\n`;
}

/** The lines that people read in a terminal. */
export function* stylish(reports: Iterable<FileReport>, colour: boolean): Iterable<string> {
  const count = { 1: 0, 2: 0, 3: 0 };
  let files = 0;
  let unread = 0;
  let suppressed = 0;
  for (const report of reports) {
    yield stylishFile(report, colour);
    files++;
    if (report.reason !== null) unread++;
    suppressed += report.suppressed?.length ?? 0;
    for (const { severity } of report.messages) count[severity]++;
  }
  yield `共 ${files} 个文件，检查 ${files - unread} 个${unread > 0 ? `，未能检查 ${unread} 个` : ''}：错误 ${count[2]}，警告 ${count[1]}，提示 ${count[3]}${suppressed > 0 ? `；另有 ${suppressed} 条已抑制或在基线中，不计` : ''}。\n`;
}

export function* json(reports: Iterable<FileReport>): Iterable<string> {
  yield* jsonList(reports, 0);
  yield '\n';
}

export function* ndjson(reports: Iterable<FileReport>): Iterable<string> {
  for (const report of reports) yield `${JSON.stringify(report)}\n`;
}
