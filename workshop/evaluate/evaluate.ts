import { readFileSync } from 'node:fs';
import type { Context, Document } from '../../src/document/document.js';
import { type LintFinding, lint } from '../../src/engine/lint.js';
import { type Ruleset, ruleset } from '../../src/engine/ruleset.js';
import { UserError } from '../../src/errors.js';
import { contextOf, rules } from '../../src/index.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import type { AnyRule } from '../../src/rule/rule.js';
import { overlaps, type Range } from '../../src/text/range.js';
import { plantings } from '../generated/plantings.js';
import { draw, type PlantedFault, seededRandom } from '../planting/planting.js';
import { evaluateTypos } from '../typos/measure-typos.js';
import { DEFAULT_CHARACTERS, documentsIn, filesIn } from './corpus.js';
import { evaluateFix } from './measure-fix.js';
import { evaluateReportLoad } from './measure-report-load.js';
import { evaluateReports } from './measure-reports.js';
import { evaluateResume, evaluateScan } from './measure-scan.js';
import { evaluateScanWorkers } from './measure-scan-workers.js';

/** Fifteen characters on either side, the range between ⟦ and ⟧. */
const around = (text: string, { start, end }: Range): string =>
  `${text.slice(Math.max(0, start - 15), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 15)}`.replaceAll(
    '\n',
    '⏎',
  );

const quote = (doc: Document, { range }: LintFinding): string => around(doc.text, range);

/** The rules to measure: those not on trial, or the one that is named, on trial or not, at its own severity. */
function rulesetFor(only: string | undefined): Ruleset {
  if (only === undefined) return ruleset(rules, {});
  const rule = rules.find(({ id }) => id === only);
  if (!rule) throw new UserError(`没有名为“${only}”的规则。用 gongwen-lint rules 查看全部规则。`);
  const { trial: _, ...tried }: AnyRule = rule;
  return ruleset([tried], {});
}

function falseAlarms(path: string, context: Context, { characters, show, only, info }: Settings): void {
  const active = rulesetFor(only);
  const files = filesIn(path);
  const perRule = new Map<string, number>();
  const frequent = new Map<string, { count: number; sample: string }>();
  let total = 0;
  for (const file of files) {
    try {
      for (const doc of documentsIn(file, context, Math.ceil(characters / files.length))) {
        total += doc.text.length;
        for (const finding of lint(doc, active, info ? 'info' : 'warning').findings) {
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
  process.stdout.write(`字符 ${total}，${info ? '各级' : '错误和警告'} ${all} 条，每万字 ${rate(all)}\n`);
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

/** Characters of a text into which one fault is planted: a document's length, so that rules over documents have one. */
const PLANTING_GROUND = 3_000;

function expectedRange({ range, text, expected }: PlantedFault): Range {
  if (expected) return expected;
  // A deletion leaves nothing behind: the rule must touch the place.
  return { start: range.start - Number(text === ''), end: range.start + text.length + Number(text === '') };
}

/** Recall of each rule with a planting: faults put one at a time into right text, drawn from all files evenly. */
function planted(path: string, context: Context, { count, show, only }: Settings): void {
  const grounds: Document[] = [];
  for (const file of filesIn(path)) {
    try {
      for (const doc of documentsIn(file, context, 600_000)) grounds.push(doc);
    } catch (error) {
      process.stdout.write(`未读\t${file}\t${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  for (const [id, { title, inTable, plant }] of plantings) {
    if (only !== undefined && only !== id) continue;
    const active = rulesetFor(id);
    const random = seededRandom(1);
    let tried = 0;
    let all = 0;
    let found = 0;
    let shown = 0;
    while (all < count && tried < count * 40) {
      tried++;
      const ground = draw(grounds, random);
      if (!ground) break;
      // From the start of a line, so that the ground begins as a document does.
      const from = ground.text.lastIndexOf(
        '\n',
        Math.floor(random() * Math.max(1, ground.text.length - PLANTING_GROUND)),
      );
      const text = ground.text.slice(from + 1, from + 1 + PLANTING_GROUND);
      const fault = plant(text, random, context.dictionaries);
      if (!fault) continue;
      const faulty = text.slice(0, fault.range.start) + fault.text + text.slice(fault.range.end);
      const expected = expectedRange(fault);
      const doc = readTxt({ name: 'planted.txt', source: faulty, context });
      const { findings } = lint(doc, active);
      const offset = doc.map.toText(expected) ?? expected;
      all++;
      if (findings.some(({ range }) => overlaps(range, offset))) found++;
      else if (shown++ < show) process.stdout.write(`  漏\t${id}\t${around(faulty, expected)}\n`);
    }
    process.stdout.write(
      `${id}\t${title}\t植错 ${all}，找到 ${found}，召回 ${all ? (found / all).toFixed(3) : '—'}${inTable ? '（表内）' : ''}\n`,
    );
  }
}

interface Settings {
  readonly characters: number;
  readonly count: number;
  readonly show: number;
  readonly only: string | undefined;
  readonly info: boolean;
}

const [what, path, ...rest] = process.argv.slice(2);
const after = (flag: string): string | undefined => {
  const at = rest.indexOf(flag);
  return at < 0 ? undefined : rest[at + 1];
};
const settings: Settings = {
  characters: Number(after('--characters') ?? DEFAULT_CHARACTERS),
  count: Number(after('--count') ?? 500),
  show: Number(after('--show') ?? 50),
  only: after('--rule'),
  info: rest.includes('--info'),
};
try {
  if (path === undefined)
    throw new UserError(
      '用法：npm run evaluate -- false-alarms|planted|real-errors|fix|reports|resume|scan|scan-workers|report-load|typos 路径 [--rule 规则] [--characters N] [--count N] [--show N] [--info] [--out 文件夹] [--record] [--database 地址]',
    );
  const context = await contextOf();
  if (what === 'false-alarms') falseAlarms(path, context, settings);
  else if (what === 'planted') planted(path, context, settings);
  else if (what === 'real-errors') realErrors(path, context);
  else if (what === 'fix') process.exitCode = await evaluateFix(path, context, settings);
  else if (what === 'reports') await evaluateReports(path, context, settings.show);
  else if (what === 'resume') process.exitCode = await evaluateResume(path, after('--count'));
  else if (what === 'typos') evaluateTypos(path, context, after('--out'), rest.includes('--record'));
  else if (what === 'scan') await evaluateScan(path, after('--count'));
  else if (what === 'scan-workers')
    process.exitCode = await evaluateScanWorkers(path, after('--database'), after('--count'));
  else if (what === 'report-load')
    evaluateReportLoad(path, after('--count') === undefined ? undefined : settings.count);
  else
    throw new UserError(
      `没有“${what}”这种评测；可用的有 false-alarms、planted、real-errors、fix、reports、resume、scan、scan-workers、report-load、typos。`,
    );
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
