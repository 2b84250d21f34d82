import { perDocument } from '../../document/per-document.js';
import { correctText, lossOf } from '../../model/correct-text.js';
import type { Range } from '../../text/range.js';
import { isInCode } from '../language/prose.js';
import { isQuoted } from '../language/quotations.js';
import { isInForeignName, isInName, isInPlace } from '../names/names-around.js';
import { isHabitOverMeant } from './habits.js';
import { typoReading } from './typo-reading.js';

/** A place where the typo model reads other characters than are written. */
export interface TypoCandidate {
  readonly range: Range;
  readonly meant: string;
  /** How sure: a logit. */
  readonly logit: number;
  /** What the thresholds of the model make of it. */
  readonly level: 'error' | 'warning' | 'info';
  /** Of its being a real error, as read on published text. */
  readonly probability: number;
}

/**
 * Inside titles and quotations the words are somebody else's, or meant in another way: a finding there is less sure by so
 * much, and none is a hint.
 */
const QUOTED = 3;

/**
 * Where the typo model would write something else, in order of text; names, and what the document writes so throughout,
 * are left alone.
 * @throws Unavailable where no model is installed.
 */
export const typoCandidates = perDocument((doc): readonly TypoCandidate[] => {
  const { text } = doc;
  const reading = typoReading(doc);
  const { calibration } = reading.model;
  // In text of other kinds than it learned from the model is less sure than it says: a logit for each nat beyond.
  const doubt = Math.max(0, lossOf(reading) - calibration.familiar);
  return correctText(reading.model, reading, calibration.info + doubt)
    .flatMap(({ start, end, meant, logit: told }) => {
      const range = { start, end };
      const logit = told - doubt;
      if (!isQuoted(doc, range)) return [{ range, meant, logit }];
      return logit - QUOTED >= calibration.warning ? [{ range, meant, logit: logit - QUOTED }] : [];
    })
    .filter(
      ({ range, meant }) =>
        !isInCode(doc, range) &&
        !isHabitOverMeant(text, range, meant) &&
        !isInName(text, range) &&
        !isInForeignName(text, range) &&
        !isInPlace(doc, range),
    )
    .map(
      (found): TypoCandidate => ({
        ...found,
        level: found.logit >= calibration.error ? 'error' : found.logit >= calibration.warning ? 'warning' : 'info',
        probability: 1 / (1 + Math.exp(-calibration.slope * found.logit - calibration.offset)),
      }),
    )
    .sort((a, b) => a.range.start - b.range.start);
});
