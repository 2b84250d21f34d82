import type { Document } from '../document/document.js';
import type { Range } from '../text/range.js';
import { squeeze } from './fingerprint.js';
import type { LintFinding, Result } from './lint.js';

/** A document that needs more has rules that undo each other. */
const MAX_ROUNDS = 10;

export interface AppliedFix {
  readonly ruleId: string;
  readonly quote: string;
  readonly replacement: string;
}

export interface Fixed {
  /** As read again from the fixed source, `document.map.source`. */
  readonly document: Document;
  /** What lint finds in it. */
  readonly result: Result;
  /** In the order in which they were applied; empty where nothing was to be done. */
  readonly applied: readonly AppliedFix[];
  /** False where rules undid each other without end: then nothing was applied. */
  readonly stable: boolean;
}

interface Edit extends AppliedFix {
  /** In the text. */
  readonly range: Range;
}

const REFERENCE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A replacement as the document's source has to hold it. */
export const asSource = (doc: Document, text: string): string =>
  doc.mediaType === 'text/html' ? text.replace(/[&<>]/gu, (char) => REFERENCE[char] ?? char) : text;

/** What may stand in the finding's place without anybody asked, or undefined. */
export function safeReplacement(doc: Document, { rule, range, fix: own, suggest }: LintFinding): string | undefined {
  const safe = rule.fix === 'safe' && own === undefined && !rule.trial && doc.map.isVerbatim(range);
  return safe ? suggest?.[0] : undefined;
}

function editsOf(doc: Document, { findings }: Result): readonly Edit[] {
  const edits: Edit[] = [];
  for (const finding of findings) {
    const replacement = safeReplacement(doc, finding);
    // What overlaps an edit waits for the next round.
    if (replacement === undefined || finding.range.start < (edits.at(-1)?.range.end ?? 0)) continue;
    const quote = doc.text.slice(finding.range.start, finding.range.end);
    if (quote !== replacement) edits.push({ range: finding.range, ruleId: finding.rule.id, quote, replacement });
  }
  return edits;
}

/** The string with its ranges replaced: in order, not overlapping. */
function splice(original: string, replacements: readonly { readonly range: Range; readonly text: string }[]): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { range, text } of replacements) {
    parts.push(original.slice(copied, range.start), text);
    copied = range.end;
  }
  return parts.join('') + original.slice(copied);
}

interface State {
  readonly document: Document;
  readonly result: Result;
}

type Read = (doc: Document, source: string) => State;

/**
 * What the edits lead to, or undefined where they change more than they say: a `**` that no longer closes, a suppressed
 * finding that its suppression no longer knows.
 */
function attempt({ document: doc, result }: State, edits: readonly Edit[], read: Read): State | undefined {
  const source = splice(
    doc.map.source,
    edits.map(({ range, replacement }) => ({ range: doc.map.toSource(range), text: asSource(doc, replacement) })),
  );
  const meant = splice(
    doc.text,
    edits.map(({ range, replacement }) => ({ range, text: replacement })),
  );
  const next = read(doc, source);
  // Readers fold white space, so a deletion may take a blank with it.
  const asMeant = squeeze(next.document.text) === squeeze(meant);
  return asMeant && next.result.suppressed.length >= result.suppressed.length ? next : undefined;
}

/** The state after as many of the edits as may be applied together; undefined where none may. */
function applyEdits(
  state: State,
  edits: readonly Edit[],
  read: Read,
): { readonly next: State; readonly kept: readonly Edit[] } | undefined {
  let next: State | undefined;
  let kept: readonly Edit[] = [];
  const take = (more: readonly Edit[]): void => {
    const together = [...kept, ...more];
    const tried = attempt(state, together, read);
    if (tried) {
      next = tried;
      kept = together;
    } else if (more.length > 1) {
      const half = more.length >> 1;
      take(more.slice(0, half));
      take(more.slice(half));
    }
  };
  if (edits.length > 0) take(edits);
  return next && { next, kept };
}

/**
 * Applies the safe fixes of a document until none is left. Pure: nothing is written.
 * @param check what lint finds in a document, suppressions considered
 * @param reread the document as it would be read from another source
 */
export function fix(
  doc: Document,
  check: (doc: Document) => Result,
  reread: (doc: Document, source: string) => Document,
): Fixed {
  const read: Read = (before, source) => {
    const document = reread(before, source);
    return { document, result: check(document) };
  };
  const start: State = { document: doc, result: check(doc) };
  const applied: AppliedFix[] = [];
  let state = start;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const step = applyEdits(state, editsOf(state.document, state.result), read);
    if (!step) return { ...state, applied, stable: true };
    applied.push(...step.kept.map(({ ruleId, quote, replacement }) => ({ ruleId, quote, replacement })));
    state = step.next;
  }
  return { ...start, applied: [], stable: false };
}
