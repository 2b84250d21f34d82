import type { Block, Document } from '../document/document.js';
import { asSource, safeReplacement } from '../engine/fix.js';
import type { LintFinding } from '../engine/lint.js';
import type { Suppression } from '../engine/suppress.js';
import type { Clause } from '../rule/rule.js';
import { holderOf, type Range } from '../text/range.js';

/** One finding as programs read it (CONTRACT §3): textlint's message, and beside it what textlint does not know. */
export interface Message {
  readonly type: 'lint';
  readonly ruleId: string;
  readonly severity: 1 | 2 | 3;
  readonly veto: boolean;
  /** For people and editors: quote, first suggestion, and what is wrong. */
  readonly message: string;
  /** What is wrong alone: one sentence, with its 。 */
  readonly what: string;
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
  /** What stands around the quote, so that a list can be read without the document. */
  readonly context: { readonly before: string; readonly after: string };
  /** For people, where lines do not lead there: 第3页, 脚注2, 工作表“汇总”B5. */
  readonly place?: string;
  /** The range in `FileReport.text.value`; there where the report carries its text. */
  readonly at?: readonly [number, number];
  /** On how many pages it stands, where it is told once for all of them. */
  readonly pages?: number;
}

/** A finding that does not count: a comment in the source, a side-car file or a baseline says so. */
export interface SuppressedMessage extends Message {
  readonly suppressed: Suppression;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Replacement {
  readonly range: readonly [number, number];
  readonly text: string;
}

const SEVERITY_NUMBER = { error: 2, warning: 1, info: 3 } as const;

const oneLine = (text: string): string =>
  text
    .replace(/[\r\n\t]{1,100}/gu, ' ')
    .replaceAll('"', '＂')
    .toWellFormed();

const withoutStop = (sentence: string): string => sentence.replace(/。$/u, '');

/** `quote -> first suggestion（what is wrong）`: the order from which editors compute what to underline. */
export function composeMessage(quote: string, finding: Pick<LintFinding, 'message' | 'suggest'>): string {
  const first = finding.suggest?.[0];
  const what = withoutStop(finding.message);
  return oneLine(
    first === undefined ? `${quote}（${what}）` : `${quote} -> ${first === '' ? '（删去）' : first}（${what}）`,
  );
}

/** Characters of context on either side of a quote. */
const CONTEXT = 30;

/** Around a range, within its block and on its own line or row. */
function contextOf(text: string, { start, end }: Range, block: Block | undefined): Message['context'] {
  const from = Math.max(block?.range.start ?? 0, start - CONTEXT);
  const to = Math.min(block?.range.end ?? text.length, end + CONTEXT);
  const before = text.slice(from, start);
  const after = text.slice(end, to).split(/[\r\n]/u, 1)[0] ?? '';
  return { before: before.slice(before.lastIndexOf('\n') + 1).toWellFormed(), after: after.toWellFormed() };
}

/** Where the place is a page, a note or a sheet, and for a cell with a name that too. */
function placeOf(block: Block, { start }: Range): string | undefined {
  const cell = block.table && holderOf(block.table.cells, start);
  return block.place === undefined ? undefined : `${block.place}${cell?.name ?? ''}`;
}

/** One finding of a document as programs read it; with its place in the text where the report carries that. */
export function messageOf(doc: Document, finding: LintFinding, withText = false): Message {
  const source = doc.map.toSource(finding.range);
  const quote = doc.text.slice(finding.range.start, finding.range.end);
  const start = doc.map.position(source.start);
  const end = doc.map.position(source.end);
  const range = [source.start, source.end] as const;
  const suggest = finding.suggest ?? [];
  const safe = safeReplacement(doc, finding);
  const block = holderOf(doc.blocks, finding.range.start);
  const place = block && placeOf(block, finding.range);
  return {
    type: 'lint',
    ruleId: finding.rule.id,
    severity: SEVERITY_NUMBER[finding.severity],
    veto: finding.rule.veto ?? false,
    message: composeMessage(quote, finding),
    what: `${oneLine(withoutStop(finding.message))}。`,
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
    context: contextOf(doc.text, finding.range, block),
    ...(place !== undefined && { place }),
    ...(withText && { at: [finding.range.start, finding.range.end] as const }),
  };
}
