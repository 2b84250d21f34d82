import { MARGIN } from './alphabet.js';
import { FEATURE_COUNT } from './correction-features.js';
import { fillRow } from './correction-row.js';
import type { Examiner } from './examiner.js';
import { type Proposal, proposalsIn } from './proposals.js';
import { copyOf, overwrite, type Sentence, sentenceOf } from './reading.js';
import { logitOf, type Trees } from './trees.js';

/** One correction of a sentence, and how sure: a logit. */
export interface Correction {
  readonly start: number;
  readonly replacement: readonly number[];
  readonly logit: number;
}

/** Further corrections of a sentence that already has one may be so much less sure; */
const ENCOURAGEMENT = 2.5;
/** but what is doubtful by itself gets nothing, and each step above that brings so much. */
const DOUBTFUL = 0.25;
const ENCOURAGEMENT_STEP = 2;
const MOST_ROUNDS = 5;

const encouraged = (logit: number): number =>
  logit + Math.max(0, Math.min(ENCOURAGEMENT, ENCOURAGEMENT_STEP * (logit - DOUBTFUL)));

/**
 * Corrections of a sentence whose logit is at least `least`: the surest is made, then the sentence is read again. None is
 * surer than those made before it, so that for a higher `least` the row is only cut short.
 */
export function correctionsOf(
  examiner: Examiner,
  trees: Trees,
  sentence: Sentence,
  least: number,
): readonly Correction[] {
  const made: Correction[] = [];
  let current = sentence;
  // Where the places of `sentence` stand before those of `current`.
  let shift = 0;
  let ceiling = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const best = surestOf(examiner, trees, current, shift, made);
    if (!best) break;
    ceiling = Math.min(ceiling, round > 0 ? encouraged(best.logit) : best.logit);
    if (ceiling < least) break;
    made.push({ start: best.start, replacement: best.replacement, logit: ceiling });
    const reading = round > 0 ? current.reading : copyOf(sentence);
    shift = sentence.from - MARGIN;
    overwrite(examiner.reader, reading, best.start - shift, best.replacement);
    if (round === 0) current = sentenceOf(reading, MARGIN, sentence.to - shift);
  }
  return made;
}

/** The proposal that the trees are surest of, where nothing was corrected yet; of two equal ones the first. */
function surestOf(
  examiner: Examiner,
  trees: Trees,
  sentence: Sentence,
  shift: number,
  made: readonly Correction[],
): Correction | undefined {
  const all = proposalsIn(examiner, sentence);
  if (all.length === 0) return undefined;
  const row = new Float32Array(FEATURE_COUNT);
  let best: Proposal | undefined;
  let bestLogit = Number.NEGATIVE_INFINITY;
  for (const [k, proposal] of all.entries()) {
    const start = proposal.start + shift;
    const end = start + proposal.replacement.length;
    if (made.some((one) => start < one.start + one.replacement.length && one.start < end)) continue;
    fillRow(examiner, sentence, all, k, row);
    const logit = logitOf(trees, row);
    if (logit > bestLogit) {
      best = proposal;
      bestLogit = logit;
    }
  }
  return best && { start: best.start + shift, replacement: best.replacement, logit: bestLogit };
}
