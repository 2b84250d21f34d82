import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { globSync } from 'tinyglobby';

/** One change of one place in a source. */
export interface Mutant {
  /** As the instrumented sources ask for it. */
  readonly id: string;
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** What is changed: EqualityOperator, Regex … */
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

export interface Instrumented {
  /** Sources with a switch at every mutant, by absolute path. */
  readonly sources: Readonly<Record<string, string>>;
  readonly mutants: readonly Mutant[];
}

/** Words for people about a rule: the contract asks that they are there, nobody asserts how they run. */
const PROSE: ReadonlySet<string> = new Set(['why', 'title', 'examples', 'description']);

interface PropertyPath {
  readonly node: { readonly type: string; readonly key?: { readonly name?: string } };
}

const QUIET = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  fatal: () => {},
};

interface Position {
  readonly line: number;
  readonly column: number;
}

function textBetween(lines: readonly string[], start: Position, end: Position): string {
  const within = lines.slice(start.line, end.line + 1);
  const last = within.length - 1;
  return within
    .map((line, i) => line.slice(i === 0 ? start.column : 0, i === last ? end.column : undefined))
    .join('\n');
}

/** All mutants of the files a pattern names, in order of file and place. */
export async function instrument(root: string, pattern: string): Promise<Instrumented> {
  const files = globSync(pattern, { cwd: root, ignore: ['**/*.d.ts'] }).sort();
  const contents = new Map(files.map((file) => [`${root}${file}`, readFileSync(`${root}${file}`, 'utf8')]));
  const result = await new Instrumenter(QUIET).instrument(
    [...contents].map(([name, content]) => ({ name, content, mutate: true })),
    {
      plugins: null,
      excludedMutations: [],
      ignorers: [
        {
          shouldIgnore: (path) => {
            const { node } = path as PropertyPath;
            return node.type === 'ObjectProperty' && PROSE.has(node.key?.name ?? '') ? 'prose' : undefined;
          },
        },
      ],
    },
  );
  const mutants = result.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ id, fileName, location: { start, end }, mutatorName, replacement }): Mutant => {
      const lines = (contents.get(fileName) ?? '').split('\n');
      return {
        id,
        file: fileName.slice(root.length),
        line: start.line + 1,
        column: start.column + 1,
        kind: mutatorName,
        from: textBetween(lines, start, end),
        to: replacement,
      };
    });
  return { sources: Object.fromEntries(result.files.map(({ name, content }) => [name, content])), mutants };
}
