import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import { UserError } from '../../src/errors.js';
import { rules } from '../../src/index.js';
import { packageRoot } from '../../src/package-root.js';

const FILES = 1900;
const BYTES = 10_000_000;
/** Bytes of a Han character in UTF-8. */
const HAN_BYTES = 3;

/** The rules of the first step, for a comparison that does not change as rules are added. */
const SPINE = ['docno-format', 'place-consistency', 'place-official', 'char-traditional', 'typo-lexicon', 'punct-pair'];
/** The rule of the statistical typo model, on trial. */
const ENGINE = 'typo-statistical';
const TOKEN_RULES = ['typo-lexicon', 'typo-repeated', 'typo-de'];

const off = (ids: Iterable<string>): readonly string[] => [...ids].flatMap((id) => ['--rule', `${id}=off`]);

/** What bench-faces.ts runs: the difference to the first is what a face costs. */
const FACES = ['lint', 'textlint', 'retext'] as const;

/** FILES text files of about BYTES in all, spread over the corpus files of `folder`. Gives the characters written. */
function makeFolder(folder: string, into: string): number {
  const sources = globSync('*.txt.gz', { cwd: folder, absolute: true }).sort();
  if (sources.length === 0) throw new UserError(`${folder}：没有 .txt.gz 语料。用法：npm run bench -- 语料文件夹`);
  const perSource = Math.ceil(FILES / sources.length);
  const size = Math.floor(BYTES / FILES / HAN_BYTES);
  let made = 0;
  let characters = 0;
  for (const source of sources) {
    const text = gunzipSync(readFileSync(source))
      .toString('utf8')
      .replace(/^###DOC.{0,2000}$/gmu, '');
    const step = Math.max(size, Math.floor(text.length / perSource));
    for (let at = 0; at < text.length && made < FILES; at += step) {
      const piece = text.slice(at, at + size);
      characters += piece.length;
      writeFileSync(`${into}/${String(made++).padStart(5, '0')}.txt`, piece);
    }
  }
  return characters;
}

/** Peak memory: a preloaded line makes a Node program tell it when it ends; one that leaves by a native exit does not. */
const PROBE = `data:text/javascript,${encodeURIComponent(
  "import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.GONGWEN_LINT_BENCH, String(process.resourceUsage().maxRSS / 1024)));",
).replaceAll("'", '%27')}`;

/** CPU seconds (user and system, as the shell counts its children) and peak memory of a Node program. */
function measure(label: string, args: readonly string[], characters: number, told: string): void {
  rmSync(told, { force: true });
  const quoted = args.map((arg) => `'${arg}'`).join(' ');
  const script = `'${process.execPath}' --import='${PROBE}' ${quoted} >'${told}.out' 2>&1; echo $?; times`;
  const run = spawnSync('bash', ['-c', script], {
    cwd: temporary,
    env: { ...process.env, GONGWEN_LINT_BENCH: told },
    encoding: 'utf8',
  });
  const lines = run.stdout.trim().split('\n');
  const cpu = [...(lines.at(-1) ?? '').matchAll(/(\d{1,6})m([\d.]{1,12})s/gu)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  const memory = existsSync(told) ? `${Number(readFileSync(told, 'utf8')).toFixed(0)} MB` : '未知';
  const speed = characters > 0 ? `\t${Math.round(characters / cpu)} 字/CPU 秒` : '';
  const output = `输出 ${statSync(`${told}.out`).size} 字节，退出码 ${lines[0]}`;
  process.stdout.write(`${label}\tCPU ${cpu.toFixed(2)} 秒\t峰值内存 ${memory}${speed}\t${output}\n`);
  rmSync(`${told}.out`, { force: true });
}

const [folder] = process.argv.slice(2);
const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-bench-`);
try {
  if (folder === undefined) throw new UserError('用法：npm run bench -- 语料文件夹');
  const characters = makeFolder(folder, temporary);
  const told = `${temporary}.json`;
  const cli = `${packageRoot}dist/src/cli/main.js`;
  const report = `${packageRoot}fixtures/reports/annual-report.txt`;
  process.stdout.write(`${FILES} 个文件，${characters} 字\n`);
  measure('启动（--version）', [cli, '--version'], 0, told);
  measure('一份年报，不用分词', [cli, 'check', report, ...off(TOKEN_RULES)], 0, told);
  measure('一份年报，全部规则', [cli, 'check', report], 0, told);
  measure('gongwen-lint', [cli, 'check', temporary, '--format', 'ndjson'], characters, told);
  const others = rules.map(({ id }) => id).filter((id) => !SPINE.includes(id));
  measure('gongwen-lint，首批六条', [cli, 'check', temporary, '--format', 'ndjson', ...off(others)], characters, told);
  const noEngine = rules.map(({ id }) => id).filter((id) => id !== ENGINE);
  measure(
    '只用错字引擎（连同启动）',
    [cli, 'check', temporary, '--format', 'ndjson', '--trial', ...off(noEngine)],
    characters,
    told,
  );
  for (const way of FACES)
    measure(`同一进程：${way}`, [`${packageRoot}dist/workshop/bench/faces.js`, way, temporary], characters, told);
  // Eighty packages that nobody else needs: npm install --no-save autocorrect-node zhlint brings them for a bench.
  for (const [name, script, ...args] of [
    ['autocorrect', 'autocorrect-node/cli.js', '--lint', '.'],
    ['zhlint', 'zhlint/bin/index.js', '*.txt'],
  ] as const)
    if (existsSync(`${packageRoot}node_modules/${script}`))
      measure(name, [`${packageRoot}node_modules/${script}`, ...args], characters, told);
  rmSync(told, { force: true });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
