import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { readBaseline } from '../config/baseline.js';
import { absolutePath } from '../config/globs.js';
import {
  besideOf,
  entriesFor,
  readSuppressions,
  SUPPRESSIONS_SUFFIX,
  type SuppressionEntry,
  type Suppressions,
} from '../config/suppressions.js';
import { type Baseline, countGone, fingerprintsOf, rebased } from '../engine/baseline.js';
import type { LintFinding, Result } from '../engine/lint.js';
import type { Config } from '../engine/ruleset.js';
import type { Outside } from '../engine/suppress.js';
import { rules } from '../index.js';

/** What stands beside the documents of a run: side-car suppressions and the baseline, and what came of them. */
export interface Surroundings {
  /** For one file. @throws UserError for a faulty side-car file. */
  of(file: string): Outside;
  /** To be told of each file's result. */
  seen(file: string, result: Result): void;
  /** Entries that are not in force or took nothing out, and what is gone from the baseline; one Chinese sentence each. */
  tellings(): readonly string[];
  /** The baseline `target`, or a new one, with this run's files as they are now. @throws UserError where it is no baseline. */
  rebased(target: string): Baseline;
}

/** YYYY-MM-DD, of SOURCE_DATE_EPOCH where that is set. */
export function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch) return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}

/** A path as a baseline names it, so that it holds in every checkout. */
const pathFrom = (baseline: string, file: string): string =>
  relative(dirname(resolve(baseline)), resolve(file)).replaceAll(sep, '/');

/** @throws UserError for a faulty baseline or side-car file. */
export function surroundings({ baseline: file, suppressions }: Config, writing: string | undefined): Surroundings {
  const day = today();
  const ids = rules.map(({ id }) => id);
  const known: Suppressions[] = [];
  const entriesIn = (sideCar: string | undefined): readonly SuppressionEntry[] => {
    if (sideCar === undefined) return [];
    const read = readSuppressions(sideCar, day, ids);
    known.push(read);
    return read.entries;
  };
  const shared = entriesIn(suppressions ?? (existsSync(SUPPRESSIONS_SUFFIX) ? SUPPRESSIONS_SUFFIX : undefined));
  const used = new Set<unknown>();
  // The first --write-baseline makes the file that the config names.
  const baseline = file === undefined || (file === writing && !existsSync(file)) ? undefined : readBaseline(file);
  const now = new Map<string, readonly LintFinding[]>();
  let gone = 0;
  return {
    of(document) {
      const entries = [...entriesIn(besideOf(document)), ...shared];
      return {
        suppressions: entriesFor(entries, absolutePath(document)),
        ...(baseline && file !== undefined && { baseline: fingerprintsOf(baseline, pathFrom(file, document)) }),
      };
    },
    seen(document, { findings, suppressed, checkedWith }) {
      for (const finding of suppressed) used.add(finding.suppressed);
      const still = [...findings, ...suppressed.filter(({ suppressed: { kind } }) => kind === 'baseline')];
      now.set(document, still);
      if (baseline && file !== undefined)
        gone += countGone(
          baseline,
          pathFrom(file, document),
          checkedWith.rules,
          new Set(still.map(({ fingerprint }) => fingerprint)),
        );
    },
    tellings: () => [
      ...known.flatMap(({ entries, refused }) => [
        ...refused,
        ...entries.filter((entry) => !used.has(entry)).map(({ place }) => `${place}：没有抑制任何问题，可以删去。`),
      ]),
      ...(gone > 0 ? [`基线中有 ${gone} 条已不再出现，可用 --write-baseline 更新。`] : []),
    ],
    rebased: (target) =>
      rebased(
        existsSync(target) ? readBaseline(target) : undefined,
        new Map(
          [...now].map(([document, findings]) => [
            pathFrom(target, document),
            findings.map(({ rule, fingerprint }) => ({ ruleId: rule.id, fingerprint })),
          ]),
        ),
      ),
  };
}
