import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { UnreadableError } from '../../errors.js';

/** Beyond these a package is refused: zip bombs and floods of members (OWASP ASVS 5.2.3). */
export const MAX_MEMBERS = 5_000;
export const MAX_INFLATED = 64 * 1024 * 1024;

const damaged = (reason: string): UnreadableError =>
  new UnreadableError('damaged', `文件损坏，不是完整的压缩包（${reason}），未读取。请用原软件打开后另存。`);

function open(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true }, (error, zip) =>
      error ? reject(damaged(error.message)) : resolve(zip),
    );
  });
}

function inflate(zip: ZipFile, entry: Entry, left: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(damaged(error.message));
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        // Counted while inflating: what the directory says of sizes may be a lie.
        if (size > left) {
          stream.destroy();
          reject(new UnreadableError('inflates-too-far', `解压后超过 ${MAX_INFLATED} 字节的上限，未读取。`));
        } else chunks.push(chunk);
      });
      stream.on('error', (cause: Error) => reject(damaged(cause.message)));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}

/**
 * The wanted members of a zip by name, in order of its directory; all others stay packed.
 * @throws UnreadableError damaged, encrypted, too-many-members, inflates-too-far.
 */
export async function unzip(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const zip = await open(bytes);
  if (zip.entryCount > MAX_MEMBERS)
    throw new UnreadableError(
      'too-many-members',
      `压缩包内有 ${zip.entryCount} 个成员，超过 ${MAX_MEMBERS} 个，未读取。`,
    );
  const members = new Map<string, Uint8Array>();
  let left = MAX_INFLATED;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', (error: Error) => reject(damaged(error.message)));
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      if (!isWanted(entry.fileName) || members.has(entry.fileName)) return zip.readEntry();
      if (entry.isEncrypted())
        return reject(new UnreadableError('encrypted', '文件已加密，未读取。请去掉密码后再检查。'));
      inflate(zip, entry, left).then((content) => {
        left -= content.length;
        members.set(entry.fileName, content);
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
  return members;
}
