import type { FileReport } from '../record/file-report.js';
import type { Message, SuppressedMessage } from '../record/message.js';
import { exampleText } from '../rule/examples.js';
import type { AnyRule, Clause } from '../rule/rule.js';
import { STANDARDS } from '../rule/standards.js';
import { jsonList, wellFormed } from './json-list.js';
import { problemsOf } from './problems.js';
import type { RenderContext } from './render.js';
import { basisInWords } from './words.js';

const LEVEL = { 2: 'error', 1: 'warning', 3: 'note' } as const;
const RULE_LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A path as a URI reference: relative stays relative, so that the log may be moved with the files. */
function uriOf(path: string): string {
  const encoded = path
    .toWellFormed()
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  if (encoded.startsWith('/')) return `file://${encoded}`;
  return encoded.replace(/^([A-Za-z])%3A\//u, 'file:///$1:/'); // C:/
}

const clauseOf = ({ standard, clause, verified }: Clause): object => ({
  number: STANDARDS[standard].number,
  title: STANDARDS[standard].title,
  clause,
  verified,
});

/** Text that Markdown must not read as mark-up. */
const literal = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/gu, '\\$&').replaceAll('\n', ' ');

const helpOf = (rule: AnyRule): object => ({
  text: `${rule.why}依据：${basisInWords(rule)}。`,
  markdown: [
    literal(rule.why),
    `**依据** ${literal(basisInWords(rule))}`,
    ...rule.examples.map((example) => `- ${'bad' in example ? '✗' : '✓'} ${literal(exampleText(example))}`),
  ].join('\n\n'),
});

const descriptorOf = (rule: AnyRule): object => ({
  id: rule.id,
  shortDescription: { text: rule.title },
  fullDescription: { text: rule.why },
  help: helpOf(rule),
  defaultConfiguration: { level: RULE_LEVEL[rule.severity] },
  properties: {
    tags: [rule.id.split('-')[0]],
    fix: rule.fix,
    veto: rule.veto ?? false,
    trial: rule.trial ?? false,
    basis: rule.basis.map(clauseOf),
  },
});

const spanOf = ([start, end]: readonly [number, number]): object => ({ charOffset: start, charLength: end - start });

const regionOf = ({ loc: { start, end }, range }: Message): object => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
  ...spanOf(range),
});

const suppressionOf = ({ suppressed: { kind, reason } }: SuppressedMessage): object => ({
  kind: kind === 'comment' ? 'inSource' : 'external',
  justification: reason,
});

const locationOf = ({ filePath }: FileReport, index: number): object => ({ uri: uriOf(filePath), index });

function resultOf(message: Message | SuppressedMessage, ruleIndex: number, artifactLocation: object): object {
  return {
    ruleId: message.ruleId,
    ruleIndex,
    level: LEVEL[message.severity],
    message: { text: message.message },
    locations: [
      { physicalLocation: { artifactLocation, region: { ...regionOf(message), snippet: { text: message.quote } } } },
    ],
    ...(message.evidence.length > 0 && {
      relatedLocations: message.evidence.map(({ range, quote }, id) => ({
        id,
        message: { text: quote },
        physicalLocation: { artifactLocation, region: spanOf(range) },
      })),
    }),
    partialFingerprints: { 'gongwenLint/v1': message.fingerprint },
    ...(message.suggestions.length > 0 && {
      fixes: message.suggestions.map(({ message: text, fix }) => ({
        description: { text: text === '' ? '删去' : text },
        artifactChanges: [
          {
            artifactLocation,
            replacements: [{ deletedRegion: regionOf(message), insertedContent: { text: fix.text } }],
          },
        ],
      })),
    }),
    // SARIF 2.1.0, 3.27.23: on every result or on none.
    suppressions: 'suppressed' in message ? [suppressionOf(message)] : [],
    properties: {
      veto: message.veto,
      safeFix: message.fix !== undefined,
      basis: message.basis.map(clauseOf),
      ...(message.region && { region: message.region }),
    },
  };
}

function* notificationsOf(reports: Iterable<FileReport>): Iterable<object> {
  let index = 0;
  for (const report of reports) {
    const location = locationOf(report, index++);
    for (const { code, severity, message } of problemsOf(report))
      yield {
        descriptor: { id: code },
        level: severity === 'error' ? 'error' : 'note',
        message: { text: message },
        locations: [{ physicalLocation: { artifactLocation: location } }],
      };
  }
}

function* artifactsOf(reports: Iterable<FileReport>): Iterable<object> {
  for (const { filePath, status, encoding, kind, title, characters } of reports)
    yield {
      location: { uri: uriOf(filePath) },
      ...(encoding !== undefined && { encoding }),
      properties: { status, kind, title, characters },
    };
}

function* resultsOf(reports: Iterable<FileReport>, rules: readonly AnyRule[]): Iterable<object> {
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  let index = 0;
  for (const report of reports) {
    const location = locationOf(report, index++);
    for (const message of [...report.messages, ...(report.suppressed ?? [])])
      yield resultOf(message, ruleIndex.get(message.ruleId) ?? -1, location);
  }
}

function isSuccessful(reports: Iterable<FileReport>): boolean {
  for (const { failures } of reports) if (failures.length > 0) return false;
  return true;
}

/** Stand in the log for the lists that are as long as the run; no text of a rule or of this program is like them. */
const LISTS = /"⟦(notifications|artifacts|results)⟧"/u;

/** SARIF 2.1.0, what code-scanning services and editors read. Without a clock: `endTime` comes from the caller. */
export function* sarif(reports: Iterable<FileReport>, { rules, version, endTime }: RenderContext): Iterable<string> {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gongwen-lint', version, language: 'zh-CN', rules: rules.map(descriptorOf) } },
        language: 'zh-CN',
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: isSuccessful(reports),
            ...(endTime !== undefined && { endTimeUtc: endTime }),
            toolExecutionNotifications: '⟦notifications⟧',
          },
        ],
        artifacts: '⟦artifacts⟧',
        results: '⟦results⟧',
      },
    ],
  };
  const lists: Readonly<Record<string, () => Iterable<string>>> = {
    notifications: () => jsonList(notificationsOf(reports), 5, wellFormed),
    artifacts: () => jsonList(artifactsOf(reports), 3, wellFormed),
    results: () => jsonList(resultsOf(reports, rules), 3, wellFormed),
  };
  for (const part of JSON.stringify(log, wellFormed, 2).split(LISTS)) yield* lists[part]?.() ?? [part];
  yield '\n';
}
