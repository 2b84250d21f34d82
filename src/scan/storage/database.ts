export type Value = number | bigint | string | Uint8Array | null;

/** A statement for one database; values are bound in order. */
export interface Statement<Row> {
  run(...values: readonly Value[]): { readonly changes: number; readonly lastInsertRowid: number };
  /** The first row. */
  get(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): readonly Row[];
  iterate(...values: readonly Value[]): Iterable<Row>;
}

/** The little of SQLite that is used here, whoever provides it. Faults of SQLite are thrown as the provider's errors. */
export interface Database {
  exec(sql: string): void;
  /** A row is taken to be what the caller says it is. */
  prepare<Row = unknown>(sql: string): Statement<Row>;
  /** All that `act` does, or nothing of it; not within another transaction. */
  transaction<T>(act: () => T): T;
  close(): void;
}

/** Where SQLite comes from. */
export interface Provider {
  readonly name: 'node:sqlite' | 'node-sqlite3-wasm';
  /** A database for this process alone or, where the provider can, for others too; undefined: one that ends with the process, on disk. */
  open(file: string | undefined): Database;
}

export function inTransaction<T>(database: Pick<Database, 'exec'>, act: () => T): T {
  database.exec('BEGIN');
  let result: T;
  try {
    result = act();
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // A full disk has ended the transaction already: what was thrown first says why.
    }
    throw error;
  }
  database.exec('COMMIT');
  return result;
}
