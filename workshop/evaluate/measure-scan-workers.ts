import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../src/errors.js';
import { packageRoot } from '../../src/package-root.js';
import { connect } from '../../src/scan/database/connection.js';
import { type ScanStatus, statusOf } from '../../src/scan/database/status.js';
import { makePages } from './pages-of-corpus.js';

const MAIN = `${packageRoot}dist/src/cli/main.js`;
const PAGES = 20_000;
const LOOK = 200;
const ROUNDS = 2;

/** Each in a session of its own, as on a machine of its own: Linux shares its cores out by session. */
const begin = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore', detached: true });

/** CPU seconds of a process that runs and of its threads, as the kernel counts them in hundredths. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  const [user = 0, system = 0] =
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
  return (user + system) / 100;
}

const secondsSince = (started: bigint): number => Number(process.hrtime.bigint() - started) / 1e9;

/**
 * Scans pages made from a corpus on one machine, then through a database with one worker, with two, and with two of which one
 * is killed half way: all must give the same bytes. The database must have no other scan in it.
 */
export async function evaluateScanWorkers(
  corpus: string,
  database: string | undefined,
  count: string | undefined,
): Promise<number> {
  if (database === undefined) throw new UserError('scan-workers 要用 --database 写明一个空的 PostgreSQL 数据库。');
  const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-workers-`);
  const connection = await connect(database, (sentence) => void process.stderr.write(`${sentence}\n`));
  try {
    const site = `${temporary}/site`;
    mkdirSync(site);
    const pages = Number(count ?? PAGES);
    makePages(corpus, site, pages);
    const outputOf = (name: string): string => `${temporary}/${name}.ndjson`;
    const scanTo = (name: string): readonly string[] => [
      'scan',
      site,
      '--no-config',
      '--format',
      'ndjson',
      '--output',
      outputOf(name),
    ];
    const status = async (): Promise<ScanStatus | undefined> => (await statusOf(connection))[0];
    const until = async (isSo: (scan: ScanStatus | undefined) => boolean): Promise<void> => {
      while (!isSo(await status())) await wait(LOOK);
    };

    const alone = process.hrtime.bigint();
    spawnSync(process.execPath, [MAIN, ...scanTo('alone'), '--concurrency', '2'], { stdio: 'ignore' });
    const expected = readFileSync(outputOf('alone'));
    process.stdout.write(
      `单机 2 线程\t${secondsSince(alone).toFixed(0)} 秒\t每页结果 ${(statSync(outputOf('alone')).size / pages).toFixed(0)} 字节\n`,
    );

    /** Seconds from the workers' start until the results are whole. */
    async function byWorkers(name: string, workers: number, isOneKilled: boolean): Promise<number> {
      const scan = begin([...scanTo('many'), '--database', database ?? '']);
      const ended = once(scan, 'exit');
      await until((sent) => sent?.shards !== undefined && sent.shards !== null);
      const started = process.hrtime.bigint();
      const work = ['scan-worker', '--no-config', '--concurrency', '1', '--until-done', '--folder', site];
      const working = Array.from({ length: workers }, () => begin([...work, '--database', database ?? '']));
      await until((half) => (half?.pagesDone ?? pages) >= pages / 2);
      // Half way the cost of starting is small, and nobody has ended yet.
      const perThousand = (working.map(cpuSecondsOf).reduce((a, b) => a + b) * 2_000) / pages;
      if (isOneKilled) working[0]?.kill('SIGKILL');
      await ended;
      const seconds = secondsSince(started);
      const isEqual = readFileSync(outputOf('many')).equals(expected);
      if (!isEqual) unequal++;
      process.stdout.write(
        `${name}\t${seconds.toFixed(0)} 秒\t每千页 CPU ${perThousand.toFixed(1)} 秒\t与单机的${isEqual ? '相同' : '不同'}\n`,
      );
      return seconds;
    }

    let unequal = 0;
    // By turns, so that a machine that is busy with something else is so for both.
    const seconds = { one: 0, two: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      seconds.one += await byWorkers('一个 scan-worker，1 线程', 1, false);
      seconds.two += await byWorkers('两个 scan-worker，各 1 线程', 2, false);
    }
    process.stdout.write(`两个比一个快 ${(seconds.one / seconds.two).toFixed(2)} 倍\n`);
    await byWorkers('两个 scan-worker，做到一半杀死一个', 2, true);
    return unequal === 0 ? 0 : 1;
  } finally {
    await connection.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}
