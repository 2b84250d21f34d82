import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '../../src/document/document.js';
import { contextOf } from '../../src/index.js';
import { readFileBytes } from '../../src/intake/file.js';
import { readDocument } from '../../src/intake/index.js';
import { packageRoot } from '../../src/package-root.js';
import { folderPages } from '../../src/scan/sources/folder.js';
import { profileScan } from '../bench/profile-scan.js';
import { seededRandom } from '../planting/planting.js';
import { makePages } from './pages-of-corpus.js';

const MAIN = `${packageRoot}dist/src/cli/main.js`;
const KILLS = 20;
const PAGES = [1_000, 10_000, 100_000];

const scanArguments = (folder: string, more: readonly string[]): readonly string[] => [
  ...[MAIN, 'scan', folder, '--no-config', '--concurrency', '2'],
  ...more,
];

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A scan that is killed after so many milliseconds; whether that was before its end. */
async function isKilledAfter(milliseconds: number, args: readonly string[]): Promise<boolean> {
  const scan = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = once(scan, 'exit');
  await Promise.race([ended, wait(milliseconds)]);
  const isKilled = scan.kill('SIGKILL');
  await ended;
  return isKilled;
}

/** Kills scans of a folder at random moments and goes on: each must end with the bytes of an undisturbed run. */
export async function evaluateResume(folder: string, count: string | undefined): Promise<number> {
  const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-resume-`);
  const random = seededRandom(1);
  let unequal = 0;
  try {
    const argumentsOf = (state: string, output: string): readonly string[] =>
      scanArguments(folder, ['--format', 'ndjson', '--state', state, '--output', output]);
    const started = process.hrtime.bigint();
    spawnSync(process.execPath, argumentsOf(`${temporary}/state`, `${temporary}/whole.ndjson`));
    let milliseconds = Number((process.hrtime.bigint() - started) / 1_000_000n);
    const expected = digest(`${temporary}/whole.ndjson`);
    const kills = Number(count ?? KILLS);
    for (let kill = 1; kill <= kills; ) {
      const state = `${temporary}/state${kill}`;
      const output = `${temporary}/${kill}.ndjson`;
      const args = argumentsOf(state, output);
      const moment = Math.floor(random() * milliseconds);
      if (!(await isKilledAfter(moment, args))) {
        // The machine is faster than it was: that was none, and moments are drawn from less time.
        milliseconds = moment;
        rmSync(state, { recursive: true, force: true });
        continue;
      }
      spawnSync(process.execPath, args);
      const isEqual = digest(output) === expected;
      if (!isEqual) unequal++;
      process.stdout.write(`${kill++}\t${moment} 毫秒时杀死\t${isEqual ? '相同' : '不同'}\n`);
      rmSync(state, { recursive: true, force: true });
    }
    process.stdout.write(`杀死 ${kills} 次，结果不同 ${unequal} 次\n`);
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
async function floorOf(folder: string, context: Context): Promise<number> {
  const before = cpuSeconds();
  for await (const item of folderPages(folder))
    if ('body' in item && 'file' in item.body)
      await readDocument(readFileBytes(item.body.file), { name: item.name, context });
  return cpuSeconds() - before;
}

interface Measured {
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
}

/** Children's CPU seconds and peak memory, threads and all, as the shell and the kernel count them. */
function measured(args: readonly string[], cwd: string): Measured {
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

const tellLine = (cells: readonly (string | number)[]): void => void process.stdout.write(`| ${cells.join(' | ')} |\n`);

function tellTable(head: readonly string[]): void {
  tellLine(head);
  tellLine(head.map(() => '---'));
}

function tellMeasured(pages: number, label: string, { seconds, cpu, megabytes }: Measured): void {
  const perSecond = (pages / seconds).toFixed(0);
  tellLine([pages, label, perSecond, ((cpu * 1000) / pages).toFixed(2), seconds.toFixed(0), megabytes.toFixed(0)]);
}

async function tellProfile(folder: string, context: Context): Promise<void> {
  const { stages, rules } = await profileScan(folder, context);
  const all = stages.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  for (const [title, costs] of [
    ['阶段', stages],
    ['规则', rules],
  ] as const) {
    process.stdout.write('\n');
    tellTable([title, '毫秒／千页', '占']);
    for (const [what, milliseconds] of costs)
      tellLine([what, milliseconds.toFixed(0), `${((milliseconds * 100) / all).toFixed(1)}%`]);
  }
}

/**
 * Scans pages made from a corpus, more and more of them: how fast, at what cost, in how much memory; beside autocorrect and
 * beside the least that must be done; and where the time goes. html is made from the state that ndjson left.
 * @param counts 1000,10000,100000
 */
export async function evaluateScan(corpus: string, counts: string | undefined): Promise<void> {
  const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-pages-`);
  const folder = `${temporary}/pages`;
  try {
    const context = await contextOf();
    const sizes = (counts?.split(',').map(Number) ?? PAGES).sort((a, b) => a - b);
    tellTable(['页', '做什么', '页／秒', 'CPU 秒／千页', '秒', '峰值内存 MB']);
    for (const [i, pages] of sizes.entries()) {
      makePages(corpus, folder, pages, sizes[i - 1]);
      for (const format of ['ndjson', 'html']) {
        const args = ['--state', `${temporary}/state${pages}`, '--with-text', '--format', format];
        const scan = [...scanArguments(folder, args), '--output', `${temporary}/report`];
        tellMeasured(
          pages,
          format === 'ndjson' ? 'scan，2 线程，ndjson' : '由状态文件夹出 html',
          measured([process.execPath, ...scan], temporary),
        );
      }
      rmSync(`${temporary}/state${pages}`, { recursive: true, force: true });
      if (i > 0) continue;
      const autocorrect = `${packageRoot}node_modules/autocorrect-node/cli.js`;
      // Not among the dependencies: npm install --no-save autocorrect-node.
      if (existsSync(autocorrect))
        tellMeasured(pages, 'autocorrect --lint', measured([process.execPath, autocorrect, '--lint', '.'], folder));
      const floor = await floorOf(folder, context);
      tellLine([pages, '只读、解码、取正文', '', ((floor * 1000) / pages).toFixed(2), '', '']);
    }
    await tellProfile(folder, context);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
