import { UNKNOWN } from './alphabet.js';
import { type Frequencies, isHan } from './frequencies.js';
import type { Passage } from './language-model.js';
import type { Reading } from './reading.js';

/** Below this sum of both log-probabilities a symbol is suspected. */
const GATE = -12;
/** Where it stands in a known row of four or five symbols it must be less probable still. */
const GATE_IN_FOUR = -13;
const GATE_IN_FIVE = -14;

/** Both log-probabilities of a symbol together, in nats. */
export const logSum = ({ forward, backward }: Passage, i: number): number =>
  (forward[i] as number) + (backward[i] as number);

/** Whether a symbol is so improbable that another may be meant. */
export function isSuspected(passage: Passage, i: number): boolean {
  const sum = logSum(passage, i);
  if (sum >= GATE) return false;
  const { four, five } = passage;
  if (sum < GATE_IN_FIVE) return true;
  if (five[i] !== 0 || five[i + 1] !== 0 || five[i + 2] !== 0 || five[i + 3] !== 0 || five[i + 4] !== 0) return false;
  return sum < GATE_IN_FOUR || (four[i] === 0 && four[i + 1] === 0 && four[i + 2] === 0 && four[i + 3] === 0);
}

/** Whether a Chinese character is written there, known to the model or not. */
export function isCharacter(frequencies: Frequencies, { symbols, unitAt }: Reading, i: number): boolean {
  const symbol = symbols[i] as number;
  if (symbol !== UNKNOWN) return isHan(frequencies, symbol);
  const unit = unitAt(i);
  return unit >= 0x4e00 && unit <= 0x9fff;
}
