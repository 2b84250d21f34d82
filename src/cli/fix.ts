import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Context } from '../document/document.js';
import { type AppliedFix, type Fixed, fix as fixDocument } from '../engine/fix.js';
import type { Result } from '../engine/lint.js';
import { type Ruleset, ruleset } from '../engine/ruleset.js';
import { contextOf, read, rules } from '../index.js';
import { encode } from '../intake/encode.js';
import { readFileBytes } from '../intake/file.js';
import { reread } from '../intake/index.js';
import { UnreadableError } from '../intake/unreadable.js';
import { printable } from '../report/text.js';
import { type ConfigOptions, configOf } from './check.js';
import { Refusal, replaceFile } from './replace-file.js';

export interface FixOptions extends ConfigOptions {
  readonly dryRun?: boolean;
  readonly encoding?: string;
}

/** What became of one file. */
export interface FixedFile {
  readonly applied: readonly AppliedFix[];
  /** What lint finds in the file as it now stands. */
  readonly result: Result;
  /** What the fixes change, as a unified diff; empty where they change nothing. */
  readonly diff: string;
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Applies the safe fixes of one file, in its own encoding; a file without any is not touched.
 * @throws UnreadableError, or Refusal where the file cannot be written back as it should; it is as it was then.
 */
export async function fixFile(
  path: string,
  active: Ruleset,
  context: Context,
  { dryRun = false, encoding }: Pick<FixOptions, 'dryRun' | 'encoding'> = {},
): Promise<FixedFile> {
  const label = encoding === undefined ? {} : { encoding };
  const bytes = readFileBytes(path);
  const doc = await read({ bytes, name: path, ...label }, {}, context);
  const { document, result, applied, stable }: Fixed = fixDocument(doc, active, reread);
  if (!stable) throw new Refusal('有规则的改法互相抵触，未改动；这是本工具的缺陷，请报告。');
  if (applied.length === 0) return { applied, result, diff: '' };
  const before = encode(doc.map.source, doc.encoding);
  if (!before || !equal(before, bytes))
    throw new Refusal(`按 ${doc.encoding.label} 读出后不能原样写回（文件中有坏字节或罕用编码），未改动。`);
  const { source } = document.map;
  const after = encode(source, doc.encoding);
  const again = after && (await read({ bytes: after, name: path, ...label }, {}, context));
  if (!after || again?.map.source !== source)
    throw new Refusal(`改后的文字不能用原编码 ${doc.encoding.label} 写出，未改动；请先转为 UTF-8。`);
  if (!dryRun) replaceFile(path, bytes, after);
  const diff = createTwoFilesPatch(path, path, doc.map.source, source, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
  return { applied, result, diff };
}

function inWords(applied: readonly AppliedFix[]): string {
  const perRule = new Map<string, number>();
  for (const { ruleId } of applied) perRule.set(ruleId, (perRule.get(ruleId) ?? 0) + 1);
  return [...perRule]
    .sort()
    .map(([id, count]) => `${id} ${count}`)
    .join('，');
}

/** Exit code by CONTRACT §2, for the files as they stand at the end: what fixes left, or could not be fixed. */
export async function fix(files: readonly string[], options: FixOptions): Promise<number> {
  const config = configOf(options);
  const active = ruleset(rules, config);
  const context = await contextOf(config);
  const say = (line: string): void => void (options.dryRun ? process.stderr : process.stdout).write(`${line}\n`);
  const count = { fixed: 0, left: 0, refused: 0, failures: 0 };
  for (const file of new Set(files)) {
    try {
      const { applied, result, diff } = await fixFile(file, active, context, options);
      // A diff for `patch` is written as it is; on a screen what cannot be seen is shown.
      if (options.dryRun) process.stdout.write(process.stdout.isTTY ? diff.split('\n').map(printable).join('\n') : diff);
      const left = result.findings.filter(({ severity }) => severity === 'error').length;
      const done = options.dryRun ? '可改' : '已改';
      if (applied.length > 0) say(`${printable(file)}：${done} ${applied.length} 处（${inWords(applied)}）。`);
      if (left > 0) say(`${printable(file)}：另有 ${left} 处错误须由人改，用 gongwen-lint check 查看。`);
      for (const { ruleId, message } of result.failures) say(`${printable(file)}：规则 ${ruleId} 出错：${message}`);
      count.fixed += applied.length;
      count.left += left + (options.dryRun ? applied.length : 0);
      count.failures += result.failures.length;
    } catch (error) {
      if (!(error instanceof UnreadableError || error instanceof Refusal)) throw error;
      say(`${printable(file)}：${error.message}`);
      count.refused++;
    }
  }
  say(
    `共 ${files.length} 个文件，${options.dryRun ? '可改' : '已改'} ${count.fixed} 处${count.refused > 0 ? `，未处理 ${count.refused} 个文件` : ''}。`,
  );
  if (count.failures > 0) return 2;
  return count.left > 0 || count.refused > 0 ? 1 : 0;
}
