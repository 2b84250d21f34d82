import { open, stat } from 'node:fs/promises';
import { UnreadableError } from './unreadable.js';

/** Larger files are told, not read. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** The bytes of a regular file. @throws UnreadableError when it is missing, not a regular file, or too large. */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  let size: number;
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new UnreadableError('not-a-file', '不是普通文件，未读取。');
    size = info.size;
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    throw new UnreadableError('not-found', '文件不存在或没有读取权限。');
  }
  if (size > MAX_BYTES)
    throw new UnreadableError('too-large', `文件有 ${size} 字节，超过 ${MAX_BYTES} 字节的上限，未读取。`);
  const handle = await open(path);
  try {
    return await handle.readFile();
  } catch {
    throw new UnreadableError('unreadable', '读取文件时出错。');
  } finally {
    await handle.close();
  }
}
