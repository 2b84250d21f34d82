import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { packageRoot } from '../dictionary/load.js';
import { contextOf } from '../index.js';
import { readDocument } from '../intake/index.js';
import { seededRandom } from '../rule/planting.js';
import { folderPages } from '../scan/sources/folder.js';
import { makePages } from './pages.js';

const MAIN = `${packageRoot}dist/src/cli/main.js`;
const KILLS = 20;
const PAGES = 20_000;

const scanArguments = (folder: string, state: string, output: string): readonly string[] => [
  MAIN,
  'scan',
  folder,
  '--no-config',
  '--format',
  'ndjson',
  '--state',
  state,
  '--output',
  output,
];

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Kills scans of a folder at random moments and goes on: each must end with the bytes of an undisturbed run. */
export async function evaluateResume(folder: string, count: string | undefined): Promise<number> {
  const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-resume-`);
  const random = seededRandom(1);
  let unequal = 0;
  try {
    const started = process.hrtime.bigint();
    spawnSync(process.execPath, scanArguments(folder, `${temporary}/state`, `${temporary}/whole.ndjson`));
    const milliseconds = Number((process.hrtime.bigint() - started) / 1_000_000n);
    const expected = digest(`${temporary}/whole.ndjson`);
    const kills = Number(count ?? KILLS);
    for (let kill = 1; kill <= kills; kill++) {
      const state = `${temporary}/state${kill}`;
      const output = `${temporary}/${kill}.ndjson`;
      const moment = Math.floor(random() * milliseconds);
      const scan = spawn(process.execPath, scanArguments(folder, state, output), { stdio: 'ignore' });
      const ended = once(scan, 'exit');
      await Promise.race([ended, wait(moment)]);
      const isKilled = scan.kill('SIGKILL');
      await ended;
      spawnSync(process.execPath, scanArguments(folder, state, output));
      const isEqual = digest(output) === expected;
      if (!isEqual) unequal++;
      process.stdout.write(
        `${kill}\t${isKilled ? `${moment} 毫秒时杀死` : '已先做完'}\t${isEqual ? '相同' : '不同'}\n`,
      );
      rmSync(state, { recursive: true, force: true });
    }
    process.stdout.write(`${kills} 次，结果不同 ${unequal} 次\n`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return unequal === 0 ? 0 : 1;
}

/** CPU seconds of this process and its threads. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The least that any tool must do with a folder: read, decode, take the text out. Gives CPU seconds. */
async function floorOf(folder: string): Promise<number> {
  const context = await contextOf();
  const before = cpuSeconds();
  for await (const item of folderPages(folder))
    if ('body' in item && 'file' in item.body)
      await readDocument(readFileSync(item.body.file), { name: item.name, context });
  return cpuSeconds() - before;
}

/** Children's CPU seconds and peak memory, as the shell and the kernel count them. */
function measured(args: readonly string[], cwd: string): { seconds: number; cpu: number; megabytes: number } {
  const started = process.hrtime.bigint();
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '\n%U %S %M', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 30,
  });
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return {
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
    cpu: user + system,
    megabytes: kilobytes / 1024,
  };
}

/** Scans pages made from a corpus: how fast, at what cost, beside autocorrect and beside the least that must be done. */
export async function evaluateThroughput(corpus: string, count: string | undefined): Promise<void> {
  const pages = Number(count ?? PAGES);
  const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-pages-`);
  try {
    const bytes = makePages(corpus, temporary, pages);
    process.stdout.write(`${pages} 页，平均 ${(bytes / pages / 1000).toFixed(1)} kB\n`);
    const tell = (label: string, { seconds, cpu, megabytes }: ReturnType<typeof measured>): void => {
      const perThousand = ((cpu * 1000) / pages).toFixed(2);
      process.stdout.write(
        `${label}\t每秒 ${(pages / seconds).toFixed(0)} 页\t每千页 CPU ${perThousand} 秒\t峰值内存 ${megabytes.toFixed(0)} MB\n`,
      );
    };
    const scan = [process.execPath, MAIN, 'scan', temporary, '--no-config', '--concurrency', '2', '--format', 'ndjson'];
    tell('scan，2 线程', measured(scan, temporary));
    const autocorrect = `${packageRoot}node_modules/autocorrect-node/cli.js`;
    tell('autocorrect --lint', measured([process.execPath, autocorrect, '--lint', '.'], temporary));
    const floor = await floorOf(temporary);
    process.stdout.write(`读取、解码、取出文字\t每千页 CPU ${((floor * 1000) / pages).toFixed(2)} 秒\n`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
