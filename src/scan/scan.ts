import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { unread } from '../record/file-report.js';
import { batchesOf } from './pages/batches.js';
import type { LostPage, Page, PageSource, SourceItem } from './pages/page.js';
import type { Cache } from './storage/cache.js';
import type { Batch, PageResult, ScanSetup } from './task.js';

export interface ScanOptions {
  readonly setup: ScanSetup;
  /** Threads; absent: as many as cores. */
  readonly threads?: number;
  /** A page that takes longer is given up and told. */
  readonly millisecondsPerPage?: number;
  /** Of each thread. */
  readonly megabytes?: number;
  readonly cache?: Cache;
  /** The module that lints a batch; absent: ours. */
  readonly worker?: URL;
}

/** One line of a scan's results, or what was left out on purpose. */
export type ScanResult = { readonly report: string } | { readonly leftOut: string };

/** Pages that one message to a thread carries: enough to make its cost small, few enough to keep all threads busy. */
const BATCH = 16;
/** Batches in flight for each thread. */
const AHEAD = 3;
const MILLISECONDS_PER_PAGE = 30_000;
const MEGABYTES = 1_024;
/** Of new objects in each thread: what a page leaves behind is dead before it must be copied. */
const YOUNG_MEGABYTES = 96;
/** Looks at a batch for each page's time: a page is given up after its time and at most a fourth more. */
const LOOKS = 4;

const lostReport = ({ name, url, lost }: LostPage): PageResult => ({
  report: JSON.stringify({ ...unread(name, lost.code, lost.message), ...(url !== undefined && { url }) }),
});

/** What stands for a page whose lint was given up. */
export const gaveUp = (page: Page, code: string, message: string): PageResult =>
  lostReport({ ...page, lost: { code, message } });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const begunIn = (begun: Int32Array): number => Atomics.load(begun, 0);

/** Calls `giveUp` when a page takes too long. Looks are counted, not time: neither a set clock nor a busy machine errs. */
function watchOver(begun: Int32Array, milliseconds: number, giveUp: () => void): NodeJS.Timeout {
  let seen = 0;
  let looks = 0;
  return setInterval(() => {
    const now = begunIn(begun);
    looks = now === seen ? looks + 1 : 0;
    seen = now;
    if (seen > 0 && looks >= LOOKS) giveUp();
  }, milliseconds / LOOKS);
}

/** Threads that lint pages, kept from one source to the next. */
export interface Scanner {
  /**
   * Results of all pages in the order of the source, as they are done. Memory holds a few batches, whatever the size of the
   * source: the source is read no faster than results are taken.
   */
  results(source: PageSource): AsyncIterable<ScanResult>;
  close(): Promise<void>;
}

/** @throws what kept the threads from starting. */
export async function openScanner(options: ScanOptions): Promise<Scanner> {
  const { setup, cache } = options;
  const threads = options.threads ?? availableParallelism();
  const perPage = options.millisecondsPerPage ?? MILLISECONDS_PER_PAGE;
  const pool = new Piscina<Batch, readonly PageResult[]>({
    filename: (options.worker ?? new URL('./worker.js', import.meta.url)).href,
    minThreads: threads,
    maxThreads: threads,
    workerData: { setup },
    resourceLimits: {
      maxOldGenerationSizeMb: options.megabytes ?? MEGABYTES,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
  });

  let started = false;
  const cannotStart = new Promise<never>((_, reject) => {
    pool.on('error', (error: Error) => {
      // Later on, a thread that dies over a page is told by that page.
      if (!started) reject(error);
    });
  });

  async function run(pages: readonly Page[]): Promise<readonly PageResult[]> {
    if (pages.length === 0) return [];
    const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const controller = new AbortController();
    const watch = watchOver(begun, perPage, () => controller.abort());
    try {
      return await pool.run({ pages, begun }, { signal: controller.signal });
    } catch (error) {
      // The thread is gone, and the results of its batch with it.
      const isSlow = controller.signal.aborted;
      const at = Math.max(0, begunIn(begun) - 1);
      const [page] = pages.slice(at);
      if (!page) throw error;
      const before = await run(pages.slice(0, at));
      let results: readonly PageResult[];
      if (isSlow) results = [gaveUp(page, 'too-slow', `检查超过 ${perPage / 1000} 秒，已停止。`)];
      // What broke may have been left over from the page before: only a page that breaks a thread alone is at fault.
      else if (pages.length > 1) results = await run([page]);
      else results = [gaveUp(page, 'crashed', `检查这一页的线程意外终止（${messageOf(error)}）。`)];
      return [...before, ...results, ...(await run(pages.slice(at + 1)))];
    } finally {
      clearInterval(watch);
    }
  }

  async function resultsOf(items: readonly SourceItem[]): Promise<readonly ScanResult[]> {
    const results = await run(items.filter((item) => 'body' in item));
    cache?.put(results.flatMap(({ kept }) => (kept ? [[kept.key, kept.report] as const] : [])));
    let next = 0;
    return items.map((item) => {
      if ('body' in item) return results[next++] ?? gaveUp(item, 'crashed', '没有结果。');
      return 'lost' in item ? lostReport(item) : item;
    });
  }

  async function* resultsInOrder(source: PageSource): AsyncIterable<ScanResult> {
    const inFlight: Promise<readonly ScanResult[]>[] = [];
    for await (const items of batchesOf(source, BATCH)) {
      const results = resultsOf(items);
      // What fails is told when its turn comes: till then nobody waits for it.
      results.catch(() => undefined);
      inFlight.push(results);
      if (inFlight.length >= threads * AHEAD) yield* (await inFlight.shift()) ?? [];
    }
    for (let results = inFlight.shift(); results; results = inFlight.shift()) yield* await results;
  }

  try {
    // Threads that cannot start would be started again for ever.
    await Promise.race([pool.run({ pages: [], begun: new Int32Array(1) }), cannotStart]);
  } catch (error) {
    await pool.destroy();
    throw error;
  }
  started = true;
  return { results: resultsInOrder, close: () => pool.destroy() };
}

/** The results of one source: a scanner's, opened and closed for it. */
export async function* scan(source: PageSource, options: ScanOptions): AsyncIterable<ScanResult> {
  const scanner = await openScanner(options);
  try {
    yield* scanner.results(source);
  } finally {
    await scanner.close();
  }
}
