import type { FileFormat, Format } from '../../report/index.js';
import { toldOnce } from '../../scan/site/shared-faults.js';
import { keepReports } from '../files/kept-reports.js';
import { comparedPages, siteSections } from '../files/site-sections.js';
import { readStoredResults } from '../files/stored-results.js';
import { writeReport } from '../files/write-report.js';

export interface ReportOptions {
  readonly format: Format | FileFormat;
  readonly output?: string;
  readonly color: boolean;
}

/** A report made of stored results: the same as made directly. @throws UserError for results that are not ours. */
export async function report(results: string, { format, output, color }: ReportOptions): Promise<void> {
  const colour = color && output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
  const reports = keepReports();
  try {
    let isSite = false;
    for (const one of readStoredResults(results)) {
      // Only pages of a scan say what is compared with other pages.
      isSite ||= one.facts !== undefined;
      reports.add(JSON.stringify(one));
    }
    const found = isSite ? comparedPages(reports) : undefined;
    const site = isSite ? siteSections(found, undefined) : [];
    await writeReport(toldOnce(reports), { format, colour, output, site, ...(found && { siteLinks: found.links }) });
  } finally {
    reports.close();
  }
}
