import type { Context, Document } from '../../src/document/document.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import { lossOf, readText } from '../../src/model/correct-text.js';
import type { Calibration, TypoModel } from '../../src/model/format.js';
import type { TypoCandidate } from '../../src/views/typos/typo-candidates.js';
import { findingKey, type Verdict } from './readings.js';
import type { CorpusDocument } from './training-corpus.js';

/**
 * False alarms for 10,000 characters that the levels may give on clean text, each with those above it. What nobody has
 * read and found right counts as false.
 */
const ALARMS = { error: 0.05, warning: 0.5, info: 2 } as const;
const LOWEST = -2;
/** Fewer read findings than this do not tell how probable one is. */
const ENOUGH_READ = 50;

/** Something found in a document, and the key under which it may have been read. */
export interface Finding<C extends Found = TypoCandidate> {
  readonly doc: Document;
  readonly candidate: C;
  readonly key: string;
}

type Found = Pick<TypoCandidate, 'range' | 'meant' | 'logit'>;

export interface Findings<C extends Found = TypoCandidate> {
  readonly characters: number;
  /** The surest first. */
  readonly all: readonly Finding<C>[];
}

/** What a view finds in documents. */
export function findingsIn<C extends Found>(
  documents: readonly CorpusDocument[],
  context: Context,
  candidatesOf: (doc: Document) => readonly C[],
): Findings<C> {
  let characters = 0;
  const all: Finding<C>[] = [];
  for (const { name, text } of documents) {
    characters += text.length;
    const doc = readTxt({ name, source: text, context });
    for (const candidate of candidatesOf(doc)) all.push({ doc, candidate, key: findingKey(doc, candidate) });
  }
  return { characters, all: all.sort((a, b) => b.candidate.logit - a.candidate.logit) };
}

/** The logit down to which no more than `rate` false alarms come for 10,000 characters; at the least just above `lowest`. */
export function threshold<C extends Found>(
  { characters, all }: Findings<C>,
  isFalse: (one: Finding<C>) => boolean,
  rate: number,
  lowest: number,
): number {
  const wrong = all.filter(isFalse);
  const allowed = Math.floor((rate * characters) / 10_000);
  return (wrong[allowed]?.candidate.logit ?? lowest) + 1e-6;
}

/** Newton's method for one slope and one offset: how often findings of a logit were read as right. */
function fitProbability(
  points: readonly (readonly [logit: number, right: boolean])[],
): Pick<Calibration, 'slope' | 'offset'> {
  let slope = 1;
  let offset = -4;
  for (let round = 0; round < 50; round++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-3, 0, 1e-3];
    for (const [logit, right] of points) {
      const p = 1 / (1 + Math.exp(-slope * logit - offset));
      const error = Number(right) - p;
      const weight = p * (1 - p);
      g0 += error;
      g1 += error * logit;
      h00 += weight;
      h01 += weight * logit;
      h11 += weight * logit * logit;
    }
    const determinant = h00 * h11 - h01 * h01;
    offset += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return { slope, offset };
}

/**
 * A line for each finding, for somebody to read: key, verdict to be filled in, logit, where.
 * @param about further columns, before the logit
 */
export const listing = <C extends Found>({ all }: Findings<C>, about: (candidate: C) => string = () => ''): string =>
  all
    .map(({ doc: { text, name }, candidate, key }) => {
      const { range, meant, logit } = candidate;
      const [before, written, rest] = [
        text.slice(Math.max(0, range.start - 18), range.start),
        text.slice(range.start, range.end),
        text.slice(range.end, range.end + 18),
      ];
      const place = `${before}【${written}→${meant}】${rest}`.replaceAll(/\s/gu, '⏎');
      return `${key}\t\t${about(candidate)}${logit.toFixed(2)}\t${name}\t${place}`;
    })
    .join('\n');

/** What a model reports that has no thresholds yet. @param familiar as familiarLoss gives it */
export const uncalibrated = (familiar: number): Calibration => ({
  error: LOWEST,
  warning: LOWEST,
  info: LOWEST,
  slope: 1,
  offset: 0,
  familiar,
});

/** Of texts of the kind that a model is for, all but so many are familiar to it. */
const STRANGE = 0.02;

/** The loss of documents that nothing was trained on, up to which a text is familiar. */
export function familiarLoss(
  documents: readonly CorpusDocument[],
  model: Pick<TypoModel, 'language' | 'examiner'>,
): number {
  const losses = documents.map(({ text }) => lossOf(readText(model, text))).sort((a, b) => a - b);
  return losses[Math.floor((1 - STRANGE) * (losses.length - 1))] ?? 0;
}

/**
 * Thresholds from findings of an uncalibrated model on texts that nothing was trained on, and what was read of them.
 * @param familiar that of the model
 */
export function calibrate(findings: Findings, verdicts: ReadonlyMap<string, Verdict>, familiar: number): Calibration {
  const isFalse = ({ key }: Finding): boolean => verdicts.get(key) !== 'right';
  const read = findings.all.flatMap(({ key, candidate }) => {
    const verdict = verdicts.get(key);
    return verdict === undefined ? [] : [[candidate.logit, verdict === 'right'] as const];
  });
  return {
    error: threshold(findings, isFalse, ALARMS.error, LOWEST),
    warning: threshold(findings, isFalse, ALARMS.warning, LOWEST),
    info: threshold(findings, isFalse, ALARMS.info, LOWEST),
    familiar,
    ...(read.length < ENOUGH_READ ? { slope: 1, offset: 0 } : fitProbability(read)),
  };
}

/** Findings for 10,000 characters at each level, with those above it: all, and without those that were read as right. */
export function ratesOf(
  { characters, all }: Findings,
  calibration: Calibration,
  verdicts: ReadonlyMap<string, Verdict>,
): Record<keyof typeof ALARMS, { readonly all: number; readonly notReadAsRight: number }> {
  const rate = (least: number): { readonly all: number; readonly notReadAsRight: number } => {
    const found = all.filter(({ candidate }) => candidate.logit >= least);
    const notRight = found.filter(({ key }) => verdicts.get(key) !== 'right');
    return { all: (found.length * 10_000) / characters, notReadAsRight: (notRight.length * 10_000) / characters };
  };
  return { error: rate(calibration.error), warning: rate(calibration.warning), info: rate(calibration.info) };
}
