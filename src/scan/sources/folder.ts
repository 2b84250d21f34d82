import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { READABLE_EXTENSIONS } from '../../intake/index.js';
import type { PageSource, SourceItem } from '../page.js';

/** What a mirror holds besides its pages. */
const ASSETS = new Set(
  '.css .js .mjs .map .json .xml .png .jpg .jpeg .gif .bmp .svg .ico .webp .woff .woff2 .ttf .eot .otf .mp3 .mp4 .avi .wmv .flv .swf .zip .rar .7z .gz .apk .exe'.split(
    ' ',
  ),
);
/** Files that crawlers keep for themselves: HTTrack's cache and logs. */
const BOOKKEEPING = new Set(['hts-cache', 'hts-log.txt', 'cookies.txt', 'hts-in_progress.lock']);
const SNIFFED = 1024;
const LOOKS_LIKE_HTML = /<(?:!doctype html|html|head|body|meta|title)[\s>]/iu;

const extensionOf = (name: string): string => /\.[^./]{1,10}$/u.exec(name)?.[0].toLowerCase() ?? ''; // .html

async function looksLikeHtml(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
    return LOOKS_LIKE_HTML.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** The address of a mirrored file: below `rootUrl`, or the path itself where it begins with a host. */
function addressOf(path: string, rootUrl: string | undefined): string | undefined {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (rootUrl !== undefined) return new URL(encoded, rootUrl.endsWith('/') ? rootUrl : `${rootUrl}/`).href;
  return /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?\//iu.test(path) ? `http://${encoded}` : undefined; // www.example.gov.cn/a.html
}

export interface FolderOptions {
  /** The address that the folder mirrors. */
  readonly rootUrl?: string;
  readonly isWanted?: (path: string) => boolean;
}

/**
 * The files of a mirror (wget, HTTrack or any folder), folder by folder in order of name. Links are not followed; what is
 * no page is counted by kind.
 */
export async function* folderPages(root: string, options: FolderOptions = {}): PageSource {
  // Depth first with a stack of its own: a mirror may be deeper than the call stack.
  const waiting: string[] = [''];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    let entries: Awaited<ReturnType<typeof entriesOf>>;
    try {
      entries = await entriesOf(join(root, path));
    } catch {
      yield { name: path, lost: { code: 'unreadable', message: '文件夹打不开，未检查其中的文件。' } };
      continue;
    }
    const folders: string[] = [];
    for (const entry of entries) {
      if (BOOKKEEPING.has(entry.name)) continue;
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) folders.push(below);
      else if (options.isWanted && !options.isWanted(below)) yield { leftOut: '未选入' };
      else if (entry.isFile()) yield await itemOf(root, below, options.rootUrl);
      else yield { name: below, lost: { code: 'not-a-file', message: '不是普通文件（链接、管道等），未读取。' } };
    }
    waiting.push(...folders.reverse());
  }
}

/** In order of code units, whatever the file system or locale gives. */
async function entriesOf(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function itemOf(root: string, path: string, rootUrl: string | undefined): Promise<SourceItem> {
  const extension = extensionOf(path);
  if (ASSETS.has(extension)) return { leftOut: extension };
  const url = addressOf(path, rootUrl);
  const page = { name: path, ...(url !== undefined && { url }), body: { file: join(root, path) } };
  if (READABLE_EXTENSIONS.includes(extension)) return page;
  try {
    // index.jsp?id=3, content/post_12: what was mirrored under its address.
    if (await looksLikeHtml(page.body.file)) return { ...page, mediaType: 'text/html' };
  } catch {
    return { name: path, lost: { code: 'unreadable', message: '读取文件时出错，请检查权限。' } };
  }
  return {
    name: path,
    lost: { code: 'unsupported', message: `尚不支持 ${extension || '没有扩展名的'} 文件，未读取。` },
  };
}
