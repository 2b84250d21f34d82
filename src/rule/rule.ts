import type { Document, Profile } from '../document/document.js';
import type { Range } from '../text/range.js';
import type { Kind } from '../views/forms/kind.js';
import type { StandardId } from './standards.js';

export type Severity = 'error' | 'warning' | 'info';

/** A place in a standard of src/rule/standards.ts. `verified`: somebody has read the clause itself. */
export interface Clause {
  readonly standard: StandardId;
  readonly clause: string;
  readonly verified: boolean;
}

interface Sample {
  /** Who publishes, where the example depends on it. */
  readonly profile?: Profile;
  /** Texts of other annual reports, where the example is compared with them. */
  readonly archive?: readonly string[];
}

/** `{{…}}` in `bad` marks what must be found, and nothing else may be; `fixed` is what the first suggestions give. */
export type Example =
  | (Sample & { readonly bad: string; readonly fixed?: string })
  | (Sample & { readonly good: string });

export interface Finding {
  /** As tight as the fault, in `Document.text`. */
  readonly range: Range;
  /** What is wrong: one Chinese sentence, quoting the text, ending with 。 */
  readonly message: string;
  /** Replacements for the range, best first. */
  readonly suggest?: readonly string[];
  /** The majority spelling, the addends, the other mention. */
  readonly evidence?: readonly Range[];
  /** Where this one is less sure than its rule: never above the rule's own severity. */
  readonly severity?: Severity;
  /** Where this one may not be applied unattended though its rule's fixes are safe. */
  readonly fix?: 'suggest';
  /** Where this one rests on another clause than its rule's. */
  readonly basis?: readonly [Clause, ...Clause[]];
}

export interface Rule<O extends object = object> {
  /** Its folder's name; the first word is its category. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** A 单项否决-class fault: stands first in every report. */
  readonly veto?: true;
  /** safe: `fix` may apply it unattended; suggest: a person picks. */
  readonly fix: 'safe' | 'suggest' | 'none';
  readonly basis: readonly [Clause, ...Clause[]];
  readonly why: string;
  /** Absent: all kinds. */
  readonly appliesTo?: readonly Kind[];
  readonly needs?: 'archive';
  /** The defaults; their type is the schema. */
  readonly options?: O;
  /** Nursery: runs only when asked for, until its false-alarm rate and recall are known. */
  readonly trial?: true;
  readonly examples: readonly Example[];
  readonly check: (doc: Document, options: O) => Iterable<Finding>;
}

/** A rule whose options are known to itself alone. */
// biome-ignore lint/suspicious/noExplicitAny: options are checked against the rule's own defaults before they reach it
export type AnyRule = Rule<any>;

export const defineRule = <O extends object = object>(rule: Rule<O>): Rule<O> => rule;
