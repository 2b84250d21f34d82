import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { fixFile } from '../src/cli/commands/fix.js';
import { Refusal, replaceFile } from '../src/cli/files/replace-file.js';
import type { Document } from '../src/document/document.js';
import { fix } from '../src/engine/fix.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import type { Exemptions } from '../src/engine/suppress.js';
import { readBytes, reread } from '../src/intake/index.js';
import { openLinter } from '../src/linter/linter.js';
import { linted } from '../src/record/file-report.js';
import { defineRule, type Finding, type Rule } from '../src/rule/rule.js';
import { context } from './context.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-fix-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A rule that wants `right` wherever `wrong` stands. */
const replacing = (wrong: string, right: string, more: Partial<Rule> = {}, own: Partial<Finding> = {}): Rule =>
  defineRule({
    id: `test-${wrong.codePointAt(0)}`,
    title: '试',
    severity: 'error',
    fix: 'safe',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    *check({ text }) {
      for (let at = text.indexOf(wrong); at >= 0; at = text.indexOf(wrong, at + 1))
        yield { range: { start: at, end: at + wrong.length }, message: '不对。', suggest: [right], ...own };
    },
    ...more,
  });

const documentOf = (source: string, name = '试.txt') =>
  readBytes(Buffer.from(source), { name, context, encoding: 'utf-8' });

const checkWith =
  (rules: readonly Rule[], exemptions: Exemptions = {}) =>
  (doc: Document) =>
    lint(doc, ruleset(rules, { trial: true }), 'info', exemptions);

const fixed = (source: string, rules: readonly Rule[], name?: string) => {
  const { document, applied, stable } = fix(documentOf(source, name), checkWith(rules), reread);
  return { source: document.map.source, applied: applied.length, stable };
};

describe('which fixes are applied', () => {
  test.each<[string, Partial<Rule>, Partial<Finding>]>([
    ['a rule whose fixes are for a person', { fix: 'suggest' }, {}],
    ['a rule on trial', { trial: true }, {}],
    ['a finding less sure than its rule', {}, { fix: 'suggest' }],
    ['a finding without a replacement', {}, { suggest: [] }],
  ])('never those of %s', (_, more, own) => {
    const { document, applied } = fix(documentOf('甲'), checkWith([replacing('甲', '乙', more, own)]), reread);
    expect([document.map.source, applied]).toEqual(['甲', []]);
  });

  test('rounds go on while fixes make room for others', () =>
    expect(fixed('甲丙', [replacing('甲', '乙'), replacing('乙丙', '丁')])).toEqual({
      source: '丁',
      applied: 2,
      stable: true,
    }));

  test('rules that undo each other change nothing', () =>
    expect(fixed('甲', [replacing('甲', '乙'), replacing('乙', '甲')])).toEqual({
      source: '甲',
      applied: 0,
      stable: false,
    }));

  test('nor is what a comment, a side-car file or the baseline takes out', () => {
    const rules = [replacing('甲', '乙')];
    const commented = '<!-- gongwen-lint-disable-next-line -- 引文 -->\n<p>甲</p>\n<p>甲</p>';
    expect(fixed(commented, rules, 'a.html').source).toBe(commented.replace(/甲(?=<\/p>$)/u, '乙'));
    const doc = documentOf('甲');
    const [finding] = checkWith(rules)(doc).findings;
    for (const outside of [
      { suppressions: [{ kind: 'file' as const, rule: 'test-30002', reason: '引文' }] },
      { baseline: new Set([finding?.fingerprint ?? '']) },
    ])
      expect(fix(doc, checkWith(rules, outside), reread).document.map.source).toBe('甲');
  });

  test('a fix beside a finding of the baseline, which would not know it any more, is left out', () => {
    const rules = [replacing('甲', '乙'), replacing('丙', '丁')];
    const doc = documentOf(`甲丙${'。'.repeat(50)}丙`);
    const baseline = new Set(checkWith([rules[0] as Rule])(doc).findings.map(({ fingerprint }) => fingerprint));
    const once = fix(doc, checkWith(rules, { baseline }), reread);
    expect(once.document.map.source).toBe(`甲丙${'。'.repeat(50)}丁`);
    expect(fix(once.document, checkWith(rules, { baseline }), reread).applied).toEqual([]);
  });

  test('findings that overlap are not both applied in one round', () =>
    expect(fixed('甲甲甲', [replacing('甲甲', '乙')]).source).toBe('乙甲'));
});

describe('mark-up', () => {
  const rules = [replacing('甲', '乙')];

  test('a finding that holds an entity or a tag is left to a person', () => {
    const source = '<p>东&amp;西，东<b>&amp;</b>西</p>';
    expect(fixed(source, [replacing('东&西', '乙')], 'a.html').source).toBe(source);
  });

  test('a replacement is written as HTML text, in the fix of a message too', () => {
    const rule = replacing('甲', '<a> & b');
    expect(fixed('<p>甲&nbsp;丙</p>', [rule], 'a.html').source).toBe('<p>&lt;a&gt; &amp; b&nbsp;丙</p>');
    const doc = documentOf('<p>甲</p>', 'a.html');
    const [message] = linted('a.html', doc, checkWith([rule])(doc)).messages;
    expect(message?.fix?.text).toBe('&lt;a&gt; &amp; b');
    expect(message?.suggestions[0]).toMatchObject({ message: '<a> & b', fix: { text: '&lt;a&gt; &amp; b' } });
  });

  test('a replacement that Markdown would read as mark-up is left out, the others are applied', () => {
    const source = '己子丑*寅\n\n甲、卯、甲、辰\n';
    expect(fixed(source, [replacing('己', '*'), ...rules], 'a.md')).toEqual({
      source: '己子丑*寅\n\n乙、卯、乙、辰\n',
      applied: 2,
      stable: true,
    });
  });

  test('a mark that would no longer close emphasis is left out', () => {
    const source = '**注意甲**请看\n';
    expect(fixed(source, [replacing('甲', '：')], 'a.md').source).toBe(source);
  });

  test.each(['a.txt', 'a.md', 'a.html'])(
    '%s: everywhere else the source stays, and a second run finds nothing',
    (name) => {
      const piece = fc.constantFrom(
        '甲',
        '丙丁',
        ' ',
        '\n',
        '\r\n',
        '&amp;',
        '<b>',
        '</b>',
        '<p>',
        '*',
        '**',
        '# ',
        '- ',
        '`',
        '\u3000',
        '|',
        '[',
        '](x)',
        '\\',
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
          const source = pieces.join('');
          const once = fixed(source, rules, name);
          expect(once.stable).toBe(true);
          expect(once.source.replaceAll('乙', '甲')).toBe(source);
          expect(fixed(once.source, rules, name)).toEqual({ source: once.source, applied: 0, stable: true });
          expect(once.source.split('乙')).toHaveLength(once.applied + 1);
        }),
        { numRuns: 300, seed: 1 },
      );
    },
  );
});

describe('files', () => {
  const linterOf = (...rules: readonly Rule[]) => openLinter({ trial: true }, { context, rules });
  const linter = linterOf(replacing('甲', '乙'));
  const fixBytes = async (name: string, bytes: Uint8Array, encoding?: string) => {
    const file = `${folder}/${name}`;
    writeFileSync(file, bytes);
    const { applied } = await fixFile(file, linter, encoding === undefined ? {} : { encoding });
    return { applied: applied.length, bytes: readFileSync(file) };
  };

  const TEXT = '子丑寅卯\r\n甲，abc 123\n辰巳\r午未申酉\r\n\r\n甲甲';
  const HTML = '<html><p>子丑甲</p>\r\n<p title="甲">寅&nbsp;卯 甲</p></html>';
  test.each([
    ['utf-8', false],
    ['utf-8', true],
    ['gb18030', false],
    ['utf-16le', true],
    ['utf-16be', true],
    ['utf-16le', false],
    ['utf-16be', false],
  ])('%s, BOM %s: encoding and line ends stay', async (label, addBOM) => {
    const encode = (text: string) => iconv.encode(text, label, { addBOM });
    expect(await fixBytes('a.txt', encode(TEXT))).toEqual({ applied: 3, bytes: encode(TEXT.replaceAll('甲', '乙')) });
    expect(await fixBytes('a.html', encode(HTML))).toEqual({
      applied: 2,
      bytes: encode(HTML.replaceAll('甲<', '乙<')),
    });
  });

  test('Big5, declared or forced', async () => {
    const page = (text: string) => iconv.encode(`<meta charset="big5"><p>臺灣${text}學</p>`, 'big5');
    expect(await fixBytes('b.html', page('甲'))).toEqual({ applied: 1, bytes: page('乙') });
    expect(await fixBytes('b.txt', iconv.encode('臺灣甲', 'big5'), 'big5')).toEqual({
      applied: 1,
      bytes: iconv.encode('臺灣乙', 'big5'),
    });
  });

  const refused = async (bytes: Uint8Array, own = linter, encoding = {}) => {
    const file = `${folder}/refused.txt`;
    writeFileSync(file, bytes);
    utimesSync(file, 1, 1);
    await expect(fixFile(file, own, encoding)).rejects.toThrow(/\p{Script=Han}.{1,60}未改动/u);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(statSync(file).mtimeMs).toBe(1000);
  };

  test('bytes that were broken before are not written over', () =>
    refused(Buffer.concat([iconv.encode('甲丙丁', 'gb18030'), Buffer.from([0x81])])));
  test('a replacement that the encoding lacks is not written as a question mark', () =>
    refused(iconv.encode('臺灣甲', 'big5'), linterOf(replacing('甲', '😀')), { encoding: 'big5' }));
  test('a replacement that would be read as another character is not written', () =>
    refused(iconv.encode('汉字甲', 'gb18030'), linterOf(replacing('甲', '\ue5e5'))));
  test('rules that undo each other leave the file alone', () =>
    refused(Buffer.from('甲'), linterOf(replacing('甲', '乙'), replacing('乙', '甲'))));

  test('a file with nothing to fix is not touched', async () => {
    const file = `${folder}/clean.txt`;
    // Broken bytes do not matter where nothing is written.
    for (const bytes of [Buffer.from('丙'), Buffer.from([0xb1, 0xfb, 0x81])]) {
      writeFileSync(file, bytes);
      utimesSync(file, 1, 1);
      expect((await fixFile(file, linter)).applied).toEqual([]);
      expect([statSync(file).mtimeMs, readFileSync(file).equals(bytes)]).toEqual([1000, true]);
    }
  });

  test('the mode stays, a link stays a link, nothing is left beside the file', async () => {
    writeFileSync(`${folder}/target.txt`, '甲');
    chmodSync(`${folder}/target.txt`, 0o640);
    symlinkSync('target.txt', `${folder}/link.txt`);
    await fixFile(`${folder}/link.txt`, linter);
    expect(lstatSync(`${folder}/link.txt`).isSymbolicLink()).toBe(true);
    expect(readFileSync(`${folder}/target.txt`, 'utf8')).toBe('乙');
    expect(statSync(`${folder}/target.txt`).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test.each<[string, (file: string) => void, RegExp]>([
    ['a read-only file', (file) => chmodSync(file, 0o444), /只读/u],
    ['a file of two names', (file) => linkSync(file, `${file}.other`), /硬链接/u],
    ['a file that somebody changed meanwhile', (file) => writeFileSync(file, '别人改过'), /别的程序/u],
    ['a place that cannot be written', () => writeFileSync(`${folder}/.held.txt.${process.pid}.tmp`, ''), /写不进/u],
  ])('%s is not replaced', (_, prepare, reason) => {
    const file = `${folder}/held.txt`;
    rmSync(file, { force: true });
    writeFileSync(file, '甲');
    prepare(file);
    const held = readFileSync(file);
    expect(() => replaceFile(file, Buffer.from('甲'), Buffer.from('乙'))).toThrow(Refusal);
    expect(() => replaceFile(file, Buffer.from('甲'), Buffer.from('乙'))).toThrow(reason);
    expect(readFileSync(file).equals(held)).toBe(true);
  });
});

describe('the command', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, 'fix', ...args], { cwd: folder, encoding: 'utf8' });
  const SAFE = '根据豫政办[2021]8号要求。\r\n';
  const write = (name: string, text: string) => writeFileSync(`${folder}/${name}`, text);
  const content = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');

  test('--dry-run prints a diff that `patch` can apply, and writes nothing', () => {
    write('dry.txt', SAFE);
    const { status, stdout, stderr } = run('--dry-run', 'dry.txt');
    expect(status).toBe(1);
    expect(content('dry.txt')).toBe(SAFE);
    expect(applyPatch(SAFE, stdout)).toBe('根据豫政办〔2021〕8号要求。\r\n');
    expect(stderr).toContain('dry.txt：可改 1 处（docno-format 1）。');
  });

  test('0 when nothing is left, 1 when an error or an unread file is, and the others are fixed', () => {
    write('one.txt', SAFE);
    write('two.txt', `${SAFE}国办函〔21〕109号，见附件。`);
    expect(run('one.txt')).toMatchObject({ status: 0, stdout: expect.stringContaining('已改 1 处') });
    expect(run('one.txt')).toMatchObject({ status: 0, stdout: '共 1 个文件，已改 0 处。\n' });
    const { status, stdout } = run('missing.txt', 'two.txt');
    expect(status).toBe(1);
    expect(stdout).toMatch(/missing\.txt：文件不存在[\s\S]*two\.txt：已改 1 处[\s\S]*另有 1 处错误须由人改/u);
    expect(content('two.txt')).toBe('根据豫政办〔2021〕8号要求。\r\n国办函〔21〕109号，见附件。');
  });

  test('--rule chooses what is fixed; a wrong one is exit 2', () => {
    write('off.txt', SAFE);
    expect(run('--rule', 'docno-format=off', 'off.txt').status).toBe(0);
    expect(content('off.txt')).toBe(SAFE);
    expect(run('--rule', 'docno=off', 'off.txt').status).toBe(2);
  });
});
