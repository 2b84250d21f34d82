import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { lint as lintWith } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { lint, read, rules } from '../src/index.js';
import { linted } from '../src/record/file-report.js';
import { context } from './context.js';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const update = process.argv.includes('-u') || process.argv.includes('--updateSnapshot');

const documentsIn = (folder: string): readonly string[] =>
  readdirSync(`${fixtures}${folder}`)
    .filter((file) => !file.endsWith('.findings.tsv'))
    .map((file) => `${folder}/${file}`);

async function goldenLines(path: string): Promise<string> {
  const doc = await read({ path: `${fixtures}${path}` }, {}, context);
  return linted(path, doc, lint(doc))
    .messages.map((m) => `${m.line}:${m.column}\t${m.severity}\t${m.ruleId}\t${m.message}\n`)
    .join('');
}

describe('golden findings', () => {
  test.each([...documentsIn('reports'), ...documentsIn('notices')])('%s', async (path) => {
    const golden = `${fixtures}${path.replace(/\.[a-z]{2,5}$/u, '')}.findings.tsv`;
    const found = await goldenLines(path);
    if (update) writeFileSync(golden, found);
    expect(existsSync(golden) ? readFileSync(golden, 'utf8') : '(no golden file: npm run snap)').toBe(found);
  });
});

describe('clean documents stay clean', () => {
  test.each(documentsIn('clean'))('%s', async (path) => {
    const doc = await read({ path: `${fixtures}${path}` }, {}, context);
    const result = lintWith(doc, ruleset(rules, {}), 'warning');
    expect(result.findings.map((finding) => finding.message)).toEqual([]);
    expect(result.failures).toEqual([]);
    expect(doc.text.length).toBeGreaterThan(50);
  });
});

describe('the seed, where it is at hand', () => {
  const seed = fileURLToPath(new URL('../../shared/seed/annual-report-2022.txt', import.meta.url));
  if (!existsSync(seed)) {
    test('is not here: that part is left out, and this says so', () => expect(existsSync(seed)).toBe(false));
    return;
  }
  test('has errors at 澠池 twice, 浉池 and 【2022】, warns of the notice of 2021 and of lost cells, and no more', async () => {
    const doc = await read({ path: seed }, {}, context);
    const messages = linted('seed', doc, lint(doc)).messages.filter((m) => m.severity !== 3);
    expect(messages.map((m) => [m.ruleId, m.severity, m.quote, m.suggestions[0]?.message])).toEqual([
      ['place-consistency', 2, '澠池', '渑池'],
      ['place-consistency', 2, '澠池', '渑池'],
      ['report-year', 1, '2021', undefined],
      ['table-shape', 1, '(一) 予以公开', undefined],
      ['place-consistency', 2, '浉池', '渑池'],
      ['docno-format', 2, '【2022】', '〔2022〕'],
    ]);
  });
});
