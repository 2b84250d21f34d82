import { readFileSync } from 'node:fs';
import type { Context, Document } from '../../src/document/document.js';
import { lint } from '../../src/engine/lint.js';
import { type Ruleset, ruleset } from '../../src/engine/ruleset.js';
import { rules } from '../../src/index.js';
import { readDocument } from '../../src/intake/index.js';
import type { AnyRule } from '../../src/rule/rule.js';
import { overlaps } from '../../src/text/range.js';
import { archiveOf } from '../../src/views/forms/report-facts.js';
import type { ManifestLine } from '../reports/generate-reports.js';

/** The rules over annual reports and figures, on trial or not, at their own severity. */
function family(): Ruleset {
  const own = rules.filter(({ id, appliesTo }) => appliesTo?.includes('annual-report') || id.startsWith('number-'));
  return ruleset(
    own.map(({ trial: _, ...rule }): AnyRule => rule),
    {},
  );
}

interface Tally {
  all: number;
  found: number;
  /** Found by another rule of the family, or elsewhere in the report by the right one. */
  elsewhere: number;
}

/**
 * Over a folder of `npm run generate-reports`: false alarms on the right reports by format, recall for each kind of
 * fault, where found means a finding of the rule named in the manifest on the place named there. CPU time is of
 * linting and of reading apart.
 */
export async function evaluateReports(folder: string, plain: Context, show: number): Promise<void> {
  const active = family();
  const alarms = new Map<string, { reports: number; findings: number }>();
  const recall = new Map<string, Tally>();
  let shown = 0;
  let reports = 0;
  let reading = 0;
  let linting = 0;
  const say = (line: string): void => {
    if (shown++ < show) process.stdout.write(`${line}\n`);
  };
  const manifest = readFileSync(`${folder}/manifest.ndjson`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ManifestLine);
  const read = (file: string, context: Context): Promise<Document> =>
    readDocument(readFileSync(`${folder}/${file}`), { name: file, context });
  for (const { file, fault, rule, range, archive } of manifest) {
    const others: Document[] = [];
    for (const other of archive ?? []) others.push(await read(other, plain));
    const context = archive ? { ...plain, archive: archiveOf(others) } : plain;
    const before = process.cpuUsage();
    const doc = await read(file, context);
    const between = process.cpuUsage();
    const { findings, failures } = lint(doc, active);
    const after = process.cpuUsage();
    reading += between.user + between.system - before.user - before.system;
    linting += after.user + after.system - between.user - between.system;
    for (const failure of failures) say(`  失败\t${file}\t${failure.ruleId}\t${failure.message}`);
    reports++;
    if (fault === undefined || rule === undefined || range === undefined) {
      const format = `${file.slice(0, file.lastIndexOf('-'))}\t${file.slice(file.lastIndexOf('.') + 1)}`;
      const loud = findings.filter(({ severity }) => severity !== 'info');
      const seen = alarms.get(format) ?? { reports: 0, findings: 0 };
      alarms.set(format, { reports: seen.reports + 1, findings: seen.findings + loud.length });
      for (const finding of loud) say(`  误报\t${file}\t${finding.rule.id}\t${finding.message}`);
      continue;
    }
    const tally = recall.get(fault) ?? { all: 0, found: 0, elsewhere: 0 };
    recall.set(fault, tally);
    tally.all++;
    const place = doc.map.toText({ start: range[0], end: range[1] });
    const own = findings.filter((finding) => finding.rule.id === rule);
    if (place && own.some((finding) => overlaps(finding.range, place))) tally.found++;
    else {
      if (findings.some(({ severity }) => severity !== 'info')) tally.elsewhere++;
      say(`  漏\t${fault}\t${file}\t${place ? doc.text.slice(place.start, place.end) : '（未读）'}`);
    }
  }
  for (const [format, seen] of alarms)
    process.stdout.write(`无错\t${format}\t${seen.reports} 份\t错误和警告 ${seen.findings}\n`);
  for (const [fault, { all, found, elsewhere }] of recall)
    process.stdout.write(`${fault}\t${all}\t找到 ${found}\t召回 ${(found / all).toFixed(4)}\t另处报出 ${elsewhere}\n`);
  const seconds = (microseconds: number): string => (microseconds / 1e6).toFixed(1);
  process.stdout.write(`${reports} 份，CPU：读取 ${seconds(reading)} 秒，审校 ${seconds(linting)} 秒\n`);
}
