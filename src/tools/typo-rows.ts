import { encode, UNKNOWN } from '../model/alphabet.js';
import { type ConfusionTable, syllablePairs } from '../model/confusions.js';
import { type Examiner, FEATURES, readingOf, sentenceSpans } from '../model/correction.js';
import { type LanguageModel, levelOf } from '../model/language-model.js';
import { seededRandom } from '../rule/planting.js';
import { typist } from './typo-errors.js';
import type { Rows } from './typo-trees.js';

/** Of the sentences, so many get one error, so many two. */
const ONE = 0.32;
const TWO = 0.2;
const SHORTEST = 4;
/** The texts are gone through so often, with other errors each time. */
const PASSES = 3;
/** Pairs less frequent than this are no words that anybody mistakes another for. */
const LEAST_PAIR = 8;

/** Proposals at the suspected places of texts, with errors planted in a part of the sentences, labelled right or wrong. */
export function labelledRows(
  texts: readonly string[],
  model: LanguageModel,
  confusions: ConfusionTable,
  examiner: Examiner,
  seed: number,
): Rows {
  const random = seededRandom(seed);
  const plant = typist(
    model,
    examiner.reader,
    confusions,
    syllablePairs(model.pairs, levelOf(model.pairLevels, LEAST_PAIR), confusions),
  );
  let features = new Float32Array(1 << 22);
  let labels = new Uint8Array(1 << 17);
  let count = 0;
  const row = new Float32Array(FEATURES);
  for (const text of Array.from({ length: PASSES }, () => texts).flat()) {
    const { symbols, offsets, length } = encode(text, model.alphabet);
    const right = symbols.slice();
    for (const [from, to] of sentenceSpans(right, length)) {
      if (to - from < SHORTEST) continue;
      const draw = random();
      const errors = draw < TWO ? 2 : draw < TWO + ONE ? 1 : 0;
      for (let k = 0; k < errors; k++) {
        const typo = plant(symbols, from, to, random);
        if (typo) symbols.set(typo.written, typo.start);
      }
    }
    // A planted character must not be told by the text beneath.
    const unitAt = (i: number): number => (right[i] === UNKNOWN ? text.charCodeAt(offsets[i] as number) : 0);
    const reading = readingOf(examiner.reader, symbols, length, unitAt);
    for (const [from, to] of sentenceSpans(symbols, length)) {
      const all = examiner.proposals(reading, from, to);
      for (const [k, { start, replacement }] of all.entries()) {
        if (count === labels.length) {
          const moreLabels = new Uint8Array(2 * count);
          moreLabels.set(labels);
          labels = moreLabels;
        }
        if ((count + 1) * FEATURES > features.length) {
          const more = new Float32Array(2 * features.length);
          more.set(features);
          features = more;
        }
        examiner.describe(reading, from, to, all, k, row);
        features.set(row, count * FEATURES);
        labels[count++] = Number(replacement.every((symbol, j) => right[start + j] === symbol));
      }
    }
  }
  return { features, width: FEATURES, count, labels, weights: new Float32Array(count).fill(1) };
}
