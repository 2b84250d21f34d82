import type { Alphabet } from './alphabet.js';
import { type ConfusionTable, type SyllablePairs, syllablePairs } from './confusions.js';
import { type Frequencies, frequenciesOf } from './frequencies.js';
import { type LanguageModel, levelOf, type Reader, readerOf } from './language-model.js';
import { type Surroundings, surroundingsOf } from './neighbours.js';
import { type Ranking, rankingOf } from './ranking.js';
import { type GainGauge, gainGaugeOf } from './replacement.js';

/** Pairs seen less often are no words to be mistaken for. */
const LEAST_PAIR = 8;
/** Room for the candidates of a place that are looked at whole. */
const MOST_RANKED = 6;

/** What sentences are examined with for characters written for others. Holds scratch space: one for each thread. */
export interface Examiner {
  readonly alphabet: Alphabet;
  readonly reader: Reader;
  readonly frequencies: Frequencies;
  readonly surroundings: Surroundings;
  readonly confusions: ConfusionTable;
  /** Known pairs by their syllables: made when first asked for. */
  readonly homophonePairs: () => SyllablePairs;
  /** Scratch space. */
  readonly gauge: GainGauge;
  readonly ranking: Ranking;
}

export function examinerOf(model: LanguageModel, confusions: ConfusionTable): Examiner {
  const { pairs, pairLevels } = model;
  const reader = readerOf(model);
  const frequencies = frequenciesOf(model);
  let homophones: SyllablePairs | undefined;
  return {
    alphabet: model.alphabet,
    reader,
    frequencies,
    surroundings: surroundingsOf(pairs, frequencies.classes),
    confusions,
    homophonePairs() {
      homophones ??= syllablePairs(pairs, levelOf(pairLevels, LEAST_PAIR), confusions);
      return homophones;
    },
    gauge: gainGaugeOf(reader),
    ranking: rankingOf(MOST_RANKED),
  };
}
