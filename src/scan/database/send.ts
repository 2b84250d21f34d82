import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { batchesOf } from '../pages/batches.js';
import type { PageSource } from '../pages/page.js';
import type { ScanResult } from '../scan.js';
import type { Connection } from './connection.js';
import type { Queue, StoredScan } from './queue.js';
import { packItems, unpackResults } from './shard.js';

export interface SendOptions {
  readonly scan: Omit<StoredScan, 'firstFile'>;
  /** What the files of the source are named from. */
  readonly folder: string;
  readonly pagesPerShard: number;
  /** Seconds after which a shard of a worker without a sign of life goes to another. */
  readonly lease: number;
}

/** What a shard may carry within; a page may be larger, alone. */
const SHARD_BYTES = 16 * 1024 * 1024;
/** Shards that wait for a worker: pg-boss sorts them all whenever one is taken. */
const MOST_WAITING = 10_000;
const LOOKED_AFTER = 100;
const BETWEEN_LOOKS = 500;

/**
 * Cuts a source into shards and sends them to the workers. What an earlier run that was broken off had sent stays, with its
 * results, as far as the source has not changed.
 */
async function sendShards(
  source: PageSource,
  { patiently }: Connection,
  queue: Queue,
  { scan, folder, pagesPerShard, lease }: SendOptions,
): Promise<{ readonly shards: number; readonly pages: number }> {
  await patiently(() => queue.begin({ ...scan, firstFile: null }));
  let shards = 0;
  let pages = 0;
  for await (const items of batchesOf(source, pagesPerShard, SHARD_BYTES)) {
    const shard = { number: shards, ...packItems(items, folder) };
    await patiently(() => queue.send(scan.id, shard, lease));
    shards++;
    pages += shard.pages;
    if (shards % LOOKED_AFTER === 0)
      while ((await patiently(() => queue.waiting(scan.id))) > MOST_WAITING) await wait(BETWEEN_LOOKS);
  }
  await patiently(() => queue.seal(scan.id, shards));
  return { shards, pages };
}

async function resultsOf(
  { patiently }: Connection,
  queue: Queue,
  scan: string,
  number: number,
): Promise<readonly ScanResult[]> {
  for (;;) {
    const outcome = await patiently(() => queue.outcome(scan, number));
    if (!outcome) throw new UserError('这次检查的结果已由另一个同样的 scan 取走，或已删去。');
    if (outcome.failure !== null)
      throw new UserError(
        `第 ${number + 1} 片各台机器都做不了（${printable(outcome.failure)}）。已做完的都在；再运行一次同样的命令即重做这一片。`,
      );
    if (outcome.results) return unpackResults(outcome.results);
    await wait(BETWEEN_LOOKS);
  }
}

/**
 * The results of a source that workers lint, in its order: what `scan` gives on one machine.
 * @param tell is given how much was sent, in one Chinese sentence.
 */
export async function* scanByWorkers(
  source: PageSource,
  connection: Connection,
  queue: Queue,
  options: SendOptions & { readonly tell: (sentence: string) => void },
): AsyncIterable<ScanResult> {
  const { shards, pages } = await sendShards(source, connection, queue, options);
  options.tell(
    `已发出 ${shards} 片、${pages} 页，等各台机器的 gongwen-lint scan-worker 做完；进度见 gongwen-lint scan status。`,
  );
  for (let number = 0; number < shards; number++) yield* await resultsOf(connection, queue, options.scan.id, number);
}
