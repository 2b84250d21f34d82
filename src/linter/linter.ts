import { absolutePath } from '../config/globs.js';
import type { Archive, Context, Document } from '../document/document.js';
import { configFor, merged } from '../engine/config.js';
import { type Fixed, fix } from '../engine/fix.js';
import { lint, type Result } from '../engine/lint.js';
import { type Config, type Ruleset, ruleset, type Settings } from '../engine/ruleset.js';
import { UnreadableError, UserError } from '../errors.js';
import { builtInRules } from '../generated/rules.js';
import { type FileReport, linted, unread } from '../record/file-report.js';
import type { AnyRule } from '../rule/rule.js';
import { contextOf } from './context.js';
import type { ExemptionSources } from './exemptions.js';

/** A file, bytes, or a text; `name` tells the reader by its extension where no media type does. */
export type Source =
  | { readonly path: string; readonly encoding?: string }
  | { readonly bytes: Uint8Array; readonly name: string; readonly mediaType?: string; readonly encoding?: string }
  | { readonly text: string; readonly name?: string; readonly mediaType?: string };

export const nameOf = (source: Source): string => ('path' in source ? source.path : (source.name ?? '文本.txt'));

export interface LinterOptions {
  /** Laid over what a file's overrides give: the command line. */
  readonly over?: Settings;
  /** Absent: the built-in ones. */
  readonly rules?: readonly AnyRule[];
  /** Absent: what the config says. */
  readonly context?: Context;
  /** For the rules that compare with other documents. */
  readonly archive?: Archive;
  /** Absent: only comments in the source exempt a finding. */
  readonly exemptions?: ExemptionSources;
  /** The sources are pages that others publish: they cannot silence themselves. */
  readonly ignoresComments?: boolean;
  /** Office files are read in this thread, which is one that may be lost. */
  readonly isExpendable?: boolean;
}

/** What came of a source: its report, and what was linted or why nothing was. */
export type Outcome =
  | { readonly report: FileReport; readonly doc: Document; readonly result: Result }
  | { readonly report: FileReport; readonly error: unknown };

/** Config, dictionaries, rules and exemptions, joined once, for any number of sources. */
export interface Linter {
  /** @throws UnreadableError */
  read(source: Source): Promise<Document>;
  /** A document that was read elsewhere, as if it had been read here. */
  adopted(doc: Document): Document;
  /** Pure but for the side-car file beside the document. @throws UserError where that is faulty. */
  lint(doc: Document): Result;
  /** The safe fixes of a document; nothing is written. @throws UnreadableError for a document that is not text. */
  fix(doc: Document): Promise<Fixed>;
  /** Reads, lints, reports. Never rejects, but with a UserError for a faulty side-car file. */
  check(source: Source, options?: { readonly withText?: boolean }): Promise<Outcome>;
}

/** What holds for a file: the config with its overrides applied, `over` laid upon it. */
export const settingsFor = (config: Config, over: Settings, name: string): Config =>
  merged(configFor(config, absolutePath(name)), over);

/** What stands for a source that was not linted: unreadable, or over a fault of ours. */
export function reportOfFault(name: string, error: unknown): FileReport {
  if (error instanceof UnreadableError) return unread(name, error.code, error.message);
  return {
    ...unread(name, 'reader-failed', '读取时出错，这是本工具的缺陷，请报告。'),
    status: 'failed',
    failures: [{ ruleId: '', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }],
  };
}

/**
 * The one place where config, dictionaries, rules and exemptions are joined; every face opens one. Readers are loaded when
 * first needed.
 * @param config checked and with absolute globs, as `loadConfig` and `configOf` give it
 * @throws UserError for a faulty word list that the config names.
 */
export function openLinter(config: Config = {}, options: LinterOptions = {}): Linter {
  const { over = {}, rules = builtInRules, exemptions, ignoresComments = false, isExpendable = false } = options;
  const context = options.context ?? contextOf(config, options.archive);

  interface InForce {
    readonly settings: Config;
    readonly active: Ruleset;
    readonly context: Context;
  }
  const inForce = (settings: Config): InForce => ({
    settings,
    active: ruleset(rules, settings),
    context: options.context ?? { ...context, profile: settings.profile ?? {} },
  });
  const everywhere = config.overrides?.length ? undefined : inForce(merged(config, over));
  const forFile = (name: string): InForce => everywhere ?? inForce(settingsFor(config, over, name));

  const intake = () => import('../intake/index.js');

  async function read(source: Source): Promise<Document> {
    const { readBytes, readDocument } = await intake();
    const name = nameOf(source);
    const using = {
      name,
      context: forFile(name).context,
      ...('mediaType' in source && source.mediaType !== undefined && { mediaType: source.mediaType }),
    };
    if ('text' in source) return readBytes(new TextEncoder().encode(source.text), { ...using, encoding: 'utf-8' });
    const { encoding } = source;
    const bytes = 'bytes' in source ? source.bytes : (await import('../intake/file.js')).readFileBytes(source.path);
    const readUntrusted = isExpendable ? undefined : (await import('../intake/office/isolated.js')).readIsolated;
    return readDocument(bytes, { ...using, ...(encoding !== undefined && { encoding }) }, readUntrusted);
  }

  function lintDocument(doc: Document): Result {
    const { active, settings } = forFile(doc.name);
    return lint(doc, active, settings.minSeverity, { ...exemptions?.of(doc.name), ignoresComments });
  }

  return {
    read,
    adopted(doc) {
      const own = forFile(doc.name).context;
      return doc.context === own ? doc : { ...doc, context: own };
    },
    lint: lintDocument,
    async fix(doc) {
      const { reread } = await intake();
      return fix(doc, lintDocument, reread);
    },
    async check(source, { withText = false } = {}) {
      const name = nameOf(source);
      try {
        const doc = await read(source);
        const result = lintDocument(doc);
        exemptions?.seen(name, result);
        return { report: linted(name, doc, result, { withText }), doc, result };
      } catch (error) {
        if (error instanceof UserError) throw error;
        return { report: reportOfFault(name, error), error };
      }
    },
  };
}
