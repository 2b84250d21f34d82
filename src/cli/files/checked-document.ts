import type { Document } from '../../document/document.js';
import { lint, type Result } from '../../engine/lint.js';
import { ruleset } from '../../engine/ruleset.js';
import { UnreadableError } from '../../errors.js';
import { contextOf, read, rules } from '../../index.js';
import { readFileBytes } from '../../intake/file.js';
import { type FileReport, linted } from '../../record/file-report.js';
import { type ConfigOptions, runConfig } from '../options/run-config.js';
import { surroundings } from './run-suppressions.js';

export interface CheckedDocument {
  readonly bytes: Uint8Array;
  readonly doc: Document;
  readonly result: Result;
  /** With its text. */
  readonly report: FileReport;
}

/** One document, read and linted as check would. @throws UnreadableError that names the file; UserError. */
export async function checkedDocument(file: string, options: ConfigOptions): Promise<CheckedDocument> {
  const run = runConfig(options);
  const settings = run.settingsOf(file);
  try {
    const bytes = readFileBytes(file);
    const doc = await read({ bytes, name: file }, settings, await contextOf(settings));
    const beside = surroundings(run.config, [file]);
    const result = lint(doc, ruleset(rules, settings), settings.minSeverity, beside.of(file));
    return { bytes, doc, result, report: linted(file, doc, result, { withText: true }) };
  } catch (error) {
    if (error instanceof UnreadableError) throw new UnreadableError(error.code, `${file}：${error.message}`);
    throw error;
  }
}
