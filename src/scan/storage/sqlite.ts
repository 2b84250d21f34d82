import { mkdirSync } from 'node:fs';
import { UserError } from '../../errors.js';
import type { Database, Provider } from './database.js';
import { loadNodeSqlite, nodeSqlite } from './node-sqlite.js';
import { wasmSqlite } from './wasm-sqlite.js';

let known: Provider | undefined;

/** Node's own SQLite where it has one, else the build that runs anywhere. */
export function sqlite(): Provider {
  if (!known) {
    const own = loadNodeSqlite();
    known = own ? nodeSqlite(own) : wasmSqlite();
  }
  return known;
}

/** SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL. */
const DISK_FAULTS: ReadonlySet<number> = new Set([8, 10, 13]);
/** The same in the words of SQLite, where a provider tells no number. */
const DISK_FAULT = /^(?:attempt to write a readonly database|disk I\/O error|database or disk is full)/u;

const isDiskFault = (error: Error): boolean =>
  'errcode' in error
    ? DISK_FAULTS.has(Number(error.errcode) & 0xff)
    : error.name === 'SQLite3Error' && DISK_FAULT.test(error.message);

/** The sentence for a disk that a database could not be written to; undefined: the error is another. */
export function diskFault(error: unknown): UserError | undefined {
  return error instanceof Error && isDiskFault(error)
    ? new UserError(
        `状态文件夹或临时文件写不进（${error.message}）。请检查磁盘空间和权限，再运行一次；有 --state 的从断处接着做，原有的报告没有动。`,
      )
    : undefined;
}

/** A database that ends with the process, on disk, so that memory does not grow with it. A fault leaves it useless. */
export function openNamelessDatabase(): Database {
  const database = sqlite().open(undefined);
  // Nobody reads it afterwards: what is never committed is written out only as far as memory for it runs short.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
  return { ...database, transaction: (act) => act() };
}

/**
 * A database of a state folder, made when it is not there; a process that is killed leaves it whole.
 * @throws UserError where the folder cannot be written.
 */
export function openStateDatabase(folder: string, name: string): Database {
  try {
    mkdirSync(folder, { recursive: true });
    const database = sqlite().open(`${folder}/${name}`);
    // A machine that loses its power may lose the last of the work, never the database.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    return database;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${folder}：状态文件夹打不开（${error instanceof Error ? error.message : ''}）。请检查路径和权限。`,
    );
  }
}
