import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import { UserError } from '../dictionary/user-error.js';
import type { Context, Document } from '../document/document.js';
import { type LintFinding, lint } from '../engine/lint.js';
import { ruleset } from '../engine/ruleset.js';
import { contextOf, rules } from '../index.js';
import { readBytes } from '../intake/index.js';
import { readTxt } from '../intake/txt.js';

/** Enough text for a false-alarm rate; spread evenly over the files. */
const DEFAULT_CHARACTERS = 8_000_000;

const filesIn = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? globSync('**/*', { cwd: path, absolute: true }).sort() : [path];

/** Documents of a file: a corpus file holds many, each after a line `###DOC title`. */
function* documentsIn(file: string, context: Context, characters: number): Iterable<Document> {
  const bytes = readFileSync(file);
  if (!file.endsWith('.gz')) {
    yield readBytes(bytes, { name: file, context });
    return;
  }
  const pieces = gunzipSync(bytes)
    .toString('utf8')
    .split(/^###DOC.{0,2000}$/mu);
  // Every n-th document, so that the sample is spread over the file.
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const step = Math.max(1, Math.floor(total / characters));
  let taken = 0;
  for (let i = 0; i < pieces.length && taken < characters; i += step) {
    const source = (pieces[i] ?? '').slice(0, 200_000).trim();
    if (source === '') continue;
    taken += source.length;
    yield readTxt({ name: `${file}#${i}`, source, context });
  }
}

const quote = (doc: Document, { range }: LintFinding): string =>
  `${doc.text.slice(Math.max(0, range.start - 15), range.start)}⟦${doc.text.slice(range.start, range.end)}⟧${doc.text.slice(range.end, range.end + 15)}`.replaceAll(
    '\n',
    '⏎',
  );

function falseAlarms(path: string, context: Context, characters: number, show: number): void {
  const active = ruleset(rules, {});
  const files = filesIn(path);
  const perRule = new Map<string, number>();
  const frequent = new Map<string, { count: number; sample: string }>();
  let total = 0;
  for (const file of files) {
    try {
      for (const doc of documentsIn(file, context, Math.ceil(characters / files.length))) {
        total += doc.text.length;
        for (const finding of lint(doc, active, 'warning').findings) {
          perRule.set(finding.rule.id, (perRule.get(finding.rule.id) ?? 0) + 1);
          const key = `${finding.rule.id}\t${doc.text.slice(finding.range.start, finding.range.end)} -> ${finding.suggest?.[0] ?? ''}`;
          const seen = frequent.get(key);
          if (seen) seen.count++;
          else frequent.set(key, { count: 1, sample: quote(doc, finding) });
        }
      }
    } catch (error) {
      process.stdout.write(`未读\t${file}\t${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  const all = [...perRule.values()].reduce((a, b) => a + b, 0);
  const rate = (n: number): string => ((n * 10_000) / total).toFixed(4);
  process.stdout.write(`字符 ${total}，错误和警告 ${all} 条，每万字 ${rate(all)}\n`);
  for (const [id, n] of [...perRule].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`  ${id}\t${n}\t每万字 ${rate(n)}\n`);
  process.stdout.write(`最多的 ${show} 种：\n`);
  for (const [key, { count, sample }] of [...frequent].sort((a, b) => b[1].count - a[1].count).slice(0, show))
    process.stdout.write(`  ${count}\t${key}\t${sample}\n`);
}

interface RealError {
  readonly text: string;
  readonly wrong: string;
  readonly cat: string;
  readonly artifact_risk: string;
}

function realErrors(path: string, context: Context): void {
  const active = ruleset(rules, {});
  const perCategory = new Map<string, { found: number; all: number }>();
  let total = 0;
  let hits = 0;
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const item = JSON.parse(line) as RealError;
    if (item.artifact_risk === 'high') continue;
    const doc = readTxt({ name: 'real.txt', source: item.text, context });
    const start = item.text.indexOf(item.wrong);
    const end = start + item.wrong.length;
    const found = lint(doc, active).findings.some(({ range }) => range.start < end && range.end > start);
    const category = perCategory.get(item.cat) ?? { found: 0, all: 0 };
    perCategory.set(item.cat, { found: category.found + Number(found), all: category.all + 1 });
    total++;
    hits += Number(found);
  }
  process.stdout.write(`实例 ${total}，找到 ${hits}，召回 ${(hits / total).toFixed(3)}\n`);
  for (const [category, { found, all }] of [...perCategory].sort())
    process.stdout.write(`  ${category}\t${found}/${all}\n`);
}

const [what, path, ...rest] = process.argv.slice(2);
const numberAfter = (flag: string, otherwise: number): number => {
  const at = rest.indexOf(flag);
  return at < 0 ? otherwise : Number(rest[at + 1]);
};
try {
  if (path === undefined)
    throw new UserError('用法：npm run evaluate -- false-alarms|real-errors 路径 [--characters N] [--show N]');
  const context = await contextOf();
  if (what === 'false-alarms')
    falseAlarms(path, context, numberAfter('--characters', DEFAULT_CHARACTERS), numberAfter('--show', 50));
  else if (what === 'real-errors') realErrors(path, context);
  else throw new UserError(`没有“${what}”这种评测；可用的有 false-alarms、real-errors。`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
