import type { Document } from '../document/document.js';
import { asSource, safeReplacement } from '../engine/fix.js';
import type { LintFinding, Result } from '../engine/lint.js';
import type { Suppression } from '../engine/suppress.js';
import type { Clause } from '../rule/rule.js';
import { kind } from '../views/kind.js';
import { title } from '../views/title.js';

/** One finding as programs read it (CONTRACT §3): textlint's message, and beside it what textlint does not know. */
export interface Message {
  readonly type: 'lint';
  readonly ruleId: string;
  readonly severity: 1 | 2 | 3;
  readonly veto: boolean;
  readonly message: string;
  readonly quote: string;
  readonly index: number;
  readonly range: readonly [number, number];
  readonly line: number;
  readonly column: number;
  readonly loc: { readonly start: Place; readonly end: Place };
  readonly fix?: Replacement;
  readonly suggestions: readonly { readonly id: string; readonly message: string; readonly fix: Replacement }[];
  readonly basis: readonly Clause[];
  readonly evidence: readonly { readonly range: readonly [number, number]; readonly quote: string }[];
  readonly fingerprint: string;
  readonly region?: 'boilerplate';
}

/** A finding that does not count: a comment in the source, a side-car file or a baseline says so. */
export interface SuppressedMessage extends Message {
  readonly suppressed: { readonly kind: 'comment' | 'file' | 'baseline'; readonly reason: string };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Replacement {
  readonly range: readonly [number, number];
  readonly text: string;
}

export interface SuppressedMessage extends Message {
  readonly suppressed: Suppression;
}

/** One input, linted or not, as programs read it. */
export interface FileReport {
  readonly filePath: string;
  readonly status: 'linted' | 'skipped' | 'failed';
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly encoding?: string;
  readonly declaredEncoding?: string;
  readonly kind?: string;
  readonly title?: string;
  readonly characters?: number;
  readonly messages: readonly Message[];
  /** What was found and does not count; absent when there is none. */
  readonly suppressed?: readonly SuppressedMessage[];
  readonly notChecked: readonly { readonly ruleId: string; readonly reason: string }[];
  readonly failures: readonly { readonly ruleId: string; readonly message: string }[];
  readonly warnings?: readonly string[];
}

const SEVERITY_NUMBER = { error: 2, warning: 1, info: 3 } as const;

const oneLine = (text: string): string =>
  text
    .replace(/[\r\n\t]{1,100}/gu, ' ')
    .replaceAll('"', '＂')
    .toWellFormed();

/** `quote -> first suggestion（what is wrong）`: the order from which editors compute what to underline. */
export function composeMessage(quote: string, finding: Pick<LintFinding, 'message' | 'suggest'>): string {
  const first = finding.suggest?.[0];
  const what = finding.message.replace(/。$/u, '');
  return oneLine(
    first === undefined ? `${quote}（${what}）` : `${quote} -> ${first === '' ? '（删去）' : first}（${what}）`,
  );
}

function messageOf(doc: Document, finding: LintFinding): Message {
  const source = doc.map.toSource(finding.range);
  const quote = doc.text.slice(finding.range.start, finding.range.end);
  const start = doc.map.position(source.start);
  const end = doc.map.position(source.end);
  const range = [source.start, source.end] as const;
  const suggest = finding.suggest ?? [];
  const safe = safeReplacement(doc, finding);
  const block = doc.blocks.find((b) => b.range.start <= finding.range.start && finding.range.start < b.range.end);
  return {
    type: 'lint',
    ruleId: finding.rule.id,
    severity: SEVERITY_NUMBER[finding.severity],
    veto: finding.rule.veto ?? false,
    message: composeMessage(quote, finding),
    quote: quote.toWellFormed(),
    index: source.start,
    range,
    line: start.line,
    column: start.column,
    loc: { start, end },
    ...(safe !== undefined && { fix: { range, text: asSource(doc, safe) } }),
    suggestions: suggest.map((text, i) => ({
      id: String(i),
      message: text,
      fix: { range, text: asSource(doc, text) },
    })),
    basis: finding.basis ?? finding.rule.basis,
    evidence: finding.evidence.map((evidence) => {
      const at = doc.map.toSource(evidence);
      return { range: [at.start, at.end] as const, quote: doc.text.slice(evidence.start, evidence.end).toWellFormed() };
    }),
    fingerprint: finding.fingerprint,
    ...(block?.region === 'boilerplate' && { region: 'boilerplate' as const }),
  };
}

/** What a linted document shows to programs. */
export const linted = (filePath: string, doc: Document, result: Result): FileReport => ({
  filePath,
  status: result.failures.length > 0 ? 'failed' : 'linted',
  reason:
    result.failures.length > 0 ? { code: 'rule-failed', message: '有规则运行出错，这是本工具的缺陷，请报告。' } : null,
  encoding: doc.encoding.label,
  ...(doc.encoding.declared !== undefined && { declaredEncoding: doc.encoding.declared }),
  kind: kind(doc),
  title: title(doc)?.text.toWellFormed() ?? '',
  characters: doc.text.length,
  messages: result.findings.map((finding) => messageOf(doc, finding)),
  ...(result.suppressed.length > 0 && {
    suppressed: result.suppressed.map((finding) => ({
      ...messageOf(doc, finding),
      suppressed: { kind: finding.suppressed.kind, reason: finding.suppressed.reason },
    })),
  }),
  notChecked: result.notChecked,
  failures: result.failures,
  ...(doc.warnings.length + result.warnings.length > 0 && { warnings: [...doc.warnings, ...result.warnings] }),
});

/** What an input that could not be read shows: never left out. */
export const unread = (filePath: string, code: string, message: string): FileReport => ({
  filePath,
  status: 'skipped',
  reason: { code, message },
  messages: [],
  notChecked: [],
  failures: [],
});
