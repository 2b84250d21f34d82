import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { UserError } from '../../errors.js';
import { connect } from '../../scan/database/connection.js';
import { openQueue } from '../../scan/database/queue.js';
import { work } from '../../scan/database/work.js';
import { readArchive } from '../files/archive.js';
import { rulesVersionOf } from '../options/rules-version.js';
import { type ConfigOptions, runConfig } from '../options/run-config.js';
import { wholeNumber } from '../options/whole-number.js';
import { tell } from './scan-database.js';

export interface ScanWorkerOptions extends ConfigOptions {
  readonly database: string;
  readonly folder?: string;
  readonly archive?: string;
  readonly concurrency?: string;
  readonly untilDone?: boolean;
}

/** The first signal lets the shards in hand be done; the second ends at once, and another worker takes them. */
function endedBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      tell('做完手里的就结束；再按一次立即结束，手里的由别的机器重做。');
      controller.abort();
    });
  return controller.signal;
}

/** @throws UserError where the database, the folder or the config is not what the scan needs. */
export async function scanWorker(options: ScanWorkerOptions): Promise<void> {
  const { config } = runConfig(options);
  const threads = wholeNumber('--concurrency', options.concurrency) ?? availableParallelism();
  const { folder, untilDone = false } = options;
  if (folder !== undefined && !existsSync(folder)) throw new UserError(`${folder}：没有这个文件夹。`);
  const archive = options.archive === undefined ? undefined : await readArchive(options.archive, config);
  const connection = await connect(options.database, tell);
  try {
    const queue = await openQueue(connection);
    try {
      const { shards, pages } = await work(connection, queue, {
        scanner: {
          threads,
          setup: { config, rulesVersion: rulesVersionOf(config, archive), ...(archive && { archive }) },
        },
        ...(folder !== undefined && { folder }),
        untilDone,
        signal: endedBySignal(),
        tell,
      });
      tell(`做了 ${shards} 片、${pages} 页。`);
    } finally {
      await queue.close();
    }
  } finally {
    await connection.close();
  }
}
