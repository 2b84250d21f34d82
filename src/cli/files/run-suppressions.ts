import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { readBaseline } from '../../config/baseline-file.js';
import { absolutePath } from '../../config/globs.js';
import {
  besideOf,
  entriesFor,
  readSuppressions,
  SUPPRESSIONS_SUFFIX,
  type SuppressionEntry,
  type Suppressions,
} from '../../config/suppressions.js';
import { today } from '../../config/today.js';
import { type Baseline, countGone, fingerprintsOf, rebased } from '../../engine/baseline.js';
import type { LintFinding, Result } from '../../engine/lint.js';
import type { Config } from '../../engine/ruleset.js';
import type { Outside } from '../../engine/suppress.js';
import { rules } from '../../index.js';

/** What stands beside the documents of a run: side-car suppressions and the baseline, and what came of them. */
export interface Surroundings {
  /** For one file. @throws UserError for a faulty side-car file. */
  of(file: string): Outside;
  /** To be told of each file's result. */
  seen(file: string, result: Result): void;
  /** Entries that are not in force or took nothing out, and what is gone from the baseline; one Chinese sentence each. */
  tellings(): readonly string[];
  /** The baseline that is to be written, with this run's files as they are now. */
  rebased(): Baseline;
}

/** A path as a baseline names it, so that it holds in every checkout. */
const pathFrom = (baseline: string, file: string): string =>
  relative(dirname(resolve(baseline)), resolve(file)).replaceAll(sep, '/');

/** `inputs`: of the command line; `writing`: the baseline to be written, if any. @throws UserError for a faulty baseline or side-car file. */
export function surroundings(
  { baseline: file, suppressions }: Config,
  inputs: readonly string[],
  writing?: string,
): Surroundings {
  const day = today();
  const ids = rules.map(({ id }) => id);
  const read: Suppressions[] = [];
  const entriesIn = (sideCar: string | undefined): readonly SuppressionEntry[] => {
    if (sideCar === undefined) return [];
    const found = readSuppressions(sideCar, day, ids);
    read.push(found);
    return found.entries;
  };
  const shared = entriesIn(suppressions ?? (existsSync(SUPPRESSIONS_SUFFIX) ? SUPPRESSIONS_SUFFIX : undefined));
  const used = new Set<unknown>();
  const offered = new Set<SuppressionEntry>();
  const ran = new Set<string>();
  // Of a run over some files only, nothing can be said of entries for others.
  const isWhole = ({ folder }: SuppressionEntry): boolean =>
    inputs.some((input) => `${folder}/`.startsWith(`${absolutePath(input)}/`));
  const isUseless = (entry: SuppressionEntry): boolean =>
    !used.has(entry) && ran.has(entry.rule) && (offered.has(entry) || isWhole(entry));
  // The first --write-baseline makes the file that the config names.
  const baseline = file === undefined || (file === writing && !existsSync(file)) ? undefined : readBaseline(file);
  const earlier = writing !== undefined && existsSync(writing) ? readBaseline(writing) : undefined;
  const now = new Map<string, readonly LintFinding[]>();
  let gone = 0;
  return {
    of(document) {
      const entries = entriesFor([...entriesIn(besideOf(document)), ...shared], absolutePath(document));
      for (const entry of entries) offered.add(entry);
      return {
        suppressions: entries,
        ...(baseline && file !== undefined && { baseline: fingerprintsOf(baseline, pathFrom(file, document)) }),
      };
    },
    seen(document, { findings, suppressed, checkedWith }) {
      for (const finding of suppressed) used.add(finding.suppressed);
      for (const id of checkedWith.rules) ran.add(id);
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
      ...read.flatMap(({ entries, refused }) => [
        ...refused,
        ...entries.filter(isUseless).map(({ place }) => `${place}：没有抑制任何问题，可以删去。`),
      ]),
      ...(gone > 0 ? [`基线中有 ${gone} 条已不再出现，可用 --write-baseline 更新。`] : []),
    ],
    rebased: () =>
      rebased(
        earlier,
        new Map(
          [...now].map(([document, findings]) => [
            pathFrom(writing ?? '', document),
            findings.map(({ rule, fingerprint }) => ({ ruleId: rule.id, fingerprint })),
          ]),
        ),
      ),
  };
}
