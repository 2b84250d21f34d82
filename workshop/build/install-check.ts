import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { bytesIn, lockedPackages } from './installed.js';

/**
 * Installs the packed package as a user does: an empty folder, an empty cache, no compiler; then runs the commands that need
 * a dependency. Asks the registry, and so is no test. Exits with 1 where something does not work.
 */
const WAYS: readonly (readonly string[])[] = [[], ['--ignore-scripts'], ['--omit=optional']];
const MODEL = 'dictionaries/typo-model';

const PAGE = (number: number): string =>
  `<!doctype html><title>通知${number}</title><p>根据豫政办[2021]${number}号要求，截止目前，各乡镇已完成任务。</p>`;

interface Check {
  readonly name: string;
  readonly args: readonly string[];
  /** 1: findings of level error. */
  readonly status: number;
  /** What must be there afterwards. */
  readonly output?: string;
  readonly says?: RegExp;
}

const CHECKS: readonly Check[] = [
  { name: 'check', args: ['check', 'site', 'notice.docx', 'notice.pdf'], status: 1, says: /docno-format/u },
  { name: 'extract pdf', args: ['extract', 'notice.pdf'], status: 0, says: /[\u4e00-\u9fff]{4}/u },
  { name: 'annotate', args: ['annotate', 'notice.docx'], status: 1, output: 'notice-批注.docx' },
  ...['第一次', '第二次'].map((time) => ({
    name: `scan --state ${time}`,
    args: ['scan', 'site', '--state', 'state', '--format', 'ndjson', '--output', 'site.ndjson'],
    status: 1,
    output: 'site.ndjson',
  })),
  ...(['html', 'docx', 'xlsx', 'inspection'] as const).map((format) => ({
    name: `report ${format}`,
    args: ['report', 'site.ndjson', '--format', format, '--output', `report.${format}`],
    status: 0,
    output: `report.${format}`,
  })),
  { name: 'doctor', args: ['doctor'], status: 0, says: /SQLite/u },
];

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

function tell(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** @returns whether all of it works */
function isWorking(temporary: string, tarball: string, flags: readonly string[]): boolean {
  const folder = mkdtempSync(`${temporary}/user-`);
  mkdirSync(`${folder}/site`);
  writeFileSync(`${folder}/package.json`, '{"private": true}');
  for (const number of [1, 2, 3]) writeFileSync(`${folder}/site/${number}.html`, PAGE(number));
  for (const name of ['notice.docx', 'notice.pdf'])
    writeFileSync(`${folder}/${name}`, readFileSync(`${packageRoot}fixtures/office/${name}`));
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync('npm', ['install', ...flags, tarball], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_config_cache: `${folder}/cache`, CC: '/bin/false', CXX: '/bin/false' },
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const way = `npm install ${flags.join(' ')}`.trim();
  if (status !== 0) {
    process.stdout.write(`${way}\n${stderr}\n`);
    return false;
  }
  const installed = lockedPackages(`${folder}/node_modules/.package-lock.json`);
  const bytes = installed.reduce((sum, { path }) => sum + bytesIn(`${folder}/${path}`), 0);
  const model = bytesIn(`${folder}/node_modules/gongwen-lint/${MODEL}`);
  tell(way, seconds.toFixed(1), installed.length, megabytes(bytes - model), megabytes(model));
  const failed = CHECKS.filter(({ name, args, status: expected, output, says }) => {
    const ran = spawnSync('node_modules/.bin/gongwen-lint', args, { cwd: folder, encoding: 'utf8' });
    const works =
      ran.status === expected &&
      (output === undefined || existsSync(`${folder}/${output}`)) &&
      (says === undefined || says.test(ran.stdout));
    if (!works) process.stdout.write(`${way}：${name} 退出码 ${ran.status}\n${ran.stdout}${ran.stderr}\n`);
    else if (name === 'doctor') process.stdout.write(ran.stdout.replace(/^/gmu, '    '));
    return !works;
  });
  process.stdout.write(
    `${way}：${CHECKS.length - failed.length} 项可用${failed.length > 0 ? `，不可用：${failed.map(({ name }) => name).join('、')}` : ''}\n`,
  );
  return failed.length === 0;
}

const temporary = mkdtempSync(`${tmpdir()}/gongwen-lint-install-`);
try {
  spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', temporary], {
    cwd: packageRoot,
    stdio: 'ignore',
  });
  const tarball = readdirSync(temporary).find((name) => name.endsWith('.tgz')) ?? '';
  process.stdout.write(`${basename(tarball)}，Node ${process.versions.node}，CC=CXX=/bin/false，空缓存\n`);
  tell('怎样安装', '秒', '包', 'MB（模型除外）', '模型 MB');
  tell('---', '---', '---', '---', '---');
  process.exitCode = WAYS.map((flags) => isWorking(temporary, `${temporary}/${tarball}`, flags)).every(Boolean) ? 0 : 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
