import type { Queries } from './connection.js';
import { SCHEMA } from './queue.js';

export interface ScanStatus {
  readonly id: string;
  readonly name: string;
  /** Shards that will be; null while they are still being sent. */
  readonly shards: number | null;
  readonly pending: number;
  readonly active: number;
  readonly done: number;
  readonly failed: number;
  /** Of the shards sent so far. */
  readonly pages: number;
  readonly pagesDone: number;
  /** Of the last five minutes; null before the first shard is done. */
  readonly pagesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

const COUNTS = `
  WITH counts AS (
    SELECT scan, count(*) AS sent, count(results) AS done, count(failure) AS failed, sum(pages) AS pages,
      coalesce(sum(pages) FILTER (WHERE done_at IS NOT NULL), 0) AS pages_done,
      sum(pages) FILTER (WHERE done_at > now() - interval '5 minutes') AS recent
    FROM ${SCHEMA}.shards GROUP BY scan
  ), rates AS (
    SELECT *, (SELECT count(*) FROM ${SCHEMA}.job WHERE job.name = 'scan-' || scans.id AND state = 'active') AS active,
      recent / extract(epoch FROM least(interval '5 minutes', now() - created_at)) AS rate
    FROM ${SCHEMA}.scans LEFT JOIN counts ON scan = id
  )
  SELECT id, name, shards, coalesce(sent - done - failed - active, 0)::integer AS pending, active::integer,
    coalesce(done, 0)::integer AS done, coalesce(failed, 0)::integer AS failed,
    coalesce(pages, 0)::float8 AS pages, coalesce(pages_done, 0)::float8 AS "pagesDone",
    rate::float8 AS "pagesPerSecond", ((pages - pages_done) / nullif(rate, 0))::float8 AS "secondsLeft"
  FROM rates ORDER BY created_at, id`;

/** How far the scans of a database are; nothing is made there. */
export async function statusOf({ query }: Queries): Promise<readonly ScanStatus[]> {
  const [tables] = await query<{ name: string | null }>(`SELECT to_regclass('${SCHEMA}.single_pages')::text AS name`);
  return tables?.name ? query<ScanStatus>(COUNTS) : [];
}
