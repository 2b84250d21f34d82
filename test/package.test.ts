import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-package-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The tarball is unpacked beside the dependencies of this tree: the registry is not asked again.
beforeAll(() => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  symlinkSync(`${root}node_modules`, `${folder}/node_modules`);
}, 120_000);

const evaluate = (code: string) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: `${folder}/package`, encoding: 'utf8' });

describe('the packed package', () => {
  test('every export loads', () => {
    const { stdout, stderr } = evaluate(
      "const names = ['gongwen-lint', 'gongwen-lint/rule', 'gongwen-lint/views/kind']; for (const n of names) console.log(n, Object.keys(await import(n)).sort().join());",
    );
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter(Boolean)).toEqual([
      'gongwen-lint UserError,configFor,contextOf,defineRule,fix,lint,loadConfig,perDocument,read,rules',
      'gongwen-lint/rule defineRule',
      'gongwen-lint/views/kind KINDS,kind',
    ]);
  });

  test('reads and lints', () => {
    writeFileSync(`${folder}/package/a.html`, '<p>根据豫政办[2021]8号要求，<b>抓紧</b>办理。</p>');
    const { stdout } = evaluate(
      "import { read, lint } from 'gongwen-lint'; const doc = await read({ path: 'a.html' }); console.log(JSON.stringify(lint(doc).findings.map((f) => f.rule.id)));",
    );
    expect(JSON.parse(stdout)).toEqual(['docno-format']);
  });

  test('importing it loads no reader, segmenter or dictionary', () => {
    const { stdout } = evaluate(
      "import { createRequire } from 'node:module'; import fs from 'node:fs'; const read = fs.readFileSync; const seen = []; fs.readFileSync = (f, ...r) => { seen.push(String(f)); return read(f, ...r); }; await import('gongwen-lint'); console.log(JSON.stringify([seen.filter((f) => f.endsWith('.tsv')), Object.keys(createRequire(import.meta.url).cache).filter((f) => /jieba|cheerio/.test(f))]));",
    );
    expect(JSON.parse(stdout)).toEqual([[], []]);
  });
});
