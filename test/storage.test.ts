import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { UserError } from '../src/errors.js';
import type { Provider } from '../src/scan/storage/database.js';
import { loadNodeSqlite, type NodeSqlite, nodeSqlite } from '../src/scan/storage/node-sqlite.js';
import { diskFault } from '../src/scan/storage/sqlite.js';
import { wasmSqlite } from '../src/scan/storage/wasm-sqlite.js';
import { root } from './packed.js';

const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-storage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module of this package, built, as a string in a script. */
const moduleOf = (name: string): string =>
  JSON.stringify(pathToFileURL(`${root}dist/src/scan/storage/${name}.js`).href);

const own = loadNodeSqlite();
const PROVIDERS: readonly Provider[] = [wasmSqlite(), ...(own ? [nodeSqlite(own)] : [])];

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('%s', (name, provider) => {
  const file = join(folder, `${name.replace(':', '-')}.sqlite`);
  const open = () => provider.open(file);

  test('keeps what is put, of every kind', () => {
    const database = open();
    database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB, number REAL)');
    const put = database.prepare('INSERT INTO t (text, bytes, number) VALUES (?, ?, ?)');
    expect(put.run('渑池', Buffer.from([0, 255]), 1.5)).toEqual({ changes: 1, lastInsertRowid: 1 });
    expect(put.run(null, new Uint8Array(), 7)).toEqual({ changes: 1, lastInsertRowid: 2 });
    database.close();
    const again = open();
    const all = again.prepare<{ id: number; text: string | null; bytes: Uint8Array; number: number }>(
      'SELECT * FROM t WHERE id >= ? ORDER BY id',
    );
    const rows = [...all.iterate(1)];
    expect(rows.map(({ bytes, ...row }) => ({ ...row, bytes: [...bytes] }))).toEqual([
      { id: 1, text: '渑池', number: 1.5, bytes: [0, 255] },
      { id: 2, text: null, number: 7, bytes: [] },
    ]);
    expect(all.all(2)).toHaveLength(1);
    expect(all.get(3)).toBeUndefined();
    again.close();
  });

  test('a transaction that fails leaves nothing', () => {
    const database = open();
    const count = database.prepare<{ n: number }>('SELECT count(*) AS n FROM t');
    const fail = (): void =>
      database.transaction(() => {
        database.exec("INSERT INTO t (text) VALUES ('不留')");
        throw new Error('中断');
      });
    expect(fail).toThrow('中断');
    expect(count.get()).toEqual({ n: 2 });
    expect(
      database.transaction(() => {
        database.exec("INSERT INTO t (text) VALUES ('留')");
        return '成';
      }),
    ).toBe('成');
    expect(count.get()).toEqual({ n: 3 });
    database.close();
  });

  test('RETURNING gives what was written', () => {
    const database = open();
    database.exec('CREATE TABLE seen (what TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID');
    const raise = database.prepare<{ times: number }>(
      'INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times',
    );
    expect([raise.get('甲'), raise.get('甲'), raise.get('乙')]).toEqual([{ times: 1 }, { times: 2 }, { times: 1 }]);
    database.close();
  });

  test('a nameless database works like any other', () => {
    const database = provider.open(undefined);
    database.exec('CREATE TABLE t (a TEXT)');
    database.prepare('INSERT INTO t VALUES (?)').run('一');
    expect(database.prepare('SELECT a FROM t').all()).toEqual([{ a: '一' }]);
    database.close();
  });
});

/** SQLite of WebAssembly in the shape of Node's module: the adapter is tested where Node has none too, not the module. */
function standIn(): NodeSqlite {
  const provider = wasmSqlite();
  class DatabaseSync {
    readonly database;
    constructor(file: string) {
      this.database = provider.open(file === '' ? undefined : file);
    }
    exec(sql: string): void {
      this.database.exec(sql);
    }
    prepare(sql: string): ReturnType<InstanceType<NodeSqlite['DatabaseSync']>['prepare']> {
      const statement = this.database.prepare(sql);
      return {
        ...statement,
        run(...values) {
          const { changes, lastInsertRowid } = statement.run(...values);
          return { changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
        },
      };
    }
    close(): void {
      this.database.close();
    }
  }
  return { DatabaseSync };
}

describe(`node:sqlite (here ${own ? 'there is one, tested above' : 'there is none: a stand-in of the same shape'})`, () => {
  test('the adapter passes on calls, and gives numbers', () => {
    const database = nodeSqlite(standIn()).open(undefined);
    database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY)');
    const put = database.prepare('INSERT INTO t VALUES (?)');
    expect(database.transaction(() => put.run(5))).toEqual({ changes: 1, lastInsertRowid: 5 });
    const all = database.prepare('SELECT a FROM t WHERE a = ?');
    expect([all.get(5), all.get(6), all.all(5), [...all.iterate(5)]]).toEqual([
      { a: 5 },
      undefined,
      [{ a: 5 }],
      [{ a: 5 }],
    ]);
    database.close();
  });

  test('its warning is not told, others are afterwards', () => {
    const { emitWarning } = process;
    const told: unknown[] = [];
    process.emitWarning = (...warning: readonly unknown[]) => void told.push(warning[0]);
    try {
      const loaded = loadNodeSqlite(() => {
        process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
        return standIn();
      });
      expect(loaded).toBeDefined();
      process.emitWarning('later');
    } finally {
      process.emitWarning = emitWarning;
    }
    expect(told).toEqual(['later']);
  });

  test('a Node without it is none', () => {
    expect(
      loadNodeSqlite(() => {
        throw new Error('No such built-in module: node:sqlite');
      }),
    ).toBeUndefined();
  });
});

describe('node-sqlite3-wasm has a file for one process', () => {
  /** Opens the file within a transaction, says so, and stays. */
  const holding = (file: string) =>
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { wasmSqlite } from ${moduleOf('wasm-sqlite')};
         const database = wasmSqlite().open(${JSON.stringify(file)});
         database.exec('PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1); BEGIN; INSERT INTO t VALUES (2)');
         console.log('open'); setInterval(() => undefined, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );

  test('another is told who has it; once that is killed, the file is whole and free', async () => {
    const file = join(folder, 'held.sqlite');
    const other = holding(file);
    const ended = once(other, 'exit');
    const open = () => wasmSqlite().open(file);
    try {
      await once(other.stdout, 'data');
      expect(open).toThrow(`进程 ${other.pid}`);
    } finally {
      other.kill('SIGKILL');
    }
    await ended;
    expect(existsSync(`${file}.lock`)).toBe(true);
    const database = open();
    expect(database.prepare('SELECT a FROM t').all()).toEqual([{ a: 1 }]);
    database.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('held.sqlite'))).toEqual(['held.sqlite']);
  });

  test.each([
    ['a process that began at another time', { host: hostname(), pid: process.pid, began: '1' }, true],
    ['a process that is gone', { host: hostname(), pid: 2 ** 30, began: '' }, true],
    ['a process of another machine', { host: `not-${hostname()}`, pid: 1, began: '1' }, false],
  ])('%s: the mark is %j, free: %j', (_, owner, isFree) => {
    const file = join(folder, 'marked.sqlite');
    writeFileSync(`${file}.owner`, JSON.stringify(owner));
    const open = () => wasmSqlite().open(file);
    if (isFree) open().close();
    else expect(open).toThrow(UserError);
    expect(existsSync(`${file}.owner`)).toBe(!isFree);
    rmSync(`${file}.owner`, { force: true });
  });

  test('half a mark is nobody’s', () => {
    const file = join(folder, 'half.sqlite');
    writeFileSync(`${file}.owner`, '{"ho');
    wasmSqlite().open(file).close();
    expect(existsSync(`${file}.owner`)).toBe(false);
  });

  test('takes over a database that another build left with its log', () => {
    // Written by it, and closed with the log of changes in place, as a native SQLite leaves it when it is killed.
    const file = join(folder, 'left.sqlite');
    const copy = join(folder, 'copy.sqlite');
    const database = wasmSqlite().open(file);
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    for (const end of ['', '-wal']) writeFileSync(`${copy}${end}`, readFileSync(`${file}${end}`));
    database.close();
    const again = wasmSqlite().open(copy);
    expect(again.prepare('SELECT a FROM t').all()).toEqual([{ a: 1 }]);
    again.close();
  });
});

describe('the disk', () => {
  test('a fault of the disk is told as one, another is not', () => {
    expect(diskFault(Object.assign(new Error('disk I/O error'), { errcode: 10 | (12 << 8) }))).toBeInstanceOf(
      UserError,
    );
    expect(diskFault(Object.assign(new Error('no such table'), { errcode: 1 }))).toBeUndefined();
    expect(diskFault(Object.assign(new Error('database or disk is full'), { name: 'SQLite3Error' }))).toBeInstanceOf(
      UserError,
    );
    expect(diskFault(new Error('disk I/O error'))).toBeUndefined();
  });

  /** What a process prints that has a nameless database, with its temporary files in a folder of its own. */
  function nameless(act: string, limit = ''): { readonly said: string; readonly left: readonly string[] } {
    const temporary = mkdtempSync(join(folder, 'nameless-'));
    const script = `import { wasmSqlite } from ${moduleOf('wasm-sqlite')}; import { diskFault } from ${moduleOf('sqlite')};
      const database = wasmSqlite().open(undefined); database.exec('CREATE TABLE t (a)');
      const put = database.prepare('INSERT INTO t VALUES (?)'); ${act}`;
    const { stdout } = spawnSync(
      'bash',
      ['-c', `trap "" XFSZ; ${limit} exec "$0" --input-type=module -e "$1"`, process.execPath, script],
      { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary } },
    );
    return { said: stdout.trim(), left: readdirSync(temporary) };
  }

  test('a nameless database is a file that may not grow for ever', () => {
    const fill = `try { for (let i = 0; i < 200; i++) put.run('一'.repeat(3000)); console.log('written'); }
      catch (error) { console.log(diskFault(error)?.name ?? error); }`;
    expect(nameless(fill, 'ulimit -f 64;').said).toBe('UserError');
    expect(nameless(fill).said).toBe('written');
  });

  test.each([
    ['closed', 'database.close();'],
    ['left open', ''],
    ['killed', "process.kill(process.pid, 'SIGKILL');"],
  ])('nothing of a nameless database stays: %s', (_, act) => {
    expect(nameless(`put.run('一'); ${act}`).left).toEqual([]);
  });
});
