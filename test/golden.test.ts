import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { lint, read } from '../src/index.js';
import { linted } from '../src/record/file-report.js';
import type { Message } from '../src/record/message.js';
import { printable } from '../src/text/printable.js';
import { context } from './context.js';

const folder = fileURLToPath(new URL('../fixtures/golden/', import.meta.url));
const update = process.argv.includes('-u') || process.argv.includes('--updateSnapshot');
const EXPECTED = '.findings.tsv';

const documents = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsv') && entry.name !== 'README.md')
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  .sort();

const LEVEL = { 1: '警告', 2: '错误', 3: '提示' } as const;
const HEADER = '行:列\t范围\t级别\t规则\t可自动改\t说明\t建议\t旁证\n';

const row = ({ line, column, range, severity, ruleId, fix, message, suggestions, evidence, region }: Message): string =>
  [
    `${line}:${column}${region === undefined ? '' : '（页框）'}`,
    range.join('-'),
    LEVEL[severity],
    ruleId,
    fix ? '是' : '',
    message,
    suggestions.map((suggestion) => suggestion.message).join('｜'),
    evidence.map(({ range: [start, end], quote }) => `${start}-${end} ${quote}`).join('｜'),
  ]
    .map(printable)
    .join('\t');

/** All that the tool says of a document, every rule on: a line a finding, then what could not be checked. */
async function findingsOf(name: string): Promise<string> {
  const doc = await read({ path: `${folder}${name}` }, { trial: true }, context);
  const { kind, title, messages, notChecked, failures, warnings = [] } = linted(name, doc, lint(doc, { trial: true }));
  return [
    `# ${kind}　${title}\n`,
    HEADER,
    ...messages.map((message) => `${row(message)}\n`),
    ...[...notChecked.map(({ ruleId, reason }) => `未核对 ${ruleId}：${reason}`), ...warnings].map(
      (told) => `# ${printable(told)}\n`,
    ),
    ...failures.map(({ ruleId, message }) => `# 规则出错 ${ruleId}：${printable(message)}\n`),
  ].join('');
}

describe('documents and all that is found in them; npm run snap rewrites, and the diff is read', () => {
  test.each(documents)('%s', async (name) => {
    const expected = `${folder}${name}${EXPECTED}`;
    const found = await findingsOf(name);
    if (update) writeFileSync(expected, found);
    expect(existsSync(expected) ? readFileSync(expected, 'utf8') : '(none yet: npm run snap)').toBe(found);
  });

  test('no expected findings without their document', () => {
    const orphans = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(EXPECTED) && !documents.includes(file.slice(0, -EXPECTED.length)));
    if (update) for (const orphan of orphans) rmSync(`${folder}${orphan}`);
    expect(update ? [] : orphans).toEqual([]);
  });

  test('they are 300 kB at least, and of every kind', () => {
    const bytes = documents.reduce((sum, name) => sum + readFileSync(`${folder}${name}`).length, 0);
    expect(bytes).toBeGreaterThan(300_000);
  });
});
