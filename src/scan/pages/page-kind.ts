import { OFFICE_EXTENSIONS, officeExtension, officeMediaType } from '../../intake/office/index.js';

/** What a site holds besides its pages. */
const ASSETS = new Set(
  '.css .js .mjs .map .json .xml .rss .png .jpg .jpeg .gif .bmp .svg .ico .webp .woff .woff2 .ttf .eot .otf .mp3 .mp4 .avi .wmv .flv .swf .zip .rar .7z .gz .apk .exe'.split(
    ' ',
  ),
);

const PAGES = new Set(['text/html', 'application/xhtml+xml', 'text/plain', 'text/markdown', 'text/csv']);

const NAMED_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html'],
  ['.htm', 'text/html'],
  ['.shtml', 'text/html'],
  ['.txt', 'text/plain'],
  ['.md', 'text/markdown'],
  ['.csv', 'text/csv'],
]);

/** Types that servers give to whatever they do not know. */
const UNSPECIFIC = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-download',
  'application/force-download',
  'application/x-msdownload',
  'application/download',
  'application/zip',
]);

/** In lower case with its dot; empty where there is none. */
export const extensionOf = (name: string): string => /\.[^./]{1,10}$/u.exec(name)?.[0].toLowerCase() ?? ''; // .html

export const isAsset = (extension: string): boolean => ASSETS.has(extension);

export const isAttachment = (extension: string): boolean =>
  extension === '.csv' || OFFICE_EXTENSIONS.includes(extension);

export const essenceOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** Whether a media type is one of those that are read. */
export const isPageType = (contentType: string): boolean => {
  const essence = essenceOf(contentType);
  return PAGES.has(essence) || officeExtension(essence) !== undefined;
};

/**
 * The media type that an answer is read as; undefined: it is no page. An attachment goes by its name, for servers know few
 * office types; where a server says nothing, the name or the first bytes speak.
 * @param name its file name, where the server gives one, or the path of its address
 */
export function readAs(contentType: string, name: string, bytes: Uint8Array): string | undefined {
  const essence = essenceOf(contentType);
  const extension = extensionOf(name);
  const isHtml = essence === 'text/html' || essence === 'application/xhtml+xml';
  const office = officeMediaType(extension);
  if (office !== undefined && !isHtml) return office;
  if (isPageType(essence)) return contentType;
  if (!UNSPECIFIC.has(essence)) return undefined;
  return NAMED_TYPES.get(extension) ?? (looksLikeHtml(bytes) ? 'text/html' : undefined);
}

const SNIFFED = 1024;
const HTML = /<(?:!doctype html|html|head|body|meta|title)[\s>]/iu;

export const looksLikeHtml = (bytes: Uint8Array): boolean =>
  HTML.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SNIFFED)).toString('latin1'));
