import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';
import { UserError } from '../../errors.js';

const require = createRequire(import.meta.url);

const MISSING =
  '状态文件夹（--state）和网站抓取需要组件 better-sqlite3，这里没有装上。请运行 npm install better-sqlite3。';

/** @throws UserError where the component is not installed: it is an optional one. */
export function sqlite(): typeof BetterSqlite {
  try {
    const Database = require('better-sqlite3') as typeof BetterSqlite;
    // The package may be there without the part that is compiled.
    new Database('').close();
    return Database;
  } catch {
    throw new UserError(MISSING);
  }
}

export function isSqliteThere(): boolean {
  try {
    sqlite();
    return true;
  } catch {
    return false;
  }
}

/** The sentence for a disk that a database could not be written to; undefined: the error is another. */
export function diskFault(error: unknown): UserError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof Error && /^SQLITE_(?:FULL|IOERR|READONLY)/u.test(code)
    ? new UserError(
        `状态文件夹或临时文件写不进（${error.message}）。请检查磁盘空间和权限，再运行一次；有 --state 的从断处接着做，原有的报告没有动。`,
      )
    : undefined;
}

/**
 * A database of a state folder, made when it is not there; a process that is killed leaves it whole. Without a folder it is a
 * nameless one on disk that ends with the process.
 * @throws UserError where the folder cannot be written.
 */
export function openSqlite(folder: string | undefined, name: string): BetterSqlite.Database {
  const open = sqlite();
  if (folder === undefined) return new open('');
  try {
    mkdirSync(folder, { recursive: true });
    const database = new open(`${folder}/${name}`);
    database.pragma('journal_mode = WAL');
    return database;
  } catch (error) {
    throw new UserError(
      `${folder}：状态文件夹打不开（${error instanceof Error ? error.message : ''}）。请检查路径和权限。`,
    );
  }
}
