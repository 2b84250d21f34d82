import { runCLI } from 'jest';
import { current } from './current.js';

/** Sent to the process: one test file, with a mutant or with none. */
export interface Task {
  readonly config: string;
  readonly root: string;
  readonly test: string;
  readonly mutant?: string;
  readonly hitLimit?: number;
}

/** Sent back. */
export interface Outcome {
  readonly passed: boolean;
  readonly hits: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  readonly message: string;
}

async function run({ config, root, test, mutant, hitLimit = Infinity }: Task): Promise<Outcome> {
  Object.assign(current, { mutant, hitLimit, hits: {} });
  const began = performance.now();
  const { results } = await runCLI(
    { config, runInBand: true, runTestsByPath: true, silent: true, reporters: [], _: [test], $0: 'mutants' } as never,
    [root],
  );
  return {
    passed: results.success && results.numTotalTests > 0,
    hits: current.hits,
    milliseconds: performance.now() - began,
    message: results.testResults.map(({ failureMessage }) => failureMessage ?? '').join('\n'),
  };
}

process.on('message', (task: Task) => {
  run(task).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) =>
      process.send?.({ passed: false, hits: {}, milliseconds: 0, message: String(error) } satisfies Outcome),
  );
});
