import { absolutePath, anchoredConfig } from './config/globs.js';
import type { LoadOptions } from './config/load-config.js';
import { checkConfig } from './config/validate.js';
import { loadDictionaries } from './dictionary/load-dictionaries.js';
import type { Context, Document } from './document/document.js';
import { configFor as overridden } from './engine/config.js';
import { type Fixed, fix as fixWith } from './engine/fix.js';
import { lint as lintWith, type Result } from './engine/lint.js';
import { type Config, ruleset } from './engine/ruleset.js';
import { builtInRules } from './generated/rules.js';
import type { AnyRule } from './rule/rule.js';

export type { LoadOptions } from './config/load-config.js';
export type { Block, Cell, Context, Document, Profile, Table } from './document/document.js';
export { perDocument } from './document/per-document.js';
export type { AppliedFix, Fixed } from './engine/fix.js';
export type { Failure, LintFinding, NotChecked, Result } from './engine/lint.js';
export type { Config, Level, Override } from './engine/ruleset.js';
export { UserError } from './errors.js';
export type { Clause, Example, Finding, Rule, Severity } from './rule/rule.js';
export { defineRule } from './rule/rule.js';
export type { Range } from './text/range.js';

/** Every rule of this package, in order of id. */
export const rules: readonly AnyRule[] = builtInRules;

/** A file, bytes, or a text; `name` tells the reader by its extension. */
export type Source =
  | { readonly path: string; readonly encoding?: string }
  | { readonly bytes: Uint8Array; readonly name: string; readonly mediaType?: string; readonly encoding?: string }
  | { readonly text: string; readonly name?: string };

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
export function configFor(config: Config, name: string): Config {
  checkConfig(config, rules);
  return overridden(anchoredConfig(config, process.cwd()), absolutePath(name));
}

/** What documents are read with under a config: dictionaries with the user's overlays, the publisher, the segmenter. */
export async function contextOf(config: Config = {}): Promise<Context> {
  const { loadSegmenter } = await import('./segment/segmenter.js');
  const { shippedModels } = await import('./dictionary/models.js');
  return {
    dictionaries: loadDictionaries(config.dictionaries),
    profile: config.profile ?? {},
    segmenter: loadSegmenter,
    ...shippedModels,
  };
}

/**
 * Bytes to Document. Readers are loaded when first needed.
 * @throws UnreadableError (code, Chinese message) where the input is not readable; UserError for a faulty config.
 */
export async function read(source: Source, config: Config = {}, context?: Context): Promise<Document> {
  const name = 'path' in source ? source.path : (source.name ?? '文本.txt');
  const using = context ?? (await contextOf(configFor(config, name)));
  const { readBytes, readDocument } = await import('./intake/index.js');
  if ('text' in source)
    return readBytes(new TextEncoder().encode(source.text), {
      name,
      context: using,
      encoding: 'utf-8',
    });
  const { readIsolated } = await import('./intake/office/isolated.js');
  const encoding = source.encoding === undefined ? {} : { encoding: source.encoding };
  if ('bytes' in source)
    return readDocument(
      source.bytes,
      {
        name,
        context: using,
        ...(source.mediaType !== undefined && { mediaType: source.mediaType }),
        ...encoding,
      },
      readIsolated,
    );
  const { readFileBytes } = await import('./intake/file.js');
  return readDocument(readFileBytes(source.path), { name, context: using, ...encoding }, readIsolated);
}

/** Findings of one Document. Synchronous and pure. @throws UserError for a faulty config. */
export function lint(doc: Document, config: Config = {}): Result {
  const settings = configFor(config, doc.name);
  return lintWith(doc, ruleset(rules, settings), settings.minSeverity);
}

/**
 * The document with its safe fixes applied; nothing is written.
 * @throws UserError for a faulty config; UnreadableError for a document that is not text.
 */
export async function fix(doc: Document, config: Config = {}): Promise<Fixed> {
  const { reread } = await import('./intake/index.js');
  return fixWith(doc, (current) => lint(current, config), reread);
}
