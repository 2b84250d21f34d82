import { addByContext, addConfused, addPairs, type Candidate, LEAST_TOTAL } from './candidates.js';
import type { Evidence } from './evidence.js';
import type { Examiner } from './examiner.js';
import type { Sentence } from './reading.js';
import { isCharacter, isSuspected, logSum } from './suspicion.js';

/** Below this sum over two symbols both may be wrong. */
const PAIR_GATE = -22;
/** Below this sum any character at all may be meant that the neighbours ask for. */
const CONTEXT_GATE = -17;
/** What gains so much less than the best at its place is not even proposed. */
const BEHIND = 3;
/** The lead of what has no rival. */
const ALONE = 20;
/** So many proposals at a place go before the trees. */
export const PROPOSALS = 3;

/** A candidate that goes before the trees. */
export interface Proposal extends Candidate {
  readonly evidence: Evidence;
  /** By how much it is ahead of the next best at its place, proposed or not, in nats; negative where it is behind. */
  readonly lead: number;
}

/** The proposals at suspected places of a sentence, up to PROPOSALS at each, place by place, the best first. */
export function proposalsIn(examiner: Examiner, sentence: Sentence): readonly Proposal[] {
  const { reading, from, to } = sentence;
  const { passage } = reading;
  const all: Proposal[] = [];
  for (let i = from; i < to; i++) {
    const isLast = i + 1 >= to;
    if (!isSuspected(passage, i) && (isLast || !isSuspected(passage, i + 1))) continue;
    if (isCharacter(examiner.frequencies, reading, i)) propose(candidatesAt(examiner, sentence, i), all);
  }
  return all;
}

/** What may be meant by the character at place i, or by it and the next. */
function candidatesAt(examiner: Examiner, { reading, to }: Sentence, i: number): Candidate[] {
  const { passage } = reading;
  const found: Candidate[] = [];
  if (isSuspected(passage, i)) {
    addConfused(examiner, reading, i, found);
    if (logSum(passage, i) < CONTEXT_GATE) addByContext(examiner, reading, i, found);
  }
  if (
    i + 1 < to &&
    logSum(passage, i) + logSum(passage, i + 1) < PAIR_GATE &&
    isCharacter(examiner.frequencies, reading, i + 1)
  )
    addPairs(examiner, reading, i, found);
  return found;
}

/** Adds the best of the candidates of a place to the proposals; of two equal ones, the first found stays ahead. */
function propose(found: Candidate[], all: Proposal[]): void {
  found.sort((a, b) => b.total - a.total);
  const best = found[0];
  if (!best) return;
  const least = Math.max(LEAST_TOTAL, best.total - BEHIND);
  for (let k = 0; k < found.length && k < PROPOSALS; k++) {
    const { start, replacement, kind, alike, prior, total, evidence } = found[k] as Candidate;
    if (total < least || !evidence) break;
    const rival = found[k === 0 ? 1 : 0];
    const lead = rival ? total - rival.total : ALONE;
    all.push({ start, replacement, kind, alike, prior, total, evidence, lead });
  }
}
