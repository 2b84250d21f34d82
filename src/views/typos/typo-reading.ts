import { perDocument, Unavailable } from '../../document/per-document.js';
import { readText, type TextReading } from '../../model/correct-text.js';
import type { TypoModel } from '../../model/format.js';

/** The document as the typo model reads it: what is asked of it rests on one reading. */
export interface TypoReading extends TextReading {
  readonly model: TypoModel;
}

/** @throws Unavailable where no model is installed. */
export const typoReading = perDocument((doc): TypoReading => {
  const model = doc.context.typoModel?.();
  if (!model) throw new Unavailable('没有错字模型，未核对同音字、形近字、多字、漏字、错序');
  return { model, ...readText(model, doc.text) };
});
