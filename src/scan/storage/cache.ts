import { createHash } from 'node:crypto';
import { openStateDatabase } from './sqlite.js';

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
export function openCache(folder: string): Cache {
  const database = openStateDatabase(folder, 'results.sqlite');
  database.exec('CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, report TEXT NOT NULL) WITHOUT ROWID');
  const select = database.prepare<{ report: string }>('SELECT report FROM results WHERE key = ?');
  const insert = database.prepare('INSERT OR REPLACE INTO results VALUES (?, ?)');
  return {
    get: (key) => select.get(key)?.report,
    put(results) {
      if (results.length === 0) return;
      database.transaction(() => {
        for (const [key, report] of results) insert.run(key, report);
      });
    },
    close: () => database.close(),
  };
}
