import { createRequire } from 'node:module';
import { type Database, inTransaction, type Provider, type Statement, type Value } from './database.js';

/** What is used of the module, which the types for the oldest Node do not know. */
export interface NodeSqlite {
  readonly DatabaseSync: new (
    file: string,
  ) => {
    exec(sql: string): void;
    prepare(sql: string): {
      run(...values: readonly Value[]): {
        readonly changes: number | bigint;
        readonly lastInsertRowid: number | bigint;
      };
      get(...values: readonly Value[]): unknown;
      all(...values: readonly Value[]): readonly unknown[];
      iterate(...values: readonly Value[]): Iterable<unknown>;
    };
    close(): void;
  };
}

/** The module, without the warning that it is experimental; undefined where this Node has none. */
export function loadNodeSqlite(
  load: () => unknown = () => createRequire(import.meta.url)('node:sqlite'),
): NodeSqlite | undefined {
  const warn = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return load() as NodeSqlite;
  } catch {
    return undefined;
  } finally {
    process.emitWarning = warn;
  }
}

export const nodeSqlite = ({ DatabaseSync }: NodeSqlite): Provider => ({
  name: 'node:sqlite',
  open(file): Database {
    const database = new DatabaseSync(file ?? '');
    return {
      exec: (sql) => database.exec(sql),
      prepare<Row>(sql: string): Statement<Row> {
        const statement = database.prepare(sql);
        return {
          run(...values) {
            const { changes, lastInsertRowid } = statement.run(...values);
            return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
          },
          get: (...values) => statement.get(...values) as Row | undefined,
          all: (...values) => statement.all(...values) as readonly Row[],
          iterate: (...values) => statement.iterate(...values) as Iterable<Row>,
        };
      },
      transaction: (act) => inTransaction(database, act),
      close: () => database.close(),
    };
  },
});
