import type {
  TextlintMessage,
  TextlintPluginOptions,
  TextlintPluginPostProcessResult,
  TextlintPluginPreProcessResult,
} from '@textlint/types';
import type { Block, Document } from '../document/document.js';
import { UnreadableError, UserError } from '../errors.js';
import { compareRanges, contains, type Range } from '../text/range.js';
import { remember } from './documents.js';
import { refuseMisread } from './encoding.js';
import { linterFor } from './settings.js';

export type DocumentNode = Extract<TextlintPluginPreProcessResult, { readonly type: 'Document' }>;
type BlockNode = DocumentNode['children'][number];
type InlineNode = Extract<BlockNode, { readonly type: 'Paragraph' }>['children'][number];

const EXTENSIONS: readonly string[] = ['.html', '.htm', '.shtml', '.xhtml'];

/** Comments of a page, where textlint-filter-rule-comments looks for its instructions. */
function* commentsIn(source: string): Iterable<Range> {
  for (let start = source.indexOf('<!--'); start >= 0; start = source.indexOf('<!--', start)) {
    const close = source.indexOf('-->', start + 4);
    const end = close < 0 ? source.length : close + 3;
    yield { start, end };
    start = end;
  }
}

/**
 * A Document as TxtAST, for rules of others beside ours: a paragraph for each block or cell of the main text, a Str
 * for each run of it that stands in the source as it is read. Ours read the Document itself.
 */
export function txtAstOf(doc: Document): DocumentNode {
  const { source } = doc.map;
  const place = (range: Range) => {
    const start = doc.map.position(range.start);
    const end = doc.map.position(range.end);
    return {
      raw: source.slice(range.start, range.end),
      range: [range.start, range.end] as const,
      loc: {
        start: { line: start.line, column: start.column - 1 },
        end: { line: end.line, column: end.column - 1 },
      },
    };
  };
  const comments = [...commentsIn(source)];
  const inSource = (a: InlineNode | BlockNode, b: InlineNode | BlockNode): number =>
    a.range[0] - b.range[0] || a.range[1] - b.range[1];
  const commentNode = (range: Range): InlineNode => ({
    type: 'Comment',
    ...place(range),
    value: source.slice(range.start + 4, range.end - 3),
  });
  const paragraph = (block: Block, text: Range): BlockNode => {
    const range = doc.map.toSource(text);
    const children: InlineNode[] = [...doc.map.verbatim(text)].map((run) => ({
      type: 'Str',
      ...place(doc.map.toSource(run)),
      value: doc.text.slice(run.start, run.end),
    }));
    children.push(...comments.filter((comment) => contains(range, comment)).map(commentNode));
    children.sort(inSource);
    const level = block.kind === 'title' ? 1 : block.kind === 'heading' ? (block.level ?? 1) : 0;
    return level > 0
      ? { type: 'Header', depth: Math.min(level, 6) as 1 | 2 | 3 | 4 | 5 | 6, ...place(range), children }
      : { type: 'Paragraph', ...place(range), children };
  };
  const blocks = doc.blocks
    .filter((block) => block.region === 'main')
    .flatMap((block) =>
      (block.table?.cells.map((cell) => cell.range) ?? [block.range])
        .filter((range) => range.end > range.start)
        .map((range) => paragraph(block, range)),
    );
  const outside = comments
    .filter((comment) => !blocks.some(({ range: [start, end] }) => contains({ start, end }, comment)))
    .sort(compareRanges)
    // TxtAST types allow a comment in a paragraph alone; textlint itself takes it anywhere.
    .map((range) => commentNode(range) as unknown as BlockNode);
  return {
    type: 'Document',
    ...place({ start: 0, end: source.length }),
    children: [...blocks, ...outside].sort(inSource),
  };
}

function extensionsIn(options: TextlintPluginOptions): readonly string[] {
  const { extensions = [], ...rest } = options;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new UserError(`.textlintrc 的 plugins.gongwen-lint：没有选项“${unknown}”；可用的有 extensions。`);
  if (!Array.isArray(extensions) || !extensions.every((one) => typeof one === 'string' && one.startsWith('.')))
    throw new UserError('.textlintrc 的 plugins.gongwen-lint.extensions：应为扩展名的数组，如 [".jsp"]。');
  return extensions;
}

async function readPage(source: string, name: string): Promise<Document> {
  try {
    return await linterFor(undefined).read({ text: source, name, mediaType: 'text/html' });
  } catch (error) {
    // textlint prints the stack to people, and that this is no bug the message says.
    if (error instanceof UnreadableError) error.stack = error.message;
    throw error;
  }
}

/**
 * HTML for textlint. Plain text and Markdown stay with the plugins that textlint always has, and always asks first;
 * our rules read those, too, by our own readers.
 */
export class Processor {
  readonly #extensions: readonly string[];

  /** @throws UserError for an unknown option. */
  constructor(options: TextlintPluginOptions = {}) {
    this.#extensions = [...EXTENSIONS, ...extensionsIn(options)];
  }

  availableExtensions(): string[] {
    return [...this.#extensions];
  }

  processor() {
    return {
      /** @throws NotUtf8Error, for textlint --fix would destroy the file; UnreadableError. */
      async preProcess(text: string, filePath?: string): Promise<DocumentNode> {
        refuseMisread(text, filePath);
        const doc = await readPage(text.replace(/^\ufeff/u, ''), filePath ?? '文本.html');
        const node = txtAstOf(doc);
        remember(node, doc);
        return node;
      },
      postProcess: (messages: TextlintMessage[], filePath?: string): TextlintPluginPostProcessResult => ({
        messages,
        filePath: filePath ?? '<html>',
      }),
    };
  }
}
