import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { matchesGlob } from '../engine/config.js';
import type { FileSuppression } from '../engine/suppress.js';
import { absolutePath, anchored } from './globs.js';
import { readSource } from './source.js';
import { checkFor, nearest } from './validate.js';

/** Beside a document: its name and this. In the working directory: this alone. */
export const SUPPRESSIONS_SUFFIX = '.gongwenlint-suppressions.yaml';

const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      file: { type: 'string' },
      rule: { type: 'string' },
      quote: { type: 'string' },
      fingerprint: { type: 'string' },
      reason: { type: 'string' },
      until: {
        type: 'string',
        pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
        description: '日期，如 2026-12-31',
      },
    },
    required: ['rule'],
    additionalProperties: false,
  },
} as const;

interface WrittenEntry {
  readonly file?: string;
  readonly rule: string;
  readonly quote?: string;
  readonly fingerprint?: string;
  readonly reason?: string;
  readonly until?: string;
}

/** An entry with the files it is for and its place, to be named by. */
export interface SuppressionEntry extends FileSuppression {
  readonly files: string;
  /** Of the side-car file, absolute. */
  readonly folder: string;
  readonly place: string;
}

/** A side-car file: the entries in force, and of those that are not, one Chinese sentence each. */
export interface Suppressions {
  readonly entries: readonly SuppressionEntry[];
  readonly refused: readonly string[];
}

const check = checkFor(() => SCHEMA);

/** Why an entry is not in force. */
function refusal(
  { reason = '', until, rule }: WrittenEntry,
  today: string,
  rules: readonly string[],
): string | undefined {
  if (reason.trim() === '') return '没有写理由（reason），不生效。';
  if (until !== undefined && until < today) return `已于 ${until} 到期，不再生效。`;
  if (rules.includes(rule)) return undefined;
  const guess = nearest(rule, rules);
  return `没有名为“${rule}”的规则${guess === undefined ? '' : `，是否指“${guess}”`}，不生效。`;
}

/**
 * Reads a side-car file. `today`: YYYY-MM-DD; an entry holds through its day `until`. One without `file` is for every file.
 * @throws UserError with file, line and column.
 */
export function readSuppressions(file: string, today: string, rules: readonly string[]): Suppressions {
  const { value, place } = readSource(file, check, []);
  const folder = absolutePath(dirname(file));
  const entries: SuppressionEntry[] = [];
  const refused: string[] = [];
  for (const [i, entry] of (value as readonly WrittenEntry[]).entries()) {
    const why = refusal(entry, today, rules);
    const at = place([String(i)]);
    if (why !== undefined) refused.push(`${at}：${why}`);
    else
      entries.push({
        kind: 'file',
        reason: entry.reason?.trim() ?? '',
        rule: entry.rule,
        ...(entry.quote !== undefined && { quote: entry.quote }),
        ...(entry.fingerprint !== undefined && { fingerprint: entry.fingerprint }),
        files: anchored(folder, entry.file ?? '**/*'),
        folder,
        place: at,
      });
  }
  return { entries, refused };
}

/** The side-car file beside a document, if there is one. */
export function besideOf(document: string): string | undefined {
  const file = `${document}${SUPPRESSIONS_SUFFIX}`;
  return existsSync(file) ? file : undefined;
}

export const entriesFor = (entries: readonly SuppressionEntry[], path: string): readonly SuppressionEntry[] =>
  entries.filter(({ files }) => matchesGlob(path, files));
