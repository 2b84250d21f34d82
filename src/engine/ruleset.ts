import type { Profile } from '../document/document.js';
import type { AnyRule, Severity } from '../rule/rule.js';

export type Level = Severity | 'off';

/** What may differ from file to file. */
export interface Settings {
  readonly profile?: Profile;
  /** By rule id: a level, or a level with options. */
  readonly rules?: Readonly<Record<string, Level | readonly [Level, object?]>>;
  /** Run rules that are still on trial; they never rise above info. */
  readonly trial?: boolean;
  /** Leave out findings below this severity. */
  readonly minSeverity?: Severity;
}

/** Settings for the files that a glob names. */
export interface Override extends Settings {
  readonly files: string | readonly string[];
  readonly excludedFiles?: string | readonly string[];
}

/** A config with its `extends` laid under it and its profile files read. */
export interface Config extends Settings {
  /** The user's own word lists, laid over the shipped ones. */
  readonly dictionaries?: readonly string[];
  /** In order: a later one wins. */
  readonly overrides?: readonly Override[];
  /** Globs of files that are not linted. */
  readonly ignores?: readonly string[];
  /** More warnings than this are exit code 1. */
  readonly maxWarnings?: number;
  /** File of the findings that do not count. */
  readonly baseline?: string;
  /** Side-car file of suppressions. */
  readonly suppressions?: string;
}

export interface ActiveRule {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly options: object;
}

export type Ruleset = readonly ActiveRule[];

/** Which rules run, how severe each is, with which options. The config has been checked: `checkConfig`. */
export const ruleset = (rules: readonly AnyRule[], { rules: settings = {}, trial }: Settings): Ruleset =>
  rules.flatMap((rule) => {
    const setting = settings[rule.id] ?? (rule.trial ? 'info' : rule.severity);
    const [level, options] = typeof setting === 'string' ? [setting] : setting;
    if (level === 'off' || (rule.trial && !trial)) return [];
    return [{ rule, severity: rule.trial ? 'info' : level, options: { ...rule.options, ...options } }];
  });
