import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../errors.js';

/** Where a report goes: standard output, or a file that is whole or not there. */
export interface Output {
  write(content: string | Uint8Array): Promise<void>;
  /** Puts the file in its place. */
  close(): Promise<void>;
  /** Leaves what was there before. */
  discard(): void;
}

const standardOutput: Output = {
  async write(content) {
    // A pipe that is read slowly slows the scan down; it does not fill the memory.
    if (!process.stdout.write(content)) await once(process.stdout, 'drain');
  },
  async close() {},
  discard() {},
};

/** A device or a pipe is written to as it is; to put a file in its place would take it away. */
function isSpecial(file: string): boolean {
  const info = statSync(file, { throwIfNoEntry: false });
  return info !== undefined && !info.isFile();
}

/** What runs that were killed left behind. */
function removeLeftovers(file: string): void {
  const folder = dirname(file);
  const start = `${basename(file)}.`;
  for (const name of readdirSync(folder)) {
    const writer = name.startsWith(start) ? /^(\d{1,10})\.tmp$/u.exec(name.slice(start.length))?.[1] : undefined; // 745.tmp
    if (writer !== undefined && !isRunning(Number(writer))) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Another user's: it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @throws UserError where the file cannot be written: disk full, no permission; the old report stays. */
export function outputTo(file: string | undefined): Output {
  if (file === undefined) return standardOutput;
  const inPlace = isSpecial(file);
  const written = inPlace ? file : `${file}.${process.pid}.tmp`;
  const discard = (): void => {
    if (!inPlace) rmSync(written, { force: true });
  };
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      discard();
      throw new UserError(
        `${file}：写不进报告（${error instanceof Error ? error.message : ''}）。请检查路径、权限和磁盘空间；原有的报告没有动。`,
      );
    }
  };
  const descriptor = attempt(() => {
    if (!inPlace) removeLeftovers(file);
    return openSync(written, 'w');
  });
  return {
    async write(content) {
      attempt(() => {
        const bytes = typeof content === 'string' ? Buffer.from(content) : content;
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      });
    },
    async close() {
      attempt(() => {
        if (!inPlace) fsyncSync(descriptor);
        closeSync(descriptor);
        if (!inPlace) renameSync(written, file);
      });
    },
    discard,
  };
}

/** @throws UserError where the file cannot be written; what was there before stays. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const output = outputTo(file);
  await output.write(content);
  await output.close();
}
