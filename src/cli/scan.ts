import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { packageRoot } from '../dictionary/load.js';
import { UserError } from '../dictionary/user-error.js';
import type { Config } from '../engine/ruleset.js';
import type { FileReport } from '../report/messages.js';
import { stylish } from '../report/text.js';
import { openCache } from '../scan/cache.js';
import type { PageSource } from '../scan/page.js';
import { scan as scanPages } from '../scan/scan.js';
import { folderPages } from '../scan/sources/folder.js';
import { ndjsonPages } from '../scan/sources/ndjson.js';
import { warcFilePages } from '../scan/sources/warc.js';
import { summarise, summaryInWords } from '../scan/summary.js';
import { outputTo } from './output.js';
import { type ConfigOptions, type RunConfig, runConfig } from './run-config.js';

export interface ScanOptions extends ConfigOptions {
  readonly format: 'stylish' | 'ndjson';
  readonly output?: string;
  readonly state?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rootUrl?: string;
  readonly maxPages?: string;
  readonly concurrency?: string;
  readonly pageTimeout?: string;
  readonly progress: boolean;
}

function wantedBy({ include, exclude }: ScanOptions): (path: string) => boolean {
  const isIn = include ? picomatch([...include]) : () => true;
  const isOut = exclude ? picomatch([...exclude]) : () => false;
  return (path) => isIn(path) && !isOut(path);
}

function sourceOf(input: string, options: ScanOptions, { isIgnored }: RunConfig): PageSource {
  if (input === '-') return ndjsonPages(process.stdin, '.');
  const info = statSync(input, { throwIfNoEntry: false });
  if (!info) throw new UserError(`${input}：没有这个文件或文件夹。`);
  if (info.isDirectory()) {
    const isWanted = wantedBy(options);
    return folderPages(input, {
      ...(options.rootUrl !== undefined && { rootUrl: options.rootUrl }),
      isWanted: (path) => isWanted(path) && !isIgnored(join(input, path)),
    });
  }
  if (/\.warc(?:\.gz)?$/u.test(input)) return warcFilePages(input); // crawl-00001.warc.gz
  if (/\.(?:ndjson|jsonl)$/u.test(input)) return ndjsonPages(createReadStream(input), dirname(input));
  throw new UserError(`${input}：scan 读文件夹、.warc、.warc.gz、.ndjson 或 -（标准输入）；单个文件请用 check。`);
}

/** A whole number from the command line. */
function wholeNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/u.test(given)) throw new UserError(`${option} ${given}：应为正整数。`);
  return Number(given);
}

/** What results rest on besides the page: this program, its dictionaries and model, the config. */
function rulesVersionOf(config: Config): string {
  const hash = createHash('sha256')
    .update(readFileSync(`${packageRoot}package.json`))
    .update(JSON.stringify(config));
  for (const folder of ['dist', 'dictionaries'])
    for (const entry of readdirSync(`${packageRoot}${folder}`, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && /\.(?:js|tsv|bin)$/u.test(file.name))
      .map((file) => `${file.parentPath}/${file.name}`)
      .sort())
      hash.update(readFileSync(entry));
  for (const file of config.dictionaries ?? []) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Pages between two lines of progress. */
const PROGRESS_STEP = 100;

/** Exit code by CONTRACT §2. */
export async function scan(input: string, options: ScanOptions): Promise<number> {
  const run = runConfig(options);
  const { config } = run;
  if (config.overrides?.length)
    process.stderr.write('配置中的 overrides 按文件设置规则，scan 不采用；整次检查用同一套规则。\n');
  const maxPages = wholeNumber('--max-pages', options.maxPages);
  const seconds = wholeNumber('--page-timeout', options.pageTimeout);
  const threads = wholeNumber('--concurrency', options.concurrency);
  const source = sourceOf(input, options, run);
  const cache = options.state === undefined ? undefined : openCache(options.state);
  const output = outputTo(options.output);
  const summary = summarise();
  const started = process.hrtime.bigint();
  try {
    const results = scanPages(source, {
      setup: {
        config,
        rulesVersion: cache ? rulesVersionOf(config) : '',
        ...(cache && { cacheFile: cache.file }),
      },
      ...(cache && { cache }),
      ...(threads !== undefined && { threads }),
      ...(maxPages !== undefined && { maxPages }),
      ...(seconds !== undefined && { millisecondsPerPage: seconds * 1000 }),
    });
    let done = 0;
    for await (const result of results) {
      if ('leftOut' in result) {
        summary.leaveOut(result.leftOut);
        continue;
      }
      const report = JSON.parse(result.report) as FileReport;
      summary.add(report);
      if (options.format === 'ndjson') await output.write(`${result.report}\n`);
      else if (report.messages.length > 0 || report.status !== 'linted') await output.write(stylish([report], false));
      if (options.progress && process.stderr.isTTY && ++done % PROGRESS_STEP === 0) {
        const elapsed = Number(process.hrtime.bigint() - started) / 1e9;
        process.stderr.write(`\r已检查 ${done} 页，每秒 ${(done / elapsed).toFixed(0)} 页`);
      }
    }
    if (options.progress && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    const total = summary.result();
    if (options.format === 'ndjson') process.stderr.write(summaryInWords(total));
    else await output.write(summaryInWords(total));
    await output.close();
    if (total.failures > 0) return 2;
    return total.errors > 0 || total.unread.size > 0 ? 1 : 0;
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    cache?.close();
  }
}
