import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LeftOut, LostPage, Mirror, Page, SourceItem } from '../pages/page.js';
import type { ScanResult } from '../scan.js';

/** Bytes as a string of one character each: JSON holds it, and it is compressed as well as the bytes are. */
type Binary = string;

/** A file is named from the shared folder, which may stand elsewhere on each machine; its mirror is that folder. */
type StoredPage = Omit<Page, 'body' | 'mirror'> & {
  readonly mirror?: Omit<Mirror, 'folder'>;
  readonly body: { readonly file: Binary } | { readonly bytes: Binary };
};

export type StoredItem = StoredPage | LostPage | LeftOut;

const binary = (bytes: Uint8Array): Binary =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
const bytesOf = (text: Binary): Buffer => Buffer.from(text, 'latin1');

/** An absolute path as bytes: a slash is a slash in every encoding, so that such paths may be joined and cut. */
const absolute = (path: string | Uint8Array): Binary =>
  resolve(binary(Buffer.from(process.cwd())), binary(Buffer.from(path)));

/** A file as it is called below the folder, links to the folder followed or not. */
function below(folder: string, file: string | Uint8Array): Binary {
  const path = absolute(file);
  const given = absolute(folder);
  return relative(path.startsWith(`${given}${sep}`) ? given : absolute(realpathSync(folder)), path);
}

/** A run of items as it is stored: compressed; the digest changes with them, and with the files that they name. */
export function packItems(
  items: readonly SourceItem[],
  folder: string,
): { readonly items: Buffer; readonly digest: string; readonly pages: number; readonly firstFile: Binary | undefined } {
  const digest = createHash('sha256');
  const stored = items.map((item): StoredItem => {
    if (!('body' in item)) return item;
    const { body, mirror: { folder: _, ...mirror } = {}, ...page } = item;
    const about = { ...page, ...(item.mirror && { mirror }) };
    if ('bytes' in body) return { ...about, body: { bytes: binary(body.bytes) } };
    const info = statSync(Buffer.from(body.file), { throwIfNoEntry: false });
    digest.update(`${info?.size} ${info?.mtimeMs}\n`);
    return { ...about, body: { file: below(folder, body.file) } };
  });
  const json = JSON.stringify(stored);
  const pages = stored.filter((item) => 'body' in item);
  return {
    items: gzipSync(json),
    digest: digest.update(json).digest('hex'),
    pages: pages.length,
    firstFile: pages.flatMap(({ body }) => ('file' in body ? [body.file] : []))[0],
  };
}

/** The path of a stored file on this machine. */
export const pathIn = (folder: string, file: Binary): Buffer => bytesOf(join(binary(Buffer.from(folder)), file));

/** Whether a file lies in the folder, links followed; one that is not there is told where it is read. */
function isInside(folder: string, path: Buffer, file: Binary): boolean {
  if (file.startsWith('..') || file.startsWith(sep)) return false;
  try {
    const real = binary(realpathSync(path, { encoding: 'buffer' }));
    return real.startsWith(`${binary(Buffer.from(realpathSync(folder)))}${sep}`);
  } catch {
    return true;
  }
}

/** @param folder where the shared folder stands on this machine; whoever can write jobs cannot have other files read. */
export function unpackItems(packed: Uint8Array, folder: string | undefined): readonly SourceItem[] {
  return (JSON.parse(gunzipSync(packed).toString()) as readonly StoredItem[]).map((item): SourceItem => {
    if (!('body' in item)) return item;
    const { body, mirror, ...page } = item;
    const about = { ...page, ...(mirror && folder !== undefined && { mirror: { ...mirror, folder } }) };
    if ('bytes' in body) return { ...about, body: { bytes: bytesOf(body.bytes) } };
    const path = folder === undefined ? undefined : pathIn(folder, body.file);
    if (folder === undefined || !path || !isInside(folder, path, body.file))
      return { ...about, lost: { code: 'outside', message: '文件不在共享文件夹之内，未读取。' } };
    return { ...about, body: { file: new Uint8Array(path) } };
  });
}

export const packResults = (results: readonly ScanResult[]): Buffer => gzipSync(JSON.stringify(results));

export const unpackResults = (packed: Uint8Array): readonly ScanResult[] =>
  JSON.parse(gunzipSync(packed).toString()) as readonly ScanResult[];
