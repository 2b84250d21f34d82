import type { FileReport } from '../record/file-report.js';
import { printable } from '../text/printable.js';
import { problemsOf } from './problems.js';

const COMMAND = { 2: 'error', 1: 'warning', 3: 'notice' } as const;

const escapeData = (text: string): string =>
  printable(text.toWellFormed().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function command(
  name: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const listed = Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${name} ${listed}::${escapeData(message)}\n`;
}

const commandsOf = (report: FileReport): string =>
  [
    ...problemsOf(report).map(({ code, severity, message }) =>
      command(severity === 'error' ? 'error' : 'notice', { file: report.filePath, title: code }, message),
    ),
    ...report.messages.map(({ severity, loc: { start, end }, ruleId, message }) =>
      command(
        COMMAND[severity],
        {
          file: report.filePath,
          line: start.line,
          endLine: end.line,
          col: start.column,
          endColumn: end.column,
          title: ruleId,
        },
        message,
      ),
    ),
  ].join('');

/** Workflow commands of GitHub Actions, one a line, which show as annotations on the changed lines. */
export function* github(reports: Iterable<FileReport>): Iterable<string> {
  for (const report of reports) yield commandsOf(report);
}
