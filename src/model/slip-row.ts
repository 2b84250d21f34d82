import { UNKNOWN } from './alphabet.js';
import { type Frequencies, pairLog } from './frequencies.js';
import { type Passage, SPREAD_BITS } from './language-model.js';
import { meanOver, type Sentence } from './reading.js';
import { CONTEXT, type Gains } from './replacement.js';
import type { Slip } from './slip-classifier.js';
import type { SlipExaminer } from './slip-examiner.js';
import { SLIP_FEATURE } from './slip-features.js';
import { logSum } from './suspicion.js';

/** Symbols on either side that belong to the neighbourhood of a slip. */
const NEIGHBOURHOOD = 5;
/** Below this sum of both log-probabilities a symbol there is improbable. */
const WEAK = -14;
/** Symbols of the longest slip. */
const LONGEST = 3;
/** The total of what is beside a slip where there is nothing. */
const NOTHING_BESIDE = -20;

/**
 * Fills the row of a slip, as far as it can be told of it alone: all but what stands beside it, and its habit. The gauge
 * must have measured it last.
 * @param lead by how much it is ahead of the next best at its place, in nats
 */
export function describeSlip(examiner: SlipExaminer, sentence: Sentence, slip: Slip, gains: Gains, lead: number): void {
  const { start, end, replacement, total, row } = slip;
  const { passage } = sentence.reading;
  row[SLIP_FEATURE.forwardGain] = gains.forward;
  row[SLIP_FEATURE.backwardGain] = gains.backward;
  row[SLIP_FEATURE.leastGain] = Math.min(gains.forward, gains.backward);
  row[SLIP_FEATURE.total] = total;
  row[SLIP_FEATURE.lead] = lead;
  const replaced = examiner.gauge.passage;
  const last = CONTEXT + replacement.length;
  writeThree(passage, start, end, row, SLIP_FEATURE.writtenForward1, SLIP_FEATURE.writtenBackward1);
  writeThree(replaced, CONTEXT, last, row, SLIP_FEATURE.meantForward1, SLIP_FEATURE.meantBackward1);
  writeMostFrequent(examiner.frequencies, passage, start, end, row, SLIP_FEATURE.writtenTwo);
  writeMostFrequent(examiner.frequencies, replaced, CONTEXT, last, row, SLIP_FEATURE.meantTwo);
  describeSymbols(examiner, sentence, slip);
  describeSentence(sentence, slip);
}

/** Log-probabilities of three symbols from `start` on, and of three from `end` back. */
function writeThree(
  { forward, backward }: Passage,
  start: number,
  end: number,
  row: Float32Array,
  atForward: number,
  atBackward: number,
): void {
  for (let k = 0; k < 3; k++) {
    row[atForward + k] = forward[start + k] as number;
    row[atBackward + k] = backward[end - 1 - k] as number;
  }
}

/** Logarithms of the counts of the most frequent rows of two to five symbols over the places [start, end), or their joint. */
function writeMostFrequent(
  { pairLogs, gramLogs }: Frequencies,
  { two, three, four, five }: Passage,
  start: number,
  end: number,
  row: Float32Array,
  at: number,
): void {
  let pair = -1;
  for (let i = start; i <= end; i++) pair = Math.max(pair, pairLogs[(two[i] as number) >> SPREAD_BITS] as number);
  row[at] = pair;
  row[at + 1] = mostFrequent(gramLogs, three, start, end + 1);
  row[at + 2] = mostFrequent(gramLogs, four, start, end + 2);
  row[at + 3] = mostFrequent(gramLogs, five, start, end + 3);
}

/** Of the rows that end at the places from `start` to `last`. */
function mostFrequent(gramLogs: Float32Array, grams: Uint16Array, start: number, last: number): number {
  let best = -1;
  for (let i = start; i <= last; i++) best = Math.max(best, gramLogs[grams[i] as number] as number);
  return best;
}

/** Its symbols by themselves and in pairs, and the classes of those about it. */
function describeSymbols(
  { reader, frequencies }: SlipExaminer,
  { reading: { symbols } }: Sentence,
  { start, end, replacement, about, row }: Slip,
): void {
  const left = symbols[start - 1] as number;
  const right = symbols[end] as number;
  const writtenFirst = end > start ? (symbols[start] as number) : right;
  const writtenLast = end > start ? (symbols[end - 1] as number) : left;
  row[SLIP_FEATURE.aboutSingle] = reader.single(about);
  row[SLIP_FEATURE.lastSingle] = end > start + 1 ? reader.single(writtenLast) : 0;
  row[SLIP_FEATURE.writtenPairLeft] = pairLog(frequencies, left, writtenFirst);
  row[SLIP_FEATURE.writtenPairRight] = pairLog(frequencies, writtenLast, right);
  row[SLIP_FEATURE.meantPairLeft] = pairLog(frequencies, left, replacement[0] ?? right);
  row[SLIP_FEATURE.meantPairRight] = pairLog(frequencies, replacement.at(-1) ?? left, right);
  row[SLIP_FEATURE.doubles] = Number(about === left) + 2 * Number(about === right);
  const { classes } = frequencies;
  row[SLIP_FEATURE.leftClass] = classes[left] as number;
  row[SLIP_FEATURE.rightClass] = classes[right] as number;
  row[SLIP_FEATURE.secondLeftClass] = classes[symbols[start - 2] as number] as number;
  row[SLIP_FEATURE.secondRightClass] = classes[symbols[end + 1] as number] as number;
}

/** Where in its sentence it stands, and how that reads. */
function describeSentence({ reading, from, to, meanForward }: Sentence, { start, end, row }: Slip): void {
  const { symbols, passage } = reading;
  const { forward, backward } = passage;
  const nearFrom = Math.max(from, start - NEIGHBOURHOOD);
  const nearTo = Math.min(to, end + NEIGHBOURHOOD);
  let weak = 0;
  let unknown = 0;
  for (let i = nearFrom; i < nearTo; i++) {
    if (symbols[i] === UNKNOWN) unknown++;
    if ((i < start - 1 || i > end) && logSum(passage, i) < WEAK) weak++;
  }
  row[SLIP_FEATURE.meanForward] = meanForward;
  row[SLIP_FEATURE.sentenceLength] = to - from;
  row[SLIP_FEATURE.place] = start - from;
  row[SLIP_FEATURE.symbolsAfter] = to - end;
  row[SLIP_FEATURE.weak] = weak;
  row[SLIP_FEATURE.unknown] = unknown;
  row[SLIP_FEATURE.length] = end - start;
  row[SLIP_FEATURE.meanBefore] = meanOver(forward, nearFrom, start);
  row[SLIP_FEATURE.meanAfter] = meanOver(backward, end, nearTo);
  row[SLIP_FEATURE.leastAround] = Math.min(forward[start + 1] as number, backward[start - 1] as number);
}

const touch = (a: Slip, b: Slip): boolean => b.start <= a.end + 1 && a.start <= b.end + 1;

/** Tells the row of the k-th of a sentence's slips, which stand in order of place, what stands beside it. */
export function describeRivals(found: readonly Slip[], k: number): void {
  const slip = found[k] as Slip;
  let beside = NOTHING_BESIDE;
  for (let m = k - 1; m >= 0; m--) {
    const other = found[m] as Slip;
    if (other.start < slip.start - LONGEST - 1) break;
    if (touch(slip, other)) beside = Math.max(beside, other.total);
  }
  for (let m = k + 1; m < found.length; m++) {
    const other = found[m] as Slip;
    if (other.start > slip.end + 1) break;
    if (touch(slip, other)) beside = Math.max(beside, other.total);
  }
  slip.row[SLIP_FEATURE.beside] = beside;
  slip.row[SLIP_FEATURE.aheadOfBeside] = slip.total - beside;
}
