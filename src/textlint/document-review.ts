import type { Document } from '../document/document.js';
import type { LintFinding, Result } from '../engine/lint.js';
import { UnreadableError } from '../errors.js';
import { documentOf, type SourceContext } from './documents.js';
import { NotUtf8Error, refuseMisread } from './encoding.js';
import { type ChosenRule, linterFor } from './settings.js';

/** What the one analysis of a document gave to all rules. */
export interface Review {
  /** Undefined where the text cannot be read; `notices` then say why. */
  readonly doc?: Document;
  readonly findings: readonly LintFinding[];
  readonly failures: Result['failures'];
  readonly notChecked: Result['notChecked'];
  /** What is to be said of the document itself, one Chinese sentence each. */
  readonly notices: readonly string[];
}

interface Session {
  readonly rules: ChosenRule[];
  review?: Promise<Review>;
}

const sessions = new WeakMap<object, Session>();

/**
 * Takes part in the review of this AST: to be called on entering the document, before any asks for the review.
 * True for the first to come, who speaks for the document itself.
 */
export function enlist(node: object, rule?: ChosenRule): boolean {
  const session = sessions.get(node);
  if (session) {
    if (rule) session.rules.push(rule);
    return false;
  }
  sessions.set(node, { rules: rule ? [rule] : [] });
  return true;
}

async function reviewDocument(node: object, rules: readonly ChosenRule[], context: SourceContext): Promise<Review> {
  try {
    refuseMisread(context.getSource(), context.getFilePath());
    const linter = linterFor(context.getFilePath(), context.getConfigBaseDir(), rules);
    const doc = await documentOf(node, context, linter);
    const { warnings, ...result } = linter.lint(doc);
    return { doc, notices: [...doc.warnings, ...warnings], ...result };
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof NotUtf8Error)
      return { findings: [], failures: [], notChecked: [], notices: [error.message] };
    throw error;
  }
}

/** The review by all who enlisted, made when first asked for. */
export function reviewOf(node: object, context: SourceContext): Promise<Review> {
  const session = sessions.get(node) ?? { rules: [] };
  session.review ??= reviewDocument(node, session.rules, context);
  return session.review;
}
