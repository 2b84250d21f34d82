import { readFileSync } from 'node:fs';
import type { Context } from '../document/document.js';
import { lint } from '../engine/lint.js';
import { type Ruleset, ruleset } from '../engine/ruleset.js';
import { rules } from '../index.js';
import { readBytes } from '../intake/index.js';
import type { AnyRule } from '../rule/rule.js';
import { overlaps } from '../text/range.js';
import type { ManifestLine } from './generate-reports.js';

/** The rules over annual reports, on trial or not, at their own severity. */
function family(): Ruleset {
  const own = rules.filter(({ appliesTo }) => appliesTo?.includes('annual-report'));
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
 * fault, where found means a finding of the rule named in the manifest on the place named there.
 */
export function evaluateReports(folder: string, context: Context, show: number): void {
  const active = family();
  const alarms = new Map<string, number>();
  const recall = new Map<string, Tally>();
  let shown = 0;
  let reports = 0;
  const start = process.cpuUsage();
  const say = (line: string): void => {
    if (shown++ < show) process.stdout.write(`${line}\n`);
  };
  for (const line of readFileSync(`${folder}/manifest.ndjson`, 'utf8').split('\n').filter(Boolean)) {
    const { file, fault, rule, range } = JSON.parse(line) as ManifestLine;
    const doc = readBytes(readFileSync(`${folder}/${file}`), { name: file, context });
    const { findings, failures } = lint(doc, active);
    for (const failure of failures) say(`  失败\t${file}\t${failure.ruleId}\t${failure.message}`);
    reports++;
    if (fault === undefined || rule === undefined || range === undefined) {
      const format = file.slice(file.lastIndexOf('.') + 1);
      const loud = findings.filter(({ severity }) => severity !== 'info');
      alarms.set(format, (alarms.get(format) ?? 0) + loud.length);
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
  const { user, system } = process.cpuUsage(start);
  for (const [format, n] of alarms) process.stdout.write(`无错年报\t${format}\t错误和警告 ${n}\n`);
  for (const [fault, { all, found, elsewhere }] of recall)
    process.stdout.write(`${fault}\t${all}\t找到 ${found}\t召回 ${(found / all).toFixed(4)}\t另处报出 ${elsewhere}\n`);
  process.stdout.write(`${reports} 份，CPU ${((user + system) / 1e6).toFixed(1)} 秒\n`);
}
