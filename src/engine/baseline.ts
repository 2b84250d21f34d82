/** Findings that do not count, of files by path relative to the baseline: by rule, their fingerprints. No line numbers. */
export interface Baseline {
  readonly version: 1;
  readonly files: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export const BASELINE_SCHEMA = {
  type: 'object',
  properties: {
    version: { const: 1 },
    files: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: { type: 'array', items: { type: 'string' } },
      },
    },
  },
  required: ['version', 'files'],
  additionalProperties: false,
} as const;

interface Known {
  readonly ruleId: string;
  readonly fingerprint: string;
}

const sorted = <T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

function byRule(findings: readonly Known[]): Readonly<Record<string, readonly string[]>> {
  const ids = new Set(findings.map(({ ruleId }) => ruleId));
  return sorted(
    [...ids].map((id) => [
      id,
      findings
        .filter(({ ruleId }) => ruleId === id)
        .map(({ fingerprint }) => fingerprint)
        .sort(),
    ]),
  );
}

/** `before`, with the files of this run as they are now: the others keep what they had, the clean ones go. */
export function rebased(before: Baseline | undefined, now: ReadonlyMap<string, readonly Known[]>): Baseline {
  const kept = Object.entries(before?.files ?? {}).filter(([path]) => !now.has(path));
  const found = [...now].filter(([, findings]) => findings.length > 0);
  return {
    version: 1,
    files: sorted([...kept, ...found.map(([path, findings]) => [path, byRule(findings)] as const)]),
  };
}

export const baselineText = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 2)}\n`;

/** Fingerprints that the baseline has of a file. */
export const fingerprintsOf = (baseline: Baseline, path: string): ReadonlySet<string> =>
  new Set(Object.values(baseline.files[path] ?? {}).flat());

/** How many of a file's findings in the baseline are gone, of the rules that ran. */
export function countGone(
  baseline: Baseline,
  path: string,
  ran: readonly string[],
  still: ReadonlySet<string>,
): number {
  const ofRules = Object.entries(baseline.files[path] ?? {}).filter(([id]) => ran.includes(id));
  return ofRules.flatMap(([, fingerprints]) => fingerprints).filter((fingerprint) => !still.has(fingerprint)).length;
}
