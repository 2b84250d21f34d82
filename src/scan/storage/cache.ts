import { createHash } from 'node:crypto';
import { openSqlite, sqlite } from './sqlite.js';

/** Results by content: what is read, with which rules, gives the key. */
export interface Cache {
  get(key: string): string | undefined;
  /** All or none of them. */
  put(results: readonly (readonly [key: string, report: string])[]): void;
  close(): void;
}

export const contentKey = (bytes: Uint8Array, rulesVersion: string, mediaType: string): string =>
  createHash('sha256').update(rulesVersion).update('\0').update(mediaType).update('\0').update(bytes).digest('hex');

/**
 * The cache of a state folder, made when it is not there. A process that is killed loses at most what it had not put yet.
 * @throws UserError where the folder cannot be written.
 */
export function openCache(folder: string): Cache & { readonly file: string } {
  const file = `${folder}/results.sqlite`;
  const database = openSqlite(folder, 'results.sqlite');
  database.exec('CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, report TEXT NOT NULL) WITHOUT ROWID');
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
