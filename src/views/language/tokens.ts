import type { Document, Segmenter } from '../../document/document.js';
import { perDocument, Unavailable } from '../../document/per-document.js';
import { overlaps, type Range } from '../../text/range.js';
import { sentenceAfter, sentences } from './sentences.js';

export interface Token {
  readonly range: Range;
  readonly text: string;
  /** As jieba's list has it (n, v, ns …); x when unknown. */
  readonly partOfSpeech: string;
}

/** Tokens of each sentence by the sentence's index, as far as somebody asked for them. */
const cutSentences = perDocument((): Map<number, readonly Token[]> => new Map());

function segmenterOf(doc: Document): Segmenter {
  const segmenter = doc.context.segmenter?.();
  if (!segmenter) throw new Unavailable('没有可用的分词组件，未核对词界');
  return segmenter;
}

function tokensOfSentence(doc: Document, index: number, sentence: Range): readonly Token[] {
  const cut = cutSentences(doc);
  let found = cut.get(index);
  if (!found) {
    let start = sentence.start;
    found = segmenterOf(doc)(doc.text.slice(sentence.start, sentence.end)).map(({ text, partOfSpeech }) => {
      const range = { start, end: start + text.length };
      start = range.end;
      return { range, text, partOfSpeech };
    });
    cut.set(index, found);
  }
  return found;
}

/**
 * The tokens of the sentences that `range` touches, and no others are cut.
 * @throws Unavailable where no segmenter is installed.
 */
export function tokensIn(doc: Document, range: Range): readonly Token[] {
  segmenterOf(doc);
  const all = sentences(doc);
  const found: Token[] = [];
  for (let i = sentenceAfter(doc, range.start); i < all.length; i++) {
    const sentence = all[i] as Range;
    if (!overlaps(sentence, range)) break;
    for (const token of tokensOfSentence(doc, i, sentence)) found.push(token);
  }
  return found;
}

/** @throws Unavailable where no segmenter is installed. */
export const tokens = (doc: Document): readonly Token[] => tokensIn(doc, { start: 0, end: doc.text.length });

/**
 * Whether the range begins and ends where words do.
 * @throws Unavailable where no segmenter is installed.
 */
export function standsOnWordBoundaries(doc: Document, range: Range): boolean {
  const around = tokensIn(doc, range);
  return around.some((t) => t.range.start === range.start) && around.some((t) => t.range.end === range.end);
}
