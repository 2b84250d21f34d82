import { encode, UNKNOWN } from '../../src/model/alphabet.js';
import { type ConfusionTable, syllablePairs } from '../../src/model/confusions.js';
import { FEATURE_COUNT } from '../../src/model/correction-features.js';
import { fillRow } from '../../src/model/correction-row.js';
import type { Examiner } from '../../src/model/examiner.js';
import { type LanguageModel, levelOf } from '../../src/model/language-model.js';
import { type Proposal, proposalsIn } from '../../src/model/proposals.js';
import { readingOf, type Sentence, sentenceOf, sentenceSpans } from '../../src/model/reading.js';
import { seededRandom } from '../planting/planting.js';
import type { Rows } from './grow-trees.js';
import type { SentencePair } from './pairs.js';
import { typist } from './typo-errors.js';

/** Of the sentences, so many get one error, so many two. */
const ONE = 0.32;
const TWO = 0.2;
const SHORTEST = 4;
/** Pairs less frequent than this are no words that anybody mistakes another for. */
const LEAST_PAIR = 8;
/** A wrong correction of a real error is no false alarm: it counts for less. */
const WEIGHT_AT_ERROR = 0.3;
/** A sentence that people wrote tells more than one with a planted error. */
const WEIGHT_OF_PAIRS = 5;
/** So often a sentence of a pair is corrected and read again. */
const ROUNDS = 3;

interface RowStore {
  /** Tells the proposals of a sentence as rows, and gives the best one that is right. */
  add(
    sentence: Sentence,
    isRight: (proposal: Proposal) => boolean,
    isError: (place: number) => boolean,
  ): Proposal | undefined;
  rows(weight: number): Rows;
}

function rowStore(examiner: Examiner): RowStore {
  let features = new Float32Array(1 << 22);
  const labels: number[] = [];
  const weights: number[] = [];
  const row = new Float32Array(FEATURE_COUNT);
  return {
    add(sentence, isRight, isError) {
      const all = proposalsIn(examiner, sentence);
      let best: Proposal | undefined;
      for (const [k, proposal] of all.entries()) {
        if ((labels.length + 1) * FEATURE_COUNT > features.length) {
          const more = new Float32Array(2 * features.length);
          more.set(features);
          features = more;
        }
        fillRow(examiner, sentence, all, k, row);
        features.set(row, labels.length * FEATURE_COUNT);
        const right = isRight(proposal);
        if (right && proposal.total > (best?.total ?? Number.NEGATIVE_INFINITY)) best = proposal;
        labels.push(Number(right));
        weights.push(!right && proposal.replacement.some((_, j) => isError(proposal.start + j)) ? WEIGHT_AT_ERROR : 1);
      }
      return best;
    },
    rows: (weight) => ({
      features,
      width: FEATURE_COUNT,
      count: labels.length,
      labels: Uint8Array.from(labels),
      weights: Float32Array.from(weights, (own) => own * weight),
    }),
  };
}

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
  const store = rowStore(examiner);
  for (const text of texts) {
    const { symbols, offsets, length } = encode(text, model.alphabet);
    const right = symbols.slice();
    // Code units of what is planted, 0 elsewhere.
    const planted = new Uint16Array(length);
    for (const [from, to] of sentenceSpans(right, length)) {
      if (to - from < SHORTEST) continue;
      const draw = random();
      const errors = draw < TWO ? 2 : draw < TWO + ONE ? 1 : 0;
      for (let k = 0; k < errors; k++) {
        const typo = plant(symbols, from, to, random);
        if (!typo) continue;
        planted.set(typo.written, typo.start);
        symbols.set(
          typo.written.map((unit) => model.alphabet.symbolOf[unit] as number),
          typo.start,
        );
      }
    }
    // A planted character must not be told by the text beneath.
    const unitAt = (i: number): number =>
      planted[i] || (right[i] === UNKNOWN ? text.charCodeAt(offsets[i] as number) : 0);
    const reading = readingOf(examiner.reader, symbols, length, unitAt);
    for (const [from, to] of sentenceSpans(symbols, length))
      store.add(
        sentenceOf(reading, from, to),
        ({ start, replacement }) => replacement.every((symbol, j) => right[start + j] === symbol),
        (place) => planted[place] !== 0,
      );
  }
  return store.rows(1);
}

/** The same of sentences that people wrote, as written and as they are after each correction that is right. */
export function rowsOfPairs(pairs: readonly SentencePair[], model: LanguageModel, examiner: Examiner): Rows {
  const store = rowStore(examiner);
  for (const { source, target } of pairs) {
    const { symbols, offsets, length } = encode(source, model.alphabet);
    const right = encode(target, model.alphabet);
    if (source.length !== target.length || right.length !== length) continue;
    for (let round = 0; round < ROUNDS; round++) {
      const reading = readingOf(examiner.reader, symbols, length, (i) => source.charCodeAt(offsets[i] as number));
      const made = [...sentenceSpans(symbols, length)].map(([from, to]) =>
        store.add(
          sentenceOf(reading, from, to),
          ({ start, replacement }) => replacement.every((symbol, j) => right.symbols[start + j] === symbol),
          (place) => symbols[place] !== right.symbols[place],
        ),
      );
      for (const best of made) if (best) symbols.set(best.replacement, best.start);
      if (made.every((best) => best === undefined)) break;
    }
  }
  return store.rows(WEIGHT_OF_PAIRS);
}

/** Both, one after the other. */
export function joinedRows(a: Rows, b: Rows): Rows {
  const features = new Float32Array((a.count + b.count) * FEATURE_COUNT);
  features.set(a.features.subarray(0, a.count * FEATURE_COUNT));
  features.set(b.features.subarray(0, b.count * FEATURE_COUNT), a.count * FEATURE_COUNT);
  return {
    features,
    width: FEATURE_COUNT,
    count: a.count + b.count,
    labels: Uint8Array.from([...a.labels, ...b.labels]),
    weights: Float32Array.from([...a.weights, ...b.weights]),
  };
}
