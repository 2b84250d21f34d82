import type { FileReport } from '../record/file-report.js';
import type { Message } from '../record/message.js';
import { attributes, escapeXml } from './escape-xml.js';
import { problemsOf } from './problems.js';
import { basisOf } from './text.js';

interface TestCase {
  readonly name: string;
  readonly outcome: 'failure' | 'error' | 'system-out' | 'passed';
  readonly message: string;
  readonly details: string;
}

/** An info does not fail a build; it is told in the case's output. */
const caseOf = (message: Message): TestCase => ({
  name: `${message.ruleId} ${message.line}:${message.column}`,
  outcome: message.severity === 3 ? 'system-out' : 'failure',
  message: message.message,
  details: `${message.line}:${message.column} ${message.message} 依据：${basisOf(message)}`,
});

function casesOf(report: FileReport): readonly TestCase[] {
  const cases = [
    ...problemsOf(report).map(
      ({ code, severity, message }): TestCase => ({
        name: code,
        outcome: severity === 'error' ? 'error' : 'system-out',
        message,
        details: message,
      }),
    ),
    ...report.messages.map(caseOf),
  ];
  return cases.length > 0 ? cases : [{ name: '未发现问题', outcome: 'passed', message: '', details: '' }];
}

function caseElement({ name, outcome, message, details }: TestCase, file: string): string {
  const head = `    <testcase${attributes({ name, classname: file, file, time: 0 })}`;
  if (outcome === 'passed') return `${head}/>`;
  const about = outcome === 'system-out' ? '' : attributes({ message, type: name.split(' ')[0] ?? '' });
  return `${head}><${outcome}${about}>${escapeXml(details)}</${outcome}></testcase>`;
}

const count = (cases: readonly TestCase[]) => ({
  tests: cases.length,
  failures: cases.filter(({ outcome }) => outcome === 'failure').length,
  errors: cases.filter(({ outcome }) => outcome === 'error').length,
  time: 0,
});

function countAll(reports: Iterable<FileReport>) {
  const all = count([]);
  for (const report of reports) {
    const { tests, failures, errors } = count(casesOf(report));
    all.tests += tests;
    all.failures += failures;
    all.errors += errors;
  }
  return all;
}

/** JUnit's XML: a file is a suite, a finding a failed case, a clean file one passed case. */
export function* junit(reports: Iterable<FileReport>): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: 'gongwen-lint', ...countAll(reports) })}>\n`;
  for (const report of reports) {
    const { filePath: file } = report;
    const cases = casesOf(report);
    yield [
      `  <testsuite${attributes({ name: file, ...count(cases) })}>`,
      ...cases.map((testCase) => caseElement(testCase, file)),
      '  </testsuite>\n',
    ].join('\n');
  }
  yield '</testsuites>\n';
}
