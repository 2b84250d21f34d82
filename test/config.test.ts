import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkConfig } from '../src/config/validate.js';
import { configSchema, matchesGlob, merged } from '../src/engine/config.js';
import type { Config } from '../src/engine/ruleset.js';
import { UserError } from '../src/errors.js';
import { configFor, lint, loadConfig, read, rules } from '../src/index.js';
import { type AnyRule, defineRule } from '../src/rule/rule.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-config-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files of a fresh folder and gives its path. */
let folders = 0;
function tree(files: Readonly<Record<string, string>>): string {
  const cwd = `${folder}/${folders++}`;
  mkdirSync(cwd);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(`${cwd}/${name}`), { recursive: true });
    writeFileSync(`${cwd}/${name}`, text);
  }
  return cwd;
}

const run = (cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, ...args], { cwd, encoding: 'utf8' });

const FAULT = '根据豫政办[2021]8号要求，各单位应当抓紧办理，按时报送。\n';

const withOptions: readonly AnyRule[] = [
  defineRule({
    id: 'test-word',
    title: '试',
    severity: 'warning',
    fix: 'none',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    options: { limit: 3, words: ['甲'] },
    examples: [],
    *check() {},
  }),
];

describe('where the config comes from', () => {
  test('the nearest file upward from the working directory, whatever its form', async () => {
    const cwd = tree({
      '.gongwenlintrc.yaml': 'maxWarnings: 3\n',
      'a/package.json': '{"name": "x", "gongwenlint": {"maxWarnings": 4}}',
      'b/package.json': '{"name": "x"}',
      'c/.gongwenlintrc.json': '{"maxWarnings": 5}',
      'd/.gongwenlintrc.yml': '',
    });
    const found = async (name: string) => (await loadConfig({ cwd: `${cwd}/${name}` })).maxWarnings;
    expect(await Promise.all(['', 'a', 'b', 'c', 'd'].map(found))).toEqual([3, 4, 3, 5, undefined]);
  });

  test('a config within the linted tree is not read; --config and --no-config', () => {
    const cwd = tree({
      '.gongwenlintrc.json': '{"rules": {"docno-format": "info"}}',
      'other.yaml': 'rules:\n  docno-format: warning\n',
      'tree/.gongwenlintrc.json': '{"rules": {"docno-format": "off"}}',
      'tree/a.txt': FAULT,
    });
    const level = (...args: string[]) =>
      JSON.parse(run(cwd, 'check', '--print-config', 'tree/a.txt', ...args).stdout).rules['docno-format'];
    expect(level()).toBe('info');
    expect(level('--config', 'other.yaml')).toBe('warning');
    expect(level('--no-config')).toBe('error');
    expect(level('--rule', 'docno-format=off')).toBe('off');
  });

  test('extends: files in order, then the file itself; built-in names', async () => {
    const cwd = tree({
      '.gongwenlintrc.json': '{"extends": ["base/one.yaml", "gongwen-lint:all"], "rules": {"punct-pair": "off"}}',
      'base/one.yaml':
        'extends: ../two.json\nprofile: who.json\ndictionaries: [words.tsv]\nrules:\n  punct-pair: warning\n',
      'base/who.json': '{"region": "411221"}',
      'two.json': '{"rules": {"docno-format": "info"}, "baseline": "known.json", "trial": false}',
    });
    expect(await loadConfig({ cwd })).toEqual({
      rules: { 'docno-format': 'info', 'punct-pair': 'off' },
      profile: { region: '411221' },
      dictionaries: [`${cwd}/base/words.tsv`],
      baseline: `${cwd}/known.json`,
      trial: true,
    });
  });
});

describe('merging', () => {
  test('a level alone keeps the options that stood before; lists follow one another; a profile is replaced whole', () => {
    const base: Config = {
      rules: { a: ['error', { limit: 1 }], b: 'off' },
      ignores: ['x'],
      profile: { region: '411221', organ: '甲' },
    };
    expect(merged(base, { rules: { a: 'info' }, ignores: ['y'], profile: { region: '410000' } })).toEqual({
      rules: { a: ['info', { limit: 1 }], b: 'off' },
      ignores: ['x', 'y'],
      profile: { region: '410000' },
    });
  });

  test('overrides apply in order to the files that they name and do not except', () => {
    const config: Config = {
      trial: false,
      overrides: [
        { files: '*.md', excludedFiles: 'drafts/', rules: { 'punct-pair': 'off' } },
        { files: ['news/**'], minSeverity: 'error' },
        { files: 'news/a.md', minSeverity: 'warning' },
      ],
    };
    expect(configFor(config, 'a.txt')).toEqual({ trial: false });
    expect(configFor(config, 'deep/a.md')).toEqual({ trial: false, rules: { 'punct-pair': 'off' } });
    expect(configFor(config, 'drafts/a.md')).toEqual({ trial: false });
    expect(configFor(config, 'news/a.md').minSeverity).toBe('warning');
    expect(configFor(config, 'news/deep/b.txt').minSeverity).toBe('error');
  });

  test('globs of a config file stand in its folder, odd characters in its name and all', async () => {
    const cwd = tree({
      '公文 (1) [旧]/.gongwenlintrc.yaml': 'overrides:\n  - files: 年报/*.txt\n    minSeverity: error\n',
    });
    const config = await loadConfig({ cwd: `${cwd}/公文 (1) [旧]` });
    expect(configFor(config, `${cwd}/公文 (1) [旧]/年报/a.txt`).minSeverity).toBe('error');
    expect(configFor(config, `${cwd}/年报/a.txt`).minSeverity).toBeUndefined();
  });

  test('a glob fits a folder with all that is in it', () => {
    expect(matchesGlob('/a/附件/深/x.txt', '/a/附件')).toBe(true);
    expect(matchesGlob('/a/附件二/x.txt', '/a/附件')).toBe(false);
  });

  test('read and lint of the library obey overrides', async () => {
    const config: Config = { overrides: [{ files: '引文.txt', rules: { 'docno-format': 'off' } }] };
    const found = async (name: string) =>
      lint(await read({ text: FAULT, name }, config), config).findings.map(({ rule }) => rule.id);
    expect(await found('引文.txt')).toEqual([]);
    expect(await found('正文.txt')).toEqual(['docno-format']);
  });

  test('the profile of an override reaches the document', async () => {
    const config: Config = { overrides: [{ files: '*.md', profile: { region: '411221' } }] };
    const doc = await read({ text: '甲', name: 'a.md' }, config);
    expect(doc.context.profile).toEqual({ region: '411221' });
  });
});

describe('faults are told with file, line, column and the key', () => {
  test.each([
    ['unknown key', '{\n  "rulez": {}\n}', '2:3：没有名为“rulez”的项，是否指“rules”'],
    [
      'unknown rule',
      '{"rules": {\n\t"docno-formt": "off"}}',
      '2:2：rules：没有名为“docno-formt”的规则，是否指“docno-format”',
    ],
    ['unknown level', '{"rules": {"docno-format": "loud"}}', '1:28：rules.docno-format：“loud”应为 off、info'],
    ['unknown level with options', '{"rules": {"docno-format": ["loud"]}}', '1:29：rules.docno-format.0：“loud”应为'],
    [
      'unknown option',
      '{"rules": {"docno-format": ["off", {"x": 1}]}}',
      '1:37：rules.docno-format.1：没有名为“x”的选项',
    ],
    ['too many items', '{"rules": {"docno-format": ["off", {}, 1]}}', '1:28：rules.docno-format：项数过多'],
    ['wrong type', '{"dictionaries": "a.tsv"}', '1:18：dictionaries：类型不对，应为数组。'],
    ['either of two types', '{"profile": true}', '1:13：profile：类型不对，应为文字或对象。'],
    [
      'a region that is a number',
      '{"profile": {"region": 411221}}',
      '1:24：profile.region：类型不对，应为文字，数字请加引号。',
    ],
    ['a region of other length', '{"profile": {"region": "4112"}}', '“4112”写法不对，应为六位区划代码'],
    ['a negative number', '{"maxWarnings": -1}', '1:17：maxWarnings：-1 太小'],
    ['an override for no file', '{"overrides": [{"trial": true}]}', '1:16：overrides.0：缺少“files”这一项。'],
    ['an empty list', '{"overrides": [{"files": []}]}', '1:26：overrides.0.files：不得为空。'],
    ['a negated glob', '{"ignores": ["!a"]}', '1:14：ignores.0：“!a”写法不对'],
    ['a list for an object', '[1]', '1:1：类型不对，应为对象。'],
    ['broken JSON', '{"trial": true,,}', '1:16：不是合格的 JSON'],
    ['a key twice', '{"trial": true,\n"trial": false}', '2:1：不是合格的 JSON：同一个键写了两次。'],
    ['an alias to nothing', '{"trial": *x}', '别名'],
    [
      'an unknown built-in',
      '{"extends": "gongwen-lint:strict"}',
      '1:13：extends：没有名为“gongwen-lint:strict”的内置配置',
    ],
    ['a base that is not there', '{"extends": ["none.json"]}', '1:14：extends：没有“none.json”这个文件'],
    ['a profile file that is not there', '{"profile": "none.json"}', 'none.json：读不到'],
    [
      'a wrong value of an option',
      '{"rules": {"privacy-phone": ["info", {"allow": "13800000000"}]}}',
      '1:48：rules.privacy-phone.1.allow：类型不对，应为数组。',
    ],
    [
      'a wrong value within an option',
      '{"rules": {"privacy-phone": ["info", {"allow": [13800000000]}]}}',
      'rules.privacy-phone.1.allow.0：类型不对，应为文字',
    ],
    [
      'an option that a rule has under another name',
      '{"rules": {"typo-repeated": ["warning", {"alow": []}]}}',
      '没有名为“alow”的选项，是否指“allow”',
    ],
    ['__proto__', '{"__proto__": {}}', '没有名为“__proto__”的项'],
  ])('%s', async (_, text, message) => {
    const cwd = tree({ '.gongwenlintrc.json': text });
    const loading = loadConfig({ cwd });
    await expect(loading).rejects.toThrow(UserError);
    await expect(loading).rejects.toThrow(message);
  });

  test('a fault in what a file extends names that file', async () => {
    const cwd = tree({ '.gongwenlintrc.json': '{"extends": "b.yaml"}', 'b.yaml': 'trial: 是\n' });
    await expect(loadConfig({ cwd })).rejects.toThrow(`${cwd}/b.yaml:1:8：trial：类型不对`);
  });

  test('a circle is refused with its chain', async () => {
    const cwd = tree({
      '.gongwenlintrc.json': '{"extends": "a.json"}',
      'a.json': '{"extends": ["b.json"]}',
      'b.json': '{"extends": "a.json"}',
    });
    await expect(loadConfig({ cwd })).rejects.toThrow('b.json:1:13：extends：循环引用 a.json → b.json → a.json。');
  });

  test('a package.json above that is not JSON', async () => {
    const cwd = tree({ 'package.json': '{' });
    await expect(loadConfig({ cwd })).rejects.toThrow('package.json：不是合格的 JSON');
  });

  test('a file that is not UTF-8', async () => {
    const cwd = tree({});
    writeFileSync(`${cwd}/gbk.yaml`, Buffer.from([0xd6, 0xd0]));
    await expect(loadConfig({ cwd, file: 'gbk.yaml' })).rejects.toThrow('gbk.yaml：不是 UTF-8');
  });

  test('a position within package.json is that of its key', async () => {
    const cwd = tree({ 'package.json': '{"name": "x",\n "gongwenlint": {\n  "trail": true}}' });
    await expect(loadConfig({ cwd })).rejects.toThrow('package.json:3:3：没有名为“trail”的项，是否指“trial”');
  });
});

describe('a config made by a program', () => {
  test.each([
    ['unknown rule', { rules: { 'test-wrod': 'off' } }, '配置 rules：没有名为“test-wrod”的规则，是否指“test-word”'],
    ['unknown option', { rules: { 'test-word': ['error', { limits: 1 }] } }, '没有名为“limits”的选项，是否指“limit”'],
    ['wrong type', { rules: { 'test-word': ['error', { limit: '3' }] } }, 'limit：类型不对，应为数字。'],
    ['wrong type in a list', { rules: { 'test-word': ['error', { words: [1] }] } }, 'words.0：类型不对'],
    ['extends', { extends: 'a.json' }, '配置 extends：只能写在配置文件里'],
    ['unknown key', { minSeverty: 'info' }, '配置：没有名为“minSeverty”的项，是否指“minSeverity”'],
  ])('%s is a user error', (_, config, message) => {
    // Programs without types pass these.
    const check = () => checkConfig(config as Config, withOptions);
    expect(check).toThrow(UserError);
    expect(check).toThrow(message);
  });

  test('lint checks it', async () => {
    const doc = await read({ text: '甲' });
    expect(() => lint(doc, { rules: { nothing: 'off' } })).toThrow(UserError);
  });
});

describe('the schema', () => {
  test('says what an option is for, and of what its list is', () => {
    expect(configSchema(rules)).toMatchObject({
      properties: {},
      $defs: {
        rules: {
          properties: {
            'privacy-phone': {
              anyOf: [
                {},
                {
                  prefixItems: [
                    {},
                    {
                      properties: {
                        allow: {
                          type: 'array',
                          items: { type: 'string' },
                          description: expect.stringContaining('号码'),
                          default: [],
                        },
                      },
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    });
  });

  test('is a schema in ajv’s strict mode, and the published file is what checks configs', () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false });
    expect(() => ajv.compile(configSchema(withOptions))).not.toThrow();
    const published = JSON.parse(readFileSync(`${root}dist/config.schema.json`, 'utf8'));
    expect(published).toEqual(configSchema(rules));
  });
});

describe('command line', () => {
  test('--print-config shows every rule as it is for the file', () => {
    const cwd = tree({
      '.gongwenlintrc.yaml':
        'rules:\n  punct-pair: info\noverrides:\n  - files: "*.md"\n    rules:\n      docno-format: off\nignores: [old/]\n',
    });
    const printed = (...args: string[]) => JSON.parse(run(cwd, 'check', '--print-config', ...args).stdout);
    const forMarkdown = printed('a.md', '--rule', 'typo-lexicon=error', '--quiet');
    expect(forMarkdown.rules).toMatchObject({ 'punct-pair': 'info', 'docno-format': 'off', 'typo-lexicon': 'error' });
    expect(Object.keys(forMarkdown.rules)).toEqual(rules.map(({ id }) => id));
    expect(forMarkdown).toMatchObject({ minSeverity: 'error' });
    expect(forMarkdown).not.toHaveProperty('overrides');
    expect(printed('a.txt').rules).toMatchObject({ 'docno-format': 'error' });
    expect(printed('old/a.txt')).toMatchObject({ ignored: true });
    expect(printed()).toHaveProperty('overrides');
  });

  test('options are shown, and obeyed', () => {
    const cwd = tree({
      '.gongwenlintrc.yaml':
        'rules:\n  typo-repeated: [warning, { allow: [进行] }]\n  privacy-phone: [warning, { allow: ["13800000000"] }]\n',
      'a.txt': '对重点领域进行进行检查，切实加强政务公开工作工作。\n',
      'b.txt': '救助对象名单：张某，手机号13800000000；王某，手机号13800000001。\n',
    });
    const { rules: printed } = JSON.parse(run(cwd, 'check', '--print-config', 'a.txt', '--trial').stdout);
    expect(printed).toMatchObject({
      'typo-repeated': ['warning', { allow: ['进行'] }],
      'privacy-phone': ['info', { allow: ['13800000000'] }],
    });
    const quotes = (file: string): readonly string[] =>
      JSON.parse(run(cwd, 'check', file, '--trial', '--format', 'json').stdout)[0].messages.map(
        ({ quote }: { readonly quote: string }) => quote,
      );
    expect(quotes('a.txt')).toEqual(['工作工作']);
    expect(quotes('b.txt')).toEqual(['13800000001']);
  });

  test('ignored files are left out, and told', () => {
    const cwd = tree({
      '.gongwenlintrc.json': '{"ignores": ["旧稿"]}',
      'site/旧稿/a.txt': FAULT,
      'site/b.txt': '好。',
    });
    const { status, stdout, stderr } = run(cwd, 'check', 'site', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject([{ filePath: 'site/b.txt' }]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '按配置的 ignores 略过 1 个文件。\n' });
    expect(run(cwd, 'check', 'site/旧稿/a.txt').status).toBe(0);
  });

  test('maxWarnings of the config, and of the command line over it', () => {
    const cwd = tree({
      '.gongwenlintrc.json': '{"maxWarnings": 0, "rules": {"docno-format": "warning"}}',
      'a.txt': FAULT,
    });
    expect(run(cwd, 'check', 'a.txt').status).toBe(1);
    expect(run(cwd, 'check', 'a.txt', '--max-warnings', '1').status).toBe(0);
  });

  test.each([
    ['a faulty config', ['a.txt', '--config', 'bad.json'], 'bad.json:1:2：没有名为“x”的项'],
    ['a config that is a folder', ['a.txt', '--config', '.'], '读不到'],
    ['no input', [], '请写明要检查的文件'],
    ['a number that is none', ['a.txt', '--max-warnings', '多'], '--max-warnings 多：应为不小于 0 的整数'],
    ['a level without a rule', ['a.txt', '--rule', 'off'], '应写作 规则名=级别'],
    [
      'a faulty profile',
      ['a.txt', '--profile', 'bad.json'],
      'bad.json:1:2：没有名为“x”的项；可用的有：region、organ、year。',
    ],
  ])('%s is exit code 2, one Chinese sentence and no stack', (_, args, message) => {
    const cwd = tree({ 'a.txt': '好。', 'bad.json': '{"x": 1}' });
    const { status, stderr } = run(cwd, 'check', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('init', () => {
  test.each([
    [[], '.gongwenlintrc.json'],
    [['--yaml'], '.gongwenlintrc.yaml'],
  ])('writes a config that loads: %j', async (args, name) => {
    const cwd = tree({});
    const { status, stdout } = run(
      cwd,
      'init',
      '--region',
      '411221',
      '--organ',
      '渑池县人民政府',
      '--year',
      '2025',
      ...args,
    );
    expect(status).toBe(0);
    expect(stdout).toContain('下一步');
    expect(readFileSync(`${cwd}/${name}`, 'utf8')).toContain('dist/config.schema.json');
    expect(await loadConfig({ cwd })).toMatchObject({
      profile: { region: '411221', organ: '渑池县人民政府', year: 2025 },
    });
  });

  test('overwrites nothing unless told to', () => {
    const cwd = tree({ '.gongwenlintrc.json': '{}' });
    expect(run(cwd, 'init')).toMatchObject({ status: 2, stderr: expect.stringContaining('要覆盖请加 --force') });
    expect(run(cwd, 'init', '--yaml', '--force')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('请先移走它'),
    });
    expect(readFileSync(`${cwd}/.gongwenlintrc.json`, 'utf8')).toBe('{}');
    expect(run(cwd, 'init', '--force').status).toBe(0);
  });

  test('refuses a region that is none, a year that is none and a file that cannot be written', () => {
    expect(run(tree({}), 'init', '--region', '41').stderr).toContain('六位区划代码');
    expect(run(tree({}), 'init', '--year', '今年').stderr).toContain('profile.year：类型不对，应为整数');
    const cwd = tree({});
    symlinkSync('no/such/place', `${cwd}/.gongwenlintrc.json`);
    expect(run(cwd, 'init')).toMatchObject({ status: 2, stderr: expect.stringContaining('写不进去') });
  });
});

describe('baseline', () => {
  const cwd = tree({ 'docs/a.txt': FAULT, 'docs/b.txt': '好。', 'base/.keep': '' });
  let written = '';
  beforeAll(() => {
    run(cwd, 'check', 'docs', '--write-baseline', 'base/known.json');
    written = readFileSync(`${cwd}/base/known.json`, 'utf8');
  });
  const check = (...args: string[]) => run(cwd, 'check', 'docs', '--baseline', 'base/known.json', ...args);

  test('holds paths, rules and fingerprints, in order, and no lines', () => {
    expect(JSON.parse(written)).toEqual({
      version: 1,
      files: { '../docs/a.txt': { 'docno-format': [expect.stringMatching(/^[\da-f]{20}$/u)] } },
    });
  });

  test('only what is new counts, and what is known is kept apart', () => {
    expect(check().status).toBe(0);
    const [report] = JSON.parse(check('--format', 'json').stdout);
    expect(report).toMatchObject({
      messages: [],
      suppressed: [{ ruleId: 'docno-format', suppressed: { kind: 'baseline', reason: '基线中已有' } }],
    });
    writeFileSync(`${cwd}/docs/a.txt`, `${FAULT}按照国办发(2020)7号执行，不得有误，请各单位知悉。\n`);
    const { status, stdout } = check();
    expect(status).toBe(1);
    expect(stdout).toContain('(2020) -> 〔2020〕');
    expect(stdout).toContain('另有 1 条');
  });

  test('what is gone is told in one line, but not of rules that did not run', () => {
    writeFileSync(`${cwd}/docs/a.txt`, '改好了。\n');
    expect(check().stderr).toBe('基线中有 1 条已不再出现，可用 --write-baseline 更新。\n');
    expect(check('--rule', 'docno-format=off').stderr).toBe('');
  });

  test('is itself no input, and is renewed by --write-baseline without a name', () => {
    writeFileSync(`${cwd}/docs/known.json`, written.replace('../docs/', ''));
    writeFileSync(`${cwd}/docs/a.txt`, FAULT);
    const again = ['check', 'docs', '--baseline', 'docs/known.json'];
    expect(run(cwd, ...again).status).toBe(0);
    writeFileSync(`${cwd}/docs/a.txt`, '改好了。\n');
    expect(run(cwd, ...again, '--write-baseline').status).toBe(0);
    expect(JSON.parse(readFileSync(`${cwd}/docs/known.json`, 'utf8'))).toEqual({ version: 1, files: {} });
  });

  test('written again over part of the files, it keeps the others', () => {
    const part = tree({ 'a.txt': FAULT, 'b.txt': FAULT });
    run(part, 'check', 'a.txt', 'b.txt', '--write-baseline', 'known.json');
    writeFileSync(`${part}/a.txt`, '改好了。');
    run(part, 'check', 'a.txt', '--write-baseline', 'known.json');
    expect(Object.keys(JSON.parse(readFileSync(`${part}/known.json`, 'utf8')).files)).toEqual(['b.txt']);
  });

  test.each([
    ['is missing', 'none.json', '读不到基线文件'],
    ['is not JSON', 'text.json', '不是合格的 JSON'],
    ['is of another version', 'old.json', '不是本版本的基线文件（version：应为 1）'],
  ])('a baseline that %s is a user error', (_, file, message) => {
    const bad = tree({ 'a.txt': '好。', 'text.json': '{', 'old.json': '{"version": 0, "files": {}}' });
    const { status, stderr } = run(bad, 'check', 'a.txt', '--baseline', file);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('--write-baseline needs a place', () => {
    expect(run(cwd, 'check', 'docs', '--write-baseline').stderr).toContain('请写明文件');
    expect(run(cwd, 'check', 'docs', '--write-baseline', 'no/such/place.json').status).toBe(2);
    expect(run(cwd, 'check', 'docs', '--write-baseline', 'docs/b.txt').stderr).toContain('不是合格的 JSON；请删去');
  });
});
