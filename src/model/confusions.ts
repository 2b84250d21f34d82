import { type Alphabet, FIRST_CHARACTER, SYMBOLS } from './alphabet.js';

/** Why one character may stand for another. */
export const SAME_TONE = 0;
export const SAME_SOUND = 1;
export const NEAR_SOUND = 2;
export const SAME_SHAPE = 3;
/** Two characters for two, with the same syllables. */
export const SAME_SYLLABLES = 4;
/** Neither sound nor shape known to be alike: only the context asks for it. */
export const CONTEXT_ONLY = 5;

export interface Confusions {
  /** Symbols that may be meant where `unit` is written. */
  readonly symbols: Uint16Array;
  readonly kinds: Uint8Array;
  /** Whether it looks alike, too. */
  readonly alike: Uint8Array;
  /** How likely beforehand, as a logarithm on no particular scale. */
  readonly priors: Float32Array;
}

/** Rows of a table whose lines are a character, a tab and a list. */
function* rowsOf(table: string): Iterable<readonly [string, string]> {
  for (const line of table.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab > 0 && !line.startsWith('#')) yield [line.slice(0, tab), line.slice(tab + 1)];
  }
}

/** What hasty or dialect speakers do not tell apart: zhang → zan, ning → lin. */
export const blurred = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/u, '$1') // zhang
    .replace(/^[nr]/u, 'l') // ning, ren
    .replace(/^f/u, 'h') // fu
    .replace(/([aei])ng$/u, '$1n'); // ang, eng, ing

const PRIOR = [0, -1, -3.5] as const;
const SHAPE_PRIOR = -2.5;
const SHAPE_STEP = 0.08;

/** Characters that look like each, by code unit, with their place in the list; likeness holds both ways. */
function shapesOfRows(shapes: string): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const alike = new Map<number, Map<number, number>>();
  const of = (unit: number): Map<number, number> => {
    const others = alike.get(unit) ?? new Map<number, number>();
    alike.set(unit, others);
    return others;
  };
  const nearer = (others: Map<number, number>, other: number, place: number): void => {
    const before = others.get(other);
    if (before === undefined || place < before) others.set(other, place);
  };
  for (const [character, list] of rowsOf(shapes)) {
    const unit = character.charCodeAt(0);
    const own = of(unit);
    for (let place = 0; place < list.length; place++) {
      const other = list.charCodeAt(place);
      nearer(own, other, place);
      nearer(of(other), unit, place);
    }
  }
  return alike;
}

/** Sounds and shapes of characters. */
export interface ConfusionTable {
  /** What may be meant where this code unit is written; the same object for each call. */
  of(unit: number): Confusions;
  /** Numbers of the syllables of a code unit, without tone, the usual one first; empty for what has none. */
  syllables(unit: number): readonly number[];
  /** The same of a symbol. */
  syllablesOfSymbol(symbol: number): readonly number[];
  readonly syllableCount: number;
  /** Code units of all characters whose sound is known, whether the alphabet has them or not. */
  readonly units: Iterable<number>;
}

/** @param readings lines `字⇥gui1;…`, @param shapes lines `字⇥形近字…`, the most alike first */
export function confusionTable(readings: string, shapes: string, { symbolOf, unitOf }: Alphabet): ConfusionTable {
  const soundsOf = new Map<number, readonly string[]>();
  const bySyllable = new Map<string, number[]>();
  const byBlurred = new Map<string, Set<string>>();
  for (const [character, list] of rowsOf(readings)) {
    const unit = character.charCodeAt(0);
    const sounds = list.split(';');
    soundsOf.set(unit, sounds);
    for (const syllable of new Set(sounds.map((sound) => sound.slice(0, -1)))) {
      const blur = blurred(syllable);
      let kin = byBlurred.get(blur);
      if (!kin) {
        kin = new Set();
        byBlurred.set(blur, kin);
      }
      kin.add(syllable);
      const symbol = symbolOf[unit] as number;
      if (symbol < FIRST_CHARACTER) continue;
      const same = bySyllable.get(syllable);
      if (same) same.push(symbol);
      else bySyllable.set(syllable, [symbol]);
    }
  }
  const shapesOf = shapesOfRows(shapes);
  const numbers = new Map([...bySyllable.keys()].sort().map((syllable, i) => [syllable, i]));
  const none: readonly number[] = [];
  const syllablesOf = new Map(
    [...soundsOf].map(([unit, sounds]) => {
      const known = sounds.map((sound) => numbers.get(sound.slice(0, -1))).filter((number) => number !== undefined);
      return [unit, [...new Set(known)]];
    }),
  );
  const syllables = (unit: number): readonly number[] => syllablesOf.get(unit) ?? none;
  const ofSymbol = Array.from({ length: SYMBOLS }, (_, symbol) => syllables(unitOf[symbol] as number));
  const known = new Map<number, Confusions>();

  const compute = (unit: number): Confusions => {
    const own = symbolOf[unit];
    const found = new Map<number, { kind: number; alike: number; prior: number }>();
    const sounds = soundsOf.get(unit) ?? [];
    const add = (symbol: number, kind: number): void => {
      if (symbol === own) return;
      const before = found.get(symbol);
      const prior = PRIOR[kind] as number;
      if (!before || before.prior < prior) found.set(symbol, { kind, alike: 0, prior });
    };
    for (const sound of sounds) {
      const syllable = sound.slice(0, -1);
      for (const symbol of bySyllable.get(syllable) ?? [])
        add(symbol, soundsOf.get(unitOf[symbol] as number)?.includes(sound) ? SAME_TONE : SAME_SOUND);
      for (const kin of byBlurred.get(blurred(syllable)) ?? [])
        if (kin !== syllable) for (const symbol of bySyllable.get(kin) ?? []) add(symbol, NEAR_SOUND);
    }
    for (const [other, place] of shapesOf.get(unit) ?? []) {
      const symbol = symbolOf[other] as number;
      if (symbol < FIRST_CHARACTER || symbol === own) continue;
      const before = found.get(symbol);
      const prior = SHAPE_PRIOR - SHAPE_STEP * place;
      if (before) found.set(symbol, { kind: before.kind, alike: 1, prior: Math.max(before.prior, prior) + 1 });
      else found.set(symbol, { kind: SAME_SHAPE, alike: 1, prior });
    }
    const all = [...found];
    return {
      symbols: Uint16Array.from(all, ([symbol]) => symbol),
      kinds: Uint8Array.from(all, ([, { kind }]) => kind),
      alike: Uint8Array.from(all, ([, { alike }]) => alike),
      priors: Float32Array.from(all, ([, { prior }]) => prior),
    };
  };

  return {
    of(unit) {
      let confusions = known.get(unit);
      if (!confusions) {
        confusions = compute(unit);
        known.set(unit, confusions);
      }
      return confusions;
    },
    syllables,
    syllablesOfSymbol: (symbol) => ofSymbol[symbol] as readonly number[],
    syllableCount: numbers.size,
    units: soundsOf.keys(),
  };
}

/** Pairs of symbols by their two syllables. */
export interface SyllablePairs {
  /** Where the pairs of two syllables begin: by first × syllableCount + second, one more at the end. */
  readonly starts: Uint32Array;
  /** first × SYMBOLS + second. */
  readonly pairs: Uint32Array;
}

/** All pairs of symbols with a level of at least `least`, by their syllables. */
export function syllablePairs(pairs: Uint8Array, least: number, table: ConfusionTable): SyllablePairs {
  const { syllableCount } = table;
  const starts = new Uint32Array(syllableCount * syllableCount + 1);
  const frequent: number[] = [];
  for (let i = 0; i < pairs.length; i++) if ((pairs[i] as number) >= least) frequent.push(i);
  const each = (tell: (cell: number, pair: number) => void): void => {
    for (const pair of frequent)
      for (const first of table.syllablesOfSymbol(Math.floor(pair / SYMBOLS)))
        for (const second of table.syllablesOfSymbol(pair % SYMBOLS)) tell(first * syllableCount + second, pair);
  };
  each((cell) => {
    starts[cell + 1] = (starts[cell + 1] as number) + 1;
  });
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const sorted = new Uint32Array(starts.at(-1) ?? 0);
  const filled = starts.slice();
  each((cell, pair) => {
    const at = filled[cell] as number;
    sorted[at] = pair;
    filled[cell] = at + 1;
  });
  return { starts, pairs: sorted };
}
