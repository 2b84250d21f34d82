import { FIRST_CHARACTER, SYMBOLS } from './alphabet.js';
import { type Frequencies, frequenciesOf, isHan } from './frequencies.js';
import { type LanguageModel, levelOf, type Reader, readerOf } from './language-model.js';
import { type Ranking, rankingOf } from './ranking.js';
import { type GainGauge, gainGaugeOf } from './replacement.js';

/** Pairs seen less often suggest no missing character. */
const LEAST_PAIR = 5;
/** Room for the characters that may be missing at a place. */
const MOST_RANKED = 3;

/** What sentences are examined with for slips. Holds scratch space: one for each thread. */
export interface SlipExaminer {
  readonly reader: Reader;
  readonly frequencies: Frequencies;
  /** Level of the pairs that are frequent enough to suggest a missing character. */
  readonly leastLevel: number;
  /** The characters that often enough stand before a symbol: listed when first asked for. */
  readonly frequentBefore: (symbol: number) => Uint16Array;
  /** Scratch space. */
  readonly gauge: GainGauge;
  readonly ranking: Ranking;
}

export function slipExaminerOf(model: LanguageModel): SlipExaminer {
  const reader = readerOf(model);
  const frequencies = frequenciesOf(model);
  const leastLevel = levelOf(model.pairLevels, LEAST_PAIR);
  const known: (Uint16Array | undefined)[] = [];
  const listBefore = (symbol: number): Uint16Array => {
    const found: number[] = [];
    for (let a = FIRST_CHARACTER; a < SYMBOLS; a++)
      if (isHan(frequencies, a) && (model.pairs[a * SYMBOLS + symbol] as number) >= leastLevel) found.push(a);
    return Uint16Array.from(found);
  };
  return {
    reader,
    frequencies,
    leastLevel,
    frequentBefore(symbol) {
      known[symbol] ??= listBefore(symbol);
      return known[symbol];
    },
    gauge: gainGaugeOf(reader),
    ranking: rankingOf(MOST_RANKED),
  };
}
