import { BOUNDARY, encode, FIRST_CHARACTER, MARGIN, SYMBOLS } from '../../src/model/alphabet.js';
import type { LanguageModel } from '../../src/model/language-model.js';
import { readingOf, sentenceOf, sentenceSpans } from '../../src/model/reading.js';
import type { Slip, SlipKind } from '../../src/model/slip-classifier.js';
import type { SlipExaminer } from '../../src/model/slip-examiner.js';
import { SLIP_FEATURE, SLIP_FEATURE_COUNT } from '../../src/model/slip-features.js';
import { slipsIn } from '../../src/model/slips.js';
import { draw } from '../planting/planting.js';
import type { Rows } from './grow-trees.js';

/** Of the sentences, so many get one slip. */
const WITH_SLIP = 0.55;
const SHARE = { missing: 0.4, extra: 0.35 } as const;
/** Of the characters too many: function characters, the one beside twice, one that often stands there. */
const EXTRA = { particle: 0.35, doubled: 0.25 } as const;
/** Of those out of order, the ones with another between them. */
const APART = 0.15;
const SHORTEST = 5;
const PASSES = 4;
const PARTICLES = '的了在和与是有为对将被把从及以于不也都之';

/** Makes slips as hands make them. */
export function slipPlanter({ alphabet, pairs, pairLevels }: LanguageModel) {
  const isHan = (symbol: number): boolean => {
    const unit = alphabet.unitOf[symbol] as number;
    return symbol >= FIRST_CHARACTER && unit >= 0x4e00 && unit <= 0x9fff;
  };
  const particles = [...PARTICLES]
    .map((character) => alphabet.symbolOf[character.charCodeAt(0)] as number)
    .filter(isHan);

  /** A character drawn by how often it stands before another. */
  const oftenBefore = (symbol: number, random: () => number): number | undefined => {
    let sum = 0;
    const weight = (a: number): number => Math.sqrt(pairLevels.counts[pairs[a * SYMBOLS + symbol] as number] as number);
    for (let a = FIRST_CHARACTER; a < SYMBOLS; a++) if (isHan(a)) sum += weight(a);
    let left = random() * sum;
    for (let a = FIRST_CHARACTER; a < SYMBOLS; a++) {
      if (isHan(a)) left -= weight(a);
      if (left < 0) return a;
    }
    return undefined;
  };

  /** The sentence with one slip, or undefined where the place drawn offers none. */
  return (sentence: readonly number[], random: () => number): readonly number[] | undefined => {
    const at = Math.floor(random() * sentence.length);
    const here = sentence[at] as number;
    if (!isHan(here)) return undefined;
    const kind = random();
    if (kind < SHARE.missing) return sentence.toSpliced(at, 1);
    if (kind < SHARE.missing + SHARE.extra) {
      const sort = random();
      const extra =
        sort < EXTRA.particle
          ? draw(particles, random)
          : sort < EXTRA.particle + EXTRA.doubled
            ? here
            : oftenBefore(here, random);
      return extra === undefined ? undefined : sentence.toSpliced(at, 0, extra);
    }
    const other = at + (random() < APART ? 2 : 1);
    const there = sentence[other];
    if (there === undefined || !isHan(there) || there === here) return undefined;
    return sentence.with(at, there).with(other, here);
  };
}

/** Whether making the slip good gives the sentence as it was, which now stands at [from, to). */
function restores(
  { start, end, replacement }: Slip,
  written: Uint16Array,
  from: number,
  to: number,
  right: readonly number[],
): boolean {
  const mended = [...written.subarray(from, start), ...replacement, ...written.subarray(end, to)];
  return mended.length === right.length && mended.every((symbol, i) => symbol === right[i]);
}

export interface SlipSamples {
  readonly rows: Rows;
  readonly habits: Float32Array;
}

/** A character seldom seen is taken for one seen so often, to be on the safe side. */
const SELDOM = 50;

/** Rows for the classifier of each kind: slips suspected in texts, some sentences with one planted, some without. */
export function slipSamples(
  texts: readonly string[],
  model: LanguageModel,
  examiner: SlipExaminer,
  random: () => number,
): Readonly<Record<SlipKind, SlipSamples>> {
  const plant = slipPlanter(model);
  const kept: Record<SlipKind, { slip: Slip; isRight: boolean; isClean: boolean }[]> = {
    missing: [],
    extra: [],
    order: [],
  };
  const seen = new Float64Array(SYMBOLS);
  for (const text of Array.from({ length: PASSES }, () => texts).flat()) {
    const { symbols, length } = encode(text, model.alphabet);
    const written: number[] = Array.from({ length: MARGIN }, () => BOUNDARY);
    const sentences: { from: number; to: number; right: readonly number[]; isClean: boolean }[] = [];
    for (const [from, to] of sentenceSpans(symbols, length)) {
      const right = [...symbols.subarray(from, to)];
      const planted = to - from >= SHORTEST && random() < WITH_SLIP ? plant(right, random) : undefined;
      const sentence = planted ?? right;
      sentences.push({ from: written.length, to: written.length + sentence.length, right, isClean: !planted });
      for (const symbol of sentence) written.push(symbol);
      if (!planted) for (const symbol of right) seen[symbol] = (seen[symbol] as number) + 1;
      written.push(BOUNDARY);
    }
    for (let k = 0; k < MARGIN; k++) written.push(BOUNDARY);
    const slipped = Uint16Array.from(written);
    const reading = readingOf(examiner.reader, slipped, slipped.length, () => 0);
    for (const { from, to, right, isClean } of sentences)
      for (const slip of slipsIn(examiner, sentenceOf(reading, from, to)))
        kept[slip.kind].push({ slip, isClean, isRight: !isClean && restores(slip, slipped, from, to, right) });
  }
  const samplesOf = (kind: SlipKind): SlipSamples => {
    const all = kept[kind];
    const looked = new Float64Array(SYMBOLS);
    for (const { slip, isClean } of all) if (isClean) looked[slip.about] = (looked[slip.about] as number) + 1;
    const habit = (about: number, own: number): number =>
      Math.log(((looked[about] as number) - own + 1) / ((seen[about] as number) + SELDOM));
    const features = new Float32Array(all.length * SLIP_FEATURE_COUNT);
    for (const [i, { slip, isClean }] of all.entries()) {
      features.set(slip.row, i * SLIP_FEATURE_COUNT);
      // Not by its own example.
      features[i * SLIP_FEATURE_COUNT + SLIP_FEATURE.habit] = habit(slip.about, Number(isClean));
    }
    return {
      rows: {
        features,
        width: SLIP_FEATURE_COUNT,
        count: all.length,
        labels: Uint8Array.from(all, ({ isRight }) => Number(isRight)),
        weights: new Float32Array(all.length).fill(1),
      },
      habits: Float32Array.from({ length: SYMBOLS }, (_, symbol) => habit(symbol, 0)),
    };
  };
  return { missing: samplesOf('missing'), extra: samplesOf('extra'), order: samplesOf('order') };
}
