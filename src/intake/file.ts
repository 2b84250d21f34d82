import { readFileSync, type Stats, statSync } from 'node:fs';
import { UnreadableError } from '../errors.js';

/** Larger files are told, not read. */
export const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of a regular file. Synchronous: a run over thousands of small files spends more on promises than on reading.
 * @throws UnreadableError when it is missing, not a regular file, or too large.
 */
export function readFileBytes(given: string | Uint8Array): Uint8Array {
  const path = typeof given === 'string' ? given : Buffer.from(given);
  let info: Stats | undefined;
  try {
    info = statSync(path);
  } catch {
    info = undefined;
  }
  if (!info) throw new UnreadableError('not-found', '文件不存在或没有读取权限。');
  if (!info.isFile()) throw new UnreadableError('not-a-file', '不是普通文件，未读取。');
  if (info.size > MAX_BYTES)
    throw new UnreadableError('too-large', `文件有 ${info.size} 字节，超过 ${MAX_BYTES} 字节的上限，未读取。`);
  try {
    return readFileSync(path);
  } catch {
    throw new UnreadableError('unreadable', '读取文件时出错，请检查权限。');
  }
}
