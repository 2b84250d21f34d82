/**
 * What the trees ask of a proposal, and where it stands in a row: shipped trees know a feature by its number alone, so
 * that none may move. Written is what stands in the text, meant is what is proposed. Log-probabilities and gains are in
 * nats, as the language model's Passage has them; “logarithm of a count” as Frequencies has it, -1 or less where nothing was
 * seen; a level is a count in steps, as Levels has it; a class is one of symbolClasses.
 */
export const FEATURE = {
  /** What the proposal gains of what follows it, and of what goes before: Gains. */
  forwardGain: 0,
  backwardGain: 1,
  /** The lesser of both. */
  leastGain: 2,
  /** The mean of both and the prior. */
  total: 3,
  /** How likely beforehand: ConfusionTable, on no particular scale. */
  prior: 4,
  /** Why one may stand for the other: SAME_TONE to CONTEXT_ONLY. */
  kind: 5,
  /** 1 where both look alike, too. */
  alike: 6,
  /** Among the proposals of its place, from 0. */
  rank: 7,
  /** Ahead of the next best candidate of its place, in nats. */
  lead: 8,
  /** Lowest log-probability of a symbol written, given those before, and given those after. */
  writtenForward: 9,
  writtenBackward: 10,
  /** The same of the symbols meant. */
  meantForward: 11,
  meantBackward: 12,
  /** Lowest log-probability of a symbol by itself. */
  writtenSingle: 13,
  meantSingle: 14,
  /** Log-probabilities of the symbols on either side, as the text stands. */
  leftForward: 15,
  rightForward: 16,
  leftBackward: 17,
  rightBackward: 18,
  /** Symbols of the longest row seen over the place, 1 to 5, and its highest level, 0 of one and two. */
  writtenLongest: 19,
  meantLongest: 20,
  writtenLongestLevel: 21,
  meantLongestLevel: 22,
  /** Logarithms of the counts of the pairs with the symbols on either side. */
  meantPairLeft: 23,
  meantPairRight: 24,
  writtenPairLeft: 25,
  writtenPairRight: 26,
  /** Mean log-probability of the sentence, forwards: of its copy once corrected, not of what is corrected in that later. */
  meanForward: 27,
  /** Symbols of the sentence. */
  sentenceLength: 28,
  /** Classes of the symbols on either side, and of those beyond. */
  leftClass: 29,
  rightClass: 30,
  secondLeftClass: 31,
  secondRightClass: 32,
  /** The highest total proposed at places beside it, -20 where there is none. */
  beside: 33,
  /** 1 where a symbol written is UNKNOWN. */
  unknown: 34,
  /** Symbols replaced, 1 or 2. */
  length: 35,
  /** Suspected symbols near, up to four on either side, in its sentence. */
  suspects: 36,
  /** Symbols of the sentence before it. */
  place: 37,
  /** The total less `beside`. */
  aheadOfBeside: 38,
  /** Logarithm of the count of the two symbols meant; 0 of one. */
  meantPairWithin: 39,
  /** Logarithms of the counts of rows about the symbols meant, as writeRowLogs has them: rows of three, */
  meantThreeLeft: 40,
  meantThreeAbout: 41,
  meantThreeRight: 42,
  /** of four, */
  meantFourEarly: 43,
  meantFourLate: 44,
  /** of five, */
  meantFiveEarly: 45,
  meantFiveAbout: 46,
  meantFiveLate: 47,
  /** of four up to the first symbol. */
  meantFourToFirst: 48,
  /** The same about the symbols written. */
  writtenThreeLeft: 49,
  writtenThreeAbout: 50,
  writtenThreeRight: 51,
  writtenFourEarly: 52,
  writtenFourLate: 53,
  writtenFiveEarly: 54,
  writtenFiveAbout: 55,
  writtenFiveLate: 56,
  writtenFourToFirst: 57,
  /** Share, 0 to 1, of rows of three symbols about the place that the model has not seen twice. */
  novelty: 58,
} as const;

export type FeatureName = keyof typeof FEATURE;

/** Numbers in a row. */
export const FEATURE_COUNT = Object.keys(FEATURE).length;
