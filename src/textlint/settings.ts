import { resolve } from 'node:path';
import { loadConfig } from '../config/load-config.js';
import type { Context, Profile } from '../document/document.js';
import type { Config, Level } from '../engine/ruleset.js';
import { UserError } from '../errors.js';
import { builtInRules } from '../generated/rules.js';
import { contextOf } from '../linter/context.js';
import { openExemptions } from '../linter/exemptions.js';
import { type Linter, openLinter } from '../linter/linter.js';
import type { AnyRule } from '../rule/rule.js';

const PLACE = '.textlintrc 的 preset-gongwen-lint.document';

const isText = (value: unknown): value is string => typeof value === 'string';

/** What each setting must be, in words, and whether a value is that. */
const SETTINGS: Readonly<Record<string, readonly [says: string, fits: (value: unknown) => boolean]>> = {
  region: ['六位区划代码，如 "411221"', (value) => isText(value) && /^\d{6}$/u.test(value)],
  organ: ['发布机关的名称', isText],
  year: ['年份，如 2025', (value) => Number.isInteger(value)],
  dictionaries: ['词表文件的数组，如 ["单位词表.tsv"]', (value) => Array.isArray(value) && value.every(isText)],
};

interface Settings extends Profile {
  readonly dictionaries?: readonly string[];
}

function checked(options: object): Settings {
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (!known) throw new UserError(`${PLACE}：没有“${name}”这一项；可用的有 ${Object.keys(SETTINGS).join('、')}。`);
    if (!known[1](value)) throw new UserError(`${PLACE}.${name}：应为${known[0]}。`);
  }
  return options;
}

/** What holds under one .textlintrc. */
interface InForce {
  readonly config: Config;
  readonly context: Context;
}

/** By their settings: dictionaries are read once for all documents. */
const known = new Map<string, InForce>();

/** Of .gongwenlintrc who publishes, word lists and suppressions count here; which rules run, .textlintrc says alone. */
function inForceWith({ dictionaries, ...profile }: Settings, folder: string): InForce {
  const key = JSON.stringify([folder, dictionaries, profile]);
  let found = known.get(key);
  if (!found) {
    const written = loadConfig(builtInRules, folder === '' ? {} : { cwd: folder });
    const config: Config = {
      dictionaries: dictionaries?.map((file) => resolve(folder, file)) ?? written.dictionaries ?? [],
      profile: { ...written.profile, ...profile },
      ...(written.suppressions !== undefined && { suppressions: written.suppressions }),
    };
    found = { config, context: contextOf(config) };
    known.set(key, found);
  }
  return found;
}

/** By the folder of .textlintrc, for under --fix textlint runs each rule apart: one cannot hand settings to another. */
const settled = new Map<string, InForce>();

/** Lays down who publishes and with which word lists, for the documents under this .textlintrc. @throws UserError */
export function settle(options: object, folder = ''): void {
  settled.set(folder, inForceWith(checked(options), folder));
}

/** A rule as .textlintrc has it. */
export interface ChosenRule {
  readonly rule: AnyRule;
  readonly setting: readonly [Level, object];
}

/**
 * What reads and lints a document under this .textlintrc, by these rules. Side-car files are read anew for each: an editor
 * lives long. textlint's filter rules see no findings, so what they suppress is taken out here.
 * @throws UserError for a faulty config, word list or shared side-car file.
 */
export function linterFor(file: string | undefined, folder = '', chosen: readonly ChosenRule[] = []): Linter {
  const { config, context } = settled.get(folder) ?? inForceWith({}, '');
  const rules = Object.fromEntries(chosen.map(({ rule, setting }) => [rule.id, setting]));
  return openLinter(
    { ...config, rules, trial: true },
    {
      context,
      rules: chosen.map(({ rule }) => rule),
      ...(file !== undefined && { exemptions: openExemptions(config, { folder }) }),
    },
  );
}
