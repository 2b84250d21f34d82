import type { Level } from '../../engine/ruleset.js';
import { ruleset } from '../../engine/ruleset.js';
import { rules } from '../../index.js';
import { settingsFor } from '../../linter/linter.js';
import { type ConfigOptions, runConfig } from '../options/run-config.js';

/** Prints the config as it is in force, for a file or, without one, before overrides: every rule with level and options. */
export function printConfig(options: ConfigOptions, file: string | undefined): void {
  const { config, over, isIgnored } = runConfig(options);
  const settings = file === undefined ? config : settingsFor(config, over, file);
  const active = new Map(ruleset(rules, settings).map(({ rule, ...setting }) => [rule.id, setting]));
  const levels = rules.map(({ id }): [string, Level | [Level, object]] => {
    const setting = active.get(id);
    if (!setting) return [id, 'off'];
    return [id, Object.keys(setting.options).length > 0 ? [setting.severity, setting.options] : setting.severity];
  });
  const printed = {
    ...settings,
    ...(file !== undefined && isIgnored(file) && { ignored: true }),
    rules: Object.fromEntries(levels),
  };
  process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
}
