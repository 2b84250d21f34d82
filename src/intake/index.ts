import type { Context, Document } from '../document/document.js';
import { decode } from './decode.js';
import { MAX_BYTES } from './file.js';
import { readHtml } from './html.js';
import { readMarkdown } from './markdown.js';
import { readTxt, type TextSource } from './txt.js';
import { UnreadableError } from './unreadable.js';

export { UnreadableError } from './unreadable.js';

type Reader = (source: TextSource) => Document;

const READERS: ReadonlyMap<string, { readonly read: Reader; readonly mediaType: string }> = new Map([
  ['.txt', { read: readTxt, mediaType: 'text/plain' }],
  ['.md', { read: readMarkdown, mediaType: 'text/markdown' }],
  ['.markdown', { read: readMarkdown, mediaType: 'text/markdown' }],
  ['.html', { read: readHtml, mediaType: 'text/html' }],
  ['.htm', { read: readHtml, mediaType: 'text/html' }],
  ['.shtml', { read: readHtml, mediaType: 'text/html' }],
  ['.xhtml', { read: readHtml, mediaType: 'text/html' }],
]);

const EXTENSION_OF: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/html': '.html',
  'application/xhtml+xml': '.xhtml',
};

export const READABLE_EXTENSIONS: readonly string[] = [...READERS.keys()];

export interface ReadOptions {
  /** Path or URL; its extension picks the reader where no media type is given. */
  readonly name: string;
  readonly context: Context;
  readonly mediaType?: string;
  /** A forced label. */
  readonly encoding?: string;
  readonly maxBytes?: number;
}

function extensionOf(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  return dot < 0 ? '' : base.slice(dot).toLowerCase();
}

/** Throws UnreadableError. */
export function readBytes(bytes: Uint8Array, options: ReadOptions): Document {
  const { name, context, encoding: label, maxBytes = MAX_BYTES } = options;
  const [essence = '', ...parameters] = (options.mediaType ?? '').split(';').map((part) => part.trim());
  const extension =
    options.mediaType === undefined ? extensionOf(name) : (EXTENSION_OF[essence.toLowerCase()] ?? essence);
  const reader = READERS.get(extension);
  if (!reader) throw new UnreadableError('unsupported', `尚不支持 ${extension || '没有扩展名的'} 文件，未读取。`);
  if (bytes.length > maxBytes)
    throw new UnreadableError('too-large', `文件 ${bytes.length} 字节，超过上限 ${maxBytes} 字节，未读取。`);
  const httpCharset = parameters
    .find((parameter) => parameter.toLowerCase().startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  const { source, encoding, warnings } = decode(bytes, {
    mediaType: reader.mediaType,
    ...(label !== undefined && { label }),
    ...(httpCharset !== undefined && { httpCharset }),
  });
  const doc = reader.read({ name, source, context, encoding });
  return warnings.length > 0 ? { ...doc, warnings: [...warnings, ...doc.warnings] } : doc;
}

/**
 * The document as it would be read from another source text.
 * @throws UnreadableError where its reader does not read text.
 */
export function reread(doc: Document, source: string): Document {
  const reader = READERS.get(EXTENSION_OF[doc.mediaType] ?? '');
  if (!reader) throw new UnreadableError('unsupported', '这种文件不能自动修改，请用原来的软件改。');
  return reader.read({ name: doc.name, source, context: doc.context, encoding: doc.encoding });
}
