import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { UserError } from '../../src/errors.js';
import { packageRoot } from '../../src/package-root.js';
import type { FileReport } from '../../src/record/file-report.js';
import { DEFAULT_CHARACTERS, filesIn, isCorpus, textsIn } from './corpus.js';

/** One line for each finding of an NDJSON report, by file and fingerprint. */
function findingsIn(file: string): ReadonlyMap<string, { ruleId: string; line: string }> {
  const found = new Map<string, { ruleId: string; line: string }>();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UserError(
      `${file}：读不到。先在两个版本上各运行 gongwen-lint check --format ndjson --output 文件 语料文件夹。`,
    );
  }
  for (const line of text.split('\n').filter(Boolean)) {
    const report = JSON.parse(line) as FileReport;
    for (const message of report.messages)
      found.set(`${report.filePath}\t${message.fingerprint}`, {
        ruleId: message.ruleId,
        line: `${report.filePath}:${message.line}\t${message.message}`,
      });
  }
  return found;
}

/** What came and what went between two NDJSON reports, per rule. */
function printDifference(before: string, after: string): void {
  const old = findingsIn(before);
  const now = findingsIn(after);
  const gone = [...old].filter(([key]) => !now.has(key));
  const come = [...now].filter(([key]) => !old.has(key));
  const ids = [...new Set([...gone, ...come].map(([, { ruleId }]) => ruleId))].sort();
  for (const id of ids) {
    process.stdout.write(`${id}\n`);
    for (const [sign, list] of [
      ['-', gone],
      ['+', come],
    ] as const)
      for (const [, { ruleId, line }] of list) if (ruleId === id) process.stdout.write(`  ${sign} ${line}\n`);
  }
  process.stdout.write(`消失 ${gone.length}，新增 ${come.length}，不变 ${now.size - come.length}\n`);
}

/** Every file as a file of its own in a flat folder, corpus files in their documents; so both revisions read the same. */
function layOut(path: string, folder: string): void {
  const files = filesIn(path);
  mkdirSync(folder);
  for (const [i, file] of files.entries()) {
    const name = `${folder}/${i}-${basename(file)}`;
    if (!isCorpus(file)) copyFileSync(file, name);
    else
      for (const [number, text] of textsIn(file, Math.ceil(DEFAULT_CHARACTERS / files.length)))
        writeFileSync(`${name}-${number}.txt`, text);
  }
}

/** Runs a revision of this repository over the documents in `folder`; returns its NDJSON report. */
function reportOf(revision: string, folder: string, name: string): string {
  const tree = `${folder}/${name}`;
  const report = `${tree}.ndjson`;
  const added = spawnSync('git', ['worktree', 'add', '--detach', tree, revision], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  if (added.status !== 0) throw new UserError(`git 取不出版本“${revision}”：${added.stderr.trim()}`);
  try {
    symlinkSync(`${packageRoot}node_modules`, `${tree}/node_modules`);
    const built = spawnSync('npm', ['run', 'build'], { cwd: tree, encoding: 'utf8' });
    if (built.status !== 0) throw new UserError(`版本“${revision}”编译不成：${built.stderr.trim()}`);
    const output = openSync(report, 'w');
    const { status } = spawnSync(
      process.execPath,
      [`${tree}/dist/src/cli/main.js`, 'check', 'documents', '--format', 'ndjson', '--no-progress'],
      { cwd: folder, stdio: ['ignore', output, 'inherit'] },
    );
    closeSync(output);
    if (status !== 0 && status !== 1) throw new UserError(`版本“${revision}”未能检查完（退出码 ${status}）。`);
    return report;
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', tree], { cwd: packageRoot });
  }
}

function compareRevisions(before: string, after: string, path: string): void {
  const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-corpus-diff-`);
  try {
    layOut(path, `${folder}/documents`);
    printDifference(reportOf(before, folder, 'before'), reportOf(after, folder, 'after'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [before, after, path] = process.argv.slice(2);
try {
  if (before === undefined || after === undefined)
    throw new UserError(
      '用法：npm run corpus-diff -- 旧.ndjson 新.ndjson，或 npm run corpus-diff -- 旧版本 新版本 语料文件或文件夹',
    );
  if (path === undefined) printDifference(before, after);
  else compareRevisions(before, after, path);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
