import type { PageReport } from '../../scan/site/page-report.js';
import { openNamelessDatabase } from '../../scan/storage/sqlite.js';

/** Reports that a format goes through as often as it needs. */
export interface KeptReports extends Iterable<PageReport> {
  /** @param json one report */
  add(json: string): void;
  close(): void;
}

/** On disk, in a nameless database, so that memory does not grow with the site. */
export function keepReports(): KeptReports {
  const database = openNamelessDatabase();
  database.exec('CREATE TABLE reports (id INTEGER PRIMARY KEY, report TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO reports (report) VALUES (?)');
  const select = database.prepare<{ report: string }>('SELECT report FROM reports WHERE id = ?');
  return {
    add: (json) => void insert.run(json),
    *[Symbol.iterator]() {
      for (let id = 1, row = select.get(id); row; row = select.get(++id)) yield JSON.parse(row.report) as PageReport;
    },
    close: () => void database.close(),
  };
}
