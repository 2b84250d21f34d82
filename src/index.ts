import type { LoadOptions } from './config/load-config.js';
import { configOf } from './config/validate.js';
import type { Context, Document } from './document/document.js';
import type { Fixed } from './engine/fix.js';
import type { Result } from './engine/lint.js';
import type { Config } from './engine/ruleset.js';
import { builtInRules } from './generated/rules.js';
import { contextOf as contextUnder } from './linter/context.js';
import { type Linter, openLinter, type Source, settingsFor } from './linter/linter.js';
import type { AnyRule } from './rule/rule.js';

export type { LoadOptions } from './config/load-config.js';
export type { Block, Cell, Context, Document, Profile, Table } from './document/document.js';
export { perDocument } from './document/per-document.js';
export type { AppliedFix, Fixed } from './engine/fix.js';
export type { Failure, LintFinding, NotChecked, Result } from './engine/lint.js';
export type { Config, Level, Override } from './engine/ruleset.js';
export { UserError } from './errors.js';
export type { Source } from './linter/linter.js';
export type { Clause, Example, Finding, Rule, Severity } from './rule/rule.js';
export { defineRule } from './rule/rule.js';
export type { Range } from './text/range.js';
export { default } from './textlint/index.js';

/** Every rule of this package, in order of id. */
export const rules: readonly AnyRule[] = builtInRules;

/**
 * The config of the nearest .gongwenlintrc.json, .gongwenlintrc.yaml, .gongwenlintrc.yml or package.json upward from
 * the working directory, or an empty one.
 * @throws UserError with file, line and column.
 */
export async function loadConfig(options?: LoadOptions): Promise<Config> {
  const { loadConfig: load } = await import('./config/load-config.js');
  return load(rules, options);
}

/** A config as it is for the file of this name: checked, its overrides applied. @throws UserError for a faulty config. */
export const configFor = (config: Config, name: string): Config => settingsFor(configOf(config, rules), {}, name);

/**
 * What documents are read with under a config: dictionaries with the user's overlays, the publisher, the segmenter.
 * @throws UserError for a faulty word list.
 */
export const contextOf = async (config: Config = {}): Promise<Context> => contextUnder(config);

/**
 * Bytes to Document. Readers are loaded when first needed.
 * @throws UnreadableError (code, Chinese message) where the input is not readable; UserError for a faulty config.
 */
export const read = async (source: Source, config: Config = {}, context?: Context): Promise<Document> =>
  openLinter(configOf(config, rules), context && { context }).read(source);

/** With the document's own context: it is not read again. */
const linterFor = ({ context }: Document, config: Config): Linter => openLinter(configOf(config, rules), { context });

/** Findings of one Document. Synchronous and pure. @throws UserError for a faulty config. */
export const lint = (doc: Document, config: Config = {}): Result => linterFor(doc, config).lint(doc);

/**
 * The document with its safe fixes applied; nothing is written.
 * @throws UserError for a faulty config; UnreadableError for a document that is not text.
 */
export const fix = async (doc: Document, config: Config = {}): Promise<Fixed> => linterFor(doc, config).fix(doc);
