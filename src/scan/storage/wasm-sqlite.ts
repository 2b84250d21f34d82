import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import type * as Wasm from 'node-sqlite3-wasm';
import { claim } from './claim.js';
import { type Database, inTransaction, type Provider, type Statement } from './database.js';

/** It locks a database by a folder of this name, which a process that is killed leaves behind. */
const lockOf = (file: string): string => `${file}.lock`;

const remove = (path: string): void => rmSync(path, { recursive: true, force: true });

function openFile({ Database: Open }: typeof Wasm, file: string, closed: () => void): Database {
  const database = new Open(file);
  const statements: Wasm.Statement[] = [];
  // It has no memory to share a log of changes with other processes: it must have the file for itself.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  // It keeps 2 MB, a native SQLite 16.
  database.exec('PRAGMA cache_size = -16000');
  return {
    exec: (sql) => database.exec(sql),
    prepare<Row>(sql: string): Statement<Row> {
      const statement = database.prepare(sql);
      statements.push(statement);
      return {
        run(...values) {
          const { changes, lastInsertRowid } = statement.run([...values]);
          return { changes, lastInsertRowid: Number(lastInsertRowid) };
        },
        // To its end: a statement that writes and returns (RETURNING) would be left at work, and nothing could be committed.
        get: (...values) => statement.all([...values])[0] as unknown as Row | undefined,
        all: (...values) => statement.all([...values]) as readonly unknown[] as readonly Row[],
        iterate: (...values) => statement.iterate([...values]) as Iterable<Row>,
      };
    },
    transaction: (act) => inTransaction(database, act),
    close() {
      for (const statement of statements) statement.finalize();
      database.close();
      closed();
    },
  };
}

/** A nameless database would be kept in memory: this one lies in a folder of its own. */
function openNameless(wasm: typeof Wasm): Database {
  const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-`);
  const file = `${folder}/database`;
  const leave = (): void => remove(folder);
  process.once('exit', leave);
  const database = openFile(wasm, file, () => {
    process.off('exit', leave);
    leave();
  });
  try {
    // It is opened, and then locked, by what is done first.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA user_version = 1');
    // Where a file that is open can be removed, nothing of it stays whatever becomes of the process.
    if (process.platform !== 'win32') leave();
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** The build of SQLite that runs wherever Node does. */
export function wasmSqlite(): Provider {
  // Asked for only where Node has none of its own: it takes a moment to load.
  const wasm = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Wasm;
  return {
    name: 'node-sqlite3-wasm',
    open(file) {
      if (file === undefined) return openNameless(wasm);
      const release = claim(file);
      try {
        remove(lockOf(file));
        return openFile(wasm, file, release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}
