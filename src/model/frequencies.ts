import { HAN, SYMBOLS, symbolClasses } from './alphabet.js';
import { gramLogsOf, type LanguageModel } from './language-model.js';

/** A pair that was never seen counts for so much. */
const NEVER = 0.3;

/** How often symbols stand together, as natural logarithms of counts: what candidates are ranked and described by. */
export interface Frequencies {
  /** Levels of two symbols in a row, SYMBOLS × SYMBOLS. */
  readonly pairs: Uint8Array;
  /** By level of a pair. */
  readonly pairLogs: Float32Array;
  /** By gram of three symbols and more, -1 for what was never seen. */
  readonly gramLogs: Float32Array;
  /** By symbol. */
  readonly singleLogs: Float32Array;
  /** By symbol, as symbolClasses gives them. */
  readonly classes: Uint8Array;
}

export function frequenciesOf({ pairs, pairLevels, longerLevels, singles, alphabet }: LanguageModel): Frequencies {
  return {
    pairs,
    pairLogs: Float32Array.from(pairLevels.counts, (count, level) => Math.log(level === 0 ? NEVER : count)),
    gramLogs: gramLogsOf(longerLevels),
    singleLogs: Float32Array.from(singles, (count) => Math.log(Math.max(1, count))),
    classes: symbolClasses(alphabet),
  };
}

/** Logarithm of the count of two symbols in a row. */
export const pairLog = ({ pairs, pairLogs }: Frequencies, a: number, b: number): number =>
  pairLogs[pairs[a * SYMBOLS + b] as number] as number;

export const isHan = ({ classes }: Frequencies, symbol: number): boolean => classes[symbol] === HAN;
