import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse as parseCsv } from 'csv-parse/sync';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules as rules } from '../src/generated/rules.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { type FileReport, linted, unread } from '../src/record/file-report.js';
import type { Message } from '../src/record/message.js';
import { type Format, RENDERERS } from '../src/report/index.js';
import type { RenderContext } from '../src/report/render.js';
import { context } from './context.js';

const HOSTILE =
  '=1+1 "引号" \'单引\' <b>&amp;]]> ,逗号:冒号%0A%\r\n::error::第二行\t\u0000\u0008\u001b[31m\u200b\ufffe\ud800';

const renderContext: RenderContext = { colour: false, rules, version: '1.2.3' };
const render = (format: Format, reports: readonly FileReport[], more: Partial<RenderContext> = {}): string =>
  [...RENDERERS[format](reports, { ...renderContext, ...more })].join('');

const doc = readTxt({ name: '甲 乙/a.txt', source: '通知\n根据豫政办[2021]8号要求，澠池县办理。\n', context });
const real = linted('甲 乙/a.txt', doc, lint(doc, ruleset(rules, {})));
const [first] = real.messages as readonly [Message];

const hostile: FileReport = {
  ...real,
  filePath: `b/${HOSTILE}.txt`,
  messages: [
    {
      ...first,
      severity: 1,
      message: HOSTILE,
      what: HOSTILE,
      quote: HOSTILE,
      suggestions: [{ id: '0', message: HOSTILE, fix: { range: first.range, text: HOSTILE } }],
    },
    { ...first, severity: 3, message: '提示', what: '提示', quote: '@甲' },
  ],
  warnings: [HOSTILE],
  notChecked: [{ ruleId: 'table-carry-over', reason: '没有上一年度年报' }],
};
const suppressed: FileReport = {
  ...real,
  filePath: 'c.txt',
  messages: [],
  suppressed: [
    { ...first, suppressed: { kind: 'comment', reason: '引文' } },
    { ...first, suppressed: { kind: 'file', reason: '旧文' } },
  ],
};
const clean: FileReport = { ...real, filePath: 'd.txt', messages: [] };
const missing = unread('e.bin', 'binary', '不是文本。');
const reports = [real, hostile, suppressed, clean, missing];

test('there is something to report', () => {
  expect(real.messages.map(({ ruleId }) => ruleId)).toContain('docno-format');
});

test.each(Object.keys(RENDERERS) as Format[])('%s: same reports, same bytes, and none of them is changed', (format) => {
  const before = JSON.stringify(reports);
  expect(render(format, reports)).toBe(render(format, reports));
  expect(JSON.stringify(reports)).toBe(before);
  expect(render(format, [])).not.toBe(undefined);
});

describe('sarif', () => {
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  ) as Record<string, unknown>;
  // It uses nothing of draft 4 that draft 7 reads otherwise.
  const { $schema: _, id: __, ...body } = schema;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
    body,
  );

  interface Region {
    startLine: number;
    startColumn: number;
    endLine: number;
    endColumn: number;
    charOffset: number;
    charLength: number;
    snippet: { text: string };
  }
  interface Log {
    runs: [
      {
        tool: { driver: { rules: { id: string; help: { text: string; markdown: string } }[] } };
        invocations: [
          {
            executionSuccessful: boolean;
            endTimeUtc?: string;
            toolExecutionNotifications: { level: string; descriptor: { id: string } }[];
          },
        ];
        artifacts: { location: { uri: string }; encoding?: string }[];
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: [{ physicalLocation: { artifactLocation: { uri: string; index: number }; region: Region } }];
          partialFingerprints: Record<string, string>;
          suppressions: { kind: string; justification: string }[];
          fixes?: {
            artifactChanges: [{ replacements: [{ deletedRegion: Region; insertedContent: { text: string } }] }];
          }[];
        }[];
      },
    ];
  }
  const logOf = (some: readonly FileReport[], more: Partial<RenderContext> = {}): Log =>
    JSON.parse(render('sarif', some, more)) as Log;

  test.each([
    ['all', reports],
    ['none', []],
  ])('fits the schema: %s', (__, some) => {
    expect(validate(logOf(some)) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...logOf(some), version: '2.0.0' })).toBe(false);
  });

  test('a result leads to its rule, its place and its file', () => {
    const run = logOf(reports).runs[0];
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      const { artifactLocation } = result.locations[0].physicalLocation;
      expect(run.artifacts[artifactLocation.index]?.location.uri).toBe(artifactLocation.uri);
    }
    const { region, artifactLocation } = (run.results[0] as Log['runs'][0]['results'][0]).locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe('%E7%94%B2%20%E4%B9%99/a.txt');
    expect(doc.map.source.slice(region.charOffset, region.charOffset + region.charLength)).toBe(region.snippet.text);
    const line = doc.map.source.split('\n')[region.startLine - 1];
    expect(line?.slice(region.startColumn - 1, region.endColumn - 1)).toBe(region.snippet.text);
    expect(run.artifacts.map(({ encoding }) => encoding)).toEqual(['utf-8', 'utf-8', 'utf-8', 'utf-8', undefined]);
  });

  test('a proposed fix gives the text that was proposed', () => {
    const results = logOf([real]).runs[0].results;
    const docno = results.find(({ ruleId }) => ruleId === 'docno-format');
    const replacement = docno?.fixes?.[0]?.artifactChanges[0].replacements[0];
    const { charOffset = 0, charLength = 0 } = replacement?.deletedRegion ?? {};
    const { source } = doc.map;
    expect(
      source.slice(0, charOffset) + replacement?.insertedContent.text + source.slice(charOffset + charLength),
    ).toBe(source.replace('[2021]', '〔2021〕'));
  });

  test('every rule has help, every result a fingerprint and its suppressions', () => {
    const run = logOf(reports).runs[0];
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const { help } of run.tool.driver.rules) {
      expect(help.text).toContain('依据');
      expect(help.markdown).toContain('✗');
    }
    expect(run.results.every(({ partialFingerprints }) => partialFingerprints['gongwenLint/v1'] !== '')).toBe(true);
    expect(run.results.map(({ suppressions }) => suppressions[0]?.kind).filter(Boolean)).toEqual([
      'inSource',
      'external',
    ]);
  });

  test('what was not read or not checked is a notification; no clock but the one given', () => {
    const [invocation] = logOf(reports).runs[0].invocations;
    expect(invocation.toolExecutionNotifications.map(({ level, descriptor }) => `${level} ${descriptor.id}`)).toEqual([
      'note reading',
      'note table-carry-over',
      'error binary',
    ]);
    expect(invocation).not.toHaveProperty('endTimeUtc');
    const dated = logOf([clean], { endTime: '2026-11-24T00:00:00.000Z' });
    expect(dated.runs[0].invocations[0].endTimeUtc).toBe('2026-11-24T00:00:00.000Z');
    expect(validate(dated)).toBe(true);
    const failed = { ...clean, failures: [{ ruleId: 'docno-format', message: '坏了' }] };
    expect(logOf([failed]).runs[0].invocations[0].executionSuccessful).toBe(false);
  });
});

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** A namespace-less tree; throws on anything that is not well-formed. */
function parseXml(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element: Element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return top.children[0] ?? top;
}

/** What XML 1.0 cannot hold stands as its code point. */
const inXml = HOSTILE.replaceAll('\u0000', '⟨U+0000⟩')
  .replaceAll('\u0008', '⟨U+0008⟩')
  .replaceAll('\u001b', '⟨U+001B⟩')
  .replaceAll('\ufffe', '⟨U+FFFE⟩')
  .replaceAll('\ud800', '⟨U+D800⟩');

test('checkstyle: a reader finds every file, place and message', () => {
  const tree = parseXml(render('checkstyle', reports));
  expect(tree.children.map(({ attributes }) => attributes.name)).toEqual(
    reports.map(({ filePath }) => filePath.replace(HOSTILE, inXml)),
  );
  expect(tree.children[0]?.children[0]?.attributes).toEqual({
    line: String(first.line),
    column: String(first.column),
    severity: 'error',
    message: first.message,
    source: `gongwen-lint.${first.ruleId}`,
  });
  expect(tree.children[1]?.children.map(({ attributes }) => [attributes.severity, attributes.message])).toEqual([
    ['info', inXml],
    ['info', '未核对：没有上一年度年报'],
    ['warning', inXml],
    ['info', '提示'],
  ]);
  expect(tree.children[3]?.children).toEqual([]);
  expect(tree.children[4]?.children[0]?.attributes).toMatchObject({ severity: 'error', message: '不是文本。' });
});

test('junit: a parser counts what the suites say, and an info fails nothing', () => {
  const tree = parseXml(render('junit', reports));
  const named = (element: Element, name: string): number =>
    element.children.reduce((sum, child) => sum + Number(child.name === name) + named(child, name), 0);
  for (const element of [tree, ...tree.children])
    expect([element.attributes.tests, element.attributes.failures, element.attributes.errors]).toEqual(
      ['testcase', 'failure', 'error'].map((name) => String(named(element, name))),
    );
  expect(tree.children.map(({ attributes }) => attributes.errors)).toEqual(['0', '0', '0', '0', '1']);
  const [, hostileSuite, , cleanSuite] = tree.children;
  expect(cleanSuite?.children.map(({ children }) => children)).toEqual([[]]);
  expect(hostileSuite?.children.map(({ children }) => children[0]?.name)).toEqual([
    'system-out',
    'system-out',
    'failure',
    'system-out',
  ]);
  expect(hostileSuite?.children[2]?.children[0]?.attributes.message).toBe(inXml);
  expect(hostileSuite?.children[2]?.children[0]?.text).toContain(inXml);
});

test('github: every line is one workflow command, whose values come back', () => {
  const lines = render('github', reports).trimEnd().split('\n');
  expect(lines).toHaveLength(real.messages.length + 5);
  const unescaped = (text: string): string =>
    text.replace(/%(25|0D|0A|3A|2C)/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const commands = lines.map((line) => {
    const [, name, properties = '', message = ''] =
      /^::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*)(?:,[a-zA-Z]+=[^,:\r\n]*)*)::([^\r\n]*)$/u.exec(line) ?? [];
    return {
      name,
      message: unescaped(message),
      ...Object.fromEntries(properties.split(',').map((pair) => pair.split('=', 2).map(unescaped))),
    };
  });
  expect(commands[0]).toEqual({
    name: 'error',
    message: first.message,
    file: '甲 乙/a.txt',
    line: String(first.line),
    endLine: String(first.loc.end.line),
    col: String(first.column),
    endColumn: String(first.loc.end.column),
    title: first.ruleId,
  });
  const about = commands.slice(real.messages.length);
  expect(about.map(({ name }) => name)).toEqual(['notice', 'notice', 'warning', 'notice', 'error']);
  expect(about[2]?.message).toContain('::error::第二行');
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u200b]/u);
});

test('csv: a parser gives the cells back, and no cell is a formula', () => {
  const written = render('csv', reports);
  expect(written.startsWith('\ufeff文件,')).toBe(true);
  expect(written.split('\r\n')).toHaveLength(real.messages.length + 7);
  const rows = parseCsv(written, { bom: true, record_delimiter: '\r\n', columns: true }) as Record<string, string>[];
  expect(rows[0]).toMatchObject({
    文件: '甲 乙/a.txt',
    行: String(first.line),
    列: String(first.column),
    级别: '错误',
    规则: first.ruleId,
    原文: first.quote,
    问题: first.message,
    指纹: first.fingerprint,
  });
  const [reading, , warning, info, binary] = rows.slice(real.messages.length);
  expect(reading).toMatchObject({ 级别: '注意', 规则: 'reading' });
  expect(warning?.原文).toMatch(/^'=1\+1 "引号" '单引' <b>&amp;\]\]> ,逗号/u);
  expect(info?.原文).toBe("'@甲");
  expect(binary).toMatchObject({ 文件: 'e.bin', 级别: '未检查', 规则: 'binary', 问题: '不是文本。' });
  for (const row of rows) for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+\-@＝＋－＠\t\r]/u);
});

test.each(['=1', '+1', '-1', '@甲', '＝1', '\t=1', '\r=1'])('csv: a quote that begins with %j is inert', (quote) => {
  const report = { ...real, messages: [{ ...first, quote }] };
  const rows = parseCsv(render('csv', [report]), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows[0]?.原文).toMatch(/^['⟨]/u);
});
