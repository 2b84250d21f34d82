import { UserError } from '../../errors.js';
import type { FileFormat, Format } from '../../report/index.js';
import { stylishFile } from '../../report/text.js';
import { firstPages } from '../../scan/pages/batches.js';
import type { PageSource } from '../../scan/pages/page.js';
import { sampled } from '../../scan/pages/sample.js';
import { scan as scanPages } from '../../scan/scan.js';
import { differenceInWords, type EarlierScan, openEarlierScan } from '../../scan/site/earlier-scan.js';
import { comparisonInWords, openPageComparison, type PageComparison } from '../../scan/site/page-comparison.js';
import type { PageReport } from '../../scan/site/page-report.js';
import { toldOnce } from '../../scan/site/shared-faults.js';
import { summarise, summaryInWords } from '../../scan/site/summary.js';
import { openCache } from '../../scan/storage/cache.js';
import { diskFault, isSqliteThere } from '../../scan/storage/sqlite.js';
import { printable } from '../../text/printable.js';
import { readArchive } from '../files/archive.js';
import { keepReports } from '../files/kept-reports.js';
import { outputTo } from '../files/output.js';
import { linksInWords, siteFindings, siteSections } from '../files/site-sections.js';
import { readStoredResults } from '../files/stored-results.js';
import { showsText, writeReport } from '../files/write-report.js';
import { rulesVersionOf } from '../options/rules-version.js';
import { type ConfigOptions, runConfig } from '../options/run-config.js';
import { openSource, type SourceOptions } from '../options/scan-source.js';
import { wholeNumber } from '../options/whole-number.js';
import { openDatabaseScan } from './scan-database.js';

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
  /** Workers of this PostgreSQL database lint the pages. */
  readonly database?: string;
  readonly lease?: string;
  readonly pagesPerShard?: string;
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

/** The pages of a source that are to be linted; the others are counted. */
function pickedFrom(source: PageSource, percent: number | undefined, most: number | undefined): PageSource {
  const picked = percent === undefined ? source : sampled(source, percent);
  return most === undefined ? picked : firstPages(picked, most);
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
  let earlier: EarlierScan | undefined;
  let comparison: PageComparison | undefined;
  const source = await openSource(inputs, options, run);
  const pages = pickedFrom(source.pages, percent, maxPages);
  const millisecondsPerPage = seconds === undefined ? undefined : seconds * 1000;
  const byWorkers =
    options.database === undefined
      ? undefined
      : await openDatabaseScan(pages, inputs, {
          ...options,
          database: options.database,
          rulesVersion: rulesVersionOf(config, archive),
          setup: { withText: carriesText, ...(millisecondsPerPage !== undefined && { millisecondsPerPage }) },
        });
  const cache = options.state === undefined || byWorkers ? undefined : openCache(options.state);
  const output = isStreamed(format) ? outputTo(options.output) : undefined;
  const kept = output ? undefined : keepReports();
  const summary = summarise();
  const progress = progressOf(options.progress);
  try {
    earlier = baseline === undefined ? undefined : openEarlierScan(readStoredResults(baseline));
    comparison = isSqliteThere() ? openPageComparison() : undefined;
    const results =
      byWorkers?.results ??
      scanPages(pages, {
        setup: {
          config,
          rulesVersion: cache ? `${rulesVersionOf(config, archive)}${carriesText ? '+text' : ''}` : '',
          withText: carriesText,
          ...(archive && { archive }),
          ...(cache && { cacheFile: cache.file }),
        },
        ...(cache && { cache }),
        ...(threads !== undefined && { threads }),
        ...(millisecondsPerPage !== undefined && { millisecondsPerPage }),
      });
    for await (const result of results) {
      if ('leftOut' in result) {
        summary.leaveOut(result.leftOut);
        continue;
      }
      const found = JSON.parse(result.report) as PageReport;
      comparison?.add(found);
      const report = earlier ? earlier.settle(found) : found;
      summary.add(report);
      if (format === 'stylish') await output?.write(stylishFile(report, false));
      else {
        const json = earlier ? JSON.stringify(report) : result.report;
        await output?.write(`${json}\n`);
        kept?.add(json);
      }
      progress.step();
    }
    progress.end();
    const total = summary.result();
    const difference = earlier?.difference();
    const findings = comparison && siteFindings(comparison);
    const words = [
      summaryInWords(total),
      ...(difference ? [`${differenceInWords(difference).map(printable).join('\n')}\n`] : []),
      ...(findings ? [comparisonInWords(findings.pages), linksInWords(findings.links)] : []),
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
    await byWorkers?.finish();
    if (total.failures > 0) return 2;
    return total.errors > 0 || total.unread.size > 0 ? 1 : 0;
  } catch (error) {
    output?.discard();
    throw diskFault(error) ?? error;
  } finally {
    kept?.close();
    earlier?.close();
    comparison?.close();
    cache?.close();
    await byWorkers?.close();
    source.close?.();
  }
}
