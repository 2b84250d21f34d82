import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import type { Segmenter, Word } from '../document/document.js';
import { packageRoot } from '../package-root.js';
import { jiebaDictionary } from './word-list.js';

export type SegmenterName = 'nodejieba' | '@node-rs/jieba' | 'none';

interface Nodejieba {
  load(files: { readonly dict: string; readonly userDict: string; readonly idfDict?: string }): unknown;
  cut(text: string, hmm: boolean): string[];
}

interface NodeRs {
  readonly Jieba: { withDict(dictionary: Uint8Array): { cut(text: string, hmm: boolean): string[] } };
}

/** One uninterrupted run of Han characters, cut without guessing at unknown words. */
type Cut = (run: string) => readonly string[];

const requireOptional = createRequire(import.meta.url);

const attempt = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const memoised = <T>(make: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
};

const nodejieba = memoised(() =>
  attempt(() => {
    // The package itself loads its binding late; asking for the binding tells whether it was built at all.
    requireOptional('nodejieba/build/Release/nodejieba.node');
    return requireOptional('nodejieba') as Nodejieba;
  }),
);

const nodeRs = memoised(() => attempt(() => requireOptional('@node-rs/jieba') as NodeRs));

const listing = memoised(() =>
  attempt(() => jiebaDictionary(readFileSync(`${packageRoot}dictionaries/words.tsv`, 'utf8'))),
);

/**
 * The path of a file in dist/data/ with this content, which is all that nodejieba can read: written anew when missing
 * or stale, undefined where that is not possible.
 */
function dataFile(name: string, content: string): string | undefined {
  const file = `${packageRoot}dist/data/${name}`;
  if (attempt(() => readFileSync(file, 'utf8')) === content) return file;
  const draft = `${file}.${process.pid}`;
  const written = attempt(() => {
    mkdirSync(`${packageRoot}dist/data`, { recursive: true });
    writeFileSync(draft, content);
    // nodejieba ends the process over a malformed list: another process must never see half a file.
    renameSync(draft, file);
    return file;
  });
  if (!written) attempt(() => rmSync(draft, { force: true }));
  return written;
}

function nodejiebaCut(words: string): Cut | undefined {
  const jieba = nodejieba();
  const dict = jieba && dataFile('words.txt', words);
  if (!jieba || !dict) return undefined;
  return attempt(() => {
    // Keywords are never extracted: one line in place of its 6 MB of their weights saves half the loading.
    const idfDict = dataFile('idf.txt', '的 1\n');
    // Its own user words (蓝翔 …) would make it cut otherwise than @node-rs/jieba does.
    jieba.load({ dict, userDict: devNull, ...(idfDict && { idfDict }) });
    return (run: string) => jieba.cut(run, false);
  });
}

function nodeRsCut(words: string): Cut | undefined {
  return attempt(() => {
    const jieba = nodeRs()?.Jieba.withDict(Buffer.from(words));
    return jieba && ((run: string) => jieba.cut(run, false));
  });
}

function forced(): SegmenterName | undefined {
  switch (process.env.GONGWEN_LINT_SEGMENTER) {
    case 'nodejieba':
      return 'nodejieba';
    case 'node-rs':
      return '@node-rs/jieba';
    case 'none':
      return 'none';
    default:
      return undefined;
  }
}

// Only what both engines take for Han in every version; whatever else there is, this module cuts itself.
const PARTS = /[\u4E00-\u9FFF]+|[0-9A-Za-z]+|[\s\S]/gu;
const HAN_RUN = /^[\u4E00-\u9FFF]/u;
const ASCII_WORD = /^[0-9A-Za-z]/u;

function segmenterOf(cut: Cut, partsOfSpeech: ReadonlyMap<string, string>): Segmenter {
  return (text) => {
    const words: Word[] = [];
    for (const [part] of text.matchAll(PARTS)) {
      if (!HAN_RUN.test(part)) {
        const partOfSpeech = !ASCII_WORD.test(part) ? 'x' : /^\d+$/u.test(part) ? 'm' : 'eng';
        words.push({ text: part, partOfSpeech });
      } else if (part.length === 1) words.push({ text: part, partOfSpeech: partsOfSpeech.get(part) ?? 'x' });
      else for (const word of cut(part)) words.push({ text: word, partOfSpeech: partsOfSpeech.get(word) ?? 'x' });
    }
    return words;
  };
}

function partsOfSpeechIn(words: string): ReadonlyMap<string, string> {
  // Sliced strings would keep the whole list alive; parts of speech are few, so one copy of each is kept.
  const known = new Map<string, string>();
  const parts = new Map<string, string>();
  for (let at = 0; at < words.length; ) {
    const end = words.indexOf('\n', at);
    const line = words.slice(at, end < 0 ? words.length : end);
    at += line.length + 1;
    const space = line.indexOf(' ');
    if (space < 0) continue;
    const word = line.slice(0, space);
    const named = line.slice(line.lastIndexOf(' ') + 1);
    let part = known.get(named);
    if (part === undefined) {
      part = named;
      known.set(named, part);
    }
    parts.set(word, part);
  }
  return parts;
}

const load = memoised((): { readonly name: SegmenterName; readonly segmenter?: Segmenter } => {
  const wanted = forced();
  const words = wanted === 'none' ? undefined : listing();
  if (words === undefined) return { name: 'none' };
  const engines = [
    ['@node-rs/jieba', nodeRsCut],
    ['nodejieba', nodejiebaCut],
  ] as const;
  for (const [name, make] of engines) {
    if (wanted && wanted !== name) continue;
    const cut = make(words);
    if (cut) return { name, segmenter: segmenterOf(cut, partsOfSpeechIn(words)) };
  }
  return { name: 'none' };
});

/** The segmenter of this process, or undefined where none is installed. Loads on first call; never throws. */
export function loadSegmenter(): Segmenter | undefined {
  const { name, segmenter } = load();
  // It may turn out otherwise than expected: nodejieba is of no use where its list cannot be written.
  loadedName = name;
  return segmenter;
}

let loadedName: SegmenterName | undefined;

/** Which component loadSegmenter uses, found out without reading the word list. */
export function segmenterName(): SegmenterName {
  if (loadedName) return loadedName;
  const wanted = forced();
  if (wanted === 'none') return 'none';
  if (wanted !== 'nodejieba' && nodeRs()) return '@node-rs/jieba';
  return wanted !== '@node-rs/jieba' && nodejieba() ? 'nodejieba' : 'none';
}
