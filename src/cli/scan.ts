import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { packageRoot } from '../dictionary/load.js';
import { UserError } from '../dictionary/user-error.js';
import type { Config } from '../engine/ruleset.js';
import type { FileFormat, Format } from '../report/index.js';
import type { FileReport } from '../report/messages.js';
import { toldOnce } from '../report/shared.js';
import { stylishFile } from '../report/text.js';
import { type Across, acrossInWords, openAcross } from '../scan/across.js';
import { type Before, differenceInWords, openBefore } from '../scan/before.js';
import { openCache } from '../scan/cache.js';
import { sampled } from '../scan/sample.js';
import { scan as scanPages } from '../scan/scan.js';
import { diskFault, isSqliteThere } from '../scan/sqlite.js';
import { summarise, summaryInWords } from '../scan/summary.js';
import { printable } from '../text/printable.js';
import { readArchive } from './archive.js';
import { keepReports } from './kept-reports.js';
import { outputTo } from './output.js';
import { type ConfigOptions, runConfig } from './run-config.js';
import { openSource, type SourceOptions } from './scan-source.js';
import { linksInWords, siteFindings, siteSections } from './site-sections.js';
import { readStoredResults } from './stored-results.js';
import { wholeNumber } from './whole-number.js';
import { showsText, writeReport } from './write-report.js';

export interface ScanOptions extends ConfigOptions, SourceOptions {
  readonly format: Format | FileFormat;
  readonly withText?: boolean;
  /** The stored results of an earlier scan. */
  readonly baseline?: string;
  /** Percent of the pages. */
  readonly sample?: string;
  readonly archive?: string;
  readonly output?: string;
  readonly concurrency?: string;
  readonly pageTimeout?: string;
  readonly progress: boolean;
}

/** What results rest on besides the page: this program, its dictionaries and model, the config. */
function rulesVersionOf(setup: {
  readonly config: Config;
  readonly archive: unknown;
  readonly carriesText: boolean;
}): string {
  const { config } = setup;
  const hash = createHash('sha256')
    .update(readFileSync(`${packageRoot}package.json`))
    .update(JSON.stringify(setup));
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

/** Formats that are written as pages are done; all others need every page at hand. */
const isStreamed = (format: Format | FileFormat): format is 'stylish' | 'ndjson' =>
  format === 'stylish' || format === 'ndjson';

function percentOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const percent = Number(/^(\d{1,2}(?:\.\d{1,4})?)%?$/u.exec(given)?.[1] ?? Number.NaN);
  if (!(percent > 0)) throw new UserError(`--sample ${given}：应为大于 0、小于 100 的百分数，如 --sample 5%。`);
  return percent;
}

/** Pages done, and how fast, on a terminal. */
function progressOf(isShown: boolean): { step(): void; end(): void } {
  if (!isShown || !process.stderr.isTTY) return { step() {}, end() {} };
  const started = process.hrtime.bigint();
  let done = 0;
  return {
    step() {
      if (++done % PROGRESS_STEP !== 0) return;
      const elapsed = Number(process.hrtime.bigint() - started) / 1e9;
      process.stderr.write(`\r已检查 ${done} 页，每秒 ${(done / elapsed).toFixed(0)} 页`);
    },
    end: () => void process.stderr.write('\r\u001b[K'),
  };
}

/** Exit code by CONTRACT §2. */
export async function scan(inputs: readonly string[], options: ScanOptions): Promise<number> {
  const { baseline, format, withText = false, ...configOptions } = options;
  const run = runConfig(configOptions);
  const { config } = run;
  if (config.overrides?.length)
    process.stderr.write('配置中的 overrides 按文件设置规则，scan 不采用；整次检查用同一套规则。\n');
  const maxPages = wholeNumber('--max-pages', options.maxPages);
  const seconds = wholeNumber('--page-timeout', options.pageTimeout);
  const threads = wholeNumber('--concurrency', options.concurrency);
  const percent = percentOf(options.sample);
  const archive = options.archive === undefined ? undefined : await readArchive(options.archive, config);
  const carriesText = withText || showsText(format);
  let before: Before | undefined;
  let across: Across | undefined;
  const source = await openSource(inputs, options, run);
  const cache = options.state === undefined ? undefined : openCache(options.state);
  const output = isStreamed(format) ? outputTo(options.output) : undefined;
  const kept = output ? undefined : keepReports();
  const summary = summarise();
  const progress = progressOf(options.progress);
  try {
    before = baseline === undefined ? undefined : openBefore(readStoredResults(baseline));
    across = isSqliteThere() ? openAcross() : undefined;
    const results = scanPages(percent === undefined ? source.pages : sampled(source.pages, percent), {
      setup: {
        config,
        rulesVersion: cache ? rulesVersionOf({ config, archive: archive && [...archive], carriesText }) : '',
        withText: carriesText,
        ...(archive && { archive }),
        ...(cache && { cacheFile: cache.file }),
      },
      ...(cache && { cache }),
      ...(threads !== undefined && { threads }),
      ...(maxPages !== undefined && { maxPages }),
      ...(seconds !== undefined && { millisecondsPerPage: seconds * 1000 }),
    });
    for await (const result of results) {
      if ('leftOut' in result) {
        summary.leaveOut(result.leftOut);
        continue;
      }
      const found = JSON.parse(result.report) as FileReport;
      across?.add(found);
      const report = before ? before.settle(found) : found;
      summary.add(report);
      if (format === 'stylish') await output?.write(stylishFile(report, false));
      else {
        const json = before ? JSON.stringify(report) : result.report;
        await output?.write(`${json}\n`);
        kept?.add(json);
      }
      progress.step();
    }
    progress.end();
    const total = summary.result();
    const difference = before?.difference();
    const findings = across && siteFindings(across);
    const words = [
      summaryInWords(total),
      ...(difference ? [`${differenceInWords(difference).map(printable).join('\n')}\n`] : []),
      ...(findings ? [acrossInWords(findings.across), linksInWords(findings.links)] : []),
    ].join('');
    if (format === 'stylish') await output?.write(words);
    else process.stderr.write(words);
    if (output) await output.close();
    if (kept)
      await writeReport(toldOnce(kept), {
        format,
        colour: false,
        output: options.output,
        site: siteSections(findings, difference),
        ...(findings && { siteLinks: findings.links }),
      });
    source.finish?.();
    if (total.failures > 0) return 2;
    return total.errors > 0 || total.unread.size > 0 ? 1 : 0;
  } catch (error) {
    output?.discard();
    throw diskFault(error) ?? error;
  } finally {
    kept?.close();
    before?.close();
    across?.close();
    cache?.close();
    source.close?.();
  }
}
