import { BOUNDARY, HAN, MARGIN, SYMBOL_BITS, SYMBOLS, symbolClasses, UNKNOWN } from './alphabet.js';
import { CONTEXT_ONLY, type ConfusionTable, SAME_SYLLABLES, type SyllablePairs, syllablePairs } from './confusions.js';
import {
  emptyPassage,
  gramLogsOf,
  type LanguageModel,
  levelOf,
  ONCE,
  type Passage,
  type Reader,
  readerOf,
  SPREAD_BITS,
} from './language-model.js';
import { CONTEXT, type Gains, REACH, type ReadText, trialOf } from './replacement.js';
import { logitOf, type Trees } from './trees.js';

/** Symbols that were read, and what they stand for where the model has no symbol. */
export interface Reading extends ReadText {
  /** Code unit of an unknown symbol. */
  readonly unitAt: (i: number) => number;
}

/** One or two symbols that may stand in place of those written. */
export interface Proposal extends Evidence {
  readonly start: number;
  readonly replacement: readonly number[];
  readonly kind: number;
  readonly alike: number;
  readonly prior: number;
  readonly total: number;
  /** By how much it is ahead of the next best at its place, proposed or not. */
  readonly lead: number;
}

/** What the model says of a replacement. */
interface Evidence {
  /** What the replacement gains in log-probability of what follows and of what goes before. */
  readonly forwardGain: number;
  readonly backwardGain: number;
  /** Log-probabilities of the new symbols: the lowest. */
  readonly forward: number;
  readonly backward: number;
  /** Longest n-gram that the new symbol stands in, 1 to 5, and the highest level of the longest. */
  readonly longest: number;
  readonly longestLevel: number;
  /** Logarithms of the counts of the n-grams of three to five about the new symbols. */
  readonly counts: Float32Array;
}

/** Below this sum of both log-probabilities a symbol is suspected. */
const GATE = -12;
/** Where it stands in a known row of four or five symbols it must be less probable still. */
const GATE_IN_FOUR = -13;
const GATE_IN_FIVE = -14;
/** So many single candidates are looked at whole, after a ranking by pairs. */
const FULLY_SINGLE = 6;
/** Where the doubt is slight, fewer. */
const SLIGHT = -14;
const FULLY_SLIGHT = 4;
const FULLY_PAIR = 3;
/** By pairs alone, a candidate must be so much better than what is written. */
const SLACK = -5;
const PAIR_SLACK = -3;
/** Below this sum over two symbols both may be wrong. */
const PAIR_GATE = -22;
/** What gains less than this in all, or so much less than the best at its place, is not even proposed. */
const LEAST_TOTAL = 1;
const BEHIND = 3;
/** The lead of what has no rival. */
const ALONE = 20;
/** So many proposals at a place go before the trees. */
export const PROPOSALS = 3;
const PAIR_PRIOR = -2.5;
/** Below this sum any character at all may be meant that the neighbours ask for. */
const CONTEXT_GATE = -17;
const CONTEXT_PRIOR = -7;
const FULLY_CONTEXT = 2;
/** Pairs seen less often are no words to be mistaken for. */
const LEAST_PAIR = 8;

export const FEATURES = 59;

/** How far about a place its surroundings tell whether the model knows such text, and what of it is left out. */
const SURROUNDINGS = 60;
const VICINITY = 5;
/** Before anything is read, so much of the surroundings counts as read, and as new. */
const PRIOR_READ = 15;
const PRIOR_NEW = 3;

export interface Examiner {
  /** The proposals at suspected places of a sentence [from, to), up to PROPOSALS at each, place by place. */
  proposals(reading: Reading, from: number, to: number): readonly Proposal[];
  /** Fills a row with what the trees ask of a proposal. */
  describe(reading: Reading, from: number, to: number, all: readonly Proposal[], at: number, row: Float32Array): void;
  readonly reader: Reader;
  /** What a replacement of any length gains, in both directions. */
  gains(reading: Reading, start: number, end: number, replacement: readonly number[]): Gains;
}

/** The Han characters seen beside each symbol, in order of their symbols. */
interface Neighbours {
  readonly starts: Uint32Array;
  readonly symbols: Uint16Array;
}

/** The pairs that were seen, in order: the first symbol times SYMBOLS and the second. */
function seenPairs(pairs: Uint8Array): Uint32Array {
  // Nine of ten were not: they are passed over four at a time.
  const fours = new Uint32Array(pairs.buffer, pairs.byteOffset, pairs.length >>> 2);
  let seen = new Uint32Array(1 << 20);
  let count = 0;
  for (let four = 0; four < fours.length; four++) {
    if (fours[four] === 0) continue;
    for (let pair = four << 2; pair < (four + 1) << 2; pair++) {
      if (pairs[pair] === 0) continue;
      if (count === seen.length) {
        const more = new Uint32Array(2 * count);
        more.set(seen);
        seen = more;
      }
      seen[count++] = pair;
    }
  }
  return seen.slice(0, count);
}

/** @param own where in a pair the bits of the symbol are that the other stands beside: SYMBOL_BITS the first, 0 the second */
function neighbours(seen: Uint32Array, classes: Uint8Array, own: number): Neighbours {
  const other = SYMBOL_BITS - own;
  const mask = SYMBOLS - 1;
  const starts = new Uint32Array(SYMBOLS + 1);
  for (let i = 0; i < seen.length; i++) {
    const pair = seen[i] as number;
    if (classes[(pair >>> other) & mask] !== HAN) continue;
    const next = ((pair >>> own) & mask) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let symbol = 0; symbol < SYMBOLS; symbol++)
    starts[symbol + 1] = (starts[symbol + 1] as number) + (starts[symbol] as number);
  const symbols = new Uint16Array(starts[SYMBOLS] as number);
  const filled = starts.slice();
  for (let i = 0; i < seen.length; i++) {
    const pair = seen[i] as number;
    const symbol = (pair >>> other) & mask;
    if (classes[symbol] !== HAN) continue;
    const at = filled[(pair >>> own) & mask] as number;
    symbols[at] = symbol;
    filled[(pair >>> own) & mask] = at + 1;
  }
  return { starts, symbols };
}

export function examinerOf(model: LanguageModel, confusions: ConfusionTable): Examiner {
  const reader = readerOf(model);
  const { pairs, pairLevels, singles, longerLevels, alphabet } = model;
  const { unitOf } = alphabet;
  const pairLog = Float32Array.from(pairLevels.counts, (count, level) => Math.log(level === 0 ? 0.3 : count));
  const gramLog = gramLogsOf(longerLevels);
  const singleLog = Float32Array.from(singles, (count) => Math.log(Math.max(1, count)));
  const seen = seenPairs(pairs);
  // The table of pairs by their second symbol, so that what goes before one symbol stands together.
  const pairsBefore = new Uint8Array(pairs.length);
  for (const pair of seen)
    pairsBefore[((pair & (SYMBOLS - 1)) << SYMBOL_BITS) | (pair >>> SYMBOL_BITS)] = pairs[pair] as number;
  const classes = symbolClasses(alphabet);
  const isHan = (symbol: number): boolean => classes[symbol] === HAN;
  const after = neighbours(seen, classes, SYMBOL_BITS);
  const before = neighbours(seen, classes, 0);
  let bySyllables: SyllablePairs | undefined;

  const { passage: trialPassage, tryOut } = trialOf(reader);

  /** Length of the longest n-gram over the places [start, end) and its level. */
  const longestOver = (passage: Passage, start: number, end: number): number => {
    let best = 0;
    for (let i = start; i < end + REACH; i++) {
      const reach = i - end + 2;
      if (reach <= 5 && passage.five[i] !== 0) return 500 + longestLevel(passage.five, start, end + REACH);
      if (reach <= 4 && passage.four[i] !== 0) best = Math.max(best, 4);
      else if (reach <= 3 && passage.three[i] !== 0) best = Math.max(best, 3);
      else if (reach <= 2 && passage.two[i] !== 0) best = Math.max(best, 2);
    }
    if (best === 4) return 400 + longestLevel(passage.four, start, end + 3);
    if (best === 3) return 300 + longestLevel(passage.three, start, end + 2);
    return best === 2 ? 200 : 100;
  };
  const longestLevel = (grams: Uint16Array, start: number, end: number): number => {
    let most = 0;
    for (let i = start; i < end; i++) most = Math.max(most, grams[i] as number);
    return most >> SPREAD_BITS;
  };

  /** Of three: to the left, about the middle, to the right; of four and five: the most frequent ending early, or late. */
  const countsAbout = ({ three, four, five }: Passage, start: number, end: number): Float32Array => {
    const log = (gram: number | undefined): number => gramLog[gram as number] as number;
    return Float32Array.of(
      log(three[end - 1]),
      log(three[end]),
      log(three[end + 1]),
      Math.max(log(four[end - 1]), log(four[end])),
      Math.max(log(four[end + 1]), log(four[end + 2])),
      Math.max(log(five[end - 1]), log(five[end])),
      log(five[end + 1]),
      Math.max(log(five[end + 2]), log(five[end + 3])),
      log(four[start]),
    );
  };

  /** What may be meant at a place, before it is known whether it will be proposed. */
  interface Draft {
    readonly start: number;
    readonly replacement: readonly number[];
    readonly kind: number;
    readonly alike: number;
    readonly prior: number;
    readonly total: number;
    /** Only of what gains enough to be proposed. */
    readonly evidence?: Evidence;
  }

  const drafted = (
    reading: Reading,
    start: number,
    replacement: readonly number[],
    kind: number,
    alike: number,
    prior: number,
  ): Draft => {
    const gains = tryOut(reading, start, start + replacement.length, replacement);
    const total = (gains.forward + gains.backward) / 2 + prior;
    const draft = { start, replacement, kind, alike, prior, total };
    if (total < LEAST_TOTAL) return draft;
    const end = CONTEXT + replacement.length;
    let forward = 0;
    let backward = 0;
    for (let k = CONTEXT; k < end; k++) {
      forward = Math.min(forward, trialPassage.forward[k] as number);
      backward = Math.min(backward, trialPassage.backward[k] as number);
    }
    const longest = longestOver(trialPassage, CONTEXT, end);
    const evidence: Evidence = {
      forwardGain: gains.forward,
      backwardGain: gains.backward,
      forward,
      backward,
      longest: Math.floor(longest / 100),
      longestLevel: longest % 100,
      counts: countsAbout(trialPassage, CONTEXT, end),
    };
    return { ...draft, evidence };
  };

  // The best few of many, kept sorted.
  const bestScores = new Float64Array(16);
  const bestItems = new Int32Array(16);
  let bestCount = 0;
  const keep = (score: number, item: number, most: number): void => {
    if (bestCount === most && score <= (bestScores[most - 1] as number)) return;
    let at = bestCount < most ? bestCount++ : most - 1;
    while (at > 0 && (bestScores[at - 1] as number) < score) {
      bestScores[at] = bestScores[at - 1] as number;
      bestItems[at] = bestItems[at - 1] as number;
      at--;
    }
    bestScores[at] = score;
    bestItems[at] = item;
  };

  const unitOfSymbol = ({ symbols, unitAt }: Reading, i: number): number => {
    const symbol = symbols[i] as number;
    return symbol === UNKNOWN ? unitAt(i) : (unitOf[symbol] as number);
  };

  const addSingles = (reading: Reading, i: number, found: Draft[]): void => {
    const { symbols } = reading;
    const symbol = symbols[i] as number;
    const options = confusions.of(unitOfSymbol(reading, i));
    const row = (symbols[i - 1] as number) * SYMBOLS;
    const column = (symbols[i + 1] as number) * SYMBOLS;
    const least =
      SLACK +
      (pairLog[pairs[row + symbol] as number] as number) +
      (pairLog[pairsBefore[column + symbol] as number] as number) -
      (singleLog[symbol] as number);
    const most = sumAt(reading, i) < SLIGHT ? FULLY_SINGLE : FULLY_SLIGHT;
    bestCount = 0;
    for (let k = 0; k < options.symbols.length; k++) {
      const option = options.symbols[k] as number;
      const score =
        (options.priors[k] as number) +
        (pairLog[pairs[row + option] as number] as number) +
        (pairLog[pairsBefore[column + option] as number] as number) -
        (singleLog[option] as number);
      if (score >= least) keep(score, k, most);
    }
    const items = bestItems.slice(0, bestCount);
    for (const k of items)
      found.push(
        drafted(
          reading,
          i,
          [options.symbols[k] as number],
          options.kinds[k] as number,
          options.alike[k] as number,
          options.priors[k] as number,
        ),
      );
  };

  const addByContext = (reading: Reading, i: number, found: Draft[]): void => {
    const { symbols } = reading;
    const symbol = symbols[i] as number;
    const row = (symbols[i - 1] as number) * SYMBOLS;
    const column = (symbols[i + 1] as number) * SYMBOLS;
    bestCount = 0;
    const left = symbols[i - 1] as number;
    const right = symbols[i + 1] as number;
    const fewAfter = (after.starts[left + 1] as number) - (after.starts[left] as number);
    const fewBefore = (before.starts[right + 1] as number) - (before.starts[right] as number);
    const { starts, symbols: options } = fewAfter < fewBefore ? after : before;
    const own = fewAfter < fewBefore ? left : right;
    for (let k = starts[own] as number; k < (starts[own + 1] as number); k++) {
      const option = options[k] as number;
      const first = pairs[row + option] as number;
      const second = pairsBefore[column + option] as number;
      if (first === 0 || second === 0 || option === symbol) continue;
      keep(
        (pairLog[first] as number) + (pairLog[second] as number) - (singleLog[option] as number),
        option,
        FULLY_CONTEXT,
      );
    }
    const known = confusions.of(unitOfSymbol(reading, i));
    const items = bestItems.slice(0, bestCount);
    for (const option of items) {
      if (found.some(({ replacement }) => replacement[0] === option)) continue;
      const k = known.symbols.indexOf(option);
      found.push(
        k < 0
          ? drafted(reading, i, [option], CONTEXT_ONLY, 0, CONTEXT_PRIOR)
          : drafted(
              reading,
              i,
              [option],
              known.kinds[k] as number,
              known.alike[k] as number,
              known.priors[k] as number,
            ),
      );
    }
  };

  const addPairs = (reading: Reading, i: number, found: Draft[]): void => {
    const { symbols } = reading;
    bySyllables ??= syllablePairs(pairs, levelOf(pairLevels, LEAST_PAIR), confusions);
    const first = symbols[i] as number;
    const second = symbols[i + 1] as number;
    const row = (symbols[i - 1] as number) * SYMBOLS;
    const column = (symbols[i + 2] as number) * SYMBOLS;
    const least =
      PAIR_SLACK +
      (pairLog[pairs[row + first] as number] as number) -
      (singleLog[first] as number) +
      (pairLog[pairs[first * SYMBOLS + second] as number] as number) +
      (pairLog[pairsBefore[column + second] as number] as number) -
      (singleLog[second] as number);
    bestCount = 0;
    for (const a of confusions.syllables(unitOfSymbol(reading, i)))
      for (const b of confusions.syllables(unitOfSymbol(reading, i + 1))) {
        const cell = a * confusions.syllableCount + b;
        for (let k = bySyllables.starts[cell] as number; k < (bySyllables.starts[cell + 1] as number); k++) {
          const pair = bySyllables.pairs[k] as number;
          const x = pair >>> 12;
          const y = pair & 0xfff;
          if (x === first || y === second) continue;
          const score =
            (pairLog[pairs[row + x] as number] as number) -
            (singleLog[x] as number) +
            (pairLog[pairs[pair] as number] as number) +
            (pairLog[pairsBefore[column + y] as number] as number) -
            (singleLog[y] as number);
          if (score >= least) keep(score, pair, FULLY_PAIR);
        }
      }
    const items = bestItems.slice(0, bestCount);
    for (const pair of items)
      found.push(drafted(reading, i, [pair >>> 12, pair & 0xfff], SAME_SYLLABLES, 0, PAIR_PRIOR));
  };

  const isWritten = (reading: Reading, i: number): boolean => {
    const symbol = reading.symbols[i] as number;
    if (symbol !== UNKNOWN) return isHan(symbol);
    const unit = reading.unitAt(i);
    return unit >= 0x4e00 && unit <= 0x9fff;
  };
  const sumAt = ({ passage }: Reading, i: number): number =>
    (passage.forward[i] as number) + (passage.backward[i] as number);
  const suspected = ({ passage }: Reading, i: number): boolean => {
    const sum = (passage.forward[i] as number) + (passage.backward[i] as number);
    if (sum >= GATE) return false;
    const { four, five } = passage;
    if (sum < GATE_IN_FIVE) return true;
    if (five[i] !== 0 || five[i + 1] !== 0 || five[i + 2] !== 0 || five[i + 3] !== 0 || five[i + 4] !== 0) return false;
    return sum < GATE_IN_FOUR || (four[i] === 0 && four[i + 1] === 0 && four[i + 2] === 0 && four[i + 3] === 0);
  };

  const proposals: Examiner['proposals'] = (reading, from, to) => {
    const all: Proposal[] = [];
    for (let i = from; i < to; i++) {
      const here = suspected(reading, i);
      const next = i + 1 < to && suspected(reading, i + 1);
      if (!here && !next) continue;
      if (!isWritten(reading, i)) continue;
      const found: Draft[] = [];
      if (here) {
        addSingles(reading, i, found);
        if (sumAt(reading, i) < CONTEXT_GATE) addByContext(reading, i, found);
      }
      if (i + 1 < to && sumAt(reading, i) + sumAt(reading, i + 1) < PAIR_GATE && isWritten(reading, i + 1))
        addPairs(reading, i, found);
      found.sort((a, b) => b.total - a.total);
      const best = found[0];
      if (!best) continue;
      const least = Math.max(LEAST_TOTAL, best.total - BEHIND);
      for (let k = 0; k < found.length && k < PROPOSALS; k++) {
        const draft = found[k] as Draft;
        if (draft.total < least || !draft.evidence) break;
        const rival = found[k === 0 ? 1 : 0];
        all.push({ ...draft, ...draft.evidence, lead: rival ? draft.total - rival.total : ALONE });
      }
    }
    return all;
  };

  // Of the sentence asked for last: its proposals are described one after the other.
  let meanFor: Reading | undefined;
  let meanFrom = -1;
  let mean = 0;
  const meanOf = (reading: Reading, from: number, to: number): number => {
    if (meanFor !== reading || meanFrom !== from) {
      let sum = 0;
      for (let i = from; i < to; i++) sum += reading.passage.forward[i] as number;
      meanFor = reading;
      meanFrom = from;
      mean = sum / (to - from);
    }
    return mean;
  };

  /** Share of rows of three symbols about a place, but not at it, that the model has not seen twice. */
  const novelty = ({ symbols, passage: { three } }: Reading, start: number, end: number): number => {
    let read = PRIOR_READ;
    let fresh = PRIOR_NEW;
    const last = Math.min(symbols.length - MARGIN, end + SURROUNDINGS);
    for (let i = Math.max(MARGIN, start - SURROUNDINGS); i < last; i++) {
      if ((i >= start - VICINITY && i < end + VICINITY) || symbols[i] === BOUNDARY || symbols[i - 1] === BOUNDARY)
        continue;
      read++;
      if ((three[i] as number) <= ONCE) fresh++;
    }
    return fresh / read;
  };

  const describe: Examiner['describe'] = (reading, from, to, all, at, row) => {
    const { symbols, passage } = reading;
    const proposal = all[at] as Proposal;
    const { start, replacement } = proposal;
    const length = replacement.length;
    const end = start + length;
    // What is proposed beside it.
    let first = at;
    while (first > 0 && (all[first - 1] as Proposal).start === start) first--;
    let beside = -20;
    for (let k = Math.max(0, first - 2 * PROPOSALS); k < all.length; k++) {
      const other = all[k] as Proposal;
      if (other.start > end + 1) break;
      if (other.start !== start) beside = Math.max(beside, other.total);
    }
    let oldForward = 0;
    let oldBackward = 0;
    let oldSingle = 0;
    let newSingle = 0;
    let unknown = 0;
    for (let k = 0; k < length; k++) {
      const old = symbols[start + k] as number;
      oldForward = Math.min(oldForward, passage.forward[start + k] as number);
      oldBackward = Math.min(oldBackward, passage.backward[start + k] as number);
      oldSingle = Math.min(oldSingle, reader.single(old));
      newSingle = Math.min(newSingle, reader.single(replacement[k] as number));
      if (old === UNKNOWN) unknown = 1;
    }
    let suspects = 0;
    for (let i = Math.max(from, start - 4); i < Math.min(to, end + 4); i++)
      if ((i < start || i >= end) && suspected(reading, i)) suspects++;
    const left = symbols[start - 1] as number;
    const right = symbols[end] as number;
    const old = longestOver(passage, start, end);
    const pairOf = (a: number, b: number): number => pairLog[pairs[a * SYMBOLS + b] as number] as number;
    row[0] = proposal.forwardGain;
    row[1] = proposal.backwardGain;
    row[2] = Math.min(proposal.forwardGain, proposal.backwardGain);
    row[3] = proposal.total;
    row[4] = proposal.prior;
    row[5] = proposal.kind;
    row[6] = proposal.alike;
    row[7] = at - first;
    row[8] = proposal.lead;
    row[9] = oldForward;
    row[10] = oldBackward;
    row[11] = proposal.forward;
    row[12] = proposal.backward;
    row[13] = oldSingle;
    row[14] = newSingle;
    row[15] = passage.forward[start - 1] as number;
    row[16] = passage.forward[end] as number;
    row[17] = passage.backward[start - 1] as number;
    row[18] = passage.backward[end] as number;
    row[19] = Math.floor(old / 100);
    row[20] = proposal.longest;
    row[21] = old % 100;
    row[22] = proposal.longestLevel;
    row[23] = pairOf(left, replacement[0] as number);
    row[24] = pairOf(replacement[length - 1] as number, right);
    row[25] = pairOf(left, symbols[start] as number);
    row[26] = pairOf(symbols[end - 1] as number, right);
    row[27] = meanOf(reading, from, to);
    row[28] = to - from;
    row[29] = classes[left] as number;
    row[30] = classes[right] as number;
    row[31] = classes[symbols[start - 2] as number] as number;
    row[32] = classes[symbols[end + 1] as number] as number;
    row[33] = beside;
    row[34] = unknown;
    row[35] = length;
    row[36] = suspects;
    row[37] = start - from;
    row[38] = proposal.total - beside;
    row[39] = length === 2 ? pairOf(replacement[0] as number, replacement[1] as number) : 0;
    row.set(proposal.counts, 40);
    row.set(countsAbout(passage, start, end), 49);
    row[58] = novelty(reading, start, end);
  };

  return { proposals, describe, reader, gains: tryOut };
}

/** One correction of a sentence, and how sure: a logit. */
export interface Correction {
  readonly start: number;
  readonly replacement: readonly number[];
  readonly logit: number;
}

/** Further corrections of a sentence that already has one may be so much less sure; */
const ENCOURAGEMENT = 2.5;
/** but what is doubtful by itself gets nothing, and each step above that brings so much. */
const DOUBTFUL = 0.25;
const ENCOURAGEMENT_STEP = 2;
const MOST_ROUNDS = 5;

const encouraged = (logit: number): number =>
  logit + Math.max(0, Math.min(ENCOURAGEMENT, ENCOURAGEMENT_STEP * (logit - DOUBTFUL)));

/**
 * Corrections of a sentence [from, to) whose logit is at least `least`: the surest is made, then the sentence is read
 * again. None is surer than those made before it, so that for a higher `least` the row is only cut short.
 */
export function correctionsOf(
  examiner: Examiner,
  trees: Trees,
  reading: Reading,
  from: number,
  to: number,
  least: number,
): readonly Correction[] {
  const row = new Float32Array(FEATURES);
  const made: Correction[] = [];
  let current = reading;
  let shift = 0;
  let ceiling = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const all = examiner.proposals(current, from - shift, to - shift);
    let best: Proposal | undefined;
    let bestLogit = Number.NEGATIVE_INFINITY;
    for (const [k, proposal] of all.entries()) {
      const start = proposal.start + shift;
      const end = start + proposal.replacement.length;
      if (made.some((one) => start < one.start + one.replacement.length && one.start < end)) continue;
      examiner.describe(current, from - shift, to - shift, all, k, row);
      const logit = logitOf(trees, row);
      if (logit > bestLogit) {
        best = proposal;
        bestLogit = logit;
      }
    }
    if (!best) break;
    ceiling = Math.min(ceiling, round > 0 ? encouraged(bestLogit) : bestLogit);
    if (ceiling < least) break;
    made.push({ start: best.start + shift, replacement: best.replacement, logit: ceiling });
    const next = round === 0 ? windowOf(current, from, to) : current;
    const place = best.start - (round === 0 ? from - MARGIN : 0);
    if (round === 0) shift = from - MARGIN;
    put(examiner.reader, next, place, best.replacement);
    current = next;
  }
  return made;
}

/** A copy of a sentence with its margins. */
function windowOf({ symbols, passage, unitAt }: Reading, from: number, to: number): Reading {
  const start = from - MARGIN;
  const end = to + MARGIN;
  return {
    symbols: symbols.slice(start, end),
    passage: {
      two: passage.two.slice(start, end),
      three: passage.three.slice(start, end),
      four: passage.four.slice(start, end),
      five: passage.five.slice(start, end),
      forward: passage.forward.slice(start, end),
      backward: passage.backward.slice(start, end),
    },
    unitAt: (i) => unitAt(i + start),
  };
}

/** Writes over a reading's symbols and reads what that touches anew. */
function put(reader: Reader, { symbols, passage }: Reading, start: number, replacement: readonly number[]): void {
  symbols.set(replacement, start);
  const end = start + replacement.length;
  reader.grams(symbols, passage, start, end + REACH);
  reader.forward(symbols, passage, start, end + REACH);
  reader.backward(symbols, passage, start - REACH, end);
}

/** Reads a row of symbols that has MARGIN boundaries on either side. */
export function readingOf(
  reader: Reader,
  symbols: Uint16Array,
  length: number,
  unitAt: (i: number) => number,
): Reading {
  const passage = emptyPassage(length);
  reader.grams(symbols, passage, MARGIN, length - 4);
  reader.forward(symbols, passage, MARGIN, length - MARGIN + 4);
  reader.backward(symbols, passage, MARGIN - 4, length - MARGIN);
  return { symbols, passage, unitAt };
}

/** The sentences of a reading: what stands between boundaries. */
export function* sentenceSpans(symbols: Uint16Array, length: number): Iterable<readonly [number, number]> {
  let from = MARGIN;
  for (let i = MARGIN; i <= length - MARGIN; i++) {
    if (symbols[i] !== BOUNDARY) continue;
    if (i > from) yield [from, i];
    from = i + 1;
  }
}
