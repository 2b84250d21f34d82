import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import type { SourceItem } from '../pages/page.js';
import { gaveUp, openScanner, type Scanner, type ScanOptions, type ScanResult } from '../scan.js';
import type { Connection } from './connection.js';
import type { Job, Queue, StoredScan } from './queue.js';
import { packResults, pathIn, unpackItems } from './shard.js';

export interface WorkOptions {
  readonly scanner: ScanOptions & { readonly threads: number };
  /** Where the shared folder stands on this machine. */
  readonly folder?: string;
  /** Ends when every scan is done; otherwise waits for the next one. */
  readonly untilDone?: boolean;
  /** Ends when the shards in hand are done. */
  readonly signal: AbortSignal;
  /** Is given Chinese sentences: what went wrong, and is being done about it. */
  readonly tell: (sentence: string) => void;
}

/** A shard that so many workers took and did not finish is linted page by page, alone. */
const DEATHS = 2;
/** A page over which so many workers died, alone at work on it, is told as one that cannot be linted. */
const ATTEMPTS = 2;
/** Machines that fail to do a shard, without dying over it, before it is given up. */
const FAILURES = 3;
const BEATS_PER_LEASE = 4;
const IDLE = 1_000;
/** Threads that one more shard in hand keeps busy. */
const THREADS_PER_SHARD = 4;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function* sourceOf(items: readonly SourceItem[]) {
  yield* items;
}

async function allOf(results: AsyncIterable<ScanResult>): Promise<readonly ScanResult[]> {
  const all: ScanResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

/** Why this machine cannot work on a scan; undefined: it can. */
function refusal(
  { name, rulesVersion, firstFile }: StoredScan,
  own: string,
  folder: string | undefined,
): string | undefined {
  const scan = `待查的“${printable(name)}”`;
  const [program, settings] = rulesVersion.split('-');
  const [ownProgram, ownSettings] = own.split('-');
  if (program !== ownProgram)
    return `${scan}由另一版本的 gongwen-lint、词表或分词组件发起（${program}，本机 ${ownProgram}），查出的会不一样，没有取任务。请装成同一版本。`;
  if (settings !== ownSettings)
    return `${scan}发起时的配置与本机不同（${settings}，本机 ${ownSettings}），查出的会不一样，没有取任务。请用同样的 --config、--rule、--profile、--dictionary、--archive、--min-severity。`;
  if (firstFile === null) return undefined;
  if (folder === undefined) return `${scan}读共享文件夹，没有取任务。请加 --folder 写明它在本机的位置。`;
  return existsSync(pathIn(folder, firstFile))
    ? undefined
    : `${folder} 里没有${scan}的文件，没有取任务。请检查 --folder 和共享文件夹是否已挂上。`;
}

/**
 * Takes shards from the database and lints them, until told to end.
 * @returns how many shards and pages this worker did.
 * @throws UserError where none of the scans can be worked on here, or the database stays away.
 */
export async function work(
  connection: Connection,
  queue: Queue,
  options: WorkOptions,
): Promise<{ readonly shards: number; readonly pages: number }> {
  const { folder, signal, tell } = options;
  const { patiently } = connection;
  const inHand = new Set<Promise<void>>();
  const most = 1 + Math.ceil(options.scanner.threads / THREADS_PER_SHARD);
  const done = { shards: 0, pages: 0 };
  let failure: unknown;
  let current: { readonly scan: string; readonly scanner: Scanner } | undefined;

  /** Threads for a scan; those of another are ended first, with what they remember of its folder. */
  async function scannerFor({ id, setup }: StoredScan): Promise<Scanner> {
    if (current?.scan === id) return current.scanner;
    await Promise.all(inHand);
    await current?.scanner.close();
    current = undefined;
    const { withText, millisecondsPerPage } = setup;
    const scanner = await openScanner({
      ...options.scanner,
      setup: { ...options.scanner.setup, withText },
      ...(millisecondsPerPage !== undefined && { millisecondsPerPage }),
    });
    current = { scan: id, scanner };
    return scanner;
  }

  /** What is begun is written down first: a page over which workers die is known by it. */
  async function lintAlone(
    scan: string,
    number: number,
    items: readonly SourceItem[],
    scanner: Scanner,
  ): Promise<readonly ScanResult[]> {
    const results: ScanResult[] = [];
    for (const [place, item] of items.entries()) {
      const { attempts, result } = await patiently(() => queue.beginPage(scan, number, place));
      if (result !== null) results.push(result as ScanResult);
      else if (attempts > ATTEMPTS && 'body' in item)
        results.push(gaveUp(item, 'crashed', `检查这一页时，进程 ${ATTEMPTS} 次意外终止，未检查。`));
      else {
        const [linted] = await allOf(scanner.results(sourceOf([item])));
        if (linted) results.push(linted);
        await patiently(() => queue.finishPage(scan, number, place, linted));
      }
    }
    return results;
  }

  async function lintShard({ id }: StoredScan, job: Job, scanner: Scanner): Promise<void> {
    const packed = await patiently(() => queue.items(id, job));
    if (!packed) return patiently(() => queue.complete(id, job));
    const items = unpackItems(packed, folder);
    const results =
      job.deaths < DEATHS
        ? await allOf(scanner.results(sourceOf(items)))
        : await lintAlone(id, job.number, items, scanner);
    if (!(await patiently(() => queue.finish(id, job, { results: packResults(results) })))) return;
    done.shards++;
    done.pages += items.filter((item) => 'body' in item).length;
  }

  async function attempt(scan: StoredScan, job: Job, scanner: Scanner): Promise<void> {
    try {
      await lintShard(scan, job, scanner);
    } catch (error) {
      if (error instanceof UserError) throw error;
      tell(
        `第 ${job.number + 1} 片做不了，${job.deaths < FAILURES ? '交回重做' : '记为失败'}：${printable(messageOf(error))}`,
      );
      if (job.deaths < FAILURES) await patiently(() => queue.giveBack(scan.id, job, messageOf(error)));
      else await patiently(() => queue.finish(scan.id, job, { failure: messageOf(error) }));
    }
  }

  /** From when a shard is taken until it is done. */
  async function hold(scan: StoredScan, job: Job): Promise<void> {
    const beat = setInterval(
      () => void queue.beat(scan.id, job).catch(() => undefined),
      (job.lease * 1_000) / BEATS_PER_LEASE,
    );
    try {
      const scanner = await scannerFor(scan);
      // What may kill this process must not take others with it, nor be blamed for what they do.
      if (job.deaths >= DEATHS) await Promise.all(inHand);
      const held = attempt(scan, job, scanner)
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => {
          clearInterval(beat);
          inHand.delete(held);
        });
      inHand.add(held);
      if (job.deaths >= DEATHS) await held;
    } catch (error) {
      clearInterval(beat);
      await queue.giveBack(scan.id, job, messageOf(error));
      throw error;
    }
  }

  /** A shard is at work when this returns true; false: there is none. */
  async function takeFrom(scan: StoredScan): Promise<boolean> {
    const job = await patiently(() => queue.take(scan.id));
    if (job) await hold(scan, job);
    return job !== undefined;
  }

  async function takeNext(): Promise<'taken' | 'none' | 'all done'> {
    const unfinished = await patiently(() => queue.unfinished());
    if (unfinished.length === 0) return 'all done';
    const refusals = unfinished.map((scan) => refusal(scan, options.scanner.setup.rulesVersion, folder));
    const mine = unfinished.filter((_, i) => refusals[i] === undefined);
    if (mine.length === 0) throw new UserError(refusals.find((sentence) => sentence !== undefined) ?? '');
    for (const scan of mine) if (await takeFrom(scan)) return 'taken';
    return 'none';
  }

  try {
    while (!signal.aborted) {
      if (inHand.size >= most) await Promise.race(inHand);
      if (failure !== undefined) break;
      const taken = await takeNext();
      if (taken === 'all done' && options.untilDone) break;
      if (taken !== 'taken') await wait(IDLE, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(inHand);
    if (failure !== undefined) throw failure;
    return done;
  } finally {
    await Promise.allSettled(inHand);
    await current?.scanner.close();
  }
}
