import type { Nodes, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { documentBuilder } from '../../document/builder.js';
import type { BlockKind, Document } from '../../document/document.js';
import { UnreadableError } from '../../errors.js';
import { appendValue } from './literal.js';
import type { TextSource } from './txt.js';

const MAX_DEPTH = 100;

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

const tooDeep = (): UnreadableError => new UnreadableError('too-deep', `嵌套超过 ${MAX_DEPTH} 层，未读取。`);

/** remark is slow and recursive in deep nesting, so block markers and the indents of list items are counted first. */
function refuseDeep(source: string): void {
  const indents: number[] = [];
  let indent = 0;
  let markers = 0;
  let leading = true;
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    if (char === '\n' || char === '\r') {
      indent = 0;
      markers = 0;
      leading = true;
    } else if (!leading) continue;
    else if (char === ' ' || char === '\t') indent += char === '\t' ? 4 : 1;
    else if (char === '>' || ('-+*'.includes(char) && /[ \t]/.test(source[i + 1] ?? '')) || /[0-9]/.test(char)) {
      if (markers++ === 0 && char !== '>') {
        while ((indents.at(-1) ?? -1) >= indent) indents.pop();
        indents.push(indent);
      }
      // A number as long as this many markers is not a list item.
      if (indents.length > MAX_DEPTH || (markers > MAX_DEPTH && !/[0-9]/.test(char))) throw tooDeep();
    } else if (char !== '.' && char !== ')') leading = false;
  }
}

type Task = { readonly enter: Nodes; readonly kind: BlockKind } | { readonly run: () => void };

/** Markdown (GFM): headings, paragraphs, items, tables and quotations; code blocks and raw HTML are not read. */
export function readMarkdown({ name, source, context, encoding }: TextSource): Document {
  refuseDeep(source);
  const builder = documentBuilder({ name, source, context, mediaType: 'text/markdown', ...(encoding && { encoding }) });
  let root: Nodes;
  try {
    root = parser.parse(source);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
  let last = 0;
  const separate = (text: string, next: number): void => {
    if (builder.length > 0) builder.insert(text, Math.min(last, next), next);
    last = next;
  };
  const startOf = (node: Nodes): number => node.position?.start.offset ?? last;
  const endOf = (node: Nodes): number => node.position?.end.offset ?? last;
  const tasks: Task[] = [{ enter: root, kind: 'paragraph' }];
  const later = (nodes: readonly Nodes[], kind: BlockKind, after?: () => void): void => {
    if (after) tasks.push({ run: after });
    for (let i = nodes.length - 1; i >= 0; i--) tasks.push({ enter: nodes[i] as Nodes, kind });
  };
  const table = (node: Table): void => {
    separate('\n', startOf(node));
    builder.open('table');
    tasks.push({ run: () => builder.close() });
    for (let row = node.children.length - 1; row >= 0; row--) {
      const cells = node.children[row]?.children ?? [];
      for (let column = cells.length - 1; column >= 0; column--) {
        const cell = cells[column] as Nodes & { children: Nodes[] };
        tasks.push({
          run: () => {
            const first = cell.children[0];
            if (row > 0 || column > 0) separate(column > 0 ? '\t' : '\n', first ? startOf(first) : startOf(cell));
            builder.openCell({ row, column, header: row === 0 });
            later(cell.children, 'table', () => builder.closeCell());
          },
        });
      }
    }
  };
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    if ('run' in task) {
      task.run();
      continue;
    }
    const { enter: node, kind } = task;
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        appendValue(builder, source, node.value, startOf(node), endOf(node));
        last = endOf(node);
        break;
      case 'break':
        builder.insert('\n', startOf(node), endOf(node));
        last = endOf(node);
        break;
      case 'heading':
      case 'paragraph': {
        const first = node.children[0];
        separate('\n', first ? startOf(first) : startOf(node));
        if (node.type === 'heading') builder.open('heading', { level: node.depth });
        else builder.open(kind);
        later(node.children, kind, () => builder.close());
        break;
      }
      case 'table':
        table(node);
        break;
      case 'blockquote':
        later(node.children, 'quotation');
        break;
      case 'listItem':
        later(node.children, 'item');
        break;
      default:
        if ('children' in node) later(node.children, kind);
    }
  }
  return builder.build();
}
