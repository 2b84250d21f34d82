import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readBaseline } from '../config/baseline-file.js';
import { absolutePath } from '../config/globs.js';
import {
  besideOf,
  entriesFor,
  readSuppressions,
  SUPPRESSIONS_SUFFIX,
  type SuppressionEntry,
  type Suppressions,
} from '../config/suppressions.js';
import { today } from '../config/today.js';
import { type Baseline, countGone, fingerprintsOf, rebased } from '../engine/baseline.js';
import type { LintFinding, Result } from '../engine/lint.js';
import type { Config } from '../engine/ruleset.js';
import type { Exemptions } from '../engine/suppress.js';
import { builtInRules } from '../generated/rules.js';

/** Where findings are exempted beside the documents of a run, side-car files and the baseline, and what came of them. */
export interface ExemptionSources {
  /** For one file; its side-car file is read once. @throws UserError where that is faulty. */
  of(file: string): Exemptions;
  /** To be told of each file's result. */
  seen(file: string, result: Result): void;
  /** Entries that are not in force or took nothing out, and what is gone from the baseline; one Chinese sentence each. */
  tellings(): readonly string[];
  /** The baseline that is to be written, with this run's files as they are now. */
  rebased(): Baseline;
}

export interface ExemptionOptions {
  /** Of the command line. */
  readonly inputs?: readonly string[];
  /** The baseline to be written, if any. */
  readonly writing?: string | undefined;
  /** Where the shared side-car file lies if the config names none; absent: the working directory. */
  readonly folder?: string;
}

/** A path as a baseline names it, so that it holds in every checkout. */
const pathFrom = (baseline: string, file: string): string =>
  relative(dirname(resolve(baseline)), resolve(file)).replaceAll(sep, '/');

/** @throws UserError for a faulty baseline or a faulty side-car file that is shared by all. */
export function openExemptions(
  { baseline: file, suppressions }: Config,
  { inputs = [], writing, folder = '' }: ExemptionOptions = {},
): ExemptionSources {
  const day = today();
  const ids = builtInRules.map(({ id }) => id);
  const read: Suppressions[] = [];
  const entriesIn = (sideCar: string | undefined): readonly SuppressionEntry[] => {
    if (sideCar === undefined) return [];
    const found = readSuppressions(sideCar, day, ids);
    read.push(found);
    return found.entries;
  };
  const usual = join(folder, SUPPRESSIONS_SUFFIX);
  const shared = entriesIn(suppressions ?? (existsSync(usual) ? usual : undefined));
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
  const known = new Map<string, Exemptions>();
  return {
    of(document) {
      const before = known.get(document);
      if (before) return before;
      const entries = entriesFor([...entriesIn(besideOf(document)), ...shared], absolutePath(document));
      for (const entry of entries) offered.add(entry);
      const exemptions = {
        suppressions: entries,
        ...(baseline && file !== undefined && { baseline: fingerprintsOf(baseline, pathFrom(file, document)) }),
      };
      known.set(document, exemptions);
      return exemptions;
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
