import type BetterSqlite from 'better-sqlite3';
import { printable } from '../../text/printable.js';
import type { AnnualReportFacts } from './page-facts.js';
import { SHOWN, type SiteFinding } from './site-finding.js';

/** So much of a report equal to one of its own organ of before is no longer a matter of standing phrases. */
const SHARE = 0.5;
/** What so many organs write is the wording of a circular, and nobody's own. */
const STANDING = 3;

/** Of two pages with one organ and year the first is taken: the same report stands in several places. */
const SCHEMA = `
  CREATE TABLE reports (page INTEGER PRIMARY KEY, organ TEXT, year INTEGER, length INTEGER, figures TEXT, UNIQUE (organ, year));
  CREATE TABLE carried (page INTEGER, way TEXT, name TEXT, value REAL, PRIMARY KEY (page, way, name)) WITHOUT ROWID;
  CREATE TABLE paragraphs (digest TEXT, page INTEGER, length INTEGER, opening TEXT, PRIMARY KEY (digest, page)) WITHOUT ROWID;
  CREATE INDEX paragraphs_of ON paragraphs (page);
`;

const CARRY_FAULTS = `
  SELECT now.page AS page, last.page AS lastPage, now.organ AS organ, now.year AS year, came.name AS name, came.value AS came, went.value AS went
  FROM reports now JOIN reports last ON last.organ = now.organ AND last.year = now.year - 1
  JOIN carried came ON came.page = now.page AND came.way = 'in'
  JOIN carried went ON went.page = last.page AND went.way = 'out' AND went.name = came.name
  WHERE came.value <> went.value ORDER BY now.page, came.name`;

/** Paragraphs of a few organs only; of one organ, of whatever many. */
const COPIES = `
  WITH few AS (
    SELECT digest FROM paragraphs JOIN reports USING (page) GROUP BY digest
    HAVING count(DISTINCT organ) BETWEEN 2 AND ${STANDING}),
  shared AS (
    SELECT mine.page AS page, theirs.page AS other, mine.length AS length, mine.opening AS opening
    FROM few JOIN paragraphs mine USING (digest) JOIN paragraphs theirs USING (digest)
    JOIN reports own ON own.page = mine.page JOIN reports of ON of.page = theirs.page
    WHERE theirs.page < mine.page AND of.organ <> own.organ
    UNION ALL
    SELECT mine.page, theirs.page, mine.length, mine.opening
    FROM reports own JOIN reports of ON of.organ = own.organ AND of.year < own.year
    JOIN paragraphs mine ON mine.page = own.page
    JOIN paragraphs theirs ON theirs.page = of.page AND theirs.digest = mine.digest)
  SELECT shared.page AS page, other, count(*) AS paragraphs, min(opening) AS opening FROM shared
  JOIN reports own ON own.page = shared.page JOIN reports of ON of.page = other
  GROUP BY shared.page, other HAVING of.organ <> own.organ OR sum(shared.length) >= ${SHARE} * own.length
  ORDER BY shared.page, other LIMIT ${SHOWN}`;

const SAME_FIGURES = `
  SELECT now.page AS page, last.page AS other FROM reports now
  JOIN reports last ON last.organ = now.organ AND last.year = now.year - 1 AND last.figures = now.figures
  WHERE now.figures <> '' ORDER BY now.page LIMIT ${SHOWN}`;

interface CarryRow {
  readonly page: number;
  readonly lastPage: number;
  readonly organ: string;
  readonly year: number;
  readonly name: string;
  readonly came: number;
  readonly went: number;
}

interface CopyRow {
  readonly page: number;
  readonly other: number;
  readonly paragraphs?: number;
  readonly opening?: string;
}

/**
 * Compares the annual reports of one scan, of other years and other organs, in tables of its database.
 * @param named the name of a page by its number
 */
export function openAnnualReports(
  database: BetterSqlite.Database,
  named: (page: number) => string,
): { add(page: number, report: AnnualReportFacts): void; findings(): readonly SiteFinding[] } {
  database.exec(SCHEMA);
  const put = database.prepare('INSERT OR IGNORE INTO reports VALUES (?, ?, ?, ?, ?)');
  const putCarried = database.prepare('INSERT OR IGNORE INTO carried VALUES (?, ?, ?, ?)');
  const putParagraph = database.prepare('INSERT OR IGNORE INTO paragraphs VALUES (?, ?, ?, ?)');
  const titleOf = database.prepare<[number], { organ: string; year: number }>(
    'SELECT organ, year FROM reports WHERE page = ?',
  );

  const shown = (page: number): string => {
    const { organ = '', year = 0 } = titleOf.get(page) ?? {};
    return `“${printable(organ)}”${year}年年报（${printable(named(page))}）`;
  };

  function carryFaults(): readonly SiteFinding[] {
    const byPage = new Map<number, CarryRow[]>();
    for (const row of database.prepare<[], CarryRow>(CARRY_FAULTS).iterate()) {
      const known = byPage.get(row.page);
      if (known) known.push(row);
      else if (byPage.size < SHOWN) byPage.set(row.page, [row]);
    }
    return [...byPage].map(([page, rows]) => {
      const figures = rows.map(({ name, came, went }) => `“${printable(name)}”${came}，上年为${went}`);
      return {
        kind: '年报结转',
        what: `${shown(page)}的“上年结转”与${shown(rows[0]?.lastPage ?? 0)}的“结转下年度继续办理”不符：${figures.join('；')}。`,
        pages: 2,
        firstPage: named(page),
      };
    });
  }

  const copiesOf = (query: string, what: (row: CopyRow) => string): readonly SiteFinding[] =>
    database
      .prepare<[], CopyRow>(query)
      .all()
      .map((row) => ({ kind: '年报照抄', what: what(row), pages: 2, firstPage: named(row.page) }));

  return {
    add(page, { organ, year, carriedIn, carriedOut, paragraphs, figures = '' }) {
      const length = paragraphs.reduce((sum, [, characters]) => sum + characters, 0);
      if (put.run(page, organ, year, length, figures).changes === 0) return;
      for (const [name, value] of carriedIn) putCarried.run(page, 'in', name, value);
      for (const [name, value] of carriedOut) putCarried.run(page, 'out', name, value);
      for (const [digest, characters, opening] of paragraphs) putParagraph.run(digest, page, characters, opening);
    },
    findings: () => [
      ...carryFaults(),
      ...copiesOf(
        COPIES,
        ({ page, other, paragraphs = 0, opening = '' }) =>
          `${shown(page)}与${shown(other)}有 ${paragraphs} 段除数字外一字不差，如“${printable(opening)}……”，请核对是否照抄。`,
      ),
      ...copiesOf(
        SAME_FIGURES,
        ({ page, other }) => `${shown(page)}各表所有数字与${shown(other)}完全相同，请核对是否照抄。`,
      ),
    ],
  };
}
