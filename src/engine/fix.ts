import type { Document } from '../document/document.js';
import type { Range } from '../text/range.js';
import { squeeze } from './fingerprint.js';
import { type LintFinding, lint, type Result } from './lint.js';
import type { Ruleset } from './ruleset.js';
import type { Outside } from './suppress.js';

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

type Reread = (doc: Document, source: string) => Document;

/** The document after the edits, or undefined where the new source reads as something else: `**` that no longer closes. */
function attempt(doc: Document, edits: readonly Edit[], reread: Reread): Document | undefined {
  const source = splice(
    doc.map.source,
    edits.map(({ range, replacement }) => ({ range: doc.map.toSource(range), text: asSource(doc, replacement) })),
  );
  const next = reread(doc, source);
  const meant = splice(
    doc.text,
    edits.map(({ range, replacement }) => ({ range, text: replacement })),
  );
  // Readers fold white space, so a deletion may take a blank with it.
  return squeeze(next.text) === squeeze(meant) ? next : undefined;
}

/** The document after as many of the edits as leave its mark-up what it was. */
function applyEdits(
  doc: Document,
  edits: readonly Edit[],
  reread: Reread,
): { readonly document: Document; readonly kept: readonly Edit[] } {
  let document = doc;
  let kept: readonly Edit[] = [];
  const take = (more: readonly Edit[]): void => {
    const together = [...kept, ...more];
    const next = attempt(doc, together, reread);
    if (next) {
      document = next;
      kept = together;
    } else if (more.length > 1) {
      const half = more.length >> 1;
      take(more.slice(0, half));
      take(more.slice(half));
    }
  };
  if (edits.length > 0) take(edits);
  return { document, kept };
}

/**
 * Applies the safe fixes of a document until none is left. Pure: nothing is written.
 * @param reread the document as it would be read from another source
 * @param outside what is suppressed is left as it is
 */
export function fix(doc: Document, rules: Ruleset, reread: Reread, outside: Outside = {}): Fixed {
  const applied: AppliedFix[] = [];
  let document = doc;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = lint(document, rules, 'info', outside);
    const step = applyEdits(document, editsOf(document, result), reread);
    if (step.kept.length === 0) return { document, result, applied, stable: true };
    applied.push(...step.kept.map(({ ruleId, quote, replacement }) => ({ ruleId, quote, replacement })));
    document = step.document;
  }
  return { document: doc, result: lint(doc, rules, 'info', outside), applied: [], stable: false };
}
