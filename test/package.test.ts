import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkPackage, Package } from '@arethetypeswrong/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publint } from 'publint';
import { rules } from '../src/index.js';
import { pageOf } from '../src/record/rule-page.js';
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

const manifest = () =>
  JSON.parse(readFileSync(`${folder}/package/package.json`, 'utf8')) as {
    readonly version: string;
    readonly homepage: string;
    readonly exports: Readonly<Record<string, unknown>>;
  };

/** package.json, code and types: what attw looks at, without 46 MB of dictionaries. */
const modules = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(`${folder}/package`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /^package\.json$|\.js$|\.d\.ts$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [
        `/node_modules/gongwen-lint/${relative(`${folder}/package`, file).replaceAll('\\', '/')}`,
        readFileSync(file, 'utf8'),
      ]),
  );

/** Every way in, and all that it offers. */
const PUBLIC: Readonly<Record<string, string>> = {
  '.': 'UserError,configFor,contextOf,defineRule,fix,lint,loadConfig,perDocument,read,rules',
  './rule': 'defineRule',
  './views/citations': 'citations',
  './views/dates': 'dates,daysInMonth',
  './views/doc-numbers': 'docNumbers',
  './views/kind': 'KINDS,kind',
  './views/outline': 'outline',
  './views/places': 'documentRegion,placeMentions',
  './views/quantities':
    'ONE,decimalsOf,digitsOf,figureOf,halfWidthDigits,printed,quantities,quantitiesWithin,sumOf,wordsOf',
  './views/sentences': 'MAX_SENTENCE,sentenceAfter,sentences,sentencesWithin',
  './views/title': 'title',
  './views/tokens': 'standsOnWordBoundaries,tokens,tokensIn',
  './textlint': 'default',
  './retext': 'retextChinese,retextGongwen',
  './approval':
    'FORM_FIELDS,Refusal,SIGN_LEVELS,act,awaitsLevel,chainFaults,codeOf,digest,form,formFields,formLists,historyOf,nextLevel,recordOf,replay,verify',
};

describe('the packed package', () => {
  test('has these ways in, each with these names, and no others', () => {
    const { exports } = manifest();
    const names = Object.keys(exports).filter((name) => name !== './package.json');
    const { stdout, stderr } = evaluate(
      `const api = {}; for (const name of ${JSON.stringify(names)}) api[name] = Object.keys(await import(name.replace('.', 'gongwen-lint'))).sort().join(); console.log(JSON.stringify(api));`,
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(PUBLIC);
    for (const closed of ['views/brackets', 'views/language/tokens', 'dist/src/index.js'])
      expect(evaluate(`await import('gongwen-lint/${closed}')`).stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('is in order for publint', async () => {
    const { messages } = await publint({ pkgDir: `${folder}/package`, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  test('has types that are right for attw, as a package of ES modules alone', async () => {
    const analysis = await checkPackage(new Package(modules(), 'gongwen-lint', manifest().version));
    if (!analysis.types) throw new Error('no types');
    // What the profile esm-only of attw leaves out: resolution without exports, and from CommonJS.
    const told = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem && /^node(?:10|16-cjs)$/u.test(problem.resolutionKind)),
    );
    expect(told).toEqual([]);
    expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(Object.keys(PUBLIC)));
  });

  test('reads and lints', () => {
    writeFileSync(`${folder}/package/a.html`, '<p>根据豫政办[2021]8号要求，<b>抓紧</b>办理。</p>');
    const { stdout } = evaluate(
      "import { read, lint } from 'gongwen-lint'; const doc = await read({ path: 'a.html' }); console.log(JSON.stringify(lint(doc).findings.map((f) => f.rule.id)));",
    );
    expect(JSON.parse(stdout)).toEqual(['docno-format']);
  });

  /** What is loaded, by URL, and which word lists are read, where this code runs. */
  const loadedBy = (code: string) => {
    const { stdout, stderr } = evaluate(
      `import fs from 'node:fs'; const read = fs.readFileSync; const seen = []; fs.readFileSync = (f, ...r) => { seen.push(String(f)); return read(f, ...r); }; ${code}; console.log(JSON.stringify(seen.filter((f) => f.endsWith('.tsv'))));`,
      `--import=${TELL_MODULES}`,
    );
    expect(JSON.parse(stdout)).toEqual([]);
    const loaded = stderr.split('\n');
    expect(loaded.some((url) => url.endsWith('/dist/src/index.js'))).toBe(true);
    return loaded;
  };
  const HEAVY = /\/dist\/src\/intake\/(?!unreadable)|jieba|cheerio|htmlparser2|remark|textlint\/lib/u;

  test('importing it loads no reader, segmenter or dictionary, and nothing for textlint', () => {
    const loaded = loadedBy("await import('gongwen-lint')");
    expect(loaded.filter((url) => HEAVY.test(url) || url.includes('/textlint/'))).toEqual([]);
  });

  test('what textlint finds by the same name is that and the face of textlint, no heavier', () => {
    const loaded = loadedBy(
      "const path = (await import('node:module')).createRequire(process.cwd() + '/x.js').resolve('gongwen-lint'); const { default: face, lint } = await import((await import('node:url')).pathToFileURL(path).href); new face.Processor(); lint.name",
    );
    expect(loaded.some((url) => url.endsWith('/dist/src/textlint/index.js'))).toBe(true);
    expect(loaded.filter((url) => HEAVY.test(url))).toEqual([]);
  });
});

test('every rule has its page where its address says', () => {
  const { homepage } = manifest();
  for (const { id } of rules) {
    expect(pageOf(id)).toBe(`${homepage}/rules/${id}/README.md`);
    expect(existsSync(`${folder}/package/${pageOf(id).slice(homepage.length + 1)}`)).toBe(true);
  }
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
