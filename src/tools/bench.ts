import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import { packageRoot } from '../dictionary/load.js';
import { UserError } from '../dictionary/user-error.js';

const FILES = 1900;
const BYTES = 10_000_000;
/** Bytes of a Han character in UTF-8. */
const HAN_BYTES = 3;

/** FILES text files of about BYTES in all, spread over the corpus files of `folder`. Gives the characters written. */
function makeFolder(folder: string, into: string): number {
  const sources = globSync('*.txt.gz', { cwd: folder, absolute: true }).sort();
  if (sources.length === 0) throw new UserError(`${folder}：没有 .txt.gz 语料。用法：npm run bench -- 语料文件夹`);
  const perSource = Math.ceil(FILES / sources.length);
  const size = Math.floor(BYTES / FILES / HAN_BYTES);
  let made = 0;
  let characters = 0;
  for (const source of sources) {
    const text = gunzipSync(readFileSync(source)).toString('utf8').replace(/^###DOC.{0,2000}$/gmu, '');
    const step = Math.max(size, Math.floor(text.length / perSource));
    for (let at = 0; at < text.length && made < FILES; at += step) {
      const piece = text.slice(at, at + size);
      characters += piece.length;
      writeFileSync(`${into}/${String(made++).padStart(5, '0')}.txt`, piece);
    }
  }
  return characters;
}

/** Runs `command` in a child whose last line tells its children's CPU seconds (bash `times`) and wall seconds. */
function measure(label: string, command: string, characters: number): void {
  const started = performance.now();
  const run = spawnSync('bash', ['-c', `ulimit -c 0; { ${command} ; } >/dev/null 2>&1; times | tail -n 1`], { encoding: 'utf8' });
  const wall = (performance.now() - started) / 1000;
  const cpu = [...run.stdout.matchAll(/(\d{1,6})m([\d.]{1,12})s/gu)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  process.stdout.write(
    `${label.padEnd(28)}CPU ${cpu.toFixed(2)} s\t实耗 ${wall.toFixed(2)} s\t${characters > 0 ? `${Math.round(characters / cpu)} 字/CPU 秒` : ''}\n`,
  );
}

const [folder] = process.argv.slice(2);
const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-bench-`);
try {
  if (folder === undefined) throw new UserError('用法：npm run bench -- 语料文件夹');
  const characters = makeFolder(folder, temporary);
  const cli = `node ${packageRoot}dist/src/cli/main.js`;
  const seed = `${packageRoot}fixtures/reports/annual-report.txt`;
  process.stdout.write(`${FILES} 个文件，${characters} 字\n`);
  measure('启动：--version', `${cli} --version`, 0);
  measure('检查一份年报', `${cli} check ${seed}`, 0);
  measure('检查一份年报，关闭需分词的规则', `${cli} check ${seed} --rule typo-lexicon=off`, 0);
  measure('gongwen-lint check', `${cli} check ${temporary} --format ndjson`, characters);
  for (const [label, name, args] of [
    ['autocorrect --lint', 'autocorrect', `--lint ${temporary}`],
    ['zhlint', 'zhlint', `'${temporary}/*.txt'`],
  ] as const)
    measure(label, `${packageRoot}node_modules/.bin/${name} ${args}`, characters);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
