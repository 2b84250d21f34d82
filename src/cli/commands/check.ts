import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { absolutePath } from '../../config/globs.js';
import { SUPPRESSIONS_SUFFIX } from '../../config/suppressions.js';
import { baselineText } from '../../engine/baseline.js';
import type { Config } from '../../engine/ruleset.js';
import { UserError } from '../../errors.js';
import { READABLE_EXTENSIONS } from '../../intake/index.js';
import { openExemptions } from '../../linter/exemptions.js';
import { openLinter, type Source } from '../../linter/linter.js';
import type { FileReport } from '../../record/file-report.js';
import type { FileFormat, Format } from '../../report/index.js';
import { ndjson } from '../../report/text.js';
import { readArchive } from '../files/archive.js';
import { writeWhole } from '../files/output.js';
import { isReviewFile } from '../files/review-files.js';
import { showsText, writeReport } from '../files/write-report.js';
import { type ConfigOptions, type RunConfig, runConfig, shown } from '../options/run-config.js';

export interface CheckOptions extends ConfigOptions {
  readonly format: Format | FileFormat;
  /** Put the text into json and ndjson, for reports that are made of them later. */
  readonly withText?: boolean;
  readonly output?: string;
  /** A file; true: the baseline in force. */
  readonly writeBaseline?: string | true;
  /** A folder of annual reports to compare with. */
  readonly archive?: string;
  readonly encoding?: string;
  readonly stdinFilename: string;
  readonly color: boolean;
  readonly progress: boolean;
}

/** Each input of the command line as files, in a stable order; a name that fits nothing stays, to be told. */
async function filesOf(inputs: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const input of inputs) {
    const info = input === '-' ? undefined : await stat(input).catch(() => undefined);
    if (info?.isDirectory())
      files.push(
        ...(await glob('**/*', { cwd: input, followSymbolicLinks: false }))
          .sort()
          .map((file) => `${input.replace(/\/$/u, '')}/${file}`),
      );
    else if (!info && input !== '-' && isDynamicPattern(input)) {
      const found = (await glob(input, { followSymbolicLinks: false })).sort();
      files.push(...(found.length > 0 ? found : [input]));
    } else files.push(input);
  }
  return [...new Set(files)];
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function sourceOf(file: string, options: CheckOptions): Promise<Source> {
  const encoding = options.encoding === undefined ? {} : { encoding: options.encoding };
  return file === '-'
    ? { bytes: await readStdin(), name: options.stdinFilename, ...encoding }
    : { path: file, ...encoding };
}

/** Where to write the baseline, if anywhere. */
function baselineTarget({ writeBaseline }: CheckOptions, { baseline }: Config): string | undefined {
  if (writeBaseline !== true) return writeBaseline === undefined ? undefined : resolve(writeBaseline);
  if (baseline === undefined) throw new UserError('--write-baseline：请写明文件，如 --write-baseline 基线.json。');
  return baseline;
}

/** The files to check: neither our own nor those that the config ignores. */
async function filesToCheck(inputs: readonly string[], { config, isIgnored }: RunConfig): Promise<readonly string[]> {
  const isOwn = (file: string): boolean =>
    file.endsWith(SUPPRESSIONS_SUFFIX) ||
    isReviewFile(file) ||
    (config.baseline !== undefined && absolutePath(file) === absolutePath(config.baseline));
  const files = (await filesOf(inputs)).filter((file) => !isOwn(file));
  if (files.length === 0) throw new UserError(`没有找到可检查的文件（能读的有 ${READABLE_EXTENSIONS.join(' ')}）。`);
  const kept = files.filter((file) => !isIgnored(file));
  if (kept.length < files.length)
    process.stderr.write(`按配置的 ignores 略过 ${files.length - kept.length} 个文件。\n`);
  return kept;
}

/** Exit code by CONTRACT §2. */
export async function check(inputs: readonly string[], options: CheckOptions): Promise<number> {
  const run = runConfig(options);
  const { config } = run;
  const archive = options.archive === undefined ? undefined : await readArchive(options.archive, config);
  const target = baselineTarget(options, config);
  const exemptions = openExemptions(config, { inputs, writing: target });
  const linter = openLinter(config, { over: run.over, exemptions, ...(archive && { archive }) });
  const files = await filesToCheck(inputs, run);
  const progress = options.progress && process.stderr.isTTY && files.length > 1;
  const withText = options.withText === true || showsText(options.format);
  const stream = options.format === 'ndjson' && options.output === undefined;
  const reports: FileReport[] = [];
  const count = { errors: 0, warnings: 0, unread: 0, failures: 0 };
  for (const [i, file] of files.entries()) {
    if (progress) process.stderr.write(`\r${i + 1}/${files.length}`);
    const { report } = await linter.check(await sourceOf(file, options), { withText });
    for (const { severity } of report.messages) {
      if (severity === 2) count.errors++;
      if (severity === 1) count.warnings++;
    }
    if (report.status === 'skipped') count.unread++;
    count.failures += report.failures.length;
    if (stream) process.stdout.write([...ndjson([report])].join(''));
    else reports.push(report);
  }
  if (progress) process.stderr.write('\r\u001b[K');
  if (!stream) {
    const colour =
      options.color && options.output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
    await writeReport(reports, { format: options.format, colour, output: options.output });
  }
  for (const sentence of exemptions.tellings()) process.stderr.write(`${sentence}\n`);
  if (target !== undefined) {
    await writeWhole(target, baselineText(exemptions.rebased()));
    process.stderr.write(`已写基线 ${shown(target)}；以后加 --baseline ${shown(target)}，只计新增的问题。\n`);
  }
  if (count.failures > 0) return 2;
  if (count.unread > 0) return 1;
  // What the baseline has just taken in does not count.
  if (target !== undefined) return 0;
  return count.errors > 0 || count.warnings > (config.maxWarnings ?? Number.POSITIVE_INFINITY) ? 1 : 0;
}
