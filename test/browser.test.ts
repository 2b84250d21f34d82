import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { SCHEMAS } from '../src/dictionary/schemas.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What a page would do: dictionaries as texts, a Document by the builder, every rule, findings out. */
const PAGE = `
import { dictionariesFrom } from './src/dictionary/index.js';
import { documentBuilder } from './src/document/builder.js';
import { lint } from './src/engine/lint.js';
import { ruleset } from './src/engine/ruleset.js';
import { builtInRules } from './src/generated/rules.js';
import { linted } from './src/record/file-report.js';
import { act, replay } from './src/approval/case.js';
import { digest, recordOf } from './src/approval/ledger.js';
import { verify } from './src/approval/verify.js';

export function check(source, texts) {
  const dictionaries = dictionariesFrom((name) => [{ file: name, text: texts[name], version: '' }]);
  const context = { dictionaries, profile: {} };
  const builder = documentBuilder({ name: 'page.txt', source, context, mediaType: 'text/plain' });
  builder.open('paragraph');
  builder.copy(0, source.length);
  builder.close();
  const doc = builder.build();
  const report = linted('page.txt', doc, lint(doc, ruleset(builtInRules, {})), { withText: true });
  const document = { name: 'page.txt', bytes: digest(source), text: digest(doc.text), characters: doc.text.length };
  const submitted = { kind: 'submitted', document, report, fields: {} };
  const { event } = act([], submitted, { name: '张三', role: '拟稿人' }, '2026-11-24T08:00:00Z');
  const { faults } = verify(recordOf([event]), { document: { ...document, value: doc.text }, isSealGood: () => false });
  return JSON.stringify({ ...report, status: replay([event]).status, faults });
}
`;

test('the core runs in a browser as it is', async () => {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'core',
    write: false,
    logLevel: 'silent',
  });
  const texts = Object.fromEntries(
    Object.keys(SCHEMAS).map((name) => [name, readFileSync(`${root}dictionaries/${name}.tsv`, 'utf8')]),
  );
  // Nothing of Node stands in this realm: neither process nor require nor Buffer.
  const realm = vm.createContext({
    TextDecoder,
    TextEncoder,
    source: '浉池县人民政府（三政办明电【2022】14号）',
    texts,
  });
  vm.runInContext(outputFiles[0]?.text ?? '', realm);
  const report = JSON.parse(vm.runInContext('core.check(source, texts)', realm) as string);
  expect(report.failures).toEqual([]);
  // Approval too.
  expect([report.status, report.faults]).toEqual(['待初审', []]);
  expect(report.messages.map((message: { ruleId: string }) => message.ruleId)).toContain('docno-format');
});
