import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { packageRoot } from '../dictionary/load.js';
import type { Config } from '../engine/ruleset.js';
import type { FileReport } from '../report/messages.js';
import { stylishFile } from '../report/text.js';
import { openCache } from '../scan/cache.js';
import { scan as scanPages } from '../scan/scan.js';
import { summarise, summaryInWords } from '../scan/summary.js';
import { outputTo } from './output.js';
import { type ConfigOptions, runConfig } from './run-config.js';
import { openSource, type SourceOptions } from './scan-source.js';
import { wholeNumber } from './whole-number.js';

export interface ScanOptions extends ConfigOptions, SourceOptions {
  readonly format: 'stylish' | 'ndjson';
  readonly output?: string;
  readonly concurrency?: string;
  readonly pageTimeout?: string;
  readonly progress: boolean;
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
export async function scan(inputs: readonly string[], options: ScanOptions): Promise<number> {
  const run = runConfig(options);
  const { config } = run;
  if (config.overrides?.length)
    process.stderr.write('配置中的 overrides 按文件设置规则，scan 不采用；整次检查用同一套规则。\n');
  const maxPages = wholeNumber('--max-pages', options.maxPages);
  const seconds = wholeNumber('--page-timeout', options.pageTimeout);
  const threads = wholeNumber('--concurrency', options.concurrency);
  const source = await openSource(inputs, options, run);
  const cache = options.state === undefined ? undefined : openCache(options.state);
  const output = outputTo(options.output);
  const summary = summarise();
  const started = process.hrtime.bigint();
  try {
    const results = scanPages(source.pages, {
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
      else await output.write(stylishFile(report, false));
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
    source.finish?.();
    if (total.failures > 0) return 2;
    return total.errors > 0 || total.unread.size > 0 ? 1 : 0;
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    cache?.close();
    source.close?.();
  }
}
