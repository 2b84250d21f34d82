import type { Document, Profile } from '../document/document.js';
import type { Range } from '../text/range.js';
import type { Kind } from '../views/forms/kind.js';
import type { StandardId } from './standards.js';

export type Severity = 'error' | 'warning' | 'info';

/** safe: `fix` may apply it unattended; suggest: a person picks. */
export type FixLevel = 'safe' | 'suggest' | 'none';

/** A place in a standard of src/rule/standards.ts. `verified`: somebody has read the clause itself. */
export interface Clause {
  readonly standard: StandardId;
  readonly clause: string;
  readonly verified: boolean;
}

/** Of every finding of an example, or one for each of its marks in order. */
type PerMark<T> = T | readonly T[];

interface Sample {
  /** What it shows, where the text alone does not say so: a few words of Chinese for the rule's page. */
  readonly because?: string;
  /** Who publishes, where the example depends on it. */
  readonly profile?: Profile;
  /** Texts of other annual reports, where the example is compared with them. */
  readonly archive?: readonly string[];
  /** What a user has set, over the rule's defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** `{{…}}` marks what must be found, and nothing else may be. */
export interface BadExample extends Sample {
  readonly bad: string;
  /** What the first suggestions give; there wherever a finding has one. */
  readonly fixed?: string;
  /** Absent: the rule's own. */
  readonly severity?: PerMark<Severity>;
  /** How the findings may be fixed; absent: as the rule says. `none`: they suggest nothing. */
  readonly fix?: PerMark<FixLevel>;
  /** What they say, to the letter. */
  readonly message?: PerMark<string>;
  /** All that the one finding suggests, where it offers several replacements. */
  readonly suggest?: readonly string[];
}

export interface GoodExample extends Sample {
  readonly good: string;
}

export type Example = BadExample | GoodExample;

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
  readonly fix: FixLevel;
  readonly basis: readonly [Clause, ...Clause[]];
  readonly why: string;
  /** Absent: all kinds. */
  readonly appliesTo?: readonly Kind[];
  readonly needs?: 'archive';
  /** The defaults; their type is the schema. */
  readonly options?: O;
  /** What each option is for, in Chinese; for the rule's page and for editors. */
  readonly optionNotes?: { readonly [name in keyof O]: string };
  /** Nursery: runs only when asked for, until its false-alarm rate and recall are known. */
  readonly trial?: true;
  readonly examples: readonly Example[];
  readonly check: (doc: Document, options: O) => Iterable<Finding>;
}

/** A rule whose options are known to itself alone. */
// biome-ignore lint/suspicious/noExplicitAny: options are checked against the rule's own defaults before they reach it
export type AnyRule = Rule<any>;

export const defineRule = <O extends object = object>(rule: Rule<O>): Rule<O> => rule;
