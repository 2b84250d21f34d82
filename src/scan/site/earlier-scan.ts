import type { FileReport } from '../../record/file-report.js';
import type { Message } from '../../record/message.js';
import { openSqlite } from '../storage/sqlite.js';
import { sharedFaultKey } from './shared-faults.js';

/** What an earlier scan found and this one does not find any more. */
export interface Fixed {
  readonly page: string;
  readonly ruleId: string;
  readonly message: string;
}

export interface Difference {
  readonly new: number;
  readonly still: number;
  readonly fixed: number;
  /** Findings of pages that are no longer there, or could not be read now: nobody knows. */
  readonly unknown: number;
  /** The first of the fixed ones, in order of page. */
  readonly examples: readonly Fixed[];
}

export interface EarlierScan {
  /** The report with what was found before set aside: only what is new counts. */
  settle(report: FileReport): FileReport;
  difference(): Difference;
  close(): void;
}

const SHOWN = 200;
const REASON = '上次检查已有';

/** In the head or foot of pages a fault moves with its page; its rule and words are what it is. */
const keyOf = (message: Message): string =>
  message.region === 'boilerplate' ? sharedFaultKey(message) : message.fingerprint;

/**
 * An earlier scan's results, to be compared with this one's page by page. They lie in a nameless database on disk.
 * @throws UserError where better-sqlite3 is not installed.
 */
export function openEarlierScan(reports: Iterable<FileReport>): EarlierScan {
  const database = openSqlite(undefined, 'pages');
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(`
    CREATE TABLE findings (page TEXT, key TEXT, rule TEXT, message TEXT, boilerplate INTEGER, state TEXT, PRIMARY KEY (page, key)) WITHOUT ROWID;
    CREATE INDEX by_key ON findings (key) WHERE boilerplate;
  `);
  const insert = database.prepare("INSERT OR IGNORE INTO findings VALUES (?, ?, ?, ?, ?, 'unknown')");
  database.transaction(() => {
    for (const report of reports)
      for (const message of [
        ...report.messages,
        // What was set aside there was there too.
        ...(report.suppressed ?? []).filter(({ suppressed }) => suppressed.kind === 'baseline'),
      ])
        insert.run(
          report.filePath,
          keyOf(message),
          message.ruleId,
          message.message,
          message.region === 'boilerplate' ? 1 : 0,
        );
  })();
  const onPage = database.prepare("UPDATE findings SET state = 'still' WHERE page = ? AND key = ?");
  const onAnyPage = database.prepare<[string], { page: string }>(
    'SELECT page FROM findings WHERE boilerplate AND key = ? LIMIT 1',
  );
  const looked = database.prepare("UPDATE findings SET state = 'fixed' WHERE page = ? AND state = 'unknown'");
  let added = 0;
  let still = 0;
  const settle = database.transaction((report: FileReport): FileReport => {
    const known = new Set<Message>();
    for (const message of report.messages) {
      const wasHere = onPage.run(report.filePath, keyOf(message)).changes > 0;
      if (wasHere || (message.region === 'boilerplate' && onAnyPage.get(keyOf(message)))) known.add(message);
    }
    if (report.status === 'linted') looked.run(report.filePath);
    still += known.size;
    added += report.messages.length - known.size;
    if (known.size === 0) return report;
    return {
      ...report,
      messages: report.messages.filter((message) => !known.has(message)),
      suppressed: [
        ...(report.suppressed ?? []),
        ...[...known].map((message) => ({ ...message, suppressed: { kind: 'baseline' as const, reason: REASON } })),
      ],
    };
  });
  const countOf = (state: string): number =>
    database.prepare<[string], { n: number }>('SELECT count(*) AS n FROM findings WHERE state = ?').get(state)?.n ?? 0;
  return {
    settle: (report) => settle(report),
    difference: () => ({
      new: added,
      still,
      fixed: countOf('fixed'),
      unknown: countOf('unknown'),
      examples: database
        .prepare<[], { page: string; rule: string; message: string }>(
          `SELECT page, rule, message FROM findings WHERE state = 'fixed' ORDER BY page, key LIMIT ${SHOWN}`,
        )
        .all()
        .map(({ page, rule, message }) => ({ page, ruleId: rule, message })),
    }),
    close: () => void database.close(),
  };
}

/** One Chinese sentence, and what has been mended. */
export function differenceInWords({ new: added, still, fixed, unknown, examples }: Difference): readonly string[] {
  return [
    `与上次检查相比：新增 ${added}，已改 ${fixed}，仍有 ${still}${unknown > 0 ? `；另有 ${unknown} 条所在的页这次没有查到` : ''}。`,
    ...examples.map(({ page, message }) => `已改：${page}：${message}`),
  ];
}
