import { loadDictionaries } from './dictionary/load.js';
import type { Context, Document } from './document/document.js';
import { lint as lintWith, type Result } from './engine/lint.js';
import { type Config, ruleset } from './engine/ruleset.js';
import { builtInRules } from './generated/rules.js';
import type { AnyRule } from './rule/rule.js';

export { UserError } from './dictionary/user-error.js';
export type { Block, Cell, Context, Document, Profile, Table } from './document/document.js';
export { perDocument } from './document/per-document.js';
export type { Failure, LintFinding, NotChecked, Result } from './engine/lint.js';
export type { Config, Level } from './engine/ruleset.js';
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

/** What documents are read with under a config: dictionaries with the user's overlays, the publisher, the segmenter. */
export async function contextOf(config: Config = {}): Promise<Context> {
  const { loadSegmenter } = await import('./segment/segmenter.js');
  const { loadTypoModel } = await import('./dictionary/typo-model.js');
  return {
    dictionaries: loadDictionaries(config.dictionaries),
    profile: config.profile ?? {},
    segmenter: loadSegmenter,
    typoModel: loadTypoModel,
  };
}

/**
 * Bytes to Document. Readers are loaded when first needed.
 * @throws UnreadableError (code, Chinese message) where the input is not readable; UserError for a faulty config.
 */
export async function read(source: Source, config: Config = {}, context?: Context): Promise<Document> {
  const using = context ?? (await contextOf(config));
  const { readBytes } = await import('./intake/index.js');
  if ('text' in source)
    return readBytes(new TextEncoder().encode(source.text), {
      name: source.name ?? '文本.txt',
      context: using,
      encoding: 'utf-8',
    });
  if ('bytes' in source)
    return readBytes(source.bytes, {
      name: source.name,
      context: using,
      ...(source.mediaType !== undefined && { mediaType: source.mediaType }),
      ...(source.encoding !== undefined && { encoding: source.encoding }),
    });
  const { readFileBytes } = await import('./intake/file.js');
  return readBytes(readFileBytes(source.path), {
    name: source.path,
    context: using,
    ...(source.encoding !== undefined && { encoding: source.encoding }),
  });
}

/** Findings of one Document. Synchronous and pure. @throws UserError for a faulty config. */
export const lint = (doc: Document, config: Config = {}): Result =>
  lintWith(doc, ruleset(rules, config), config.minSeverity);
