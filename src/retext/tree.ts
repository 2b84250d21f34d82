import type { Literals, Nodes, Root } from 'nlcst';
import type { VFile } from 'vfile';
import { documentBuilder } from '../document/builder.js';
import type { Context, Document } from '../document/document.js';
import { appendValue } from '../intake/plain/literal.js';
import type { Range } from '../text/range.js';

/** Leaves that follow each other without a gap in the source: of one text node of the tree that this one came from. */
interface Run {
  value: string;
  readonly start: number | undefined;
  end: number | undefined;
  readonly source: boolean;
  /** Stands first in its paragraph. */
  readonly opens: boolean;
}

/** Two line ends or more part paragraphs, so mdast-util-to-nlcst writes them between blocks. */
const PARTS_PARAGRAPHS = /\n[ \t]{0,20}\r?\n/u; // a blank line

function* leavesOf(node: Nodes, opens: { paragraph: boolean }): Iterable<Literals & { readonly opens: boolean }> {
  if ('value' in node) {
    yield { ...node, opens: opens.paragraph };
    opens.paragraph = false;
    return;
  }
  if (node.type === 'ParagraphNode') opens.paragraph = true;
  for (const child of node.children) yield* leavesOf(child, opens);
}

function runsOf(tree: Nodes): readonly Run[] {
  const runs: Run[] = [];
  let parted = false;
  for (const leaf of leavesOf(tree, { paragraph: true })) {
    if (leaf.type === 'WhiteSpaceNode' && PARTS_PARAGRAPHS.test(leaf.value)) {
      parted = true;
      continue;
    }
    const start = leaf.position?.start.offset;
    const end = leaf.position?.end.offset;
    const last = runs.at(-1);
    const source = leaf.type === 'SourceNode';
    const follows = !parted && last !== undefined && start !== undefined && last.end === start;
    if (follows && !source && !last.source) {
      last.value += leaf.value;
      last.end = end;
    } else runs.push({ value: leaf.value, start, end, source, opens: parted || (leaf.opens && !follows) });
    parted = false;
  }
  return runs;
}

/** Each run with the source offset that it cannot reach beyond: where the next one starts. */
function bounded(runs: readonly Run[], length: number): readonly (readonly [Run, number])[] {
  const pairs: [Run, number][] = [];
  let limit = length;
  for (const run of [...runs].reverse()) {
    pairs.push([run, limit]);
    limit = run.start ?? limit;
  }
  return pairs.reverse();
}

/** Where the text of a run begins: for an element it is told from the tag on. */
function textStart(source: string, { start = 0, value }: Run): number {
  if (source[start] !== '<' || value.startsWith('<')) return start;
  const close = source.indexOf('>', start);
  return close < 0 ? start : close + 1;
}

/**
 * The Document of an nlcst tree that another parser made, from Markdown or HTML or plain text. The offsets of its nodes
 * are counted from the start of a text node, and so are wrong after an entity or an escape there: the text is laid
 * along the file anew. `sources` are the ranges of SourceNodes.
 */
export function documentOfTree(
  tree: Root,
  file: VFile,
  context: Context,
): { readonly doc: Document; readonly sources: readonly Range[] } {
  const source = String(file);
  const builder = documentBuilder({ name: file.path ?? '文本', source, context, mediaType: 'text/plain' });
  const sources: Range[] = [];
  let open = false;
  let reached = 0;
  for (const [run, limit] of bounded(runsOf(tree), source.length)) {
    const start = Math.max(reached, textStart(source, run));
    if (run.opens && open) {
      builder.close();
      builder.insert('\n', reached, start);
      open = false;
    }
    if (!open) builder.open('paragraph');
    open = true;
    const from = builder.length;
    const after = start + run.value.length;
    if (run.start === undefined) builder.insert(run.value, reached, reached);
    else if (source.startsWith(run.value, start)) {
      builder.copy(start, after);
      reached = after;
    } else reached = appendValue(builder, source, run.value, start, Math.max(start, limit));
    if (run.source) sources.push({ start: from, end: builder.length });
  }
  if (open) builder.close();
  return { doc: builder.build(), sources };
}
