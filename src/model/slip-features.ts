/**
 * What the trees ask of a slip, and where it stands in a row: shipped trees know a feature by its number alone, so that
 * none may move. Written are the symbols at [start, end), none of a missing character; meant is what would stand there.
 * Log-probabilities and gains are in nats, as the language model's Passage has them; “logarithm of a count” as Frequencies
 * has it, -1 or less where nothing was seen; a class is one of symbolClasses.
 */
export const SLIP_FEATURE = {
  /** What the replacement gains of what follows it, and of what goes before: Gains. */
  forwardGain: 0,
  backwardGain: 1,
  /** The lesser of both. */
  leastGain: 2,
  /** The mean of both. */
  total: 3,
  /** Log-probabilities of three symbols from the first written on, given those before each. */
  writtenForward1: 4,
  writtenForward2: 5,
  writtenForward3: 6,
  /** Of three symbols from the last written back, given those after each. */
  writtenBackward1: 7,
  writtenBackward2: 8,
  writtenBackward3: 9,
  /** The same with what is meant. */
  meantForward1: 10,
  meantForward2: 11,
  meantForward3: 12,
  meantBackward1: 13,
  meantBackward2: 14,
  meantBackward3: 15,
  /** Logarithms of the counts of the most frequent row of two to five symbols over the place, or over its joint. */
  writtenTwo: 16,
  writtenThree: 17,
  writtenFour: 18,
  writtenFive: 19,
  meantTwo: 20,
  meantThree: 21,
  meantFour: 22,
  meantFive: 23,
  /** Log-probability by itself of the character that it is about. */
  aboutSingle: 24,
  /** Of the last symbol written where there are two or more, else 0. */
  lastSingle: 25,
  /** Logarithms of the counts of the pairs with the symbols on either side; of those two, where nothing stands between. */
  writtenPairLeft: 26,
  writtenPairRight: 27,
  meantPairLeft: 28,
  meantPairRight: 29,
  /** Ahead of the next best at its place, in nats, 20 at the most and of what has no rival. */
  lead: 30,
  /** The highest total of a slip that it touches, -20 where there is none. */
  beside: 31,
  /** The total less `beside`. */
  aheadOfBeside: 32,
  /** Mean log-probability of the sentence, forwards. */
  meanForward: 33,
  /** Symbols of the sentence, and of it before and after the place. */
  sentenceLength: 34,
  place: 35,
  symbolsAfter: 36,
  /** Classes of the symbols on either side, and of those beyond. */
  leftClass: 37,
  rightClass: 38,
  secondLeftClass: 39,
  secondRightClass: 40,
  /** 1 where the character that it is about is that on the left, 2 on the right, 3 both. */
  doubles: 41,
  /** Improbable symbols near, up to five on either side, in its sentence. */
  weak: 42,
  /** UNKNOWN symbols there, and at the place. */
  unknown: 43,
  /** Symbols written, 0 to 3. */
  length: 44,
  /** Mean log-probability of up to five symbols of its sentence before it, forwards, and after it, backwards. */
  meanBefore: 45,
  meanAfter: 46,
  /** The lesser of what is one further on than writtenForward1, and of what stands on the left, backwards. */
  leastAround: 47,
  /** How often right text looks as if the character that it is about were at fault: logarithm, from SlipClassifier's habits. */
  habit: 48,
} as const;

export type SlipFeatureName = keyof typeof SLIP_FEATURE;

/** Numbers in a row. */
export const SLIP_FEATURE_COUNT = Object.keys(SLIP_FEATURE).length;
