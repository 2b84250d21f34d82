import type PgBoss from 'pg-boss';
import { type Connection, component } from './connection.js';

/** Our tables and those of pg-boss stand in one schema of their own. */
export const SCHEMA = 'gongwen_lint';

const TABLES = `
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.scans (
    id text PRIMARY KEY,
    name text NOT NULL,
    rules_version text NOT NULL,
    setup jsonb NOT NULL,
    first_file text,
    shards integer,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.shards (
    scan text NOT NULL REFERENCES ${SCHEMA}.scans ON DELETE CASCADE,
    number integer NOT NULL,
    digest text NOT NULL,
    pages integer NOT NULL,
    items bytea,
    results bytea,
    failure text,
    done_at timestamptz,
    PRIMARY KEY (scan, number)
  );
  ALTER TABLE ${SCHEMA}.shards ALTER items SET STORAGE EXTERNAL, ALTER results SET STORAGE EXTERNAL;
  CREATE INDEX IF NOT EXISTS undone_shards ON ${SCHEMA}.shards (scan) WHERE done_at IS NULL;
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.single_pages (
    scan text NOT NULL,
    number integer NOT NULL,
    place integer NOT NULL,
    attempts integer NOT NULL,
    result jsonb,
    PRIMARY KEY (scan, number, place),
    FOREIGN KEY (scan, number) REFERENCES ${SCHEMA}.shards ON DELETE CASCADE
  );
`;

/** Of a scan, as every worker needs it. */
export interface SharedSetup {
  readonly withText: boolean;
  readonly millisecondsPerPage?: number;
}

export interface StoredScan {
  readonly id: string;
  readonly name: string;
  readonly rulesVersion: string;
  readonly setup: SharedSetup;
  /** Below the shared folder, as bytes; null where no page is a file. */
  readonly firstFile: string | null;
}

export interface Shard {
  readonly number: number;
  readonly digest: string;
}

export interface Job extends Shard {
  readonly id: string;
  /** How many workers took it before and did not finish. */
  readonly deaths: number;
  /** Seconds after which a job without a sign of life goes to another worker. */
  readonly lease: number;
}

/** What is done with scans in a database. Each act is one statement or one transaction. */
export interface Queue {
  /** Begins a scan, or goes on with the same one. */
  begin(scan: StoredScan): Promise<void>;
  /** Sends a shard; one that was sent before and has not changed is left as it is. */
  send(
    scan: string,
    shard: Shard & { readonly items: Buffer; readonly pages: number; readonly firstFile?: string | undefined },
    lease: number,
  ): Promise<void>;
  /** All shards of a scan are sent. */
  seal(scan: string, shards: number): Promise<void>;
  /** Shards that nobody has taken yet. */
  waiting(scan: string): Promise<number>;
  /** Scans that are not done, the oldest first. */
  unfinished(): Promise<readonly StoredScan[]>;
  take(scan: string): Promise<Job | undefined>;
  /** Says that the taker of a job is alive. */
  beat(scan: string, job: Job): Promise<void>;
  /** undefined: the shard was changed or done meanwhile. */
  items(scan: string, job: Job): Promise<Buffer | undefined>;
  /** Writes what a shard gave and completes its job; false: another worker was first, and nothing is written. */
  finish(
    scan: string,
    job: Job,
    outcome: { readonly results: Buffer } | { readonly failure: string },
  ): Promise<boolean>;
  /** The job of a shard that is done or has changed is not needed any more. */
  complete(scan: string, job: Job): Promise<void>;
  /** Gives a job back, to be taken again. */
  giveBack(scan: string, job: Job, why: string): Promise<void>;
  /** Before a page of a shard is linted alone: how often that was begun, this time counted, and the result if there is one. */
  beginPage(
    scan: string,
    number: number,
    place: number,
  ): Promise<{ readonly attempts: number; readonly result: unknown }>;
  finishPage(scan: string, number: number, place: number, result: unknown): Promise<void>;
  /** undefined: the scan is gone; neither results nor failure: not done yet. */
  outcome(
    scan: string,
    number: number,
  ): Promise<{ readonly results: Buffer | null; readonly failure: string | null } | undefined>;
  /** Forgets a scan and all that belongs to it. */
  remove(scan: string): Promise<void>;
  close(): Promise<void>;
}

/** pg-boss looks for jobs without a sign of life so often, one process for all. */
const SUPERVISED = 2;
/** Its table of jobs is kept small: what is done is told by the shards. */
const ARCHIVED_AFTER = 60;
/** More than there can be: a shard of which every page kills its worker ends before. */
const RETRIES = 1_000_000;
const KEPT_DAYS = 3_650;

const queueOf = (scan: string): string => `scan-${scan}`;

async function openBoss(connection: Connection): Promise<PgBoss> {
  const Boss = component('pg-boss') as typeof PgBoss;
  const boss = new Boss({
    db: connection.forJobs,
    schema: SCHEMA,
    schedule: false,
    maintenanceIntervalSeconds: SUPERVISED,
    archiveCompletedAfterSeconds: ARCHIVED_AFTER,
  });
  // What it does in the background is done again; when the database is away, the next statement of ours tells.
  boss.on('error', () => undefined);
  await boss.start();
  return boss;
}

/** The schema is made when it is not there. */
export async function openQueue(connection: Connection): Promise<Queue> {
  const boss = await connection.patiently(() => openBoss(connection));
  await connection.patiently(() =>
    connection.transaction(async ({ query }) => {
      await query(`SELECT pg_advisory_xact_lock(hashtext('${SCHEMA}'))`);
      await query(TABLES);
    }),
  );
  return {
    async begin({ id, name, rulesVersion, setup }) {
      await boss.createQueue(queueOf(id));
      await connection.query(
        `INSERT INTO ${SCHEMA}.scans (id, name, rules_version, setup) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET shards = NULL`,
        [id, name, rulesVersion, JSON.stringify(setup)],
      );
    },
    send: (scan, { number, digest, items, pages, firstFile }, lease) =>
      connection.transaction(async ({ query, forJobs }) => {
        const changed = await query(
          `INSERT INTO ${SCHEMA}.shards AS old (scan, number, digest, items, pages) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (scan, number) DO UPDATE
             SET digest = excluded.digest, items = excluded.items, pages = excluded.pages, results = NULL, failure = NULL, done_at = NULL
             WHERE old.digest <> excluded.digest OR old.failure IS NOT NULL
           RETURNING number`,
          [scan, number, digest, items, pages],
        );
        if (changed.length === 0) return;
        await query(`DELETE FROM ${SCHEMA}.single_pages WHERE scan = $1 AND number = $2`, [scan, number]);
        if (firstFile !== undefined)
          await query(`UPDATE ${SCHEMA}.scans SET first_file = coalesce(first_file, $2) WHERE id = $1`, [
            scan,
            firstFile,
          ]);
        await boss.send(
          queueOf(scan),
          { number, digest },
          { db: forJobs, retryLimit: RETRIES, retentionDays: KEPT_DAYS, expireInSeconds: lease },
        );
      }),
    seal: (scan, shards) =>
      connection.transaction(async ({ query }) => {
        await query(`DELETE FROM ${SCHEMA}.shards WHERE scan = $1 AND number >= $2`, [scan, shards]);
        await query(`UPDATE ${SCHEMA}.scans SET shards = $2 WHERE id = $1`, [scan, shards]);
      }),
    waiting: (scan) => boss.getQueueSize(queueOf(scan)),
    unfinished: () =>
      connection.query<StoredScan>(
        `SELECT id, name, rules_version AS "rulesVersion", setup, first_file AS "firstFile" FROM ${SCHEMA}.scans
         WHERE shards IS NULL OR EXISTS (SELECT FROM ${SCHEMA}.shards WHERE scan = id AND done_at IS NULL)
         ORDER BY created_at, id`,
      ),
    async take(scan) {
      let failure: unknown;
      // fetch takes every failure for an empty queue.
      const db: PgBoss.Db = {
        executeSql: (text, values) =>
          connection.forJobs.executeSql(text, values).catch((error: unknown) => {
            failure = error;
            throw error;
          }),
      };
      const [job] = await boss.fetch<Shard>(queueOf(scan), { db, includeMetadata: true, priority: false });
      if (failure !== undefined) throw failure;
      if (!job) return undefined;
      const { id, data, retryCount, expireInSeconds } = job;
      return { id, number: data.number, digest: data.digest, deaths: retryCount, lease: Number(expireInSeconds) };
    },
    async beat(scan, { id }) {
      // pg-boss 10 counts a job's time from when it was taken, and has no sign of life of its own.
      await connection.query(
        `UPDATE ${SCHEMA}.job SET started_on = now() WHERE name = $1 AND id = $2 AND state = 'active'`,
        [queueOf(scan), id],
      );
    },
    async items(scan, { number, digest }) {
      const [row] = await connection.query<{ items: Buffer }>(
        `SELECT items FROM ${SCHEMA}.shards WHERE scan = $1 AND number = $2 AND digest = $3 AND done_at IS NULL`,
        [scan, number, digest],
      );
      return row?.items;
    },
    finish: (scan, { id, number, digest }, outcome) =>
      connection.transaction(async ({ query, forJobs }) => {
        await boss.complete(queueOf(scan), id, {}, { db: forJobs });
        const written = await query(
          `UPDATE ${SCHEMA}.shards SET results = $4, failure = $5, done_at = now(), items = NULL
           WHERE scan = $1 AND number = $2 AND digest = $3 AND done_at IS NULL RETURNING number`,
          [
            scan,
            number,
            digest,
            'results' in outcome ? outcome.results : null,
            'failure' in outcome ? outcome.failure : null,
          ],
        );
        await query(`DELETE FROM ${SCHEMA}.single_pages WHERE scan = $1 AND number = $2`, [scan, number]);
        return written.length > 0;
      }),
    complete: (scan, { id }) => boss.complete(queueOf(scan), id),
    async giveBack(scan, { id }, why) {
      await boss.fail(queueOf(scan), id, { message: why });
    },
    async beginPage(scan, number, place) {
      const [row] = await connection.query<{ attempts: number; result: unknown }>(
        `INSERT INTO ${SCHEMA}.single_pages AS old (scan, number, place, attempts) VALUES ($1, $2, $3, 1)
         ON CONFLICT (scan, number, place) DO UPDATE SET attempts = old.attempts + 1
         RETURNING attempts, result`,
        [scan, number, place],
      );
      return row ?? { attempts: 1, result: null };
    },
    async finishPage(scan, number, place, result) {
      await connection.query(
        `UPDATE ${SCHEMA}.single_pages SET result = $4 WHERE scan = $1 AND number = $2 AND place = $3`,
        [scan, number, place, JSON.stringify(result)],
      );
    },
    async outcome(scan, number) {
      const [row] = await connection.query<{ results: Buffer | null; failure: string | null }>(
        `SELECT results, failure FROM ${SCHEMA}.shards WHERE scan = $1 AND number = $2`,
        [scan, number],
      );
      return row;
    },
    remove: (scan) =>
      connection.transaction(async ({ query }) => {
        await query(`DELETE FROM ${SCHEMA}.scans WHERE id = $1`, [scan]);
        await query(`DELETE FROM ${SCHEMA}.job WHERE name = $1`, [queueOf(scan)]);
        await query(`DELETE FROM ${SCHEMA}.archive WHERE name = $1`, [queueOf(scan)]);
        await query(`SELECT ${SCHEMA}.delete_queue($1)`, [queueOf(scan)]);
      }),
    close: () => boss.stop({ graceful: false }),
  };
}
