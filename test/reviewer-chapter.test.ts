import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/gongwen-chapter-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CHAPTER = readFileSync(`${root}docs/reviewer.md`, 'utf8');

/** Fenced blocks in order: commands, and what they print. */
const blocks = [...CHAPTER.matchAll(/^```(?<kind>\w{2,5})\n(?<body>[\s\S]{1,5000}?)^```$/gmu)].map(({ groups }) => ({
  kind: groups?.kind ?? '',
  lines: (groups?.body ?? '').split('\n').filter((line) => line !== ''),
}));

/** Codes and times are another's each time. */
const masked = (text: string): string =>
  text.replace(/[0-9a-f]{4}(?:-[0-9a-f]{4}){4}/gu, '（码）').replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/gu, '（时间）');

test("the reviewers' chapter: every command as it is written, in order, with the exit code and the lines it promises", () => {
  cpSync(`${root}docs`, `${folder}/docs`, { recursive: true });
  mkdirSync(`${folder}/node_modules/.bin`, { recursive: true });
  symlinkSync(`${root}dist/src/cli/main.js`, `${folder}/node_modules/.bin/gongwen-lint`);
  let printed = '';
  let commands = 0;
  for (const { kind, lines } of blocks) {
    if (kind === 'text') {
      for (const line of lines) expect(masked(printed)).toContain(masked(line));
      continue;
    }
    printed = '';
    for (const line of lines) {
      const promised = Number(/ {2}# .*退出码 (?<code>\d)$/u.exec(line)?.groups?.code ?? 0);
      const { status, stdout, stderr } = spawnSync(line, { shell: true, cwd: folder, encoding: 'utf8' });
      expect([line, status, status === promised ? '' : stderr]).toEqual([line, promised, '']);
      printed += stdout;
      commands++;
    }
  }
  expect(commands).toBeGreaterThan(15);
  for (const made of ['报告.html', '通知-批注.docx', '通知.审校记录.json', '通知.三审三校登记表.docx', '审批单.docx'])
    expect(existsSync(`${folder}/审校/${made}`)).toBe(true);
});

test('its blocks are commands or what they print, and its pictures and files are there', () => {
  expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(['sh', 'text']));
  const links = [...CHAPTER.matchAll(/\]\((?<path>[^)#:]{1,100})\)/gu)].map(({ groups }) => groups?.path ?? '');
  expect(links.length).toBeGreaterThan(6);
  expect(links.filter((path) => !existsSync(`${root}docs/${path}`))).toEqual([]);
});
