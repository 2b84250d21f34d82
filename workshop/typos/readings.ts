import { createHash } from 'node:crypto';
import type { Document } from '../../src/document/document.js';
import type { TypoCandidate } from '../../src/views/typos/typo-candidates.js';

/** What somebody who read a finding on published text said of it. */
export type Verdict = 'right' | 'wrong' | 'doubtful';

const AROUND = 6;

/** A finding by a digest of its neighbourhood, so that the text itself need not be kept. */
export function findingKey(
  { text }: Document,
  { range: { start, end }, meant }: Pick<TypoCandidate, 'range' | 'meant'>,
): string {
  const context = text.slice(Math.max(0, start - AROUND), end + AROUND);
  return createHash('sha256')
    .update(`${context}\t${text.slice(start, end)}\t${meant}`)
    .digest('hex')
    .slice(0, 16);
}

/** Verdicts by finding key, from lines `key⇥verdict`. */
export function verdictsIn(table: string): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const line of table.split('\n')) {
    const [key, verdict] = line.split('\t');
    if (key && !line.startsWith('#') && (verdict === 'right' || verdict === 'wrong' || verdict === 'doubtful'))
      verdicts.set(key, verdict);
  }
  return verdicts;
}
