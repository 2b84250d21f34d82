import { SLIP_FEATURE } from './slip-features.js';
import { logitOf, type Trees } from './trees.js';

/** Slips of the hand that change how many characters there are, or their order. */
export const SLIP_KINDS = ['missing', 'extra', 'order'] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

/** From how sure a slip of a kind is told, at which level: thresholds of its logit. */
export interface SlipThresholds {
  readonly warning: number;
  readonly info: number;
}

export interface SlipClassifier {
  readonly trees: Trees;
  /** How often right text looks as if this character were missing, too many or misplaced: by symbol, logarithms. */
  readonly habits: Float32Array;
  readonly thresholds: SlipThresholds;
}

/** Classifiers that belong to one language model. */
export type SlipModel = Readonly<Record<SlipKind, SlipClassifier>>;

/** Symbols [start, end) that would better be `replacement`. */
export interface Slip {
  readonly kind: SlipKind;
  readonly start: number;
  readonly end: number;
  readonly replacement: readonly number[];
  /** What it gains in log-probability, in nats, the mean of both directions. */
  readonly total: number;
  /** What the trees ask of it, by SLIP_FEATURE. */
  readonly row: Float32Array;
  /** The character that it is about. */
  readonly about: number;
}

/** How sure a slip is: a logit. */
export function slipLogit({ trees, habits }: SlipClassifier, { row, about }: Slip): number {
  row[SLIP_FEATURE.habit] = habits[about] as number;
  return logitOf(trees, row);
}
