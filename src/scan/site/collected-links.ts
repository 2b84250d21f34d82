import type BetterSqlite from 'better-sqlite3';
import type { BrokenLink, Counted, EmptyColumn, ForeignHost, SiteLinks } from '../../report/site-links.js';
import { addressOf, keyOfUrl, type LinkTarget, linkTarget } from './link-target.js';
import { allLinks } from './page-links.js';
import type { PageReport } from './page-report.js';

/** Of each kind; the rest is counted. */
const SHOWN = 100;
/** Links that wait in memory before they are put into the table: those of the navigation are counted here. */
const WAITING = 20_000;
/** A mirror that lacks more than one in so many of the files it links to is not whole. */
const WHOLE = 5;
const MAX_SHOWN = 500;

/** What becomes of a visit where a reader finds nothing. */
const UNREACHABLE =
  /^(?:http-[45]\d\d|no-such-host|connection-failed|too-slow|bad-certificate|bad-answer|redirect-loop|too-many-redirects)$/u;

interface LinkRow {
  readonly key: string;
  readonly host: string;
  readonly shown: string;
  readonly firstPage: string;
  attachment: number;
  /** Looked up in a mirror. */
  lookedUp: number;
  missing: number;
  pages: number;
}

const SCHEMA = `
  CREATE TABLE links (key TEXT PRIMARY KEY, host TEXT, shown TEXT, attachment INTEGER, lookedUp INTEGER, missing INTEGER, pages INTEGER, firstPage TEXT) WITHOUT ROWID;
  CREATE TABLE visited (key TEXT PRIMARY KEY, shown TEXT, code TEXT) WITHOUT ROWID;
  CREATE TABLE own (host TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE columns (name TEXT, page TEXT, says TEXT);
`;

/** Links that lead to nothing: on a disk, not in a whole mirror, not to be reached. */
const BROKEN = `
  SELECT shown AS target, 'disk' AS code, attachment, pages, firstPage FROM links WHERE host = 'disk:'
  UNION ALL SELECT shown, 'missing', attachment, pages, firstPage FROM links
    WHERE missing AND (host = '' OR host IN (SELECT host FROM own)) AND host NOT IN (SELECT host FROM partial)
  UNION ALL SELECT visited.shown, code, coalesce(attachment, 0), coalesce(pages, 0), coalesce(firstPage, '')
    FROM visited LEFT JOIN links USING (key) WHERE code IS NOT NULL`;

/** Under which host a link is kept, and how it is shown. */
function shownTarget(href: string, target: LinkTarget): Pick<LinkRow, 'host' | 'shown'> {
  if (target.kind !== 'web') return { host: target.kind === 'disk' ? 'disk:' : '', shown: href.slice(0, MAX_SHOWN) };
  return { host: target.host, shown: `${target.host && 'http://'}${target.key}`.slice(0, MAX_SHOWN) };
}

/** Notes what pages link to as they come, in tables of a database on disk, and says in the end what is not there. */
export function openSiteLinks(database: BetterSqlite.Database): {
  add(report: PageReport): void;
  result(): SiteLinks;
} {
  database.exec(SCHEMA);
  const put = database.prepare(
    `INSERT INTO links VALUES (@key, @host, @shown, @attachment, @lookedUp, @missing, @pages, @firstPage)
     ON CONFLICT DO UPDATE SET pages = pages + @pages, attachment = max(attachment, @attachment),
       missing = max(missing, @missing), lookedUp = max(lookedUp, @lookedUp)`,
  );
  const visit = database.prepare('INSERT OR IGNORE INTO visited VALUES (?, ?, ?)');
  const own = database.prepare('INSERT OR IGNORE INTO own VALUES (?)');
  const putColumn = database.prepare('INSERT INTO columns VALUES (?, ?, ?)');
  const waiting = new Map<string, LinkRow>();
  let lastHost = '';

  function flush(): void {
    for (const row of waiting.values()) put.run(row);
    waiting.clear();
  }

  function note(row: LinkRow): void {
    const known = waiting.get(row.key);
    if (!known) waiting.set(row.key, row);
    else {
      known.pages++;
      known.attachment = Math.max(known.attachment, row.attachment);
      known.missing = Math.max(known.missing, row.missing);
      known.lookedUp = Math.max(known.lookedUp, row.lookedUp);
    }
  }

  function addLinks({ filePath: firstPage, url, facts }: PageReport): void {
    const links = facts?.links;
    if (!links) return;
    const place = { name: firstPage, ...(url !== undefined && { url }) };
    const missing = new Set(links.missing);
    const attachments = new Set(links.attachments);
    const seen = new Set<string>();
    for (const href of allLinks(links)) {
      const target = linkTarget(href, links.base, place);
      if (target.kind === 'none') continue;
      const key = target.kind === 'web' ? target.key : `${target.kind}:${href}`;
      if (seen.has(key)) continue;
      seen.add(key);
      note({
        key,
        ...shownTarget(href, target),
        firstPage,
        attachment: Number(attachments.has(href)),
        lookedUp: Number(target.kind === 'web' && links.missing !== undefined && target.search === ''),
        missing: Number(missing.has(href)),
        pages: 1,
      });
    }
    if (waiting.size >= WAITING) flush();
  }

  function addVisit({ filePath, url, reason }: PageReport): void {
    if (url === undefined) return;
    const key = keyOfUrl(url);
    if (key === undefined) return;
    visit.run(key, url.slice(0, MAX_SHOWN), reason && UNREACHABLE.test(reason.code) ? reason.code : null);
    const { host } = new URL(addressOf({ name: filePath, url }));
    // Only what was read is of the site: a host that does not answer may be anybody's.
    if (reason || host === lastHost) return;
    lastHost = host;
    own.run(host);
  }

  function brokenOf(isAttachment: boolean): Counted<BrokenLink> {
    const rows = `FROM (${BROKEN}) WHERE attachment = ${isAttachment ? 1 : 0}`;
    return {
      total: database.prepare<[], { n: number }>(`SELECT count(*) AS n ${rows}`).get()?.n ?? 0,
      first: database
        .prepare<[], Omit<BrokenLink, 'isAttachment'>>(
          `SELECT target, code, pages, firstPage ${rows} ORDER BY pages DESC, target LIMIT ${SHOWN}`,
        )
        .all()
        .map((row) => ({ ...row, isAttachment })),
    };
  }

  function foreignHosts(): SiteLinks['foreign'] {
    if (!database.prepare('SELECT 1 FROM own').get()) return undefined;
    const hosts = `SELECT host, count(*) AS addresses, sum(pages) AS places, min(firstPage) AS firstPage FROM links
      WHERE host NOT IN ('', 'disk:') AND host NOT IN (SELECT host FROM own) GROUP BY host`;
    const isGovernmental = "(host = 'gov.cn' OR host LIKE '%.gov.cn')";
    const countOf = (condition: string): number =>
      database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM (${hosts}) WHERE ${condition}`).get()?.n ?? 0;
    return {
      governmental: countOf(isGovernmental),
      others: {
        total: countOf(`NOT ${isGovernmental}`),
        first: database
          .prepare<[], ForeignHost>(
            `SELECT * FROM (${hosts}) WHERE NOT ${isGovernmental} ORDER BY places DESC, host LIMIT ${SHOWN}`,
          )
          .all(),
      },
    };
  }

  return {
    add(report) {
      addVisit(report);
      addLinks(report);
      const { column } = report.facts ?? {};
      if (column) putColumn.run(column.name, report.filePath, column.saysEmpty ?? null);
    },
    result() {
      flush();
      database.exec(`DROP TABLE IF EXISTS partial; CREATE TEMP TABLE partial AS
        SELECT host, sum(missing) AS missing, count(*) AS whole FROM links
        WHERE lookedUp AND (host = '' OR host IN (SELECT host FROM own)) GROUP BY host
        HAVING sum(missing) * ${WHOLE} > count(*)`);
      const unknown = database
        .prepare<[], { n: number }>(
          `SELECT count(*) AS n FROM links WHERE NOT lookedUp AND (host = '' OR host IN (SELECT host FROM own))
           AND key NOT IN (SELECT key FROM visited)`,
        )
        .get();
      const columns = database
        .prepare<[], { n: number; empty: number }>('SELECT count(*) AS n, count(says) AS empty FROM columns')
        .get();
      return {
        broken: brokenOf(false),
        attachments: brokenOf(true),
        foreign: foreignHosts(),
        unknown: unknown?.n ?? 0,
        partial: database
          .prepare<[], { host: string; missing: number; of: number }>(
            'SELECT host, missing, whole AS of FROM partial ORDER BY host',
          )
          .all(),
        columns: columns?.n ?? 0,
        emptyColumns: {
          total: columns?.empty ?? 0,
          first: database
            .prepare<[], EmptyColumn>(
              `SELECT name, page, says FROM columns WHERE says IS NOT NULL ORDER BY rowid LIMIT ${SHOWN}`,
            )
            .all(),
        },
      };
    },
  };
}
