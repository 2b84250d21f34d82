import type { Context, Document } from '../document/document.js';
import { UnreadableError } from '../errors.js';
import { decode } from './decode.js';
import { MAX_BYTES } from './file.js';
import { readHtml } from './html/html.js';
import { documentOf } from './office/draft.js';
import { OFFICE_EXTENSIONS, officeExtension, officeMediaType, readOffice } from './office/index.js';
import { readMarkdown } from './plain/markdown.js';
import { readTxt, type TextSource } from './plain/txt.js';

export { UnreadableError } from '../errors.js';

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
  'text/csv': '.csv',
};

/** Of what readBytes reads; the others are read by readDocument alone. */
export const TEXT_EXTENSIONS: readonly string[] = [...READERS.keys()];

export const READABLE_EXTENSIONS: readonly string[] = [...TEXT_EXTENSIONS, '.csv', ...OFFICE_EXTENSIONS];

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

interface Kind {
  readonly extension: string;
  readonly httpCharset?: string;
}

function kindOf({ name, mediaType }: ReadOptions): Kind {
  const [essence = '', ...parameters] = (mediaType ?? '').split(';').map((part) => part.trim());
  const httpCharset = parameters
    .find((parameter) => parameter.toLowerCase().startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  const known = essence.toLowerCase();
  return {
    extension: mediaType === undefined ? extensionOf(name) : (EXTENSION_OF[known] ?? officeExtension(known) ?? essence),
    ...(httpCharset !== undefined && { httpCharset }),
  };
}

function refuseTooLarge(bytes: Uint8Array, maxBytes: number = MAX_BYTES): void {
  if (bytes.length > maxBytes)
    throw new UnreadableError('too-large', `文件 ${bytes.length} 字节，超过上限 ${maxBytes} 字节，未读取。`);
}

/** Text, Markdown or HTML. @throws UnreadableError */
export function readBytes(bytes: Uint8Array, options: ReadOptions): Document {
  const { name, context, encoding: label } = options;
  const { extension, httpCharset } = kindOf(options);
  const reader = READERS.get(extension);
  if (!reader) throw new UnreadableError('unsupported', `尚不支持 ${extension || '没有扩展名的'} 文件，未读取。`);
  refuseTooLarge(bytes, options.maxBytes);
  const { source, encoding, warnings } = decode(bytes, {
    mediaType: reader.mediaType,
    ...(label !== undefined && { label }),
    ...(httpCharset !== undefined && { httpCharset }),
  });
  const doc = reader.read({ name, source, context, encoding });
  return warnings.length > 0 ? { ...doc, warnings: [...warnings, ...doc.warnings] } : doc;
}

/**
 * Any file that a reader takes.
 * @param readUntrusted how an office file is read: in a thread of its own where the caller is not in one already
 * @throws UnreadableError
 */
export async function readDocument(
  bytes: Uint8Array,
  options: ReadOptions,
  readUntrusted: typeof readOffice = readOffice,
): Promise<Document> {
  const { extension } = kindOf(options);
  const { name, context } = options;
  if (extension === '.csv') {
    refuseTooLarge(bytes, options.maxBytes);
    const { source, encoding, warnings } = decode(bytes, {
      mediaType: 'text/csv',
      ...(options.encoding !== undefined && { label: options.encoding }),
    });
    const { readCsv } = await import('./office/csv.js');
    const doc = documentOf(readCsv(source), { name, context, mediaType: 'text/csv' });
    return { ...doc, encoding, warnings: [...warnings, ...doc.warnings] };
  }
  const mediaType = officeMediaType(extension);
  if (mediaType === undefined) return readBytes(bytes, options);
  refuseTooLarge(bytes, options.maxBytes);
  return documentOf(await readUntrusted(extension, bytes), { name, context, mediaType });
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
