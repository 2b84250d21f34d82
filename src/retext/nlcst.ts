import type {
  Paragraph,
  ParagraphContent,
  Root,
  Sentence,
  SentenceContent,
  WhiteSpace,
  Word,
  WordContent,
} from 'nlcst';
import type { Position } from 'unist';
import type { Document } from '../document/document.js';
import { Unavailable } from '../document/per-document.js';
import type { Range } from '../text/range.js';
import { sentences } from '../views/language/sentences.js';
import { type Token, tokensIn } from '../views/language/tokens.js';

declare module 'nlcst' {
  interface WordData {
    /** As jieba's list has it (n, v, ns …); absent where no list was asked. */
    partOfSpeech?: string;
  }
}

/** A range of text as its place in the source, in the terms of unist. */
export function positionOf(doc: Document, range: Range): Position {
  const { start, end } = doc.map.toSource(range);
  return {
    start: { ...doc.map.position(start), offset: start },
    end: { ...doc.map.position(end), offset: end },
  };
}

type Kind = 'han' | 'letters' | 'space' | 'punctuation' | 'symbol';

interface Part {
  readonly kind: Kind | 'source';
  readonly range: Range;
  readonly partOfSpeech?: string;
}

function kindOf(character: string): Kind {
  if (/\p{Script=Han}/u.test(character)) return 'han';
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return 'letters';
  if (/\s/u.test(character)) return 'space';
  return /\p{P}/u.test(character) ? 'punctuation' : 'symbol';
}

/** Runs of a kind; of punctuation and symbols, runs of one character (……, ——). */
function* runsIn(text: string, { start, end }: Range): Iterable<Part> {
  let run: { kind: Kind; character: string; start: number } | undefined;
  let at = start;
  for (const character of text.slice(start, end)) {
    const kind = kindOf(character);
    const marks = kind === 'punctuation' || kind === 'symbol';
    if (run && (run.kind !== kind || (marks && run.character !== character))) {
      yield { kind: run.kind, range: { start: run.start, end: at } };
      run = undefined;
    }
    run ??= { kind, character, start: at };
    at += character.length;
  }
  if (run) yield { kind: run.kind, range: { start: run.start, end } };
}

/** The words of a run of Han; the run itself where no segmenter is installed. */
function* wordsIn(doc: Document, run: Part): Iterable<Part> {
  let tokens: readonly Token[];
  try {
    tokens = tokensIn(doc, run.range);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    yield run;
    return;
  }
  for (const { range, partOfSpeech } of tokens) {
    const start = Math.max(range.start, run.range.start);
    const end = Math.min(range.end, run.range.end);
    if (end > start) yield { kind: 'han', range: { start, end }, partOfSpeech };
  }
}

/** The parts of a range, what was marked as source (code, file names) in one piece each. */
function* partsIn(doc: Document, range: Range, sources: readonly Range[]): Iterable<Part> {
  let { start } = range;
  const plain = function* (end: number): Iterable<Part> {
    for (const run of runsIn(doc.text, { start, end }))
      if (run.kind === 'han') yield* wordsIn(doc, run);
      else yield run;
  };
  for (const source of sources) {
    if (source.end <= start) continue;
    if (source.start >= range.end) break;
    yield* plain(source.start);
    yield { kind: 'source', range: source };
    start = source.end;
  }
  yield* plain(range.end);
}

/** What joins two runs of letters into one word: don't, e-mail, 3.5, a@b.cn. */
const JOINTS = new Set("'’-‐.@&:_·");

const NODE_TYPES = {
  space: 'WhiteSpaceNode',
  punctuation: 'PunctuationNode',
  symbol: 'SymbolNode',
  source: 'SourceNode',
} as const;

const isSpace = (node: SentenceContent | undefined): node is WhiteSpace => node?.type === 'WhiteSpaceNode';

/** Document to nlcst: every character of the text is a leaf's, in order. */
export function nlcstOf(doc: Document, sources: readonly Range[] = []): Root {
  const { text } = doc;
  const spanOf = (nodes: readonly { position?: Position | undefined }[]): { position?: Position } => {
    const start = nodes[0]?.position?.start;
    const end = nodes.at(-1)?.position?.end;
    return start && end ? { position: { start, end } } : {};
  };
  const leaf = <T extends string>(type: T, range: Range) => ({
    type,
    value: text.slice(range.start, range.end),
    position: positionOf(doc, range),
  });
  const wordOf = (parts: readonly Part[]): Word => {
    const children: WordContent[] = parts.map(({ kind, range }) =>
      leaf(kind === 'punctuation' ? 'PunctuationNode' : kind === 'symbol' ? 'SymbolNode' : 'TextNode', range),
    );
    const partOfSpeech = parts[0]?.partOfSpeech;
    return {
      type: 'WordNode',
      children,
      ...spanOf(children),
      ...(partOfSpeech !== undefined && { data: { partOfSpeech } }),
    };
  };
  const isJoint = (part: Part | undefined): boolean =>
    part !== undefined && part.range.end - part.range.start === 1 && JOINTS.has(text.charAt(part.range.start));
  const contentOf = (range: Range): SentenceContent[] => {
    const parts = [...partsIn(doc, range, sources)];
    const content: SentenceContent[] = [];
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as Part;
      if (part.kind === 'letters') {
        const first = i;
        while (isJoint(parts[i + 1]) && parts[i + 2]?.kind === 'letters') i += 2;
        content.push(wordOf(parts.slice(first, i + 1)));
      } else if (part.kind === 'han') content.push(wordOf([part]));
      else content.push(leaf(NODE_TYPES[part.kind], part.range));
    }
    return content;
  };
  /** A sentence, and the white space round it beside it. */
  const sentenceOf = (range: Range): ParagraphContent[] => {
    const content = contentOf(range);
    let from = 0;
    let to = content.length;
    while (from < to && isSpace(content[from])) from++;
    while (to > from && isSpace(content[to - 1])) to--;
    const children = content.slice(from, to);
    const sentence: Sentence = { type: 'SentenceNode', children, ...spanOf(children) };
    return [
      ...content.slice(0, from).filter(isSpace),
      ...(children.length > 0 ? [sentence] : []),
      ...content.slice(to).filter(isSpace),
    ];
  };
  /** Sentences without a boundary inside what is one piece of source. */
  const whole = (ranges: readonly Range[]): readonly Range[] => {
    const found: Range[] = [];
    for (const range of ranges) {
      const last = found.at(-1);
      if (last && sources.some((source) => source.start < last.end && last.end < source.end))
        found[found.length - 1] = { start: last.start, end: range.end };
      else found.push(range);
    }
    return found;
  };
  /** What stands between blocks and between sentences: white space, by the contract of Document. */
  const gap = (start: number, end: number) => (end > start ? [leaf('WhiteSpaceNode', { start, end })] : []);

  const root: Root = { type: 'RootNode', children: [] };
  const all = whole(sentences(doc));
  let next = 0;
  let blockEnd = 0;
  for (const block of doc.blocks) {
    root.children.push(...gap(blockEnd, block.range.start));
    const paragraph: Paragraph = { type: 'ParagraphNode', children: [] };
    let sentenceEnd = block.range.start;
    for (; next < all.length && (all[next] as Range).start < block.range.end; next++) {
      const range = all[next] as Range;
      paragraph.children.push(...gap(sentenceEnd, range.start), ...sentenceOf(range));
      sentenceEnd = range.end;
    }
    paragraph.children.push(...gap(sentenceEnd, block.range.end));
    paragraph.position = positionOf(doc, block.range);
    root.children.push(paragraph);
    blockEnd = block.range.end;
  }
  root.children.push(...gap(blockEnd, text.length));
  root.position = positionOf(doc, { start: 0, end: text.length });
  return root;
}
