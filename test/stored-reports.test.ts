import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FORMATS } from '../src/report/index.js';
import { hasLibreOffice, saveAs } from './libreoffice.js';
import { OFFICE_SAMPLES } from './office-samples.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/gongwen-stored-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every command is a process of its own. */
const SLOW = 180_000;
const cli = (...args: readonly string[]) =>
  spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1795507200' },
  });
const bytes = (name: string): Buffer => readFileSync(`${folder}/${name}`);

const FORMULAS = [
  '=1000+999',
  '+1000+999',
  '-1000+999',
  '@SUM(1)',
  '＝1000+999',
  '=HYPERLINK("http://a.example","点我")',
];
const inputs = [...OFFICE_SAMPLES.map(({ name }) => name), '公式.txt', '=1000+999', '没有.txt'];
beforeAll(() => {
  for (const { name, bytes: content } of OFFICE_SAMPLES) writeFileSync(`${folder}/${name}`, content);
  writeFileSync(
    `${folder}/公式.txt`,
    FORMULAS.map((formula) => `${formula}豫政办[2021]8号</script><script>alert(1)</script>\u202e\n`).join(''),
  );
  writeFileSync(`${folder}/=1000+999`, '豫政办[2021]8号');
  cli('check', ...inputs, '--format', 'ndjson', '--with-text', '--output', '结果.ndjson');
});

test.each(FORMATS)(
  '%s of stored results has the bytes of the one made directly',
  (format) => {
    const withText = format.endsWith('json') ? ['--with-text'] : [];
    expect(cli('check', ...inputs, '--format', format, ...withText, '--output', `直接.${format}`).status).toBe(1);
    expect(cli('report', '结果.ndjson', '--format', format, '--output', `再制.${format}`)).toMatchObject({ status: 0 });
    expect(bytes(`再制.${format}`).equals(bytes(`直接.${format}`))).toBe(true);
    expect(bytes(`直接.${format}`).length).toBeGreaterThan(100);
  },
  SLOW,
);

test.each(['csv', 'html', 'docx', 'junit'] as const)(
  '%s of results that an earlier version stored, without `what`, is the same',
  (format) => {
    const older = bytes('结果.ndjson')
      .toString()
      .replaceAll(/"what":"(?:[^"\\]|\\.){1,500}",/gu, '');
    expect(older).not.toContain('"what"');
    writeFileSync(`${folder}/旧结果.ndjson`, older);
    for (const name of ['旧结果', '结果'])
      expect(cli('report', `${name}.ndjson`, '--format', format, '--output', `${name}.${format}`).status).toBe(0);
    expect(bytes(`旧结果.${format}`).equals(bytes(`结果.${format}`))).toBe(true);
  },
  SLOW,
);

if (hasLibreOffice)
  describe('in LibreOffice', () => {
    test(
      'no cell of a table is computed, and every formula-like text is there as it was',
      () => {
        cli('report', '结果.ndjson', '--format', 'xlsx', '--output', '台账.xlsx');
        cli('report', '结果.ndjson', '--format', 'csv', '--output', '清单.csv');
        const saved = saveAs('csv', { '台账.xlsx': bytes('台账.xlsx'), '清单.csv': bytes('清单.csv') });
        const [sheet = '', list = ''] = [saved.台账?.toString(), saved.清单?.toString()];
        for (const formula of FORMULAS.slice(0, 5)) expect(sheet).toContain(`${formula}豫政办`);
        for (const table of [sheet, list]) {
          // The name of a file, a cell of its own.
          expect(table).toContain('=1000+999');
          expect(table).not.toMatch(/#NAME|#VALUE|Err:5|1999/u);
        }
      },
      SLOW,
    );
  });
else
  test('LibreOffice is not here: what only it can show is left out, and this says so', () =>
    expect(hasLibreOffice).toBe(false));
