import type { Document } from '../document/document.js';
import { Unavailable } from '../document/per-document.js';
import type { AnyRule, Finding, Severity } from '../rule/rule.js';
import { compareRanges, overlaps, type Range } from '../text/range.js';
import { kind } from '../views/forms/kind.js';
import { findingKey, fingerprint } from './fingerprint.js';
import type { Ruleset } from './ruleset.js';
import { type Exemptions, type Suppression, suppress } from './suppress.js';

export interface LintFinding extends Finding {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly evidence: readonly Range[];
  readonly fingerprint: string;
}

export interface SuppressedFinding extends LintFinding {
  readonly suppressed: Suppression;
}

export interface Failure {
  readonly ruleId: string;
  readonly message: string;
}

export interface NotChecked {
  readonly ruleId: string;
  readonly reason: string;
}

/** One Document's findings, what failed, what was not checked, and with what it was checked. */
export interface Result {
  readonly findings: readonly LintFinding[];
  /** What was found and does not count, of any severity. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Suppressing comments without reason or effect, one Chinese sentence each. */
  readonly warnings: readonly string[];
  /** Rules that threw: a bug of ours. What they found before stays. */
  readonly failures: readonly Failure[];
  readonly notChecked: readonly NotChecked[];
  readonly checkedWith: {
    readonly rules: readonly string[];
    readonly dictionaries: Readonly<Record<string, string>>;
  };
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

type Candidate = Omit<LintFinding, 'fingerprint'>;

/** A finding may be milder than its rule as configured, never harsher. */
const milder = (configured: Severity, own: Severity | undefined): Severity =>
  own !== undefined && WEIGHT[own] < WEIGHT[configured] ? own : configured;

const byWeight = (a: Candidate, b: Candidate): number =>
  Number(b.rule.veto ?? false) - Number(a.rule.veto ?? false) ||
  WEIGHT[b.severity] - WEIGHT[a.severity] ||
  b.range.end - b.range.start - (a.range.end - a.range.start) ||
  compareRanges(a.range, b.range) ||
  (a.rule.id < b.rule.id ? -1 : 1);

/** Units of text that share a bucket, so that an overlap is looked for near by only. */
const SPAN = 256;

/** Of overlapping findings of different rules the weightier stays, and the other becomes its evidence. */
function resolveOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept = new Map<Candidate, Range[]>();
  const buckets = new Map<number, Candidate[]>();
  for (const candidate of [...candidates].sort(byWeight)) {
    const first = Math.floor(candidate.range.start / SPAN);
    const last = Math.floor(Math.max(candidate.range.start, candidate.range.end - 1) / SPAN);
    let winner: Candidate | undefined;
    for (let bucket = first; bucket <= last && !winner; bucket++)
      winner = buckets
        .get(bucket)
        ?.find((other) => other.rule !== candidate.rule && overlaps(other.range, candidate.range));
    if (winner) {
      kept.get(winner)?.push(candidate.range);
      continue;
    }
    kept.set(candidate, []);
    for (let bucket = first; bucket <= last; bucket++) {
      const inBucket = buckets.get(bucket);
      if (inBucket) inBucket.push(candidate);
      else buckets.set(bucket, [candidate]);
    }
  }
  return [...kept]
    .map(([candidate, outweighed]) => ({ ...candidate, evidence: [...candidate.evidence, ...outweighed] }))
    .sort((a, b) => compareRanges(a.range, b.range) || (a.rule.id < b.rule.id ? -1 : 1));
}

/** Findings of one Document under a ruleset. Pure: same document, rules and exemptions, same result. */
export function lint(
  doc: Document,
  rules: Ruleset,
  minSeverity: Severity = 'info',
  exemptions: Exemptions = {},
): Result {
  const candidates: Candidate[] = [];
  const failures: Failure[] = [];
  const notChecked: NotChecked[] = [];
  for (const { rule, severity, options } of rules) {
    if (rule.appliesTo && !rule.appliesTo.includes(kind(doc))) continue;
    if (rule.needs === 'archive' && !doc.context.archive) {
      notChecked.push({ ruleId: rule.id, reason: '没有给出往年年报' });
      continue;
    }
    try {
      for (const finding of rule.check(doc, options))
        candidates.push({
          ...finding,
          rule,
          severity: milder(severity, finding.severity),
          evidence: finding.evidence ?? [],
        });
    } catch (error) {
      if (error instanceof Unavailable) notChecked.push({ ruleId: rule.id, reason: error.message });
      else failures.push({ ruleId: rule.id, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const occurrences = new Map<string, number>();
  const found = resolveOverlaps(candidates).map((candidate) => {
    const key = findingKey(candidate.rule.id, doc.text, candidate.range);
    const occurrence = occurrences.get(key) ?? 0;
    occurrences.set(key, occurrence + 1);
    return { ...candidate, fingerprint: fingerprint(key, occurrence) };
  });
  const { dictionaries, modelVersions } = doc.context;
  const ids = rules.map(({ rule }) => rule.id);
  const { findings, suppressed, warnings } = suppress(doc, found, ids, exemptions);
  return {
    findings: findings.filter((finding) => WEIGHT[finding.severity] >= WEIGHT[minSeverity]),
    suppressed,
    warnings,
    failures,
    notChecked,
    checkedWith: { rules: ids, dictionaries: { ...dictionaries.versions(), ...modelVersions?.() } },
  };
}
