import type { Document } from '../../document/document.js';
import type { Result } from '../../engine/lint.js';
import { UnreadableError } from '../../errors.js';
import { readFileBytes } from '../../intake/file.js';
import { openExemptions } from '../../linter/exemptions.js';
import { openLinter } from '../../linter/linter.js';
import type { FileReport } from '../../record/file-report.js';
import { type ConfigOptions, runConfig } from '../options/run-config.js';

export interface CheckedDocument {
  readonly bytes: Uint8Array;
  readonly doc: Document;
  readonly result: Result;
  /** With its text. */
  readonly report: FileReport;
}

/** One document, read and linted as check would. @throws UnreadableError that names the file; UserError. */
export async function checkedDocument(file: string, options: ConfigOptions): Promise<CheckedDocument> {
  const { config, over } = runConfig(options);
  const linter = openLinter(config, { over, exemptions: openExemptions(config, { inputs: [file] }) });
  try {
    const bytes = readFileBytes(file);
    const outcome = await linter.check({ bytes, name: file }, { withText: true });
    if ('error' in outcome) throw outcome.error;
    return { bytes, ...outcome };
  } catch (error) {
    if (error instanceof UnreadableError) throw new UnreadableError(error.code, `${file}：${error.message}`);
    throw error;
  }
}
