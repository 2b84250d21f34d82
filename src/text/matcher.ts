import { bitSet, hasBit, mixOfPair, setBit, spread } from './bits.js';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Of the word, in the list the matcher was made from. */
  readonly index: number;
}

export interface Matcher {
  /** Every place where a word stands, overlapping ones too: by end, and of one end the longest first. */
  matches(text: string): readonly Match[];
}

/** Aho–Corasick with the trie's edges in one open-addressed hash table: a full table of thousands of words is too big. */
interface Automaton {
  /** Successor of the root by UTF-16 unit, 0 where no word begins. */
  readonly root: Int32Array;
  readonly fail: Int32Array;
  /** The edges: state, unit and child by slot; a free slot has child 0. */
  readonly edgeState: Int32Array;
  readonly edgeUnit: Uint16Array;
  readonly edgeChild: Int32Array;
  /** Which two units stand side by side in a word, by hash. */
  readonly pairs: Int32Array;
  /** Whether there are words of one unit. */
  readonly singles: boolean;
  /** Of each state, the first word that ends there or -1; the next one of the same end by word. */
  readonly firstWord: Int32Array;
  readonly nextWord: Int32Array;
  readonly lengths: Int32Array;
}

const slotOf = (state: number, unit: number): number => {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

const PAIR_BITS = 17;
const pairOf = (one: number, other: number): number => spread(mixOfPair(one, other)) & (2 ** PAIR_BITS - 1);

function childOf({ edgeState, edgeUnit, edgeChild }: Automaton, state: number, unit: number): number {
  const mask = edgeChild.length - 1;
  for (let slot = slotOf(state, unit) & mask; ; slot = (slot + 1) & mask) {
    const child = edgeChild[slot] as number;
    if (child === 0 || (edgeState[slot] === state && edgeUnit[slot] === unit)) return child;
  }
}

function successor(automaton: Automaton, from: number, unit: number): number {
  let state = from;
  while (state !== 0) {
    const child = childOf(automaton, state, unit);
    if (child !== 0) return child;
    state = automaton.fail[state] as number;
  }
  return automaton.root[unit] as number;
}

function addEdge({ edgeState, edgeUnit, edgeChild }: Automaton, state: number, unit: number, child: number): void {
  const mask = edgeChild.length - 1;
  let slot = slotOf(state, unit) & mask;
  while (edgeChild[slot] !== 0) slot = (slot + 1) & mask;
  edgeState[slot] = state;
  edgeUnit[slot] = unit;
  edgeChild[slot] = child;
}

function automatonOf(words: readonly string[]): Automaton {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const slots = 2 ** Math.ceil(Math.log2(2 * most + 2));
  const automaton: Automaton = {
    root: new Int32Array(0x10000),
    fail: new Int32Array(most),
    edgeState: new Int32Array(slots),
    edgeUnit: new Uint16Array(slots),
    edgeChild: new Int32Array(slots),
    pairs: bitSet(PAIR_BITS),
    singles: words.some((word) => word.length === 1),
    firstWord: new Int32Array(most).fill(-1),
    nextWord: new Int32Array(words.length).fill(-1),
    lengths: Int32Array.from(words, (word) => word.length),
  };
  const { root, fail, pairs, firstWord, nextWord } = automaton;
  for (const word of words)
    for (let i = 1; i < word.length; i++) setBit(pairs, pairOf(word.charCodeAt(i - 1), word.charCodeAt(i)));
  // States are numbered by depth, so that a state's failure link is complete before the state is reached.
  let states = 1;
  let open = words.map((word, index) => ({ word, index, state: 0 })).filter(({ word }) => word !== '');
  for (let depth = 0; open.length > 0; depth++) {
    for (const entry of open) {
      const unit = entry.word.charCodeAt(depth);
      const parent = entry.state;
      let child = parent === 0 ? (root[unit] as number) : childOf(automaton, parent, unit);
      if (child === 0) {
        child = states++;
        if (parent === 0) root[unit] = child;
        else {
          addEdge(automaton, parent, unit, child);
          fail[child] = successor(automaton, fail[parent] as number, unit);
        }
        firstWord[child] = firstWord[fail[child] as number] as number;
      }
      entry.state = child;
    }
    // All of this depth have their links: the words that end here go before those inherited from shorter suffixes.
    for (const { word, index, state } of open)
      if (word.length === depth + 1) {
        nextWord[index] = firstWord[state] as number;
        firstWord[state] = index;
      }
    open = open.filter(({ word }) => word.length > depth + 1);
  }
  return automaton;
}

function scan(automaton: Automaton, text: string): readonly Match[] {
  const found: Match[] = [];
  const { root, pairs, singles, firstWord, nextWord, lengths } = automaton;
  let state = 0;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Behind two units that stand in no word there is at most the first unit of one, and nothing to find as yet:
    // most of a text is passed over so, without a look at the automaton.
    if (hasBit(pairs, pairOf(before, unit)))
      state = successor(automaton, state === 0 ? (root[before] as number) : state, unit);
    else state = singles ? (root[unit] as number) : 0;
    before = unit;
    if (state === 0) continue;
    for (let word = firstWord[state] as number; word >= 0; word = nextWord[word] as number)
      found.push({ start: i + 1 - (lengths[word] as number), end: i + 1, index: word });
  }
  return found;
}

/** Finds thousands of words in one pass over a text. Build once and keep. A word given twice is found twice. */
export function wordMatcher(words: readonly string[]): Matcher {
  const automaton = automatonOf(words);
  return { matches: (text) => scan(automaton, text) };
}
