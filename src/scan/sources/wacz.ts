import { type Entry, open, type ZipFile } from 'yauzl';
import type { PageSource, SourceItem } from '../pages/page.js';
import { refuseBomb, warcPages } from './warc.js';

const MAX_MEMBERS = 20_000;
const MAX_DESCRIPTION = 16 * 1024 * 1024;
const ARCHIVE = /^archive\/[^/]{1,500}\.warc(?:\.gz)?$/u; // archive/data-0.warc.gz
const DESCRIPTION = 'datapackage.json';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const opened = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });

function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** A member's bytes as they come; its size is checked against the directory as they do. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncIterable<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opening) => (error ? reject(error) : resolve(opening)));
  });
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    refuseBomb(size, entry.compressedSize);
    yield bytes;
  }
}

/** The members that datapackage.json lists, where it can be read. */
async function listed(zip: ZipFile, entry: Entry): Promise<readonly string[]> {
  if (entry.uncompressedSize > MAX_DESCRIPTION) throw new Error(`${entry.uncompressedSize} 字节，过大`);
  const chunks: Buffer[] = [];
  for await (const chunk of contentOf(zip, entry)) chunks.push(chunk);
  const description: unknown = JSON.parse(Buffer.concat(chunks).toString());
  const resources: unknown =
    typeof description === 'object' && description !== null && 'resources' in description
      ? description.resources
      : undefined;
  if (!Array.isArray(resources)) throw new Error('没有 resources');
  return resources.flatMap((resource: unknown) =>
    typeof resource === 'object' && resource !== null && 'path' in resource && typeof resource.path === 'string'
      ? [resource.path]
      : [],
  );
}

/**
 * The pages of a WACZ package: those of the WARC files in its archive/ folder, in order of name. What its description lists
 * and it does not hold is told.
 */
export async function* waczPages(path: string): PageSource {
  const damaged = (message: string, member = ''): SourceItem => ({
    name: member === '' ? path : `${path}/${member}`,
    lost: { code: 'damaged', message },
  });
  let zip: ZipFile;
  try {
    zip = await opened(path);
  } catch (error) {
    yield damaged(`不是完整的 WACZ（zip）文件（${reasonOf(error)}），未检查。`);
    return;
  }
  try {
    if (zip.entryCount > MAX_MEMBERS) {
      yield {
        name: path,
        lost: {
          code: 'too-many-members',
          message: `压缩包内有 ${zip.entryCount} 个成员，超过 ${MAX_MEMBERS} 个，未检查。`,
        },
      };
      return;
    }
    let entries: readonly Entry[];
    try {
      entries = await entriesOf(zip);
    } catch (error) {
      yield damaged(`WACZ 的目录已损坏（${reasonOf(error)}），未检查。`);
      return;
    }
    const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
    const description = byName.get(DESCRIPTION);
    let promised: readonly string[] = [];
    try {
      if (!description) throw new Error('包内没有它');
      promised = await listed(zip, description);
    } catch (error) {
      yield damaged(`${DESCRIPTION} 读不出（${reasonOf(error)}），不能核对存档是否齐全。`, DESCRIPTION);
    }
    const archives = [...byName.keys()].filter((name) => ARCHIVE.test(name));
    for (const name of promised)
      if (ARCHIVE.test(name) && !byName.has(name)) yield damaged(`${DESCRIPTION} 列了它，包内却没有，未检查。`, name);
    if (archives.length === 0) yield damaged('包内没有 archive/*.warc 或 archive/*.warc.gz，未检查。');
    for (const name of archives.sort()) {
      const entry = byName.get(name);
      if (!entry) continue;
      if (entry.isEncrypted())
        yield {
          name: `${path}/${name}`,
          lost: { code: 'encrypted', message: '这个存档已加密，未检查。' },
        };
      else yield* warcPages(contentOf(zip, entry), `${path}/${name}`);
    }
  } finally {
    zip.close();
  }
}
