import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { FileReport } from '../src/record/file-report.js';
import { FAULT, HOSTILE, HOSTILE_NAMES, QUOTE } from './hostile.js';

const MAIN = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reports of a folder by name, in order; and what the terminal was sent. */
function scanned(name: string): ReadonlyMap<string, FileReport> {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [MAIN, 'scan', name, '--no-config', '--concurrency', '2', '--format', 'ndjson'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  if (status === null || status > 1) throw new Error(stderr);
  const reports = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as FileReport);
  return new Map(reports.map((report) => [report.filePath, report]));
}

const fateOf = (report: FileReport | undefined): string => {
  if (!report) return '没有结果';
  if (report.status !== 'linted') return report.reason?.code ?? report.status;
  return report.messages.some(({ quote }) => quote === QUOTE) ? 'found' : 'linted';
};

const nameOf = (i: number, extension: string): string => `${String(i).padStart(3, '0')}${extension}`;

describe('有害的输入', () => {
  mkdirSync(join(folder, 'bad'));
  mkdirSync(join(folder, 'good'));
  for (const [i, { extension, content }] of HOSTILE.entries())
    writeFileSync(join(folder, 'bad', nameOf(i, extension)), content);
  const good = ['000a.html', '100a.html', 'zzz.html'];
  for (const [i, name] of good.entries())
    for (const at of ['bad', 'good']) writeFileSync(join(folder, at, name), `<p>第${i}页。${FAULT}</p>`);
  const reports = scanned('bad');

  test('不少于一百五十种，各有结果', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(150);
    expect(reports.size).toBe(HOSTILE.length + good.length);
  });
  test.each(HOSTILE.map((hostile, i) => [hostile.extension, hostile.name, hostile.fate, i] as const))(
    '%s %s：%s',
    (extension, _, fate, i) => {
      const report = reports.get(nameOf(i, extension));
      expect(fateOf(report)).toBe(fate);
      expect(report?.failures).toEqual([]);
      if (report?.reason) expect(report.reason.message).toMatch(/\p{Script=Han}.*[。）]$/u);
    },
  );
  test('正常的文件不受影响', () => {
    const alone = scanned('good');
    for (const name of good) expect(reports.get(name)).toEqual(alone.get(name));
  });
  test('没有写出文件', () => {
    for (const slip of ['/tmp/gongwen-lint-slip', '/etc/gongwen-lint-slip', join(folder, 'gongwen-lint-slip')])
      expect(existsSync(slip)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['bad', 'good', 'odd']);
  });
});

describe('有害的文件名和文件', () => {
  const odd = join(folder, 'odd');
  mkdirSync(odd);
  for (const name of HOSTILE_NAMES) writeFileSync(join(odd, name), `<p>${FAULT}</p>`);
  writeFileSync(
    Buffer.concat([Buffer.from(`${odd}/`), Buffer.from([0xb9, 0xab, 0xb8, 0xe6]), Buffer.from('.html')]),
    `<p>${FAULT}</p>`,
  );
  symlinkSync('/etc/passwd', join(odd, 'link-out.txt'));
  symlinkSync('nowhere', join(odd, 'link-dangling.txt'));
  symlinkSync('..', join(odd, 'link-loop'));
  mkdirSync(join(odd, 'folder.html'));
  spawnSync('mkfifo', [join(odd, 'pipe.txt')]);
  writeFileSync(join(odd, 'sparse.txt'), '');
  truncateSync(join(odd, 'sparse.txt'), 3 * 1024 ** 3);
  const reports = scanned('odd');
  test.each([...HOSTILE_NAMES, '公告.html'])('%j 照常检查', (name) => {
    expect(fateOf(reports.get(name))).toBe('found');
  });
  test.each([
    ['link-out.txt', 'not-a-file'],
    ['link-dangling.txt', 'not-a-file'],
    ['link-loop', 'not-a-file'],
    ['pipe.txt', 'not-a-file'],
    ['sparse.txt', 'too-large'],
  ])('%s：%s', (name, fate) => expect(fateOf(reports.get(name))).toBe(fate));
  test('一行一个结果，终端上不出控制字符', () => {
    expect(reports.size).toBe(HOSTILE_NAMES.length + 6);
    const { stdout, stderr } = spawnSync(process.execPath, [MAIN, 'scan', 'odd', '--no-config'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  });
});
