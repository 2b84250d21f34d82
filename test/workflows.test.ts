import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from './packed.js';

const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`);
const { bin, scripts } = JSON.parse(read('package.json')) as Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
}

test.each(filesIn('.github/workflows'))('%s is a workflow, every step of which does something', (file) => {
  const { on, jobs } = parse(read(file)) as {
    readonly on: object;
    readonly jobs: Readonly<Record<string, { readonly 'runs-on': string; readonly steps: readonly Step[] }>>;
  };
  expect(Object.keys(on).length).toBeGreaterThan(0);
  expect(Object.keys(jobs).length).toBeGreaterThan(0);
  for (const job of Object.values(jobs)) {
    expect(job['runs-on']).toMatch(/^(?:ubuntu|windows)-latest$/u);
    for (const { uses, run } of job.steps) {
      if (uses !== undefined) expect(uses).toMatch(/@v\d+$/u);
      expect((uses === undefined) !== (run === undefined)).toBe(true);
    }
  }
});

test.each(filesIn('.github/ISSUE_TEMPLATE'))('%s is a form whose fields have names of their own', (file) => {
  const { name, description, body } = parse(read(file)) as {
    readonly name: string;
    readonly description: string;
    readonly body: readonly { readonly id?: string; readonly type: string }[];
  };
  expect(name && description).toBeTruthy();
  const fields = body.filter(({ type }) => type !== 'markdown').map(({ id }) => id);
  expect(fields.length).toBeGreaterThan(0);
  expect(new Set(fields).size).toBe(fields.length);
  expect(fields).not.toContain(undefined);
});

test('every script that a workflow, a page or a test of ours names exists', () => {
  const named = ['CONTRIBUTING.md', 'README.md', 'README.en.md', 'Dockerfile', '.ci/run']
    .concat(
      filesIn('.github/workflows'),
      filesIn('docs').filter((file) => file.endsWith('.md')),
    )
    .flatMap((file) => [...read(file).matchAll(/npm run (?:-s )?([\w:-]{1,40})/gu)].map((match) => match[1] ?? ''));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in (scripts ?? {})))).toEqual([]);
});

test('the action checks what it is given, one path a line', () => {
  const { runs } = parse(read('action.yml')) as { readonly runs: { readonly steps: readonly Step[] } };
  const script = runs.steps.find(({ run }) => run !== undefined)?.run ?? '';
  const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-action-`);
  try {
    // What npx would fetch is what is built here.
    writeFileSync(`${folder}/npx`, `#!/bin/sh\necho "$2"\nshift 2\nexec node ${root}dist/src/cli/main.js "$@"\n`);
    chmodSync(`${folder}/npx`, 0o755);
    writeFileSync(`${folder}/甲 乙.txt`, '豫政办[2021]8号\n');
    writeFileSync(`${folder}/丙.txt`, '豫政办〔2021〕8号\n');
    const check = (FORMAT: string) =>
      spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${folder}${delimiter}${process.env.PATH}`,
          PATHS: '甲 乙.txt\n丙.txt\n',
          FORMAT,
          VERSION: '1.2.3',
        },
      });
    const { status, stdout } = check('github');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^gongwen-lint@1\.2\.3\n::error file=甲 乙\.txt,line=1/u);
    check('sarif');
    const { runs: logs } = JSON.parse(readFileSync(`${folder}/gongwen-lint.sarif`, 'utf8'));
    expect(logs[0].artifacts).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the hook of pre-commit runs our command on what we read', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as readonly Readonly<Record<string, string>>[];
  expect(hook?.entry?.split(' ')[0]).toBe(Object.keys(bin ?? {})[0]);
  for (const name of ['甲.txt', '甲.docx', '甲.htm']) expect(name).toMatch(new RegExp(hook?.files ?? '^$', 'u'));
  expect('甲.png').not.toMatch(new RegExp(hook?.files ?? '', 'u'));
});

test('the image copies what there is, runs our command, and not as root', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));
  expect(copied.length).toBeGreaterThan(0);
  expect(copied.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  expect(lines).toContain(`ENTRYPOINT ["${Object.keys(bin ?? {})[0]}"]`);
  expect(lines.lastIndexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('FROM ')));
});
