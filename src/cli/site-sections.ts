import type { FileReport } from '../report/messages.js';
import type { SiteSection } from '../report/render.js';
import { type AcrossFinding, openAcross } from '../scan/across.js';
import { type Difference, differenceInWords } from '../scan/before.js';
import { isSqliteThere } from '../scan/sqlite.js';
import { printable } from '../text/printable.js';

const NOT_COMPARED = '没有 better-sqlite3，各页之间没有互相核对。';

/** What the pages of a site say against each other; undefined where it cannot be looked at. */
export function acrossPages(reports: Iterable<FileReport>): readonly AcrossFinding[] | undefined {
  if (!isSqliteThere()) return undefined;
  const across = openAcross();
  try {
    for (const report of reports) across.add(report);
    return across.findings();
  } finally {
    across.close();
  }
}

/** The sections of a report about a site as a whole; none where the results are of single documents. */
export function siteSections(
  across: readonly AcrossFinding[] | undefined,
  difference: Difference | undefined,
): readonly SiteSection[] {
  const compared = across?.map(({ kind, what }) => `${kind}：${what}`) ?? [NOT_COMPARED];
  return [
    ...(difference ? [{ heading: '与上次检查相比', lines: differenceInWords(difference).map(printable) }] : []),
    ...(compared.length > 0 ? [{ heading: '各页互相核对', lines: compared }] : []),
  ];
}
