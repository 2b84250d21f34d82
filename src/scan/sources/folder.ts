import { open, readdir } from 'node:fs/promises';
import { READABLE_EXTENSIONS } from '../../intake/index.js';
import type { Mirror, PageSource, SourceItem } from '../pages/page.js';
import { extensionOf, isAsset, looksLikeHtml } from '../pages/page-kind.js';

/** Files that crawlers keep for themselves: HTTrack's cache and logs. */
const BOOKKEEPING = new Set(['hts-cache', 'hts-log.txt', 'cookies.txt', 'hts-in_progress.lock']);
const SNIFFED = 1024;

async function beginsLikeHtml(path: string | Uint8Array): Promise<boolean> {
  const handle = await open(Buffer.from(path));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
    return looksLikeHtml(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** A name as it is shown: on disk it may be in UTF-8 or, from old systems, in GBK. */
export function shownName(name: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('gb18030').decode(name);
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

/** A file or folder below the root, as it is shown and as it is opened. */
interface Place {
  readonly name: string;
  readonly path: Buffer;
}

const SLASH = Buffer.from('/');

const within = (folder: Place, name: Buffer): Place => ({
  name: folder.name === '' ? shownName(name) : `${folder.name}/${shownName(name)}`,
  path: Buffer.concat([folder.path, SLASH, name]),
});

/**
 * The files of a mirror (wget, HTTrack or any folder), folder by folder in order of name. Links are not followed; what is
 * no page is counted by kind.
 */
export async function* folderPages(root: string, options: FolderOptions = {}): PageSource {
  const mirror: Mirror = { folder: root, ...(options.rootUrl !== undefined && { rootUrl: options.rootUrl }) };
  // Depth first with a stack of its own: a mirror may be deeper than the call stack.
  const waiting: Place[] = [{ name: '', path: Buffer.from(root) }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    let entries: Awaited<ReturnType<typeof entriesOf>>;
    try {
      entries = await entriesOf(folder.path);
    } catch {
      yield { name: folder.name, lost: { code: 'unreadable', message: '文件夹打不开，未检查其中的文件。' } };
      continue;
    }
    const folders: Place[] = [];
    for (const entry of entries) {
      const place = within(folder, entry.name);
      if (BOOKKEEPING.has(shownName(entry.name))) continue;
      if (entry.isDirectory()) folders.push(place);
      else if (options.isWanted && !options.isWanted(place.name)) yield { leftOut: '未选入' };
      else if (entry.isFile()) yield await itemOf(place, mirror);
      else yield { name: place.name, lost: { code: 'not-a-file', message: '不是普通文件（链接、管道等），未读取。' } };
    }
    waiting.push(...folders.reverse());
  }
}

/** In order of bytes, whatever the file system or locale gives. */
async function entriesOf(folder: Buffer) {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  return entries.sort((a, b) => Buffer.compare(a.name, b.name));
}

async function itemOf({ name, path }: Place, mirror: Mirror): Promise<SourceItem> {
  const extension = extensionOf(name);
  if (isAsset(extension)) return { leftOut: extension };
  const url = addressOf(name, mirror.rootUrl);
  const text = path.toString();
  const file = Buffer.from(text).equals(path) ? text : new Uint8Array(path);
  const page = { name, ...(url !== undefined && { url }), mirror, body: { file } };
  if (READABLE_EXTENSIONS.includes(extension)) return page;
  try {
    // index.jsp?id=3, content/post_12: what was mirrored under its address.
    if (await beginsLikeHtml(file)) return { ...page, mediaType: 'text/html' };
  } catch {
    return { name, lost: { code: 'unreadable', message: '读取文件时出错，请检查权限。' } };
  }
  return {
    name,
    lost: { code: 'unsupported', message: `尚不支持 ${extension || '没有扩展名的'} 文件，未读取。` },
  };
}
