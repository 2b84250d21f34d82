import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { globSync } from 'tinyglobby';
import { UserError } from '../../src/errors.js';
import { groupBy } from '../../src/text/group.js';
import { printable } from '../../src/text/printable.js';
import { seededRandom } from '../planting/planting.js';
import { type Instrumented, instrument, type Mutant } from './instrument.js';
import type { Outcome, Task } from './runner.js';
import { SUITES, type Suite } from './suites.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A mutant's place met so many times as often as without it: an endless loop. */
const ENDLESS = 100;
/** Where a mutant waits for ever and loops nowhere. */
const PATIENCE = { times: 10, milliseconds: 120_000 };
/** jest leaks a little with every file. */
const TASKS_A_PROCESS = 60;

type Fate = 'caught' | 'endless' | 'survived' | 'not reached';

/** A process that runs one test file after the other; started anew when it hangs or has grown old. */
class Runner {
  private child: ChildProcess | undefined;
  private tasks = 0;

  /** @returns undefined where the limit, in milliseconds, was over. */
  async run(task: Task, limit: number): Promise<Outcome | undefined> {
    if (this.tasks++ % TASKS_A_PROCESS === 0) this.stop();
    this.child ??= fork(here('runner.js'), {
      execArgv: ['--experimental-vm-modules', '--no-warnings'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const { child } = this;
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(undefined), Math.min(limit, 2 ** 31 - 1));
      const died = (): void => settle({ passed: false, hits: {}, milliseconds: 0, message: 'the process ended' });
      const settle = (outcome: Outcome | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome === undefined || outcome.message === 'the process ended') this.stop();
        resolve(outcome);
      };
      child.once('message', (outcome: Outcome) => settle(outcome));
      child.once('exit', died);
      child.send(task);
    });
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other] as T, order[i] as T];
  }
  return order;
}

/** So many mutants, spread evenly over the files. */
export function sampled(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const random = seededRandom(seed);
  const byFile = [...groupBy(mutants, ({ file }) => file).values()].map((list) => shuffled(list, random));
  const queues = shuffled(byFile, random);
  const longest = Math.max(0, ...queues.map((list) => list.length));
  const drawn: Mutant[] = [];
  for (let round = 0; round < longest; round++)
    for (const list of queues) if (list[round]) drawn.push(list[round] as Mutant);
  return drawn
    .slice(0, count)
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

/** Tests of a name: the file, and those of the folder. */
const testFilesOf = ({ tests }: Suite): readonly string[] =>
  tests.flatMap((name) =>
    globSync([`test/${name}.test.ts`, `test/${name}/**/*.test.ts`], { cwd: root, absolute: true }).sort(),
  );

/** The configuration of jest in package.json, with the folder's sources instrumented. */
function configWith({ sources }: Instrumented, folder: string): string {
  const { jest } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly jest: { readonly transform: Readonly<Record<string, readonly [string, object]>> };
  };
  const list = join(folder, 'sources.json');
  writeFileSync(list, JSON.stringify(sources));
  return JSON.stringify({
    ...jest,
    rootDir: root,
    cacheDirectory: join(folder, 'cache'),
    testEnvironment: here('environment.js'),
    transform: Object.fromEntries(
      Object.entries(jest.transform).map(([pattern, [, swc]]) => [
        pattern,
        [here('transform.js'), { sources: list, swc }],
      ]),
    ),
  });
}

/** Of a test file that passes. */
interface Baseline {
  readonly test: string;
  readonly hits: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

async function inTurn<T, R>(
  items: readonly T[],
  jobs: number,
  act: (item: T, runner: Runner) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const runner = new Runner();
    for (let i = next++; i < items.length; i = next++) results[i] = await act(items[i] as T, runner);
    runner.stop();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`);

const short = (text: string): string => {
  const line = printable(text.replace(/\s+/gu, ' '));
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
};

interface Settings {
  readonly sample: number;
  readonly seed: number;
  readonly jobs: number;
  readonly only?: string;
}

async function measure(name: string, { sample, seed, jobs, only }: Settings): Promise<void> {
  const suite = SUITES[name];
  if (!suite) throw new UserError(`没有“${name}”。可选：${Object.keys(SUITES).join('、')}。`);
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  try {
    const instrumented = await instrument(root, suite.sources);
    const config = configWith(instrumented, folder);
    const tests = testFilesOf(suite);
    const baselines = (
      await inTurn(tests, jobs, async (test, runner): Promise<Baseline> => {
        const outcome = await runner.run({ config, root, test }, Infinity);
        if (!outcome?.passed) throw new UserError(`${test} 未经改动就不通过：\n${outcome?.message ?? ''}`);
        process.stderr.write(`${test.slice(root.length)} ${(outcome.milliseconds / 1000).toFixed(1)} s\n`);
        return { test, hits: outcome.hits, milliseconds: outcome.milliseconds };
      })
    ).sort((a, b) => a.milliseconds - b.milliseconds);
    const drawn = sampled(instrumented.mutants, sample, seed).filter(
      ({ file }) => only === undefined || file.includes(only),
    );
    let done = 0;
    const fates = await inTurn(drawn, jobs, async ({ id, file, line }, runner): Promise<Fate> => {
      const fate = await fateOf(id, baselines, config, runner);
      process.stderr.write(`${++done}/${drawn.length} ${file}:${line} ${fate}\n`);
      return fate;
    });
    const count = (wanted: Fate): number => fates.filter((fate) => fate === wanted).length;
    const [caught, endless, survived, missed] = [
      count('caught'),
      count('endless'),
      count('survived'),
      count('not reached'),
    ];
    process.stdout.write(
      [
        'folder\tmutants\tdrawn\tseed\tcaught\tendless\tsurvived\tnot reached\tscore',
        `${name}\t${instrumented.mutants.length}\t${drawn.length}\t${seed}\t${caught}\t${endless}\t${survived}\t${missed}\t${percent(caught + endless, drawn.length)}`,
        ...drawn.flatMap(({ file, line, column, kind, from, to }, i) =>
          fates[i] === 'survived' || fates[i] === 'not reached'
            ? [`${file}:${line}:${column}\t${fates[i]}\t${kind}\t${short(from)} → ${short(to)}`]
            : [],
        ),
        '',
      ].join('\n'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fateOf(mutant: string, baselines: readonly Baseline[], config: string, runner: Runner): Promise<Fate> {
  const reaching = baselines.filter(({ hits }) => hits[mutant] !== undefined);
  if (reaching.length === 0) return 'not reached';
  for (const { test, hits, milliseconds } of reaching) {
    const hitLimit = (hits[mutant] ?? 0) * ENDLESS;
    const outcome = await runner.run(
      { config, root, test, mutant, hitLimit },
      milliseconds * PATIENCE.times + PATIENCE.milliseconds,
    );
    if (!outcome || outcome.message.includes('Hit count limit reached')) return 'endless';
    if (!outcome.passed) return 'caught';
  }
  return 'survived';
}

const whole = (text: string): number => {
  if (!/^\d{1,6}$/u.test(text)) throw new UserError(`应为整数：${text}`);
  return Number(text);
};

try {
  await new Command('mutants')
    .argument('<folder>', Object.keys(SUITES).join(', '))
    .option('--sample <n>', 'mutants drawn', whole, 60)
    .option('--seed <n>', 'the same mutants for the same seed', whole, 1)
    .option('--jobs <n>', 'at a time', whole, 2)
    .option('--only <part>', 'of those drawn only the files whose path holds this')
    .action(measure)
    .parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
