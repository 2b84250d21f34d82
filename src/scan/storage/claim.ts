import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { UserError } from '../../errors.js';

interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process began, as the system counts; empty where it does not tell. Numbers of processes come again. */
  readonly began: string;
}

function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets, with whatever spaces; the beginning is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const self = (): Owner => ({ host: hostname(), pid: process.pid, began: beginningOf(process.pid) });

function ownerIn(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    // It was killed while it wrote.
    return undefined;
  }
}

/** Of another machine nobody knows. */
function isAtWork({ host, pid, began }: Owner): boolean {
  if (host !== hostname()) return true;
  if (began !== beginningOf(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Takes a file for this process, until it is given back or the process ends, however it ends.
 * @returns what gives it back
 * @throws UserError where another process has it.
 */
export function claim(file: string): () => void {
  const mark = `${file}.owner`;
  const owner = JSON.stringify(self());
  const release = (): void => rmSync(mark, { force: true });
  for (;;) {
    try {
      writeFileSync(mark, owner, { flag: 'wx' });
      return release;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const other = ownerIn(mark);
    if (other && isAtWork(other))
      throw new UserError(
        `${file}：另一次检查正在用它（${other.host}，进程 ${other.pid}）。请等它结束；确知它已经不在的，删去 ${mark} 再运行。`,
      );
    release();
  }
}
