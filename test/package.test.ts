import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { admits, bytesIn, lockedPackages, withoutOptional } from '../workshop/build/installed.js';
import { packedPackage, root } from './packed.js';

let folder = '';
beforeAll(() => {
  folder = packedPackage();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const evaluate = (code: string, ...flags: readonly string[]) =>
  spawnSync(process.execPath, [...flags, '--input-type=module', '-e', code], {
    cwd: `${folder}/package`,
    encoding: 'utf8',
  });

/** Tells every module that is loaded, ESM and CommonJS, by its URL. */
const TELL_MODULES = `data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(
    "import { writeSync } from 'node:fs'; export async function load(url, context, next) { writeSync(2, url + '\\\\n'); return next(url, context); }"
  ));
`)}`;

describe('the packed package', () => {
  test('every export loads', () => {
    const { stdout, stderr } = evaluate(
      "const names = ['gongwen-lint', 'gongwen-lint/rule', 'gongwen-lint/views/kind', 'gongwen-lint/textlint', 'gongwen-lint/retext']; for (const n of names) console.log(n, Object.keys(await import(n)).sort().join());",
    );
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter(Boolean)).toEqual([
      'gongwen-lint UserError,configFor,contextOf,default,defineRule,fix,lint,loadConfig,perDocument,read,rules',
      'gongwen-lint/rule defineRule',
      'gongwen-lint/views/kind KINDS,kind',
      'gongwen-lint/textlint default',
      'gongwen-lint/retext retextChinese,retextGongwen',
    ]);
  });

  test('reads and lints', () => {
    writeFileSync(`${folder}/package/a.html`, '<p>根据豫政办[2021]8号要求，<b>抓紧</b>办理。</p>');
    const { stdout } = evaluate(
      "import { read, lint } from 'gongwen-lint'; const doc = await read({ path: 'a.html' }); console.log(JSON.stringify(lint(doc).findings.map((f) => f.rule.id)));",
    );
    expect(JSON.parse(stdout)).toEqual(['docno-format']);
  });

  test('importing it loads no reader, segmenter, dictionary or textlint', () => {
    const { stdout, stderr } = evaluate(
      "import fs from 'node:fs'; const read = fs.readFileSync; const seen = []; fs.readFileSync = (f, ...r) => { seen.push(String(f)); return read(f, ...r); }; const { default: face } = await import('gongwen-lint'); new face.Processor(); console.log(JSON.stringify(seen.filter((f) => f.endsWith('.tsv'))));",
      `--import=${TELL_MODULES}`,
    );
    expect(JSON.parse(stdout)).toEqual([]);
    const loaded = stderr.split('\n');
    expect(loaded.some((url) => url.endsWith('/dist/src/textlint/index.js'))).toBe(true);
    expect(
      loaded.filter((url) =>
        /\/dist\/src\/intake\/(?!unreadable)|jieba|cheerio|htmlparser2|remark|textlint\/lib/.test(url),
      ),
    ).toEqual([]);
  });
});

describe('what a user installs, optional parts left out', () => {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { engines: { node: string } };
  const promised = engines.node.replace('>=', '');
  const locked = lockedPackages(`${root}package-lock.json`);
  const users = withoutOptional(locked);
  const MODEL = 'dictionaries/typo-model';

  test('is at most 120 packages, and 60 MB beside the model', () => {
    expect(users.length + 1).toBeLessThanOrEqual(120);
    const own = bytesIn(`${folder}/package`) - bytesIn(`${folder}/package/${MODEL}`);
    const bytes = users.reduce((sum, { path }) => sum + bytesIn(`${root}${path}`), own);
    expect(bytes).toBeLessThanOrEqual(60e6);
    // It would be empty where packages were not found, and that is no measure.
    expect(bytes).toBeGreaterThan(10e6);
  });

  test('compiles nothing and runs no script', () => {
    const theirs = locked.filter(({ dev, devOptional, peer }) => !(dev || devOptional || peer));
    expect(theirs.filter(({ hasInstallScript }) => hasInstallScript).map(({ path }) => path)).toEqual([]);
  });

  test('none of it wants a newer Node than is promised', () => {
    const theirs = locked.filter(({ dev, devOptional, peer }) => !(dev || devOptional || peer));
    const newer = theirs.filter(({ engines: of }) => of?.node !== undefined && !admits(of.node, promised));
    expect(newer.map(({ path, engines: of }) => `${path} ${of?.node}`)).toEqual([]);
    expect(['>=22', '^22 || >=24', '>=20.19', '18.x'].filter((range) => admits(range, promised))).toEqual([]);
    expect(
      ['>= 10', '>=20.x', '>=v12.22.7', '^14.21.3 || >=16', '^18 || ^20'].every((range) => admits(range, promised)),
    ).toBe(true);
  });

  test('neither the workshop nor what plants faults is packed, and no address of a registry is locked', () => {
    expect(existsSync(`${folder}/package/dist/workshop`)).toBe(false);
    const packed = spawnSync('find', ['.', '-name', 'planting.*', '-o', '-name', '*.map', '-o', '-name', '*.test.*'], {
      cwd: `${folder}/package`,
      encoding: 'utf8',
    });
    expect([packed.status, packed.stdout]).toEqual([0, '']);
    expect(existsSync(`${folder}/package/dist/pdfjs/cmaps/LICENSE`)).toBe(true);
    expect(locked.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
