import { openSqlite } from '../storage/sqlite.js';

/** What became of an address. */
export type Outcome =
  | { readonly page: { readonly mediaType: string; readonly warnings?: readonly string[] } }
  | { readonly lost: { readonly code: string; readonly message: string } }
  | { readonly leftOut: string };

/** An address that gave nothing, and why: a code for programs, one Chinese sentence for people. */
export const lost = (code: string, message: string): Outcome => ({ lost: { code, message } });

export type TargetKind = 'page' | 'sitemap';

export interface NewTarget {
  /** Equal for the same page. */
  readonly key: string;
  readonly url: string;
  readonly kind: TargetKind;
  /** Clicks from the start. */
  readonly depth: number;
  /** Redirects that led here. */
  readonly hops: number;
  readonly isSeed?: boolean;
  readonly linkedFrom?: string;
  /** Known without a visit. */
  readonly outcome?: Outcome;
}

export interface Target extends NewTarget {
  /** Targets are visited in this order. */
  readonly number: number;
  /** The key this one was redirected to. */
  readonly redirect?: string;
}

/** What a server sent, kept from scan to scan for as long as the page is met. */
export interface StoredBody {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly lastModified: string;
}

export interface Visit {
  readonly outcome: Outcome;
  readonly redirect?: string;
  readonly body?: StoredBody;
}

/** What came of asking for a target, until its turn comes; the headers that are read later, by name. */
export type Asked =
  | { readonly outcome: Outcome }
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
      readonly isWhole: boolean;
    };

/** The targets of a crawl, on disk: what was found, what became of it. */
export interface Frontier {
  /**
   * Goes on with a crawl that was not finished, where it is the same one; otherwise begins a new one.
   * @returns whether its seeds are in
   */
  begin(identity: string): boolean;
  seeded(): void;
  /** All or nothing of it, whenever the process may end. */
  together(act: () => void): void;
  /** @returns false where the key is known already */
  add(target: NewTarget): boolean;
  known(key: string): Target | undefined;
  /** The target that follows a number. */
  after(number: number): Target | undefined;
  seeds(): Iterable<string>;
  settle(target: Target, visit: Visit): void;
  body(key: string): StoredBody | undefined;
  /** Keeps what was asked before its turn, until the target is settled. */
  keepAsked(key: string, asked: Asked): void;
  asked(key: string): Asked | undefined;
  /** How many of a pattern there are now, this one counted. */
  countPattern(pattern: string): number;
  /** Says that the results of this crawl are safe; the next one asks the servers what has changed. */
  finish(): void;
  close(): void;
}

interface Row {
  readonly number: number;
  readonly key: string;
  readonly url: string;
  readonly kind: TargetKind;
  readonly depth: number;
  readonly hops: number;
  readonly linkedFrom: string | null;
  readonly outcome: string | null;
  readonly redirect: string | null;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS crawl (identity TEXT NOT NULL, seeded INTEGER NOT NULL, finished INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS targets (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, kind TEXT NOT NULL, depth INTEGER NOT NULL,
    hops INTEGER NOT NULL, seed INTEGER NOT NULL, linkedFrom TEXT, outcome TEXT, redirect TEXT);
  CREATE TABLE IF NOT EXISTS patterns (pattern TEXT PRIMARY KEY, targets INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bodies (
    key TEXT PRIMARY KEY, mediaType TEXT NOT NULL, etag TEXT NOT NULL, lastModified TEXT NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS asked (key TEXT PRIMARY KEY, what TEXT NOT NULL, body BLOB);
`;

const targetOf = ({ linkedFrom, outcome, redirect, ...row }: Row): Target => ({
  ...row,
  ...(linkedFrom !== null && { linkedFrom }),
  ...(outcome !== null && { outcome: JSON.parse(outcome) as Outcome }),
  ...(redirect !== null && { redirect }),
});

/** @throws UserError where the folder cannot be written. */
export function openFrontier(folder?: string): Frontier {
  const database = openSqlite(folder, 'crawl.sqlite');
  database.exec(TABLES);
  const columns = 'number, key, url, kind, depth, hops, linkedFrom, outcome, redirect';
  const insert = database.prepare(
    'INSERT OR IGNORE INTO targets (key, url, kind, depth, hops, seed, linkedFrom, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const byKey = database.prepare<[string], Row>(`SELECT ${columns} FROM targets WHERE key = ?`);
  const next = database.prepare<[number], Row>(
    `SELECT ${columns} FROM targets WHERE number > ? ORDER BY number LIMIT 1`,
  );
  const seedUrls = database.prepare<[], { url: string }>('SELECT url FROM targets WHERE seed = 1 ORDER BY number');
  const update = database.prepare('UPDATE targets SET outcome = ?, redirect = ? WHERE number = ?');
  const putBody = database.prepare('INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)');
  const getBody = database.prepare<[string], StoredBody>(
    'SELECT mediaType, etag, lastModified, bytes FROM bodies WHERE key = ?',
  );
  const putAsked = database.prepare('INSERT OR REPLACE INTO asked VALUES (?, ?, ?)');
  const getAsked = database.prepare<[string], { what: string; body: Uint8Array | null }>(
    'SELECT what, body FROM asked WHERE key = ?',
  );
  const dropAsked = database.prepare('DELETE FROM asked WHERE key = ?');
  const raise = database.prepare<[string], { targets: number }>(
    'INSERT INTO patterns VALUES (?, 1) ON CONFLICT DO UPDATE SET targets = targets + 1 RETURNING targets',
  );
  const state = database.prepare<[], { identity: string; seeded: number; finished: number }>('SELECT * FROM crawl');
  return {
    begin(identity) {
      const before = state.get();
      if (before?.identity === identity && before.seeded === 1 && before.finished === 0) return true;
      database.transaction(() => {
        database.exec('DELETE FROM crawl; DELETE FROM targets; DELETE FROM patterns; DELETE FROM asked');
        database.prepare('INSERT INTO crawl VALUES (?, 0, 0)').run(identity);
      })();
      return false;
    },
    seeded: () => database.exec('UPDATE crawl SET seeded = 1'),
    together: (act) => database.transaction(act)(),
    add: ({ key, url, kind, depth, hops, isSeed = false, linkedFrom, outcome }) =>
      insert.run(
        key,
        url,
        kind,
        depth,
        hops,
        isSeed ? 1 : 0,
        linkedFrom ?? null,
        outcome === undefined ? null : JSON.stringify(outcome),
      ).changes > 0,
    known: (key) => {
      const row = byKey.get(key);
      return row && targetOf(row);
    },
    after: (number) => {
      const row = next.get(number);
      return row && targetOf(row);
    },
    seeds: () => seedUrls.all().map(({ url }) => url),
    settle({ number, key }, { outcome, redirect, body }) {
      update.run(JSON.stringify(outcome), redirect ?? null, number);
      dropAsked.run(key);
      if (body) putBody.run(key, body.mediaType, body.etag, body.lastModified, Buffer.from(body.bytes));
    },
    body: (key) => getBody.get(key),
    keepAsked(key, asked) {
      if ('outcome' in asked) putAsked.run(key, JSON.stringify(asked), null);
      else {
        const { body, ...what } = asked;
        putAsked.run(key, JSON.stringify(what), Buffer.from(body));
      }
    },
    asked(key) {
      const row = getAsked.get(key);
      if (!row) return undefined;
      const what = JSON.parse(row.what) as Asked;
      return 'outcome' in what ? what : { ...what, body: row.body ?? new Uint8Array() };
    },
    countPattern: (pattern) => raise.get(pattern)?.targets ?? 0,
    finish() {
      database.transaction(() => {
        database.exec('DELETE FROM bodies WHERE key NOT IN (SELECT key FROM targets)');
        database.exec('UPDATE crawl SET finished = 1');
      })();
    },
    close: () => void database.close(),
  };
}
