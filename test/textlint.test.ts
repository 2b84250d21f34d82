import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isTxtAST } from '@textlint/ast-tester';
import { TextlintKernel, type TextlintKernelPlugin, type TextlintKernelRule } from '@textlint/kernel';
import markdownPlugin from '@textlint/textlint-plugin-markdown';
import textPlugin from '@textlint/textlint-plugin-text';
import type { TextlintMessage } from '@textlint/types';
import type { Document } from '../src/document/document.js';
import { perDocument } from '../src/document/per-document.js';
import { builtInRules } from '../src/generated/rules.js';
import { readHtml } from '../src/intake/html/html.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { exampleText, findingsOf } from '../src/rule/examples.js';
import { type AnyRule, defineRule } from '../src/rule/rule.js';
import { default as shippedFace, type TextlintFace } from '../src/textlint/index.js';
import { type Processor, txtAstOf } from '../src/textlint/processor.js';
import { textlintRule } from '../src/textlint/reporter.js';
import { MAX_QUOTE, squiggleMessage } from '../src/textlint/squiggle.js';
import { context } from './context.js';
import { packedPackage, root } from './packed.js';

type Options = Readonly<Record<string, unknown>> | boolean;

type TextlintPlugin = TextlintKernelPlugin['plugin'] & { readonly Processor: new (options?: object) => Processor };

/** The face names no type of textlint's, which need not be installed; here it is, and these are what it promises. */
const face = shippedFace as unknown as Omit<TextlintFace, 'rules' | 'Processor'> &
  TextlintPlugin & { readonly rules: Readonly<Record<string, TextlintKernelRule['rule']>> };

const kernel = new TextlintKernel();
const plugins = [textPlugin.default, markdownPlugin.default, face].map(
  (plugin, i): TextlintKernelPlugin => ({
    pluginId: `plugin-${i}`,
    plugin,
  }),
);

/** As the loader of textlint turns a preset and the user's own settings into rules. */
const rulesOf = (settings: Readonly<Record<string, Options>> = {}) =>
  Object.entries(face.rules).map(([id, rule]) => ({
    ruleId: `gongwen-lint/${id}`,
    rule,
    options: settings[id] ?? face.rulesConfig[id] ?? true,
  }));

async function lint(
  text: string,
  settings: Readonly<Record<string, Options>> = {},
  given: { readonly ext?: string; readonly rules?: TextlintKernelRule[]; readonly filePath?: string } = {},
): Promise<readonly TextlintMessage[]> {
  const { ext = '.txt', rules = rulesOf(settings), filePath = `示例${ext}` } = given;
  const { messages } = await kernel.lintText(text, {
    ext,
    filePath,
    plugins,
    rules,
  });
  return messages;
}

/** Every rule, on trial or not. */
const everything = Object.fromEntries(builtInRules.map(({ id }) => [id, {}]));

/** One rule, the publisher of an example and its options. */
const only = (rule: string, profile: object = {}, options: object = {}) => ({
  ...Object.fromEntries(builtInRules.map(({ id }) => [id, id === rule ? { ...options } : false])),
  document: { ...profile },
});

/** The columns that the textlint extension of VS Code underlines, from the message alone. */
function squiggle({ message, column }: Pick<TextlintMessage, 'message' | 'column'>): readonly [number, number] {
  const quote = message.indexOf('"');
  const length =
    quote >= 0 ? Math.max(0, message.indexOf('"', quote + 1) - quote - 1) : Math.max(0, message.indexOf(' ->'));
  return [column - 1, column - 1 + length];
}

const isRule = ({ ruleId }: TextlintMessage): boolean => ruleId !== 'gongwen-lint/document';

describe('the range that VS Code computes from a message', () => {
  // What needs an archive has none in an editor.
  const bad = builtInRules
    .filter(({ needs }) => needs === undefined)
    .flatMap((rule) => rule.examples.filter((example) => 'bad' in example).map((example) => ({ rule, example })));
  /** A fragment of a report is one of a report when its title stands before it. */
  const titleFor = ({ appliesTo }: AnyRule): string =>
    appliesTo?.includes('annual-report') ? '某某县民政局2023年政府信息公开工作年度报告\n' : '';

  test.each(bad)('$rule.id: $example.bad', async ({ rule, example }) => {
    const text = titleFor(rule) + exampleText(example);
    const messages = await lint(text, only(rule.id, example.profile, example.options));
    const doc = readTxt({ name: '示例.txt', source: text, context: { ...context, profile: example.profile ?? {} } });
    const wanted = findingsOf(rule, doc, example.options).map(({ range }) => [range.start, range.end]);
    expect(wanted.length).toBeGreaterThan(0);
    expect(messages.map(({ range }) => range)).toEqual(wanted);
    for (const message of messages) {
      const start = text.lastIndexOf('\n', message.range[0] - 1) + 1;
      expect(squiggle(message)).toEqual([message.range[0] - start, message.range[1] - start]);
    }
  });

  test('is that of the source where tags and entities lie inside', async () => {
    const html = '<p>自<b>截止<i>目前</i></b>，截&#27490;目前。</p>';
    const messages = await lint(html, {}, { ext: '.html' });
    expect(messages.map(({ range: [start, end] }) => html.slice(start, end))).toEqual([
      '截止<i>目前',
      '截&#27490;目前',
    ]);
    for (const message of messages) expect(squiggle(message)).toEqual([...message.range]);
  });

  test('is as long as the quote whatever stands in it', () => {
    for (const quote of ['甲\r\n乙', '甲\t"乙"', '甲 -> 乙', '\u200b', '\u001b[31m', '\ud800', 'x'.repeat(MAX_QUOTE)]) {
      const message = squiggleMessage(quote, { message: `“${quote}”有误。` });
      expect(squiggle({ message, column: 1 })).toEqual([0, quote.length]);
      expect(message).not.toMatch(/[\u0000-\u001f\u200b"\ud800]/u);
    }
    expect(squiggle({ message: squiggleMessage('x'.repeat(999), { message: '长。' }), column: 1 })).toEqual([
      0,
      MAX_QUOTE,
    ]);
  });

  test('messages of different rules never fall together', async () => {
    const text = builtInRules.flatMap(({ examples }) => examples.map(exampleText)).join('\n');
    const messages = await lint(text, everything);
    const seen = new Set(messages.map(({ range, message }) => `${range} ${message}`));
    expect(messages.length).toBeGreaterThan(builtInRules.length);
    expect(seen.size).toBe(messages.length);
  });
});

describe('one analysis', () => {
  test('of a document, whatever the number of rules', async () => {
    const documents = new Set<Document>();
    let computed = 0;
    const view = perDocument(() => ++computed);
    const count = builtInRules[0];
    const spy = (id: string) =>
      textlintRule(
        defineRule({
          ...(count as NonNullable<typeof count>),
          id,
          check(doc) {
            documents.add(doc);
            view(doc);
            return [];
          },
        }),
      );
    const rules = ['a', 'b', 'c'].map((id) => ({ ruleId: id, rule: spy(id), options: true }));
    for (const ext of ['.txt', '.md', '.html']) await lint('<p>甲</p>', {}, { ext, rules });
    expect(documents.size).toBe(3);
    expect(computed).toBe(3);
  });

  test('of overlapping findings the weightier stays, as everywhere', async () => {
    const text = builtInRules.flatMap(({ examples }) => examples.map(exampleText)).join('\n');
    const messages = (await lint(text)).filter(isRule);
    for (const [i, { range: a, ruleId }] of messages.entries())
      for (const { range: b, ruleId: other } of messages.slice(i + 1))
        expect(ruleId !== other && a[0] < b[1] && b[0] < a[1]).toBe(false);
  });
});

/** A word list of one row, 渑池现 for 渑池县, in the form of the shipped one. */
function wordList(): string {
  const row: Readonly<Record<string, string>> = {
    wrong: '渑池现',
    right: '渑池县',
    unless: '',
    boundary: 'any',
    example: '渑池现',
    kind: '错别字',
    verified: 'yes',
  };
  const lines = readFileSync(`${root}dictionaries/confusions.tsv`, 'utf8').split('\n');
  const head = lines.filter((line) => line.startsWith('# '));
  const columns =
    head
      .find((line) => line.startsWith('# columns: '))
      ?.slice('# columns: '.length)
      .split('\t') ?? [];
  const model = lines.find((line) => !line.startsWith('# '))?.split('\t') ?? [];
  return [...head, columns.map((column, i) => row[column] ?? model[i]).join('\t'), ''].join('\n');
}

describe('settings', () => {
  const text = '豫政办[2021]8号，截止目前，异军崛起。';
  const levels = async (settings: Readonly<Record<string, Options>>) =>
    (await lint(text, settings))
      .filter(({ ruleId }) => ['gongwen-lint/docno-format', 'gongwen-lint/typo-lexicon'].includes(ruleId))
      .map(({ severity }) => severity);

  test('a rule’s own options are obeyed, and a wrong one is refused by name', async () => {
    const text = '对重点领域进行进行检查，切实加强政务公开工作工作。';
    const found = async (options: Options) =>
      (await lint(text, { ...only('typo-repeated'), 'typo-repeated': options })).map(({ message }) => message);
    expect(await found({ allow: ['进行'] })).toEqual([expect.stringMatching(/^"?工作工作/u)]);
    await expect(found({ allow: '进行' })).rejects.toThrow('typo-repeated.1.allow：类型不对，应为数组');
    await expect(found({ alow: [] })).rejects.toThrow('没有名为“alow”的选项，是否指“allow”');
  });

  test('each finding has its own severity, never above its rule’s', async () => {
    expect(await levels({})).toEqual([2, 1, 3]);
    expect(await levels({ 'typo-lexicon': { severity: 'error' } })).toEqual([2, 2, 3]);
    expect(await levels({ 'typo-lexicon': { severity: 'info' }, 'docno-format': { severity: 'none' } })).toEqual([
      3, 3,
    ]);
    expect(await levels({ 'typo-lexicon': false })).toEqual([2]);
  });

  test('a user object that replaces the preset’s still has our defaults', async () => {
    expect(await levels({ 'typo-lexicon': {}, 'docno-format': {} })).toEqual([2, 1, 3]);
  });

  test('a rule on trial is off until it is given an object', () => {
    for (const { id, trial } of builtInRules) expect(face.rulesConfig[id]).toBe(trial !== true);
  });

  test('the publisher and word lists come by the rule “document”', async () => {
    const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-textlint-`);
    try {
      writeFileSync(`${folder}/own.tsv`, wordList());
      const messages = await lint('渑池现', { document: { dictionaries: [`${folder}/own.tsv`] } });
      expect(messages.map(({ message }) => message)).toEqual([expect.stringMatching(/^渑池现 -> 渑池县/u)]);
      expect(await lint('渑池现')).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    [{ document: { region: '41' } }, /document\.region：应为六位区划代码/u],
    [{ document: { regoin: '411221' } }, /没有“regoin”这一项/u],
    [{ 'docno-format': { nothing: 1 } }, /没有名为“nothing”的选项/u],
  ])('%j is refused in words', async (settings, words) => {
    await expect(lint(text, settings)).rejects.toThrow(words);
  });

  test('an option that the plugin does not know is refused', () => {
    expect(() => new face.Processor({ extension: ['.jsp'] })).toThrow(/没有选项“extension”/u);
    expect(new face.Processor({ extensions: ['.jsp'] }).availableExtensions()).toContain('.jsp');
  });

  test('side-car suppressions and comments leave out what somebody has answered for', async () => {
    const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-textlint-`);
    try {
      const path = `${folder}/通知.txt`;
      writeFileSync(
        `${path}.gongwenlint-suppressions.yaml`,
        '- rule: docno-format\n  quote: "[2021]"\n  reason: 原文如此\n',
      );
      const messages = await lint('豫政办[2021]8号，豫政办[2022]8号', {}, { filePath: path });
      expect(messages.map(({ range }) => range)).toEqual([[15, 21]]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const comment = '<!-- gongwen-lint-disable-next-line docno-format -- 引用原文 -->';
    const commented = await lint(`${comment}\n豫政办[2021]8号\n\n豫政办[2022]8号\n`, {}, { ext: '.md' });
    expect(commented.map(({ line }) => line)).toEqual([4]);
  });
});

describe('places', () => {
  test.each([
    ['\ufeff豫政办[2021]8号', '.txt', 3, 1, 4],
    ['甲\r\n豫政办[2021]8号', '.txt', 6, 2, 4],
    ['𠮷甲\n豫政办[2021]8号', '.txt', 7, 2, 4],
    ['> A&amp;\n> 豫政办[2021]8号', '.md', 14, 2, 6],
    ['<p>&nbsp;A</p>\r\n<p>豫<b>政</b>办[2021]8号', '.html', 29, 2, 14],
    ['\ufeff<p>豫政办[2021]8号', '.html', 6, 1, 7],
  ])('%j (%s)', async (text, ext, index, line, column) => {
    const messages = (await lint(text, {}, { ext })).filter(({ ruleId }) => ruleId === 'gongwen-lint/docno-format');
    expect(messages).toEqual([expect.objectContaining({ index, line, column })]);
  });

  test('a document without a name is read as plain text', async () => {
    const { messages } = await kernel.lintText('豫政办[2021]8号', { ext: '.txt', plugins, rules: rulesOf() });
    expect(messages).toEqual([expect.objectContaining({ index: 3 })]);
  });

  test('what cannot be read is told, once', async () => {
    const messages = await lint('> '.repeat(500), {}, { ext: '.md' });
    expect(messages).toEqual([expect.objectContaining({ severity: 2, message: expect.stringMatching(/嵌套超过/u) })]);
  });
});

describe('the AST of a page', () => {
  test('is one that textlint accepts, with comments and the main text in it', () => {
    const html =
      '<!-- a --><body><nav>首页</nav><h2>甲<!-- b -->乙&nbsp;丙</h2><p>丁<br>戊</p><table><tr><td>己</td><td></td></tr></table></body>';
    const ast = txtAstOf(readHtml({ name: 'a.html', source: html, context }));
    expect(isTxtAST(ast)).toBe(true);
    const strings: string[] = [];
    const visit = (node: (typeof ast)['children'][number] | typeof ast): void => {
      expect(html.slice(...node.range)).toBe(node.raw);
      if (node.type === 'Str' || node.type === 'Comment') strings.push(`${node.type} ${node.value}`);
      if ('children' in node) for (const child of node.children) visit(child as (typeof ast)['children'][number]);
    };
    visit(ast);
    expect(strings.filter((one) => !one.includes('首页'))).toEqual([
      'Comment  a ',
      'Str 甲',
      'Comment  b ',
      'Str 乙',
      'Str 丙',
      'Str 丁',
      'Str 戊',
      'Str 己',
    ]);
  });
});

describe('textlint itself, the packed package by its name', () => {
  let folder = '';
  let work = '';
  beforeAll(() => {
    folder = packedPackage();
    work = `${folder}/work`;
    mkdirSync(work);
    writeFileSync(`${work}/.textlintrc.json`, '{"plugins": ["gongwen-lint"], "rules": {"preset-gongwen-lint": true}}');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const textlint = (args: readonly string[], input?: string) =>
    spawnSync(process.execPath, [`${root}node_modules/textlint/bin/textlint.js`, ...args], {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: `${folder}/installed`, NO_COLOR: '1' },
      ...(input !== undefined && { input }),
    });
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(`${work}/${name}`, content);
  const read = (name: string): string => readFileSync(`${work}/${name}`, 'utf8');
  const checksum = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(`${work}/${name}`))
      .digest('hex');

  const FAULTY = '根据豫政办[2021]8号要求，截止目前。\n';
  const PAGE = `<!doctype html>\r\n<p>根据&nbsp;豫政办[2021]8号<b>要求</b>，截止目前。</p>\r\n`;

  test('lints .txt, .md, .html and stdin', () => {
    write('a.txt', FAULTY);
    write('a.md', `# 甲\n\n${FAULTY}`);
    write('a.html', PAGE);
    const { stdout, status } = textlint(['-f', 'json', 'a.txt', 'a.md', 'a.html']);
    expect(status).toBe(1);
    const results: { messages: TextlintMessage[]; filePath: string }[] = JSON.parse(stdout);
    expect(results.map(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual(
      new Array(3).fill(['gongwen-lint/docno-format', 'gongwen-lint/typo-lexicon']),
    );
    for (const { filePath, messages } of results)
      expect(readFileSync(filePath, 'utf8').slice(...(messages[0]?.range ?? []))).toBe('[2021]');
    const piped = textlint(['--stdin', '--stdin-filename', 'unsaved.txt', '-f', 'unix'], FAULTY);
    expect(piped.stdout).toContain('unsaved.txt:1:6: [2021] -> 〔2021〕');
  });

  test('takes every setting of fixtures/textlint/full.json, paths from its folder', () => {
    mkdirSync(`${work}/full`);
    copyFileSync(`${root}fixtures/textlint/full.json`, `${work}/full/.textlintrc.json`);
    write('full/words.tsv', wordList());
    write('page.jsp', '<p>豫政办[2021]8号，渑池现人民政府，浉池县人民政府。</p>');
    const { stdout } = textlint(['--config', 'full/.textlintrc.json', '-f', 'json', 'page.jsp']);
    const [{ messages }]: [{ messages: TextlintMessage[] }] = JSON.parse(stdout);
    const told = messages.map(({ ruleId, severity }) => `${ruleId} ${severity}`);
    expect(told).toEqual(expect.arrayContaining(['gongwen-lint/docno-format 1', 'gongwen-lint/typo-lexicon 2']));
    expect(told.filter((one) => one.includes('place-official'))).toEqual([]);
  });

  test('--fix changes the safe ones alone, and nothing a second time', () => {
    const fixed = (text: string): string => text.replace('[2021]', '〔2021〕');
    write('b.txt', `\ufeff${FAULTY}`);
    write('b.md', `> ${FAULTY}`);
    write('b.html', PAGE);
    for (let i = 0; i < 2; i++) {
      expect(textlint(['--fix', 'b.txt', 'b.md', 'b.html']).status).toBe(0);
      expect(read('b.txt')).toBe(fixed(`\ufeff${FAULTY}`));
      expect(read('b.md')).toBe(fixed(`> ${FAULTY}`));
      expect(read('b.html')).toBe(fixed(PAGE));
    }
  });

  // 根据豫政办 in GB 2312; the rest is ASCII.
  const GBK = Buffer.concat([
    Buffer.from([0xb8, 0xf9, 0xbe, 0xdd, 0xd4, 0xa5, 0xd5, 0xfe, 0xb0, 0xec]),
    Buffer.from('[2021]8'),
  ]);
  const BINARY = Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 37) % 256));
  const UNTOUCHABLE: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ['gbk.txt', GBK],
    ['gbk.html', Buffer.concat([Buffer.from('<p>'), GBK])],
    ['binary.txt', BINARY],
    ['gbk.md', GBK],
    ['wide.txt', Buffer.from(`\ufeff${FAULTY}`, 'utf16le')],
    ['binary.html', BINARY],
  ];

  test.each(UNTOUCHABLE.slice(0, 3))(
    '--fix never rewrites %s',
    (name, bytes) => {
      write(name, bytes);
      write('beside.txt', FAULTY);
      const before = [name, 'beside.txt'].map(checksum);
      const { status, stderr } = textlint(['--fix', 'beside.txt', name]);
      expect(status).toBe(1);
      expect(stderr).toContain(`${name} 不是 UTF-8 文本，textlint 会把它改写坏，已停止`);
      expect([name, 'beside.txt'].map(checksum)).toEqual(before);
    },
    60_000,
  );

  test.each(UNTOUCHABLE)('%s stops a fix before its result is there to be written', async (name, bytes) => {
    write(name, bytes);
    const fixing = kernel.fixText(read(name), {
      ext: name.slice(name.indexOf('.')),
      filePath: `${work}/${name}`,
      plugins,
      rules: rulesOf({ document: false }),
    });
    await expect(fixing).rejects.toThrow(/不是 UTF-8 文本/u);
  });

  test('without --fix such a file is told, and the others are linted', () => {
    write('gbk.txt', GBK);
    write('gbk.html', Buffer.concat([Buffer.from('<p>'), GBK]));
    write('c.txt', FAULTY);
    const { stdout } = textlint(['-f', 'json', 'gbk.txt', 'gbk.html', 'c.txt']);
    const results: { messages: TextlintMessage[] }[] = JSON.parse(stdout);
    expect(results.map(({ messages }) => messages.map(({ message }) => /不是 UTF-8 文本/u.test(message)))).toEqual([
      [true],
      [true],
      [false, false],
    ]);
  });
});
