import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TextlintKernel } from '@textlint/kernel';
import textPlugin from '@textlint/textlint-plugin-text';
import type { TextlintRuleModule } from '@textlint/types';
import retextStringify from 'retext-stringify';
import { unified } from 'unified';
import { VFile } from 'vfile';
import type { Document } from '../src/document/document.js';
import type { Config } from '../src/engine/ruleset.js';
import { UnreadableError, UserError } from '../src/errors.js';
import { lint, loadConfig, read } from '../src/index.js';
import { openExemptions } from '../src/linter/exemptions.js';
import { type Outcome, openLinter } from '../src/linter/linter.js';
import type { FileReport } from '../src/record/file-report.js';
import { linted } from '../src/record/file-report.js';
import { retextChinese, retextGongwen } from '../src/retext/index.js';
import { defineRule, type Rule } from '../src/rule/rule.js';
import face from '../src/textlint/index.js';
import { archiveOf } from '../src/views/forms/report-facts.js';
import { root } from './packed.js';

const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-linter-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every command is a process of its own. */
const SLOW = 120_000;

const TEXT = '关于检查的通知\n\n根据豫政办[2021]8号要求，截止目前，南甲北乙局应当抓紧办理（含附件。\n';
const PAGE = `<!doctype html><title>通知</title><p>根据豫政办[2021]8号要求，截&#27490;目前，南甲<b>北</b>乙局应当办理。</p>`;

/** Rules set harder, milder and off, a word list and a publisher. */
const RULES = { 'docno-format': 'warning', 'punct-pair': 'off' } as const;
const CONFIG = { rules: RULES, dictionaries: ['单位词表.tsv'], profile: { region: '411221' } };
const WORDS = `# dictionary: confusions
# title: 试
# source: 自拟
# retrieved: 2026-11-24
# licence: MIT
# columns: wrong\tright\tunless\tboundary\texample\tsource\tverified\tkind
南甲北乙局\t北乙南甲局\t\tany\t南甲北乙局。\t自拟\tyes\t错别字
`;

/** A finding as all faces can show it: rule, textlint's severity, range in the source. */
type Shown = readonly [ruleId: string, severity: number, start: number, end: number];

const ofReport = ({ messages }: FileReport): readonly Shown[] =>
  messages.map(({ ruleId, severity, range: [start, end] }) => [ruleId, severity, start, end]);

const reportsOf = (...args: readonly string[]): readonly FileReport[] => {
  const { stdout } = spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, ...args, '--format', 'ndjson'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FileReport);
};

const reportIn = (reports: readonly FileReport[], name: string): FileReport => {
  const report = reports.find(({ filePath }) => filePath.endsWith(name));
  if (!report) throw new Error(`${name} is not among ${reports.map(({ filePath }) => filePath).join()}`);
  return report;
};

async function byTextlint(file: string, source: string): Promise<readonly Shown[]> {
  const options = { ...RULES, 'docno-format': { severity: 'warning' }, 'punct-pair': false } as const;
  const { messages } = await new TextlintKernel().lintText(source, {
    ext: file.endsWith('.txt') ? '.txt' : '.html',
    filePath: `${folder}/${file}`,
    configBaseDir: folder,
    plugins: [textPlugin.default, face].map((plugin, i) => ({ pluginId: `plugin-${i}`, plugin: plugin as never })),
    rules: Object.entries(face.rules).map(([ruleId, rule]) => ({
      ruleId,
      rule: rule as TextlintRuleModule,
      options: (options as Readonly<Record<string, object | boolean>>)[ruleId] ?? face.rulesConfig[ruleId] ?? true,
    })),
  });
  return messages.map(({ ruleId, severity, range: [start, end] }) => [ruleId, severity, start, end]);
}

async function byRetext(path: string, value: string, config: Config): Promise<readonly Shown[]> {
  const pipeline = unified().use(retextChinese).use(retextGongwen, config).use(retextStringify);
  const { messages } = await pipeline.process(new VFile({ path, value }));
  return messages.flatMap(({ ruleId, fatal, place, reason }): Shown[] => {
    if (reason.startsWith('未核对')) return [];
    if (!place || !('start' in place)) throw new Error(reason);
    const severity = fatal === undefined ? 3 : fatal ? 2 : 1;
    return [[ruleId ?? '', severity, place.start.offset ?? -1, place.end.offset ?? -1]];
  });
}

async function byApi(path: string, config: Config): Promise<FileReport> {
  const doc = await read({ path: `${folder}/${path}` }, config);
  return linted(path, doc, lint(doc, config));
}

const ruleThat = (id: string, check: Rule['check']): Rule =>
  defineRule({
    id,
    title: '试',
    severity: 'error',
    fix: 'safe',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    check,
  });
const replacing = (wrong: string, right: string): Rule =>
  ruleThat(`test-${wrong.codePointAt(0)}`, function* ({ text }) {
    for (const { index } of text.matchAll(new RegExp(wrong, 'gu')))
      yield { range: { start: index, end: index + 1 }, message: `“${wrong}”不对。`, suggest: [right] };
  });

const reasonOf = ({ report: { status, reason } }: Outcome) => [status, reason?.code];

beforeAll(() => {
  mkdirSync(`${folder}/文`);
  writeFileSync(`${folder}/.gongwenlintrc.json`, JSON.stringify(CONFIG));
  writeFileSync(`${folder}/单位词表.tsv`, WORDS);
  writeFileSync(`${folder}/文/通知.txt`, TEXT);
  writeFileSync(`${folder}/文/页.html`, PAGE);
});

describe('one input and config, all faces', () => {
  test(
    'the same findings',
    async () => {
      const config = await loadConfig({ cwd: folder });
      const checked = reportsOf('check', '文');
      const scanned = reportsOf('scan', '文');
      for (const [file, source] of [
        ['文/通知.txt', TEXT],
        ['文/页.html', PAGE],
      ] as const) {
        const wanted = ofReport(reportIn(checked, file));
        // The document number is milder, the overlay is used, and what is off is off.
        expect(wanted.map(([ruleId, severity]) => `${ruleId} ${severity}`)).toEqual([
          'docno-format 1',
          'typo-lexicon 1',
          'typo-lexicon 1',
        ]);
        expect(ofReport(reportIn(scanned, file.slice(2)))).toEqual(wanted);
        expect(ofReport(await byApi(file, config))).toEqual(wanted);
        expect(await byTextlint(file, source)).toEqual(wanted);
        if (file.endsWith('.txt')) expect(await byRetext(file, source, config)).toEqual(wanted);
      }
    },
    SLOW,
  );

  test(
    'the same messages from check, scan and the API, and the same check',
    async () => {
      const config = await loadConfig({ cwd: folder });
      const checked = reportIn(reportsOf('check', '文/页.html'), '页.html');
      const scanned = reportIn(reportsOf('scan', '文'), '页.html');
      const called = await byApi('文/页.html', config);
      expect(checked.messages.length).toBe(3);
      expect(scanned.messages).toEqual(checked.messages);
      expect(called.messages).toEqual(checked.messages);
      expect(scanned.checkedWith).toEqual(checked.checkedWith);
      expect(called.checkedWith).toEqual(checked.checkedWith);
    },
    SLOW,
  );
});

describe('what a file is linted with', () => {
  const rules = [replacing('甲', '乙'), replacing('丙', '丁')];
  const found = (outcome: Outcome) => outcome.report.messages.map(({ quote, severity }) => `${quote}${severity}`);

  test('the config, the overrides of the file, then the command line', async () => {
    const overrides = [{ files: `${folder}/a.txt`, rules: { 'test-30002': 'warning', 'test-19993': 'info' } }] as const;
    const linter = openLinter({ overrides }, { rules, over: { rules: { 'test-19993': 'warning' } } });
    const report = async (name: string) => found(await linter.check({ text: '甲丙', name: `${folder}/${name}` }));
    expect(await report('a.txt')).toEqual(['甲1', '丙1']);
    expect(await report('b.txt')).toEqual(['甲2', '丙1']);
  });

  test('the publisher of the file', async () => {
    const seen: (string | undefined)[] = [];
    const look = ruleThat('test-look', (doc) => {
      seen.push(doc.context.profile.region);
      return [];
    });
    const overrides = [{ files: `${folder}/a.txt`, profile: { region: '411200' } }];
    const linter = openLinter({ profile: { region: '410000' }, overrides }, { rules: [look] });
    for (const name of ['a.txt', 'b.txt']) await linter.check({ text: '甲', name: `${folder}/${name}` });
    const doc = await openLinter().read({ text: '甲', name: `${folder}/a.txt` });
    linter.lint(linter.adopted(doc));
    linter.lint(doc);
    expect(seen).toEqual(['411200', '410000', '411200', undefined]);
  });

  test('an archive: its absence is told, its reports are compared with', async () => {
    const yearly = (year: number, row: string, figure: number): string =>
      `某某县民政局${year}年政府信息公开工作年度报告\n一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9\n${row}\t${figure}\t0\t0\t0\t0\t0\t${figure}\n`;
    const plain = openLinter();
    const last = await plain.read({ text: yearly(2022, '四、结转下年度继续办理', 2), name: '去年.txt' });
    const source = { text: yearly(2023, '二、上年结转政府信息公开申请数量', 3), name: '今年.txt' };
    const ids = ({ report }: Outcome) => report.messages.map(({ ruleId }) => ruleId);
    const [without, withArchive] = [
      await plain.check(source),
      await openLinter({}, { archive: archiveOf([last]) }).check(source),
    ];
    expect(without.report.notChecked.map(({ ruleId }) => ruleId)).toContain('table-carry-over');
    expect(ids(without)).not.toContain('table-carry-over');
    expect(withArchive.report.notChecked.map(({ ruleId }) => ruleId)).not.toContain('table-carry-over');
    expect(ids(withArchive)).toContain('table-carry-over');
  });

  test('fixes are those of its rules, and stop at what is exempted', async () => {
    const path = `${folder}/改.txt`;
    const linter = openLinter({}, { rules });
    expect((await linter.fix(await linter.read({ text: '甲丙', name: path }))).document.text).toBe('乙丁');
    const exempt = openLinter({}, { rules, exemptions: exempting([{ rule: 'test-19993', reason: '原文' }]) });
    expect((await exempt.fix(await exempt.read({ text: '甲丙', name: path }))).document.text).toBe('乙丙');
  });

  /** Of our own rules, which no side-car file may name. */
  const exempting = (suppressions: readonly { readonly rule: string; readonly reason: string }[]) => ({
    ...openExemptions({}),
    of: () => ({ suppressions: suppressions.map((one) => ({ ...one, kind: 'file' as const })) }),
  });
});

describe('nothing is thrown over an input', () => {
  test.each([
    ['a file that is not there', { path: `${folder}/没有.txt` }, 'not-found'],
    ['a folder', { path: folder }, 'not-a-file'],
    ['a kind that nobody reads', { bytes: Buffer.from('MZ\0\0'), name: 'a.exe' }, 'unsupported'],
    ['an office file that is none', { bytes: Buffer.from('不是'), name: 'a.docx' }, 'damaged'],
    ['a text nested too deep', { text: '> '.repeat(500), name: 'a.md' }, 'too-deep'],
  ])('%s', async (_, source, code) => {
    const outcome = await openLinter({}, { isExpendable: true }).check(source);
    expect(outcome.report.filePath).toBe('path' in source ? source.path : source.name);
    expect(reasonOf(outcome)).toEqual(['skipped', code]);
    expect('error' in outcome && outcome.error).toBeInstanceOf(UnreadableError);
    expect(outcome.report.reason?.message).toMatch(/\p{Script=Han}.*。$/u);
  });

  test('a rule that throws: what the others find stays', async () => {
    const broken = ruleThat('test-broken', function* () {
      yield { range: { start: 1, end: 2 }, message: '“丙”不对。' };
      throw new Error('坏了');
    });
    const outcome = await openLinter({}, { rules: [broken, replacing('甲', '乙')] }).check({ text: '甲丙' });
    expect(reasonOf(outcome)).toEqual(['failed', 'rule-failed']);
    expect(outcome.report.messages.map(({ quote }) => quote)).toEqual(['甲', '丙']);
    expect(outcome.report.failures).toEqual([{ ruleId: 'test-broken', message: '坏了' }]);
  });

  test('a reader that throws is a fault of ours, with the place where it happened', async () => {
    const source = {
      name: 'a.txt',
      get bytes(): Uint8Array {
        throw new TypeError('坏了');
      },
    };
    const outcome = await openLinter().check(source);
    expect(reasonOf(outcome)).toEqual(['failed', 'reader-failed']);
    expect(outcome.report.failures[0]?.message).toMatch(/TypeError: 坏了\n\s+at /u);
  });
});

describe('what is beside a file', () => {
  const side = `${folder}/旁.txt`;
  const write = (text: string) => writeFileSync(`${side}.gongwenlint-suppressions.yaml`, text);
  const source = { text: '豫政办[2021]8号', name: side };

  test('its side-car file takes findings out, and is told of where it does not', async () => {
    write('- rule: docno-format\n  quote: "[2021]"\n  reason: 原文如此\n- rule: typo-lexicon\n  reason: 多余\n');
    const exemptions = openExemptions({}, { inputs: [side] });
    const { report } = await openLinter({}, { exemptions }).check(source);
    expect([report.messages, report.suppressed?.map(({ quote }) => quote)]).toEqual([[], ['[2021]']]);
    expect(exemptions.tellings()).toEqual([expect.stringMatching(/旁\.txt.*:4:3：没有抑制任何问题/u)]);
    expect((await openLinter().check(source)).report.messages).toHaveLength(1);
  });

  test('a faulty one is a fault of its author', async () => {
    write('- rule: 3\n');
    const linter = openLinter({}, { exemptions: openExemptions({}) });
    await expect(linter.check(source)).rejects.toThrow(UserError);
    await expect(linter.check(source)).rejects.toThrow(/旁\.txt\.gongwenlint-suppressions\.yaml:1:9/u);
    expect(await linter.check({ ...source, name: '别的.txt' })).toHaveProperty('report.messages.length', 1);
  });

  test('comments in a page that others publish count for nothing', async () => {
    const page = {
      text: '<!-- gongwen-lint-disable -- 引文 --><p>豫政办[2021]8号</p>',
      name: 'a.html',
    };
    const counts = ({ report }: Outcome) => [report.messages.length, report.suppressed?.length];
    expect(counts(await openLinter().check(page))).toEqual([0, 1]);
    expect(counts(await openLinter({}, { ignoresComments: true }).check(page))).toEqual([1, undefined]);
  });
});

test('a faulty word list is refused when a linter is opened', () => {
  writeFileSync(`${folder}/坏.tsv`, '# dictionary: confusions\n');
  for (const file of ['坏.tsv', '没有.tsv'])
    expect(() => openLinter({ dictionaries: [`${folder}/${file}`] })).toThrow(UserError);
});

test('what is wrong stands by itself, without quote and suggestion', async () => {
  const { report } = await openLinter().check({ text: '根据豫政办[2021]8号，截止"\n"目前。' });
  const docno = report.messages.find(({ ruleId }) => ruleId === 'docno-format');
  expect(docno?.message).toBe(`[2021] -> 〔2021〕（${docno?.what.slice(0, -1)}）`);
  for (const { what } of report.messages) expect(what).toMatch(/^[^"\n]{1,200}。$/u);
});

test('a document read by one linter is linted by another', async () => {
  const doc: Document = await openLinter().read({ text: '甲' });
  expect(openLinter({}, { rules: [replacing('甲', '乙')] }).lint(doc).findings).toHaveLength(1);
});
