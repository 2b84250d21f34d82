import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Why a file was left as it was: one Chinese sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Read-only by its mode counts for the superuser too, whom access() lets pass. */
function isWritable(file: string, mode: number): boolean {
  if ((mode & 0o222) === 0) return false;
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A rename outlives a power cut only when the folder is flushed; some systems cannot open one. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {}
}

/**
 * Puts `after` in the place of a file that held `before`: whole or not at all, under the same mode and owner.
 * A symbolic link stays, what it points to is replaced.
 * @throws Refusal when the file is read-only, has other names, or no longer holds `before`.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): void {
  const file = realpathSync(path);
  const { mode, nlink, uid, gid } = statSync(file);
  if (!isWritable(file, mode)) throw new Refusal('文件是只读的，未改动。');
  if (nlink > 1) throw new Refusal('文件另有硬链接，改写会使两处内容不同，未改动。');
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  let made = false;
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    made = true;
    try {
      writeFileSync(handle, after);
      const own = fstatSync(handle);
      if (own.uid !== uid || own.gid !== gid) fchownSync(handle, uid, gid);
      fchmodSync(handle, mode & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (!readFileSync(file).equals(before)) throw new Refusal('处理期间文件被别的程序改过，未改动，请重新运行。');
    renameSync(temporary, file);
  } catch (error) {
    if (made) rmSync(temporary, { force: true });
    if (error instanceof Refusal) throw error;
    throw new Refusal(`写不进文件，未改动，请检查权限和磁盘空间（${error instanceof Error ? error.message : ''}）。`);
  }
  flushFolder(dirname(file));
}
