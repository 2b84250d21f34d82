import { relative, resolve } from 'node:path';
import { absolutePath } from '../../config/globs.js';
import { loadConfig, readProfile } from '../../config/load-config.js';
import { checkConfig } from '../../config/validate.js';
import { matchesGlob, merged } from '../../engine/config.js';
import type { Config, Level, Settings } from '../../engine/ruleset.js';
import { UserError } from '../../errors.js';
import { rules } from '../../index.js';
import type { Severity } from '../../rule/rule.js';

/** The options of the command line that a config may hold too; they win over it. */
export interface ConfigOptions {
  /** A file; false: none, not even a search. */
  readonly config?: string | boolean;
  readonly rule?: readonly string[];
  readonly profile?: string;
  readonly dictionary?: readonly string[];
  readonly minSeverity?: Severity;
  readonly maxWarnings?: string;
  readonly trial?: boolean;
  readonly quiet?: boolean;
  readonly baseline?: string;
}

/** A config file and the command line, joined. */
export interface RunConfig {
  /** What is not for single files; overrides unapplied. */
  readonly config: Config;
  /** What of the command line wins over the overrides of single files, too. */
  readonly over: Settings;
  isIgnored(file: string): boolean;
}

function levelsOf(settings: readonly string[]): Readonly<Record<string, Level>> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [id, level] = setting.split('=');
      if (!id || !level) throw new UserError(`--rule ${setting}：应写作 规则名=级别，如 --rule typo-lexicon=off。`);
      return [id, level as Level]; // checkConfig refuses what is not a level
    }),
  );
}

function maxWarningsOf(written: string): number {
  const max = Number(written);
  if (!Number.isInteger(max) || max < 0) throw new UserError(`--max-warnings ${written}：应为不小于 0 的整数。`);
  return max;
}

/** @throws UserError for a fault in the config, in a file that it names, or in the command line. */
export function runConfig(options: ConfigOptions): RunConfig {
  const minSeverity = options.quiet ? 'error' : options.minSeverity;
  const settings: Settings = {
    ...(options.rule && { rules: levelsOf(options.rule) }),
    ...(options.profile !== undefined && { profile: readProfile(options.profile) }),
    ...(options.trial && { trial: true }),
    ...(minSeverity !== undefined && { minSeverity }),
  };
  // The rest has been checked where it was read, and ajv takes longer than a small file.
  if (settings.rules) checkConfig(settings, rules);
  const loaded =
    options.config === false
      ? {}
      : loadConfig(rules, typeof options.config === 'string' ? { file: options.config } : {});
  const config = merged(loaded, {
    ...(options.dictionary && { dictionaries: options.dictionary }),
    ...(options.maxWarnings !== undefined && { maxWarnings: maxWarningsOf(options.maxWarnings) }),
    ...(options.baseline !== undefined && { baseline: resolve(options.baseline) }),
  });
  return {
    config: merged(config, settings),
    over: settings,
    isIgnored: (file) => matchesGlob(absolutePath(file), config.ignores ?? []),
  };
}

/** A path as people read it in a message: from the working directory where that is shorter. */
export const shown = (path: string): string => {
  const near = relative('.', path);
  return near.startsWith('..') ? path : near;
};
