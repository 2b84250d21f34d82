import type { Block, Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import { BRACKET_PAIRS } from '../../text/chars.js';
import type { Range } from '../../text/range.js';
import { proseBlocks } from './prose.js';

export interface BracketPair {
  readonly open: Range;
  readonly close: Range;
  readonly openMark: string;
  readonly closeMark: string;
}

export interface UnpairedMark {
  readonly range: Range;
  readonly mark: string;
  readonly side: 'open' | 'close';
  readonly block: Block;
}

export interface Brackets {
  /** In order of their opening marks. */
  readonly pairs: readonly BracketPair[];
  readonly unpaired: readonly UnpairedMark[];
}

/** A line may be cut by extraction: its mark is then looked for this far, in the blocks that follow. */
const MAX_CUT = 300;
/** A note under a title lists its amendments line by line, and closes at the end of a line. */
const MAX_NOTE = 3000;
/** A quotation may run over many paragraphs (GB/T 15834-2011 4.8.3.5). */
const MAX_QUOTATION = 5000;

// （…) is a pair: that its halves differ in width is another rule's business.
const WIDTHS: ReadonlyMap<string, string> = new Map([
  ['(', '（'],
  [')', '）'],
  ['[', '［'],
  [']', '］'],
  ['{', '｛'],
  ['}', '｝'],
]);
const wide = (mark: string): string => WIDTHS.get(mark) ?? mark;
const OPENS: ReadonlyMap<string, string> = new Map([...BRACKET_PAIRS].map(([open, close]) => [close, wide(open)]));
// By code unit: most of a text is no mark, and is passed over quickly.
const IS_MARK = new Uint8Array(0x10000);
for (const mark of [...BRACKET_PAIRS].flat()) IS_MARK[mark.charCodeAt(0)] = 1;
const QUOTES = '“‘';

// ’ in don’t is none.
const isApostrophe = (text: string, at: number): boolean =>
  text.charAt(at) === '’' && /\w/u.test(text.charAt(at - 1)) && !text.slice(Math.max(0, at - 40), at).includes('‘');

const isQuote = (mark: string): boolean => QUOTES.includes(OPENS.get(mark) ?? mark);

/** Where the first mark within a range stands, or its end. */
function firstMark({ text }: Document, { start, end }: Range): number {
  let at = start;
  while (at < end && IS_MARK[text.charCodeAt(at)] !== 1) at++;
  return at;
}

function scan(doc: Document, scope: Range, block: Block, pairs: BracketPair[], unpaired: UnpairedMark[]): void {
  const first = firstMark(doc, scope);
  if (first === scope.end) return;
  const stack: { mark: string; class: string; at: number }[] = [];
  const open = new Map<string, number>();
  const leave = (mark: string, at: number, side: 'open' | 'close'): void =>
    void unpaired.push({ range: { start: at, end: at + 1 }, mark, side, block });
  for (let at = first; at < scope.end; at++) {
    if (IS_MARK[doc.text.charCodeAt(at)] !== 1) continue;
    const mark = doc.text.charAt(at);
    // Three of a kind and more are drawing or nesting beyond use: 》》》
    if (at + 2 < scope.end && doc.text.charAt(at + 1) === mark && doc.text.charAt(at + 2) === mark) {
      let run = at + 3;
      while (run < scope.end && doc.text.charAt(run) === mark) run++;
      at = run - 1;
      continue;
    }
    const opening = OPENS.get(mark);
    if (opening === undefined) {
      stack.push({ mark, class: wide(mark), at });
      open.set(wide(mark), (open.get(wide(mark)) ?? 0) + 1);
      continue;
    }
    if (isApostrophe(doc.text, at)) continue;
    if ((open.get(opening) ?? 0) === 0) {
      leave(mark, at, 'close');
      continue;
    }
    for (let top = stack.pop(); top; top = stack.pop()) {
      open.set(top.class, (open.get(top.class) ?? 1) - 1);
      if (top.class === opening) {
        pairs.push({
          open: { start: top.at, end: top.at + 1 },
          close: { start: at, end: at + 1 },
          openMark: top.mark,
          closeMark: mark,
        });
        break;
      }
      leave(top.mark, top.at, 'open');
    }
  }
  for (const { mark, at } of stack) leave(mark, at, 'open');
}

/** Takes out of `marks` those whose partner stands in a later block near by. */
function acrossBlocks(marks: readonly UnpairedMark[]): ReadonlySet<UnpairedMark> {
  const joined = new Set<UnpairedMark>();
  const waiting = new Map<string, UnpairedMark[]>();
  for (const mark of marks) {
    if (mark.side === 'open') {
      const list = waiting.get(wide(mark.mark)) ?? [];
      list.push(mark);
      waiting.set(wide(mark.mark), list);
      continue;
    }
    const opening = OPENS.get(mark.mark) ?? '';
    const endsBlock = mark.range.end === mark.block.range.end;
    const limit = isQuote(mark.mark) ? MAX_QUOTATION : endsBlock ? MAX_NOTE : MAX_CUT;
    const list = waiting.get(opening) ?? [];
    let near = list.at(-1);
    while (near && mark.range.start - near.range.end <= limit && near.block !== mark.block) {
      list.pop();
      joined.add(near).add(mark);
      // Every paragraph of one quotation opens anew; a bracket opens once.
      near = isQuote(mark.mark) ? list.at(-1) : undefined;
    }
  }
  return joined;
}

/** Marks that come in pairs: those that do, and those that do not, within a block or a cell. */
export const brackets = perDocument((doc): Brackets => {
  const pairs: BracketPair[] = [];
  const alone: UnpairedMark[] = [];
  for (const block of proseBlocks(doc)) {
    if (block.table) for (const cell of block.table.cells) scan(doc, cell.range, block, pairs, alone);
    else scan(doc, block.range, block, pairs, alone);
  }
  alone.sort((a, b) => a.range.start - b.range.start);
  const joined = acrossBlocks(alone);
  return {
    pairs: pairs.sort((a, b) => a.open.start - b.open.start),
    unpaired: alone.filter((mark) => !joined.has(mark)),
  };
});
