import type { FileReport } from '../record/file-report.js';
import { attributes } from './escape-xml.js';
import { problemsOf } from './problems.js';

const SEVERITY = { 2: 'error', 1: 'warning', 3: 'info' } as const;

const fileElement = (report: FileReport): string => {
  const errors = [
    ...problemsOf(report).map(({ code, severity, message }) => ({
      line: 1,
      column: 1,
      severity,
      message,
      source: `gongwen-lint.${code}`,
    })),
    ...report.messages.map(({ line, column, severity, message, ruleId }) => ({
      line,
      column,
      severity: SEVERITY[severity],
      message,
      source: `gongwen-lint.${ruleId}`,
    })),
  ];
  return [
    `  <file${attributes({ name: report.filePath })}>`,
    ...errors.map((error) => `    <error${attributes(error)}/>`),
    '  </file>',
  ].join('\n');
};

/** Checkstyle's XML, which Jenkins and many CI servers read; a clean file is a `file` without errors. */
export function* checkstyle(reports: Iterable<FileReport>): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n';
  for (const report of reports) yield `${fileElement(report)}\n`;
  yield '</checkstyle>\n';
}
