import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lint as lintWith } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { readHtml } from '../src/intake/html/html.js';
import { readMarkdown } from '../src/intake/plain/markdown.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { defineRule } from '../src/rule/rule.js';
import { context } from './context.js';

/** Finds every letter of its own: `a` and `b` are the two rules of these tests. */
const ruleOf = (letter: string) =>
  defineRule({
    id: `test-${letter}`,
    title: '试',
    severity: 'error',
    fix: 'none',
    basis: [{ standard: 'GB/T 9704-2012', clause: '7', verified: true }],
    why: '试。',
    examples: [],
    *check(doc) {
      for (const { index } of doc.text.matchAll(new RegExp(letter, 'gu')))
        yield { range: { start: index, end: index + 1 }, message: `“${letter}”不对。` };
    },
  });
const rules = ruleset([ruleOf('甲'), ruleOf('乙')], {});
const READERS = { md: readMarkdown, html: readHtml, txt: readTxt };

function lint(source: string, kind: keyof typeof READERS = 'md') {
  const doc = READERS[kind]({ name: `试.${kind}`, source, context });
  const { findings, suppressed, warnings } = lintWith(doc, rules);
  const line = ({ range }: { range: { start: number; end: number } }) =>
    doc.map.position(doc.map.toSource(range).start).line;
  return {
    kept: findings.map((finding) => `${line(finding)}${doc.text.slice(finding.range.start, finding.range.end)}`),
    suppressed: suppressed.map(
      (finding) =>
        `${line(finding)}${doc.text.slice(finding.range.start, finding.range.end)} ${finding.suppressed.reason}`,
    ),
    warnings,
  };
}

describe('comments', () => {
  test('disable-next-line: the next line with anything on it, the rules named', () => {
    expect(lint('<!-- gongwen-lint-disable-next-line test-甲 -- 原文如此 -->\n甲乙\n\n甲')).toEqual({
      kept: ['2乙', '4甲'],
      suppressed: ['2甲 原文如此'],
      warnings: [],
    });
    expect(lint('<!-- gongwen-lint-disable-next-line -- 原文如此 -->\n\n甲乙')).toMatchObject({ kept: [] });
  });

  test('disable-line: the line that the comment is on', () => {
    expect(lint('甲 <!-- gongwen-lint-disable-line test-甲，test-乙 —— 引文 --> 乙\n甲')).toMatchObject({
      kept: ['2甲'],
      suppressed: ['1甲 引文', '1乙 引文'],
    });
  });

  test('disable … enable, of some rules or of all; without enable to the end', () => {
    const source = [
      '甲乙',
      '<!-- gongwen-lint-disable -- 附录 -->',
      '甲乙',
      '<!-- gongwen-lint-enable test-甲 -->',
      '甲乙',
      '<!-- gongwen-lint-enable -->',
      '甲乙',
      '<!-- gongwen-lint-disable test-甲, test-乙 -- 又 -->',
      '甲乙',
      '<!-- gongwen-lint-enable test-乙 -->',
      '甲乙',
    ].join('\n\n');
    expect(lint(source)).toEqual({
      kept: ['1甲', '1乙', '9甲', '13甲', '13乙', '21乙'],
      suppressed: ['5甲 附录', '5乙 附录', '9乙 附录', '17甲 又', '17乙 又', '21甲 又'],
      warnings: [],
    });
  });

  test('HTML, also where a whole page is one line', () => {
    expect(
      lint(
        '<p>甲</p><!-- gongwen-lint-disable test-甲 -- 引文 --><p>甲</p><!-- gongwen-lint-enable test-甲 --><p>甲</p>',
        'html',
      ),
    ).toMatchObject({ kept: ['1甲', '1甲'], suppressed: ['1甲 引文'] });
    expect(
      lint('<!--gongwen-lint-disable-next-line test-甲 -- 引文-->\r\n<p>甲</p>\r\n<p>甲</p>', 'html'),
    ).toMatchObject({
      kept: ['3甲'],
    });
  });

  test('without a reason a comment does not count, and this is told', () => {
    for (const comment of ['gongwen-lint-disable-next-line test-甲', 'gongwen-lint-disable-next-line test-甲 -- '])
      expect(lint(`<!-- ${comment} -->\n甲`)).toEqual({
        kept: ['2甲'],
        suppressed: [],
        warnings: ['第 1 行的注释 gongwen-lint-disable-next-line 没有写理由（“ -- 理由”），不生效。'],
      });
  });

  test('a comment that takes nothing out is told, and whether its rule ran', () => {
    expect(lint('<!-- gongwen-lint-disable-next-line test-甲 -- 引文 -->\n好').warnings).toEqual([
      '第 1 行的注释 gongwen-lint-disable-next-line 没有抑制任何问题，可以删去。',
    ]);
    expect(lint('<!-- gongwen-lint-disable test-丙 -- 引文 -->\n甲')).toMatchObject({
      kept: ['2甲'],
      warnings: ['第 1 行的注释 gongwen-lint-disable 没有抑制任何问题：“test-丙”没有运行，请核对规则名。'],
    });
  });

  test('what only shows a comment is none: code, plain text, other words', () => {
    const comment = '<!-- gongwen-lint-disable-next-line test-甲 -- 引文 -->';
    expect(lint(`\`\`\`html\n${comment}\n\`\`\`\n甲`)).toEqual({ kept: ['4甲'], suppressed: [], warnings: [] });
    expect(lint(`写作 \`${comment}\`\n甲`)).toEqual({ kept: ['1甲', '2甲'], suppressed: [], warnings: [] });
    expect(lint(`${comment}\n甲`, 'txt').warnings).toEqual([]);
    expect(lint('<!-- gongwen-lint-disabled 甲 -- x -->\n甲')).toMatchObject({ kept: ['2甲'], warnings: [] });
    expect(lint('<!-- gongwen-lint-disable-next-line test-甲 -- 没有收尾\n甲', 'html').suppressed).toEqual([]);
  });

  test('many comment openers without an end cost no more than their length', () => {
    expect(lint(`${'<!--'.repeat(100_000)} gongwen-lint-disable -- x`, 'txt')).toMatchObject({ kept: [] });
    const openers = `gongwen-lint-disable <!-- ${'<!-- '.repeat(100_000)} -->\n\n甲`;
    expect(lint(openers).kept).toEqual(['3甲']);
  });
});

describe('side-car files', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-suppress-`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const SHARED = '.gongwenlint-suppressions.yaml';
  const write = (name: string, text: string) => writeFileSync(`${folder}/${name}`, text);
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`${root}dist/src/cli/main.js`, 'check', '.', '--format', 'json', ...args],
      // Midnight of 2026-06-30 to 2026-07-01, UTC.
      { cwd: folder, encoding: 'utf8', env: { ...process.env, SOURCE_DATE_EPOCH: '1782864000' } },
    );
    const reports =
      status === 2
        ? []
        : (JSON.parse(stdout) as { filePath: string; messages: unknown[]; suppressed?: { suppressed: unknown }[] }[]);
    return { status, stderr, reports };
  };
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    write('a.txt', '根据豫政办[2021]8号要求。\n根据豫政办[2022]9号要求。\n');
  });

  test('beside the document, for the quote that it names; it is no input itself', () => {
    write(`a.txt${SHARED}`, '- rule: docno-format\n  quote: "[2021]"\n  reason: 引用原文\n');
    const { reports, stderr, status } = run();
    expect(reports).toHaveLength(1);
    expect(reports[0]?.messages).toHaveLength(1);
    expect(reports[0]?.suppressed).toMatchObject([
      { quote: '[2021]', suppressed: { kind: 'file', reason: '引用原文' } },
    ]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  });

  test('in the working directory, by glob; of the place that the config names', () => {
    const entry = '- {file: "*.txt", rule: docno-format, reason: 引用原文, until: 2026-07-01}\n';
    write(SHARED, entry);
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    rmSync(`${folder}/${SHARED}`);
    write('waivers.yml', entry);
    write('.gongwenlintrc.json', '{"suppressions": "waivers.yml", "ignores": ["waivers.yml"]}');
    expect(run()).toMatchObject({ status: 0 });
  });

  test('by fingerprint', () => {
    const [first] = (run().reports[0]?.messages ?? []) as { fingerprint: string }[];
    write(SHARED, `- {rule: docno-format, fingerprint: "${first?.fingerprint}", reason: 引用原文}\n`);
    expect(run().reports[0]?.messages).toHaveLength(1);
  });

  test('what is expired, has no reason, names no rule or takes nothing out is told, with its line', () => {
    write(
      SHARED,
      [
        '- {rule: docno-format, reason: 到期, until: 2026-06-30}',
        '- {rule: docno-format, quote: "[2021]"}',
        '- {rule: docno-formt, reason: 写错}',
        '- {rule: docno-format, quote: "[2030]", reason: 没有}',
        '- {file: b.txt, rule: docno-format, reason: 没有}',
      ].join('\n'),
    );
    const { reports, stderr } = run();
    expect(reports[0]?.messages).toHaveLength(2);
    expect(stderr.trim().split('\n')).toEqual([
      `${SHARED}:1:3：已于 2026-06-30 到期，不再生效。`,
      `${SHARED}:2:3：没有写理由（reason），不生效。`,
      `${SHARED}:3:3：没有名为“docno-formt”的规则，是否指“docno-format”，不生效。`,
      `${SHARED}:4:3：没有抑制任何问题，可以删去。`,
      `${SHARED}:5:3：没有抑制任何问题，可以删去。`,
    ]);
  });

  test('of a run over some files nothing is said of entries for others, nor of rules that did not run', () => {
    write('b.txt', '好。\n');
    write(SHARED, '- {file: a.txt, rule: docno-format, reason: 引用原文}\n');
    const check = (...args: string[]) =>
      spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, 'check', ...args], { cwd: folder, encoding: 'utf8' });
    expect(check('b.txt').stderr).toBe('');
    expect(check('.', '--rule', 'docno-format=off').stderr).toBe('');
  });

  test.each([
    ['an unknown key', '- {rule: docno-format, reson: x}', '1:24：0：没有名为“reson”的项，是否指“reason”'],
    ['no rule', '- {reason: x}', '1:3：0：缺少“rule”这一项。'],
    [
      'a date that is none',
      '- {rule: docno-format, reason: x, until: 2026-13-01}',
      '0.until：“2026-13-01”写法不对，应为日期',
    ],
    ['no list', 'rule: docno-format', '1:1：类型不对，应为数组。'],
    ['no YAML', '- {', '不是合格的 YAML'],
  ])('%s is exit code 2 with file, line and column', (_, text, message) => {
    write(SHARED, text);
    const { status, stderr } = run();
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  test('a SOURCE_DATE_EPOCH that is no number is exit code 2 and one sentence', () => {
    const { status, stderr } = spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, 'check', '.'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, SOURCE_DATE_EPOCH: '今天' },
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'SOURCE_DATE_EPOCH=今天：应为自 1970 年起的秒数。\n' });
  });

  test('an empty file suppresses nothing', () => {
    write(SHARED, '# 暂无\n');
    expect(run()).toMatchObject({ status: 1, stderr: '' });
  });
});
