import { BOUNDARY, MARGIN, UNKNOWN } from './alphabet.js';
import { FEATURE } from './correction-features.js';
import { longestLevelOver, longestOver, lowest, writeRowLogs } from './evidence.js';
import type { Examiner } from './examiner.js';
import { pairLog } from './frequencies.js';
import { ONCE } from './language-model.js';
import { PROPOSALS, type Proposal } from './proposals.js';
import type { Reading, Sentence } from './reading.js';
import { isSuspected } from './suspicion.js';

/** How far about a place its surroundings tell whether the model knows such text, and what of it is left out. */
const SURROUNDINGS = 60;
const VICINITY = 5;
/** Before anything is read, so much of the surroundings counts as read, and as new. */
const PRIOR_READ = 15;
const PRIOR_NEW = 3;
/** Suspected symbols so near are counted. */
const NEAR = 4;
/** The total of what is beside a proposal where there is nothing. */
const NOTHING_BESIDE = -20;

/** Fills a row of FEATURE_COUNT numbers with what the trees ask of the proposal at `at` in all those of a sentence. */
export function fillRow(
  examiner: Examiner,
  sentence: Sentence,
  all: readonly Proposal[],
  at: number,
  row: Float32Array,
): void {
  const proposal = all[at] as Proposal;
  describeProposal(proposal, row);
  describeRivals(all, at, row);
  describeSymbols(examiner, sentence.reading, proposal, row);
  describeRows(examiner, sentence.reading, proposal, row);
  describeSentence(sentence, proposal, row);
}

/** What the proposal itself knows. */
function describeProposal(
  { total, prior, kind, alike, lead, replacement, evidence }: Proposal,
  row: Float32Array,
): void {
  const { gains } = evidence;
  row[FEATURE.forwardGain] = gains.forward;
  row[FEATURE.backwardGain] = gains.backward;
  row[FEATURE.leastGain] = Math.min(gains.forward, gains.backward);
  row[FEATURE.total] = total;
  row[FEATURE.prior] = prior;
  row[FEATURE.kind] = kind;
  row[FEATURE.alike] = alike;
  row[FEATURE.lead] = lead;
  row[FEATURE.meantForward] = evidence.forward;
  row[FEATURE.meantBackward] = evidence.backward;
  row[FEATURE.meantLongest] = evidence.longest;
  row[FEATURE.meantLongestLevel] = evidence.longestLevel;
  row[FEATURE.length] = replacement.length;
  row.set(evidence.rowLogs, FEATURE.meantThreeLeft);
}

/** Its rank at its place, and what is proposed beside it. */
function describeRivals(all: readonly Proposal[], at: number, row: Float32Array): void {
  const { start, replacement, total } = all[at] as Proposal;
  const end = start + replacement.length;
  let first = at;
  while (first > 0 && (all[first - 1] as Proposal).start === start) first--;
  let beside = NOTHING_BESIDE;
  for (let k = Math.max(0, first - 2 * PROPOSALS); k < all.length; k++) {
    const other = all[k] as Proposal;
    if (other.start > end + 1) break;
    if (other.start !== start) beside = Math.max(beside, other.total);
  }
  row[FEATURE.rank] = at - first;
  row[FEATURE.beside] = beside;
  row[FEATURE.aheadOfBeside] = total - beside;
}

/** Its symbols by themselves and in pairs, and the classes of those about it. */
function describeSymbols(
  { reader, frequencies }: Examiner,
  { symbols }: Reading,
  { start, replacement }: Proposal,
  row: Float32Array,
): void {
  const { length } = replacement;
  const end = start + length;
  let writtenSingle = 0;
  let meantSingle = 0;
  let unknown = 0;
  for (let k = 0; k < length; k++) {
    const written = symbols[start + k] as number;
    writtenSingle = Math.min(writtenSingle, reader.single(written));
    meantSingle = Math.min(meantSingle, reader.single(replacement[k] as number));
    if (written === UNKNOWN) unknown = 1;
  }
  row[FEATURE.writtenSingle] = writtenSingle;
  row[FEATURE.meantSingle] = meantSingle;
  row[FEATURE.unknown] = unknown;
  const left = symbols[start - 1] as number;
  const right = symbols[end] as number;
  const meantFirst = replacement[0] as number;
  const meantLast = replacement[length - 1] as number;
  row[FEATURE.meantPairLeft] = pairLog(frequencies, left, meantFirst);
  row[FEATURE.meantPairRight] = pairLog(frequencies, meantLast, right);
  row[FEATURE.writtenPairLeft] = pairLog(frequencies, left, symbols[start] as number);
  row[FEATURE.writtenPairRight] = pairLog(frequencies, symbols[end - 1] as number, right);
  row[FEATURE.meantPairWithin] = length === 2 ? pairLog(frequencies, meantFirst, meantLast) : 0;
  const { classes } = frequencies;
  row[FEATURE.leftClass] = classes[left] as number;
  row[FEATURE.rightClass] = classes[right] as number;
  row[FEATURE.secondLeftClass] = classes[symbols[start - 2] as number] as number;
  row[FEATURE.secondRightClass] = classes[symbols[end + 1] as number] as number;
}

/** What the model says of the text as it stands at its place, and how well it knows text like that. */
function describeRows(
  { frequencies }: Examiner,
  reading: Reading,
  { start, replacement }: Proposal,
  row: Float32Array,
): void {
  const { passage } = reading;
  const { forward, backward } = passage;
  const end = start + replacement.length;
  row[FEATURE.writtenForward] = lowest(forward, start, end);
  row[FEATURE.writtenBackward] = lowest(backward, start, end);
  row[FEATURE.leftForward] = forward[start - 1] as number;
  row[FEATURE.rightForward] = forward[end] as number;
  row[FEATURE.leftBackward] = backward[start - 1] as number;
  row[FEATURE.rightBackward] = backward[end] as number;
  const longest = longestOver(passage, start, end);
  row[FEATURE.writtenLongest] = longest;
  row[FEATURE.writtenLongestLevel] = longestLevelOver(passage, longest, start, end);
  writeRowLogs(frequencies, passage, start, end, row, FEATURE.writtenThreeLeft);
  row[FEATURE.novelty] = noveltyAbout(reading, start, end);
}

/** Share of rows of three symbols about a place, but not at it, that the model has not seen twice. */
function noveltyAbout({ symbols, passage: { three } }: Reading, start: number, end: number): number {
  let read = PRIOR_READ;
  let fresh = PRIOR_NEW;
  const last = Math.min(symbols.length - MARGIN, end + SURROUNDINGS);
  for (let i = Math.max(MARGIN, start - SURROUNDINGS); i < last; i++) {
    if ((i >= start - VICINITY && i < end + VICINITY) || symbols[i] === BOUNDARY || symbols[i - 1] === BOUNDARY)
      continue;
    read++;
    if ((three[i] as number) <= ONCE) fresh++;
  }
  return fresh / read;
}

/** Where in its sentence it stands, and how that reads. */
function describeSentence(
  { reading, from, to, meanForward }: Sentence,
  { start, replacement }: Proposal,
  row: Float32Array,
): void {
  const end = start + replacement.length;
  let suspects = 0;
  for (let i = Math.max(from, start - NEAR); i < Math.min(to, end + NEAR); i++)
    if ((i < start || i >= end) && isSuspected(reading.passage, i)) suspects++;
  row[FEATURE.meanForward] = meanForward;
  row[FEATURE.sentenceLength] = to - from;
  row[FEATURE.suspects] = suspects;
  row[FEATURE.place] = start - from;
}
