import type { Context, Document } from '../../src/document/document.js';
import { safeReplacement } from '../../src/engine/fix.js';
import { composeMessage } from '../../src/record/message.js';
import { exampleDocument, findingsOf, unmark } from '../../src/rule/examples.js';
import type { AnyRule, BadExample, Example, Finding, FixLevel } from '../../src/rule/rule.js';
import { printable } from '../../src/text/printable.js';
import { compareRanges, type Range } from '../../src/text/range.js';

/** The text with each finding's first suggestion in its place; findings without one leave it as it is. */
export function withSuggestions(text: string, findings: readonly Finding[]): string {
  let result = text;
  for (const { range, suggest } of [...findings].sort((a, b) => compareRanges(b.range, a.range)))
    if (suggest?.[0] !== undefined) result = result.slice(0, range.start) + suggest[0] + result.slice(range.end);
  return result;
}

/** What `fix` may really do with a finding, whatever the rule says; a rule on trial is taken as if it were not. */
export function fixLevel({ trial: _, ...rule }: AnyRule, doc: Document, finding: Finding): FixLevel {
  if (finding.suggest?.[0] === undefined) return 'none';
  const told = { ...finding, rule, severity: finding.severity ?? rule.severity, evidence: [], fingerprint: '' };
  return safeReplacement(doc, told) === undefined ? 'suggest' : 'safe';
}

const show = (text: string, ranges: readonly Range[]): string => {
  let shown = text;
  for (const { start, end } of [...ranges].reverse())
    shown = `${shown.slice(0, start)}{{${shown.slice(start, end)}}}${shown.slice(end)}`;
  return shown;
};

const quoteOf = (text: string, { range }: Finding): string => text.slice(range.start, range.end);

/** What one finding says that no finding may say, whatever the example. */
function* faultsOf(finding: Finding, text: string): Iterable<string> {
  const { message, suggest } = finding;
  const quote = quoteOf(text, finding);
  if (!message.endsWith('。')) yield `message does not end with 。: ${message}`;
  if (message.includes('"')) yield `ASCII quote in message: ${message}`;
  if (!message.includes(printable(quote))) yield `message does not quote its text: ${message}`;
  const composed = composeMessage(quote, finding);
  const [first] = suggest ?? [];
  const head = first === undefined ? quote : `${quote} -> ${first || '（删去）'}`;
  // White space and straight quotes are written otherwise on one line.
  if (!composed.startsWith(`${head.replace(/[\r\n\t]{1,100}/gu, ' ').replaceAll('"', '＂')}（`))
    yield `the message begins otherwise than with ${head}: ${composed}`;
}

/** What an example says of its findings, against what they are; `said` for all of them or one by one. */
function* against<T>(what: string, said: T | readonly T[], found: readonly T[]): Iterable<string> {
  const wanted: readonly T[] = Array.isArray(said) ? said : found.map(() => said as T);
  if (wanted.length !== found.length) yield `${what} of ${wanted.length} findings, found ${found.length}`;
  else
    for (const [i, one] of found.entries()) if (one !== wanted[i]) yield `expected ${what} ${wanted[i]}, found ${one}`;
}

function* fixedOtherwise(
  rule: AnyRule,
  example: BadExample,
  { text, found }: { readonly text: string; readonly found: readonly Finding[] },
  context: Context,
): Iterable<string> {
  const { fixed } = example;
  const left = found.filter(({ suggest }) => suggest?.[0] === undefined);
  if (fixed === undefined) {
    if (left.length < found.length) yield `no fixed, though it may be ${withSuggestions(text, found)}`;
    return;
  }
  const got = withSuggestions(text, found);
  if (got !== fixed) yield `expected ${fixed} after fixing, got ${got}`;
  const again = findingsOf(rule, exampleDocument({ ...example, bad: fixed }, context), example.options);
  const quotes = (findings: readonly Finding[], of: string): string => findings.map((f) => quoteOf(of, f)).join('\n');
  if (quotes(again, fixed) !== quotes(left, text))
    yield `the fixed text is found again: ${show(
      fixed,
      again.map(({ range }) => range),
    )}`;
}

/** What an example shows otherwise than it says, in English; empty when it holds. */
export function differences(rule: AnyRule, example: Example, context: Context): readonly string[] {
  const { text, ranges } = unmark('bad' in example ? example.bad : example.good);
  const doc = exampleDocument(example, context);
  const found = findingsOf(rule, doc, example.options);
  const wanted = show(text, ranges);
  const got = show(
    text,
    found.map(({ range }) => range),
  );
  const wrong = found.flatMap((finding) => [...faultsOf(finding, text)]);
  if (wanted !== got) wrong.push(`expected ${wanted}, found ${got}`);
  if (!('bad' in example)) return wrong;
  if (ranges.length === 0) wrong.push(`a bad example marks nothing: ${example.bad}`);
  const { severity = rule.severity, fix = rule.fix, message, suggest } = example;
  const severities = found.map((finding) => finding.severity ?? rule.severity);
  const levels = found.map((finding) => fixLevel(rule, doc, finding));
  const told = [
    ...against('severity', severity, severities),
    ...against('fix', fix, levels),
    ...(message === undefined
      ? []
      : against(
          'message',
          message,
          found.map((finding) => finding.message),
        )),
    ...(suggest === undefined
      ? []
      : against(
          'suggestions',
          suggest.join('|'),
          found.map((finding) => finding.suggest?.join('|')),
        )),
  ];
  wrong.push(...told.map((each) => `${each}: ${example.bad}`));
  wrong.push(...fixedOtherwise(rule, example, { text, found }, context));
  return wrong;
}
