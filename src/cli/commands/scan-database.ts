import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { connect } from '../../scan/database/connection.js';
import { openQueue, type SharedSetup } from '../../scan/database/queue.js';
import { scanByWorkers } from '../../scan/database/send.js';
import type { PageSource } from '../../scan/pages/page.js';
import type { ScanResult } from '../../scan/scan.js';
import { folderOf, type SourceOptions } from '../options/scan-source.js';
import { wholeNumber } from '../options/whole-number.js';

export interface DatabaseOptions extends SourceOptions {
  readonly database: string;
  readonly rulesVersion: string;
  readonly setup: SharedSetup;
  readonly sample?: string;
  /** Seconds. */
  readonly lease?: string;
  readonly pagesPerShard?: string;
  readonly progress: boolean;
}

export interface DatabaseScan {
  readonly results: AsyncIterable<ScanResult>;
  /** Once the results are safe, the database need not keep them. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

const LEASE = 30;
const PAGES_PER_SHARD = 200;

export const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** The same sources, read in the same way, with the same rules: one scan, to be gone on with after it was broken off. */
function identityOf(inputs: readonly string[], options: DatabaseOptions): string {
  const { include, exclude, rootUrl, maxPages, depth, maxPerPattern, allowHost, since } = options;
  const { sample, rulesVersion, setup, pagesPerShard } = options;
  const picked = [include, exclude, rootUrl, maxPages, depth, maxPerPattern, allowHost, since, sample, pagesPerShard];
  const places = inputs.map((input) => (/^(?:-|https?:.*)$/iu.test(input) ? input : resolve(input)));
  return createHash('sha256')
    .update(JSON.stringify([places, picked, rulesVersion, setup]))
    .digest('hex')
    .slice(0, 16);
}

/** @throws UserError where the database cannot be reached, or an option is wrong. */
export async function openDatabaseScan(
  pages: PageSource,
  inputs: readonly string[],
  options: DatabaseOptions,
): Promise<DatabaseScan> {
  const lease = wholeNumber('--lease', options.lease) ?? LEASE;
  const pagesPerShard = wholeNumber('--pages-per-shard', options.pagesPerShard) ?? PAGES_PER_SHARD;
  const { rulesVersion, setup } = options;
  const connection = await connect(options.database, tell);
  const queue = await openQueue(connection);
  const id = identityOf(inputs, options);
  return {
    results: scanByWorkers(pages, connection, queue, {
      scan: { id, name: inputs.join(' '), rulesVersion, setup },
      folder: folderOf(inputs),
      pagesPerShard,
      lease,
      tell: options.progress ? tell : () => undefined,
    }),
    finish: () => connection.patiently(() => queue.remove(id)),
    async close() {
      await queue.close();
      await connection.close();
    },
  };
}
