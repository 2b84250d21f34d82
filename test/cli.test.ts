import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-cli-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], input = '', cwd = folder) =>
  spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, ...args], { input, cwd, encoding: 'utf8' });

const REPORT = `${root}fixtures/reports/annual-report.txt`;
const CLEAN = `${root}fixtures/clean/notice-flood.txt`;

describe('exit codes', () => {
  test('0 for a clean document', () => expect(run(['check', CLEAN]).status).toBe(0));
  test('1 for errors', () => expect(run(['check', REPORT]).status).toBe(1));
  test('1 for an input that cannot be read, and the others are linted', () => {
    const { status, stdout } = run(['check', `${folder}/missing.txt`, CLEAN, '--format', 'json']);
    const reports = JSON.parse(stdout) as { status: string; reason: { code: string } | null }[];
    expect(status).toBe(1);
    expect(reports.map((r) => [r.status, r.reason?.code])).toEqual([
      ['skipped', 'not-found'],
      ['linted', undefined],
    ]);
  });
  test.each([
    ['an unknown option', ['check', '--colour', CLEAN]],
    ['an unknown rule', ['check', '--rule', 'nothing=off', CLEAN]],
    ['an unknown level', ['check', '--rule', 'docno-format=loud', CLEAN]],
    ['a profile that is not there', ['check', '--profile', 'none.json', CLEAN]],
    ['an unwritable report', ['check', '--output', 'no/such/place.json', CLEAN]],
  ])('2 for %s, with one Chinese sentence and no stack', (_, args) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/\p{Script=Han}/u);
    expect(stderr).not.toContain('    at ');
  });
});

describe('json', () => {
  const reports = JSON.parse(run(['check', REPORT, '--format', 'json']).stdout) as Record<string, unknown>[];
  const messages = reports[0]?.messages as Record<string, unknown>[];
  test('has the fields of the contract', () => {
    expect(reports[0]).toMatchObject({
      filePath: REPORT,
      status: 'linted',
      reason: null,
      encoding: 'utf-8',
      kind: 'annual-report',
      failures: [],
    });
    for (const key of [
      'type',
      'ruleId',
      'severity',
      'veto',
      'message',
      'quote',
      'index',
      'range',
      'line',
      'column',
      'loc',
      'suggestions',
      'basis',
      'evidence',
      'fingerprint',
    ])
      expect(messages[0]).toHaveProperty(key);
  });
  test('quotes are the source at their range', () => {
    const source = readFileSync(REPORT, 'utf8');
    for (const { quote, range } of messages as { quote: string; range: [number, number] }[])
      expect(source.slice(...range)).toBe(quote);
  });
  test('ndjson holds the same objects, one a line', () => {
    const lines = run(['check', REPORT, CLEAN, '--format', 'ndjson'])
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toEqual(reports[0]);
  });
});

test('standard input is read under the name given', () => {
  const { stdout, status } = run(
    ['check', '-', '--stdin-filename', '通知.md', '--format', 'json'],
    '# 通知\n\n根据豫政办[2021]8号要求。\n',
  );
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([{ filePath: '通知.md', messages: [{ ruleId: 'docno-format' }] }]);
});

test('a folder is read in a stable order, and what has no reader is told', () => {
  mkdirSync(`${folder}/site`);
  writeFileSync(`${folder}/site/b.txt`, '一切正常。');
  writeFileSync(`${folder}/site/a.bin`, Buffer.from([0, 1, 2, 3]));
  const reports = JSON.parse(run(['check', 'site', '--format', 'json']).stdout) as {
    filePath: string;
    status: string;
  }[];
  expect(reports.map((r) => [r.filePath, r.status])).toEqual([
    ['site/a.bin', 'skipped'],
    ['site/b.txt', 'linted'],
  ]);
});

test('--output writes the report whole', () => {
  run(['check', CLEAN, '--format', 'json', '--output', 'report.json']);
  expect(JSON.parse(readFileSync(`${folder}/report.json`, 'utf8'))).toHaveLength(1);
});

test('--format takes every renderer; a report has a time only where SOURCE_DATE_EPOCH gives one', () => {
  const sarif = (epoch: string) =>
    spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, 'check', CLEAN, '--format', 'sarif'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, SOURCE_DATE_EPOCH: epoch },
    });
  expect(JSON.parse(sarif('').stdout)).not.toHaveProperty('runs.0.invocations.0.endTimeUtc');
  expect(JSON.parse(sarif('86400').stdout)).toHaveProperty(
    'runs.0.invocations.0.endTimeUtc',
    '1970-01-02T00:00:00.000Z',
  );
  expect(sarif('昨天').status).toBe(2);
  run(['check', REPORT, '--format', 'csv', '--output', 'report.csv']);
  expect(readFileSync(`${folder}/report.csv`, 'utf8').split('\r\n').length).toBeGreaterThan(2);
  expect(run(['check', CLEAN, '--format', 'pdf'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('junit'),
  });
});

test('rules, explain, doctor, dict check and help speak Chinese', () => {
  expect(run(['rules']).stdout).toContain('docno-format');
  expect(run(['rules', 'explain', 'docno-format']).stdout).toContain('GB/T 9704-2012');
  expect(run(['doctor']).stdout).toContain('分词');
  expect(run(['doctor']).stdout).toMatch(/错字模型：[0-9a-f]{12}，多字漏字模型 [0-9a-f]{12}/u);
  expect(run(['dict', 'check', `${root}dictionaries/confusions.tsv`])).toMatchObject({ status: 0 });
  writeFileSync(`${folder}/bad.tsv`, '甲\t乙\n');
  expect(run(['dict', 'check', `${folder}/bad.tsv`])).toMatchObject({
    status: 2,
    stdout: expect.stringMatching(/bad\.tsv:1/u),
  });
  expect(run(['check', '--help']).stdout).toContain('用法：');
});

test('rules new touches one folder only, whose first example fails', () => {
  const tree = `${folder}/tree`;
  mkdirSync(`${tree}/workshop/build`, { recursive: true });
  mkdirSync(`${tree}/rules`);
  writeFileSync(`${tree}/workshop/build/list-rules.ts`, '');
  expect(run(['rules', 'new', 'place-former-name'], '', tree).status).toBe(0);
  expect(readFileSync(`${tree}/rules/place-former-name/rule.ts`, 'utf8')).toContain("id: 'place-former-name'");
  expect(run(['rules', 'new', 'place-former-name'], '', tree).status).toBe(2);
  expect(run(['rules', 'new', '../evil'], '', tree).status).toBe(2);
});
