import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';
import { UserError } from '../dictionary/user-error.js';

/** Results by content: what is read, with which rules, gives the key. */
export interface Cache {
  get(key: string): string | undefined;
  /** All or none of them. */
  put(results: readonly (readonly [key: string, report: string])[]): void;
  close(): void;
}

const require = createRequire(import.meta.url);

function sqlite(): typeof BetterSqlite {
  try {
    return require('better-sqlite3') as typeof BetterSqlite;
  } catch {
    throw new UserError(
      '--state 需要组件 better-sqlite3，这里没有装上。请运行 npm install better-sqlite3，或不用 --state。',
    );
  }
}

export const contentKey = (bytes: Uint8Array, rulesVersion: string, mediaType: string): string =>
  createHash('sha256').update(rulesVersion).update('\0').update(mediaType).update('\0').update(bytes).digest('hex');

/**
 * The cache of a state folder, made when it is not there. A process that is killed loses at most what it had not put yet.
 * @throws UserError where the folder cannot be written.
 */
export function openCache(folder: string): Cache & { readonly file: string } {
  const file = `${folder}/results.sqlite`;
  let database: BetterSqlite.Database;
  try {
    mkdirSync(folder, { recursive: true });
    database = new (sqlite())(file);
    database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, report TEXT NOT NULL) WITHOUT ROWID');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${folder}：状态文件夹打不开（${error instanceof Error ? error.message : ''}）。请检查路径和权限。`,
    );
  }
  const select = database.prepare<[string], { report: string }>('SELECT report FROM results WHERE key = ?');
  const insert = database.prepare('INSERT OR REPLACE INTO results VALUES (?, ?)');
  const insertAll = database.transaction((results: readonly (readonly [string, string])[]) => {
    for (const [key, report] of results) insert.run(key, report);
  });
  return {
    file,
    get: (key) => select.get(key)?.report,
    put: (results) => void insertAll(results),
    close: () => void database.close(),
  };
}

/** For threads: looks up what the main thread has put. */
export function openCacheForReading(file: string): Pick<Cache, 'get'> {
  const database = new (sqlite())(file, { readonly: true });
  const select = database.prepare<[string], { report: string }>('SELECT report FROM results WHERE key = ?');
  return { get: (key) => select.get(key)?.report };
}
