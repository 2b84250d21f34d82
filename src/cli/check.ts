import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { glob, isDynamicPattern } from 'tinyglobby';
import { UserError } from '../dictionary/user-error.js';
import type { Context, Profile } from '../document/document.js';
import { lint } from '../engine/lint.js';
import { type Config, type Level, type Ruleset, ruleset } from '../engine/ruleset.js';
import { contextOf, read, rules, type Source } from '../index.js';
import { READABLE_EXTENSIONS } from '../intake/index.js';
import { UnreadableError } from '../intake/unreadable.js';
import { type Format, RENDERERS } from '../report/index.js';
import { type FileReport, linted, unread } from '../report/messages.js';
import { ndjson } from '../report/text.js';
import type { Severity } from '../rule/rule.js';

export interface ConfigOptions {
  readonly rule?: readonly string[];
  readonly profile?: string;
  readonly dictionary?: readonly string[];
  readonly minSeverity?: Severity;
  readonly trial?: boolean;
  readonly quiet?: boolean;
}

export interface CheckOptions extends ConfigOptions {
  readonly format: Format;
  readonly output?: string;
  readonly maxWarnings?: string;
  readonly encoding?: string;
  readonly stdinFilename: string;
  readonly color: boolean;
  readonly progress: boolean;
}

function readProfile(file: string): Profile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file}：读不到发布者档案，或不是 JSON（${error instanceof Error ? error.message : ''}）。`);
  }
  if (typeof parsed !== 'object' || parsed === null) throw new UserError(`${file}：发布者档案应为 JSON 对象。`);
  const { region, organ, year, ...rest } = parsed as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw new UserError(`${file}：没有“${unknown}”这一项；可用的有 region、organ、year。`);
  if (region !== undefined && (typeof region !== 'string' || !/^\d{6}$/u.test(region)))
    throw new UserError(`${file}：region 应为六位区划代码，如 411221。`);
  if (organ !== undefined && typeof organ !== 'string') throw new UserError(`${file}：organ 应为文字。`);
  if (year !== undefined && typeof year !== 'number') throw new UserError(`${file}：year 应为数字。`);
  return {
    ...(region !== undefined && { region }),
    ...(organ !== undefined && { organ }),
    ...(year !== undefined && { year }),
  };
}

/** @throws UserError for a faulty option. */
export function configOf(options: ConfigOptions): Config {
  const levels: Record<string, Level> = {};
  for (const setting of options.rule ?? []) {
    const [id, level] = setting.split('=');
    if (!id || !level) throw new UserError(`--rule ${setting}：应写作 规则名=级别，如 --rule typo-lexicon=off。`);
    levels[id] = level as Level; // ruleset() refuses what is not a level
  }
  const minSeverity = options.quiet ? 'error' : options.minSeverity;
  return {
    rules: levels,
    ...(options.profile !== undefined && { profile: readProfile(options.profile) }),
    ...(options.dictionary !== undefined && { dictionaries: options.dictionary }),
    ...(options.trial && { trial: true }),
    ...(minSeverity !== undefined && { minSeverity }),
  };
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

async function reportOn(
  file: string,
  config: Config,
  active: Ruleset,
  context: Context,
  options: CheckOptions,
): Promise<FileReport> {
  const name = file === '-' ? options.stdinFilename : file;
  try {
    const doc = await read(await sourceOf(file, options), config, context);
    return linted(name, doc, lint(doc, active, config.minSeverity));
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof UnreadableError) return unread(name, error.code, error.message);
    return {
      ...unread(name, 'reader-failed', '读取时出错，这是本工具的缺陷，请报告。'),
      status: 'failed',
      failures: [{ ruleId: '', message: String(error) }],
    };
  }
}

/** A report is whole or not there: written beside its place, then renamed. */
function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UserError(
      `${file}：写不进报告（${error instanceof Error ? error.message : ''}）。请检查路径、权限和磁盘空间。`,
    );
  }
}

/** Reports hold no clock: a time only where SOURCE_DATE_EPOCH gives it. */
function endTime(): { readonly endTime?: string } {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return {};
  if (!/^\d{1,11}$/u.test(epoch)) throw new UserError(`SOURCE_DATE_EPOCH=${epoch}：应为自 1970 年起的秒数。`);
  return { endTime: new Date(Number(epoch) * 1000).toISOString() };
}

/** Exit code by CONTRACT §2. */
export async function check(inputs: readonly string[], options: CheckOptions, version: string): Promise<number> {
  const config = configOf(options);
  const maxWarnings = options.maxWarnings === undefined ? Number.POSITIVE_INFINITY : Number(options.maxWarnings);
  if (Number.isNaN(maxWarnings)) throw new UserError(`--max-warnings ${options.maxWarnings}：应为数字。`);
  const active = ruleset(rules, config);
  const context = await contextOf(config);
  const files = await filesOf(inputs);
  if (files.length === 0) throw new UserError(`没有找到可检查的文件（能读的有 ${READABLE_EXTENSIONS.join(' ')}）。`);
  const progress = options.progress && process.stderr.isTTY && files.length > 1;
  const stream = options.format === 'ndjson' && options.output === undefined;
  const reports: FileReport[] = [];
  const count = { errors: 0, warnings: 0, unread: 0, failures: 0 };
  for (const [i, file] of files.entries()) {
    if (progress) process.stderr.write(`\r${i + 1}/${files.length}`);
    const report = await reportOn(file, config, active, context, options);
    for (const { severity } of report.messages) {
      if (severity === 2) count.errors++;
      if (severity === 1) count.warnings++;
    }
    if (report.status === 'skipped') count.unread++;
    count.failures += report.failures.length;
    if (stream) process.stdout.write(ndjson([report]));
    else reports.push(report);
  }
  if (progress) process.stderr.write('\r\u001b[K');
  if (!stream) {
    const colour =
      options.color && options.output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
    const text = RENDERERS[options.format](reports, { colour, rules, version, ...endTime() });
    if (options.output !== undefined) writeWhole(options.output, text);
    else process.stdout.write(text);
  }
  if (count.failures > 0) return 2;
  return count.errors > 0 || count.warnings > maxWarnings || count.unread > 0 ? 1 : 0;
}
