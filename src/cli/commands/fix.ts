import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { AppliedFix } from '../../engine/fix.js';
import type { Result } from '../../engine/lint.js';
import { UnreadableError, UserError } from '../../errors.js';
import { encode } from '../../intake/encode.js';
import { readFileBytes } from '../../intake/file.js';
import { openExemptions } from '../../linter/exemptions.js';
import { type Linter, openLinter } from '../../linter/linter.js';
import { printable } from '../../text/printable.js';
import { Refusal, replaceFile } from '../files/replace-file.js';
import { type ConfigOptions, runConfig } from '../options/run-config.js';

export interface FixOptions extends ConfigOptions {
  readonly dryRun?: boolean;
  readonly encoding?: string;
}

/** What became of one file. */
export interface FixedFile {
  readonly applied: readonly AppliedFix[];
  /** What lint finds in the file as it now stands. */
  readonly result: Result;
  /** Its text before and after. */
  readonly before: string;
  readonly after: string;
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Applies the safe fixes of one file, in its own encoding; a file without any is not touched.
 * @throws UnreadableError, or Refusal where the file cannot be written back as it should; it is as it was then.
 */
export async function fixFile(
  path: string,
  linter: Linter,
  { dryRun = false, encoding }: Pick<FixOptions, 'dryRun' | 'encoding'> = {},
): Promise<FixedFile> {
  const label = encoding === undefined ? {} : { encoding };
  const bytes = readFileBytes(path);
  const doc = await linter.read({ bytes, name: path, ...label });
  const { document, result, applied, stable } = await linter.fix(doc);
  const before = doc.map.source;
  const after = document.map.source;
  if (!stable) throw new Refusal('有规则的改法互相抵触，未改动；这是本工具的缺陷，请报告。');
  if (applied.length > 0) {
    const asRead = encode(before, doc.encoding);
    if (!asRead || !equal(asRead, bytes))
      throw new Refusal(`按 ${doc.encoding.label} 读出后不能原样写回（文件中有坏字节或罕用编码），未改动。`);
    const asFixed = encode(after, doc.encoding);
    const again = asFixed && (await linter.read({ bytes: asFixed, name: path, ...label }));
    if (!asFixed || again?.map.source !== after)
      throw new Refusal(`改后的文字不能用原编码 ${doc.encoding.label} 写出，未改动，请先转为 UTF-8。`);
    if (!dryRun) replaceFile(path, bytes, asFixed);
  }
  return { applied, result, before, after };
}

function inWords(applied: readonly AppliedFix[]): string {
  const perRule = new Map<string, number>();
  for (const { ruleId } of applied) perRule.set(ruleId, (perRule.get(ruleId) ?? 0) + 1);
  return [...perRule]
    .sort()
    .map(([id, count]) => `${id} ${count}`)
    .join('，');
}

/** On a screen what cannot be seen is shown; a diff for `patch` is written as it is. */
function writeDiff(file: string, before: string, after: string): void {
  const diff = createTwoFilesPatch(file, file, before, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
  process.stdout.write(process.stdout.isTTY ? diff.split('\n').map(printable).join('\n') : diff);
}

/**
 * Exit code by CONTRACT §2, for the files as they stand at the end: 1 for errors that fixes left and files that could
 * not be fixed; with `dryRun` also where anything would be changed.
 */
export async function fix(files: readonly string[], options: FixOptions): Promise<number> {
  const { dryRun = false } = options;
  const run = runConfig(options);
  const exemptions = openExemptions(run.config, { inputs: files });
  const linter = openLinter(run.config, { over: run.over, exemptions });
  const say = (line: string): void => void (dryRun ? process.stderr : process.stdout).write(`${line}\n`);
  const count = { fixed: 0, errors: 0, refused: 0, failures: 0 };
  const inputs = [...new Set(files)];
  for (const file of inputs) {
    const name = printable(file);
    try {
      if (run.isIgnored(file)) {
        say(`${name}：按配置的 ignores 略过。`);
        continue;
      }
      const { applied, result, before, after } = await fixFile(file, linter, options);
      exemptions.seen(file, result);
      if (dryRun && applied.length > 0) writeDiff(file, before, after);
      const errors = result.findings.filter(({ severity }) => severity === 'error').length;
      if (applied.length > 0) say(`${name}：${dryRun ? '可改' : '已改'} ${applied.length} 处（${inWords(applied)}）。`);
      if (errors > 0) say(`${name}：另有 ${errors} 处错误须由人改，用 gongwen-lint check 查看。`);
      for (const { ruleId, message } of result.failures) say(`${name}：规则 ${ruleId} 出错：${printable(message)}`);
      count.fixed += applied.length;
      count.errors += errors;
      count.failures += result.failures.length;
    } catch (error) {
      if (error instanceof UserError) throw error;
      count.refused++;
      if (error instanceof UnreadableError || error instanceof Refusal) say(`${name}：${printable(error.message)}`);
      else {
        count.failures++;
        say(`${name}：处理时出错，这是本工具的缺陷，请报告（${printable(String(error))}）。`);
      }
    }
  }
  for (const sentence of exemptions.tellings()) process.stderr.write(`${sentence}\n`);
  say(
    `共 ${inputs.length} 个文件，${dryRun ? '可改' : '已改'} ${count.fixed} 处${count.refused > 0 ? `，未处理 ${count.refused} 个文件` : ''}。`,
  );
  if (count.failures > 0) return 2;
  return count.errors > 0 || count.refused > 0 || (dryRun && count.fixed > 0) ? 1 : 0;
}
