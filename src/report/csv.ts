import type { FileReport } from '../record/file-report.js';
import { printable } from '../text/printable.js';
import { problemsOf } from './problems.js';
import { basisOf, LEVEL } from './text.js';

const HEADER = ['文件', '行', '列', '级别', '规则', '原文', '问题', '建议', '依据', '指纹'];

/** A cell that a spreadsheet would run as a formula: it tries full-width signs too where the system is Chinese. */
const FORMULA = /^[=+\-@＝＋－＠]/u;

function cell(value: string | number): string {
  const shown = printable(String(value).toWellFormed());
  const inert = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",]/u.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

const rowInWords = (row: readonly (string | number)[]): string => `${row.map(cell).join(',')}\r\n`;

const rowsOf = (report: FileReport): readonly (readonly (string | number)[])[] => [
  ...problemsOf(report).map(({ code, severity, message }) => [
    report.filePath,
    '',
    '',
    severity === 'error' ? '未检查' : '注意',
    code,
    '',
    message,
    '',
    '',
    '',
  ]),
  ...report.messages.map((message) => [
    report.filePath,
    message.line,
    message.column,
    LEVEL[message.severity],
    message.ruleId,
    message.quote,
    message.message,
    message.suggestions.map((suggestion) => suggestion.message).join('；'),
    basisOf(message),
    message.fingerprint,
  ]),
];

/** RFC 4180 with a BOM, without which Excel and WPS take it for GBK; one line a finding. */
export function* csv(reports: Iterable<FileReport>): Iterable<string> {
  yield `\ufeff${rowInWords(HEADER)}`;
  for (const report of reports) yield rowsOf(report).map(rowInWords).join('');
}
