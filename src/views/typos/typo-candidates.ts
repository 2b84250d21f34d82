import type { Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import { correctText, lossOf } from '../../model/correct-text.js';
import { isHan } from '../../text/chars.js';
import { standsAtLeast } from '../../text/occurrences.js';
import { overlaps, type Range } from '../../text/range.js';
import { SURNAMES } from '../../text/surnames.js';
import { isQuoted } from '../language/quotations.js';
import { places } from '../names/places.js';
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

/** The document's own usage vetoes: so often a spelling stands there, and the other one never. */
const HABIT = 2;
/** So often that it is meant, whatever else stands there. */
const SURE_HABIT = 3;
const LONGEST_PLACE = 12;

/** Whether the document writes these characters beside their neighbour again and again, more so than the suggested ones. */
function isHabit(text: string, { start, end }: Range, meant: string): boolean {
  const written = text.slice(start, end);
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  const isOther = (isHan(before) && text.includes(before + meant)) || (isHan(after) && text.includes(meant + after));
  const often = isOther ? SURE_HABIT : HABIT;
  return (
    (isHan(before) && standsAtLeast(text, before + written, often)) ||
    (isHan(after) && standsAtLeast(text, written + after, often))
  );
}

/** Whether the range lies in the name of a known place: 浉河区, 渑池县. */
function isInPlace(doc: Document, { start, end }: Range): boolean {
  const gazetteer = places(doc.context.dictionaries);
  for (let from = Math.max(0, end - LONGEST_PLACE); from <= start; from++)
    for (let to = Math.min(doc.text.length, from + LONGEST_PLACE); to >= end; to--)
      if (to - from > 1 && gazetteer.named(doc.text.slice(from, to)).length > 0) return true;
  return false;
}

const GIVEN = `[${SURNAMES}]\\p{Script=Han}{1,2}`;
const TITLES =
  '同志|书记|主席|主任|局长|部长|省长|市长|县长|区长|镇长|乡长|院长|校长|处长|科长|所长|厅长|司长|会长|行长|总理|总统|委员|代表|先生|女士|教授|法官|检察官|律师|发言人|秘书长|董事长|经理|记者|编辑|原告|被告|被告人|上诉人|申请人|被害人|证人|审判长|审判员|书记员|法定代表人|委托代理人|主编|姓名|联系人|签发人|负责人|组长|队长|副组长|成员';
const NAMED_PART = new RegExp(
  `(?:(?<=${TITLES})${GIVEN}|(?<=^|[、，：:（(；。\\s])${GIVEN}(?=$|[、，；。）)\\s]|${TITLES}))`,
  'gu',
); // 局长王小明，

/** Context within which a person's name shows itself. */
const AROUND = 8;

/** Whether the range lies in what is shaped like a person's name: 局长王小明, 、李文东、. */
function isInName(text: string, { start, end }: Range): boolean {
  const from = Math.max(0, start - AROUND);
  for (const found of text.slice(from, end + AROUND).matchAll(NAMED_PART)) {
    const at = from + found.index;
    if (at <= start && end <= at + found[0].length) return true;
  }
  return false;
}

/** A name from another language: characters about a middle dot. */
const FOREIGN = /\p{Script=Han}{1,8}(?:[·•]\p{Script=Han}{1,8}){1,4}/gu; // 帕尔哈提·买买提

function isInForeignName(text: string, { start, end }: Range): boolean {
  const from = Math.max(0, start - 2 * AROUND);
  for (const found of text.slice(from, end + 2 * AROUND).matchAll(FOREIGN)) {
    const at = from + found.index;
    if (at < end && start < at + found[0].length) return true;
  }
  return false;
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
  const code = doc.blocks.filter(({ kind }) => kind === 'code').map(({ range }) => range);
  return correctText(reading.model, reading, calibration.info + doubt)
    .flatMap(({ start, end, meant, logit: told }) => {
      const range = { start, end };
      const logit = told - doubt;
      if (!isQuoted(doc, range)) return [{ range, meant, logit }];
      return logit - QUOTED >= calibration.warning ? [{ range, meant, logit: logit - QUOTED }] : [];
    })
    .filter(
      ({ range, meant }) =>
        !code.some((other) => overlaps(range, other)) &&
        !isHabit(text, range, meant) &&
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

export { isInForeignName, isInName, isInPlace };
