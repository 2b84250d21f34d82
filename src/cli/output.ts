import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { UserError } from '../dictionary/user-error.js';

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

/** @throws UserError where the file cannot be written: disk full, no permission; the old report stays. */
export function outputTo(file: string | undefined): Output {
  if (file === undefined) return standardOutput;
  const temporary = `${file}.${process.pid}.tmp`;
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      rmSync(temporary, { force: true });
      throw new UserError(
        `${file}：写不进报告（${error instanceof Error ? error.message : ''}）。请检查路径、权限和磁盘空间；原有的报告没有动。`,
      );
    }
  };
  const descriptor = attempt(() => openSync(temporary, 'w'));
  return {
    async write(content) {
      attempt(() => {
        const bytes = typeof content === 'string' ? Buffer.from(content) : content;
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      });
    },
    async close() {
      attempt(() => {
        fsyncSync(descriptor);
        closeSync(descriptor);
        renameSync(temporary, file);
      });
    },
    discard() {
      rmSync(temporary, { force: true });
    },
  };
}

/** @throws UserError where the file cannot be written; what was there before stays. */
export async function writeFile(file: string, content: string | Uint8Array): Promise<void> {
  const output = outputTo(file);
  await output.write(content);
  await output.close();
}
