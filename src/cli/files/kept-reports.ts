import type { PageReport } from '../../scan/site/page-report.js';
import { isSqliteThere, openSqlite } from '../../scan/storage/sqlite.js';

/** Reports that a format goes through as often as it needs. */
export interface KeptReports extends Iterable<PageReport> {
  /** @param json one report */
  add(json: string): void;
  close(): void;
}

/** On disk, in a nameless database, so that memory does not grow with the site; in memory where there is no SQLite. */
export function keepReports(): KeptReports {
  if (!isSqliteThere()) {
    const kept: string[] = [];
    return {
      add: (json) => void kept.push(json),
      *[Symbol.iterator]() {
        for (const json of kept) yield JSON.parse(json) as PageReport;
      },
      close() {},
    };
  }
  const database = openSqlite(undefined, 'reports');
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec('CREATE TABLE reports (id INTEGER PRIMARY KEY, report TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO reports (report) VALUES (?)');
  const select = database.prepare<[number], { report: string }>('SELECT report FROM reports WHERE id = ?');
  return {
    add: (json) => void insert.run(json),
    *[Symbol.iterator]() {
      for (let id = 1, row = select.get(id); row; row = select.get(++id)) yield JSON.parse(row.report) as PageReport;
    },
    close: () => void database.close(),
  };
}
