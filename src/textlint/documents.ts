import type { Document } from '../document/document.js';
import type { Linter } from '../linter/linter.js';

/** What of a textlint context tells which text is under review. */
export interface SourceContext {
  getSource(): string;
  getFilePath(): string | undefined;
  getConfigBaseDir(): string | undefined;
}

const HTML = 'text/html';
const MARKDOWN = 'text/markdown';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: HTML,
  htm: HTML,
  shtml: HTML,
  xhtml: HTML,
  md: MARKDOWN,
  markdown: MARKDOWN,
  mdown: MARKDOWN,
  mkd: MARKDOWN,
  mkdn: MARKDOWN,
};

/** A name without an extension, or of a format that another plugin turned into text, is read as plain text. */
const mediaTypeOf = (name: string): string =>
  MEDIA_TYPES[/\.([a-z]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'text/plain'; // a.md → md

const documents = new WeakMap<object, Document>();

/** The Document that our Processor made an AST from. */
export const remember = (node: object, doc: Document): void => void documents.set(node, doc);

/** The Document under review: textlint's text has no BOM, so its offsets are those of the source. @throws UnreadableError */
export async function documentOf(node: object, context: SourceContext, linter: Linter): Promise<Document> {
  const doc = documents.get(node);
  if (doc) return linter.adopted(doc);
  const name = context.getFilePath() ?? '文本.txt';
  return linter.read({ text: context.getSource(), name, mediaType: mediaTypeOf(name) });
}
