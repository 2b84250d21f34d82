import type { SiteLinks } from '../../report/site-links.js';
import { printable } from '../../text/printable.js';
import { openSqlite } from '../storage/sqlite.js';
import { openAnnualReports } from './annual-reports.js';
import { openSiteLinks } from './collected-links.js';
import type { PageReport } from './page-report.js';
import { SHOWN, type SiteFinding } from './site-finding.js';

export type { SiteFinding } from './site-finding.js';

export interface PageComparison {
  add(report: PageReport): void;
  /** In order of kind and first page. */
  findings(): readonly SiteFinding[];
  links(): SiteLinks;
  close(): void;
}

/** A page of fewer characters is a frame or a list: its likeness says nothing. */
const LEAST = 200;
/** Bits in which like articles may differ; one of four parts of sixteen bits is then equal. */
const DISTANCE = 3;
const PART = 4;
/** Pages that are compared with a new one in each part. */
const NEIGHBOURS = 64;

const bitsOf = (hex: string): number => {
  let bits = 0;
  for (const digit of hex) for (let n = Number.parseInt(digit, 16); n > 0; n &= n - 1) bits++;
  return bits;
};

const distance = (a: string, b: string): number =>
  bitsOf(
    [...a].map((digit, i) => (Number.parseInt(digit, 16) ^ Number.parseInt(b[i] ?? '0', 16)).toString(16)).join(''),
  );

/** 《湖北省人民政府关于……的请示》 and 《关于……的请示》 are one title. */
const isSameTitle = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

const SCHEMA = `
  CREATE TABLE pages (id INTEGER PRIMARY KEY, name TEXT NOT NULL, content TEXT NOT NULL, likeness TEXT NOT NULL, of INTEGER);
  CREATE INDEX by_content ON pages (content);
  CREATE TABLE parts (part INTEGER, value TEXT, page INTEGER, PRIMARY KEY (part, value, page)) WITHOUT ROWID;
  CREATE TABLE cites (number TEXT, title TEXT, page INTEGER, pages INTEGER, PRIMARY KEY (number, title)) WITHOUT ROWID;
  CREATE TABLE titles (page INTEGER PRIMARY KEY, shown TEXT, said TEXT);
`;

interface PageRow {
  readonly id: number;
  readonly likeness: string;
}

/**
 * Compares the pages of a scan as they come. What it must remember lies in a nameless database on disk, so that memory does
 * not grow with the site; the same pages in the same order give the same findings.
 * @throws UserError where better-sqlite3 is not installed.
 */
export function openPageComparison(): PageComparison {
  const database = openSqlite(undefined, 'pages');
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(SCHEMA);
  const links = openSiteLinks(database);
  const insert = database.prepare('INSERT INTO pages (name, content, likeness, of) VALUES (?, ?, ?, ?)');
  const sameContent = database.prepare<[string], { id: number }>(
    'SELECT id FROM pages WHERE content = ? ORDER BY id LIMIT 1',
  );
  const inPart = database.prepare<[number, string, number], PageRow>(
    'SELECT id, likeness FROM parts JOIN pages ON id = page WHERE part = ? AND value = ? ORDER BY id LIMIT ?',
  );
  const putPart = database.prepare('INSERT INTO parts VALUES (?, ?, ?)');
  const cite = database.prepare('INSERT INTO cites VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET pages = pages + 1');
  const putTitle = database.prepare('INSERT INTO titles VALUES (?, ?, ?)');
  const nameOf = database.prepare<[number], { name: string }>('SELECT name FROM pages WHERE id = ?');
  const named = (id: number): string => nameOf.get(id)?.name ?? '';

  const annualReports = openAnnualReports(database, named);

  const partsOf = (likeness: string): readonly string[] =>
    Array.from({ length: likeness.length / PART }, (_, part) => likeness.slice(part * PART, (part + 1) * PART));

  /** The first page that is much like this one. */
  function like(likeness: string): number | undefined {
    const found = partsOf(likeness).flatMap((value, part) =>
      inPart.all(part, value, NEIGHBOURS).filter((other) => distance(other.likeness, likeness) <= DISTANCE),
    );
    return found.length > 0 ? Math.min(...found.map(({ id }) => id)) : undefined;
  }

  function repeated(kind: '内容相同' | '内容近似', isSame: boolean): readonly SiteFinding[] {
    const rows = database
      .prepare<[number], { of: number; pages: number; example: number }>(
        `SELECT later.of AS of, count(*) AS pages, min(later.id) AS example FROM pages later JOIN pages first ON first.id = later.of
         WHERE (later.content = first.content) = ? GROUP BY later.of ORDER BY later.of LIMIT ${SHOWN}`,
      )
      .all(isSame ? 1 : 0);
    return rows.map(({ of, pages, example }) => ({
      kind,
      what: `“${printable(named(of))}”的正文另有 ${pages} 页${isSame ? '与它相同' : '与它大体相同'}，如“${printable(named(example))}”。`,
      pages: pages + 1,
      firstPage: named(of),
    }));
  }

  const add = database.transaction((report: PageReport) => {
    links.add(report);
    const { filePath, facts, characters = 0, title } = report;
    if (!facts) return;
    const { content, likeness, cites, articleTitle } = facts;
    const isLong = characters >= LEAST;
    const same = isLong ? sameContent.get(content)?.id : undefined;
    const of = same ?? (isLong ? like(likeness) : undefined);
    const id = Number(insert.run(filePath, isLong ? content : '', likeness, of ?? null).lastInsertRowid);
    // Only the first of like pages is compared with: neither the work nor the table grows with copies.
    if (isLong && of === undefined) partsOf(likeness).forEach((value, part) => void putPart.run(part, value, id));
    // A copy repeats what its original cites.
    if (same === undefined) for (const [number, text] of cites) cite.run(number, text, id);
    if (articleTitle !== undefined) putTitle.run(id, title ?? '', articleTitle);
    if (facts.annualReport) annualReports.add(id, facts.annualReport);
  });

  return {
    add: (report) => void add(report),
    findings() {
      const titles = database
        .prepare<[], { page: number; shown: string; said: string }>(`SELECT * FROM titles ORDER BY page LIMIT ${SHOWN}`)
        .all()
        .map(
          ({ page, shown, said }): SiteFinding => ({
            kind: '标题不一',
            what: `网页标题是“${printable(shown)}”，页面标签 ArticleTitle 写作“${printable(said)}”，请核对。`,
            pages: 1,
            firstPage: named(page),
          }),
        );
      const numbers = database
        .prepare<[], { number: string }>(
          `SELECT number FROM cites GROUP BY number HAVING count(*) > 1 ORDER BY min(page), number LIMIT ${SHOWN}`,
        )
        .all()
        .flatMap(({ number }): readonly SiteFinding[] => {
          const all = database
            .prepare<[string], { title: string; page: number; pages: number }>(
              'SELECT title, page, pages FROM cites WHERE number = ? ORDER BY pages DESC, page, title',
            )
            .all(number);
          const said = all.filter(({ title }, i) => !all.some((other, j) => j < i && isSameTitle(other.title, title)));
          if (said.length < 2) return [];
          const titles = said
            .slice(0, 5)
            .map(({ title, page, pages }) => `《${printable(title)}》${pages} 页（如“${printable(named(page))}”）`);
          return [
            {
              kind: '一号两题',
              what: `${printable(number)}在各页有 ${said.length} 种标题：${titles.join('，')}，请核对。`,
              pages: said.reduce((sum, { pages }) => sum + pages, 0),
              firstPage: named(Math.min(...said.map(({ page }) => page))),
            },
          ];
        });
      return [
        ...numbers,
        ...titles,
        ...annualReports.findings(),
        ...repeated('内容相同', true),
        ...repeated('内容近似', false),
      ];
    },
    links: () => links.result(),
    close: () => void database.close(),
  };
}

const WORDED = 20;

/** For a terminal. */
export function comparisonInWords(findings: readonly SiteFinding[]): string {
  if (findings.length === 0) return '';
  const lines = findings.slice(0, WORDED).map(({ kind, what }) => `  ${kind}  ${what}`);
  if (findings.length > WORDED) lines.push(`  另有 ${findings.length - WORDED} 条。`);
  return `${['各页互相核对：', ...lines].join('\n')}\n`;
}
