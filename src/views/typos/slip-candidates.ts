import type { Document, Segmenter } from '../../document/document.js';
import { perDocument, Unavailable } from '../../document/per-document.js';
import type { LanguageModel } from '../../model/language-model.js';
import { sentenceOf, sentenceSpans } from '../../model/reading.js';
import { type Slip, type SlipKind, type SlipModel, slipLogit } from '../../model/slip-classifier.js';
import { type SlipExaminer, slipExaminerOf } from '../../model/slip-examiner.js';
import { slipsIn } from '../../model/slips.js';
import { isHan } from '../../text/chars.js';
import type { Range } from '../../text/range.js';
import { isInCode } from '../language/prose.js';
import { isQuoted } from '../language/quotations.js';
import { isInForeignName, isInName, isInPlace } from '../names/names-around.js';
import { isHabit } from './habits.js';
import { typoReading } from './typo-reading.js';

/** A place where the language model reads one character more, one less, or others first. */
export interface SlipCandidate {
  readonly kind: SlipKind;
  /** What is wrong; of a missing character its neighbours. */
  readonly range: Range;
  /** What should stand there. */
  readonly meant: string;
  /** The character too many, the missing one, or those out of order as written. */
  readonly characters: string;
  readonly level: 'warning' | 'info';
  /** How sure: a logit. */
  readonly logit: number;
}

const examiners = new WeakMap<LanguageModel, SlipExaminer>();

function examinerFor(language: LanguageModel): SlipExaminer {
  let examiner = examiners.get(language);
  if (!examiner) {
    examiner = slipExaminerOf(language);
    examiners.set(language, examiner);
  }
  return examiner;
}

/** Countries by one character: 日中, 中日 as the speaker has it. */
const COUNTRIES = new Set(
  '中美日韩朝俄英法德意加澳新印巴老越柬泰缅菲马蒙哈吉塔乌土伊以阿埃南欧非拉西葡荷比瑞丹挪芬波匈捷塞希古墨智秘委京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台',
);

/** Whether what is written can be read as it stands: words of the list, as they are or on either side. */
function isReadable(text: string, cut: Segmenter, kind: SlipKind, start: number, end: number): boolean {
  const isWord = (from: number, to: number): boolean => cut(text.slice(Math.max(0, from), to)).length === 1;
  if (kind === 'missing') return isWord(start - 1, start + 1);
  if (kind === 'order')
    return (
      isWord(start, end) ||
      (isWord(start - 1, start + 1) && isWord(end - 1, end + 1)) ||
      [...text.slice(start, end)].every((character) => COUNTRIES.has(character))
    );
  // 看看, 企业中中层: the first belongs to what goes before, the second to what follows.
  const doubled = text[start] === text[end] ? start : text[start] === text[start - 1] ? start - 1 : -1;
  // 说说情况
  const isVerb = doubled >= 0 && /^v/u.test(cut(text.charAt(doubled))[0]?.partOfSpeech ?? '');
  if (doubled >= 0)
    return (
      isVerb || isWord(doubled, doubled + 2) || (isWord(doubled - 1, doubled + 1) && isWord(doubled + 1, doubled + 3))
    );
  return isWord(start - 1, end) && isWord(start, end + 1);
}

interface Judged {
  readonly slip: Slip;
  readonly logit: number;
  /** Above the threshold of its kind. */
  readonly margin: number;
}

/** The surest of the slips of a sentence that do not touch each other. */
function surest(slips: readonly Slip[], model: SlipModel): readonly Judged[] {
  const kept: Judged[] = [];
  const judged = slips
    .map((slip): Judged => {
      const logit = slipLogit(model[slip.kind], slip);
      return { slip, logit, margin: logit - model[slip.kind].thresholds.info };
    })
    .filter(({ margin }) => margin >= 0)
    .sort((a, b) => b.margin - a.margin);
  for (const one of judged)
    if (kept.every(({ slip }) => one.slip.start > slip.end + 1 || slip.start > one.slip.end + 1)) kept.push(one);
  return kept;
}

/**
 * Where a character may be missing, too many or out of order, in order of text; never in names, titles and quotations,
 * nor where the document writes so again.
 * @throws Unavailable where no model is installed, or no classifiers for it, or no segmenter.
 */
export const slips = perDocument((doc): readonly SlipCandidate[] => {
  // Told first, where there is no model at all.
  typoReading(doc);
  const model = doc.context.slipModel?.();
  if (!model) throw new Unavailable('没有与错字模型配套的多字漏字模型，未核对多字、漏字、错序');
  return slipsBy(doc, model);
});

/** The same with classifiers of the caller's own. @throws Unavailable where no segmenter or typo model is installed. */
export function slipsBy(doc: Document, model: SlipModel): readonly SlipCandidate[] {
  const { text } = doc;
  const cut = doc.context.segmenter?.();
  if (!cut) throw new Unavailable('没有可用的分词组件，未核对多字、漏字、错序');
  const {
    model: { language },
    symbols,
    offsets,
    length,
    reading,
  } = typoReading(doc);
  const examiner = examinerFor(language);
  const { unitOf } = language.alphabet;
  const found: SlipCandidate[] = [];
  for (const [from, to] of sentenceSpans(symbols, length))
    for (const { slip, logit } of surest(slipsIn(examiner, sentenceOf(reading, from, to)), model)) {
      const { kind, start, end, replacement } = slip;
      let at = offsets[start] as number;
      let last = end > start ? (offsets[end - 1] as number) + 1 : at;
      // Where white space stands within, nobody typed the characters one after the other.
      if (last - at !== end - start) continue;
      // Of a character that stands twice, the second is the one too many, whichever the model takes out.
      for (; kind === 'extra' && text[last] === text[at]; at++) last++;
      const inserted = String.fromCharCode(...replacement.map((symbol) => unitOf[symbol] as number));
      const isMissing = kind === 'missing';
      const left = isMissing && isHan(text.charAt(at - 1)) ? 1 : 0;
      const right = isMissing && isHan(text.charAt(at)) ? 1 : 0;
      const range = { start: at - left, end: last + right };
      if (range.end === range.start) continue;
      const around = { start: Math.max(0, at - 1), end: Math.min(text.length, last + 1) };
      if (
        isInCode(doc, range) ||
        isHabit(text, { start: at, end: last }) ||
        isReadable(text, cut, kind, at, last) ||
        [range, around].some((one) => isInName(text, one)) ||
        isInForeignName(text, range) ||
        isInPlace(doc, range) ||
        isQuoted(doc, range)
      )
        continue;
      found.push({
        kind,
        range,
        meant: text.slice(range.start, at) + inserted + text.slice(last, range.end),
        characters: isMissing ? inserted : text.slice(at, last),
        level: logit >= model[kind].thresholds.warning ? 'warning' : 'info',
        logit,
      });
    }
  return found.sort((a, b) => a.range.start - b.range.start);
}
