import type { Archive, Document } from '../../document/document.js';
import { perArchive, perDocument, Unavailable } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';
import { annualReport } from './annual-report.js';
import { annualTables } from './annual-tables.js';

/** What another annual report said, for rules that compare: last year's, or another organ's. */
export interface ReportFacts {
  /** Of the document it was read from. */
  readonly name: string;
  readonly organ: string;
  readonly year: number;
  /** Figures of its statutory tables by `table⇥row⇥column`. */
  readonly figures: ReadonlyMap<string, number>;
  /** Its longer paragraphs, without digits, spaces and its own name. */
  readonly paragraphs: readonly string[];
}

/** Earlier and other annual reports by `organ⇥year`. */
interface ReportArchive extends Archive {
  readonly of: 'annual-report';
  readonly reports: ReadonlyMap<string, ReportFacts>;
}

/** A shorter paragraph says little of its own: two offices may well write it alike. */
const LEAST_PARAGRAPH = 40;

/** What every report must say in the words of the form or of the fee rules. */
const STATUTORY = /统计[期时]限|编制本(?:年度)?报告|六个部分|信息(?:公开)?处理费/u;

export interface OwnParagraph {
  readonly range: Range;
  /** As it is compared: without digits, spaces and the organ's name. */
  readonly words: string;
}

/** Paragraphs long enough to be compared, without what the form prescribes. */
export const ownParagraphs = perDocument((doc): readonly OwnParagraph[] => {
  const { paragraphs, organ } = annualReport(doc);
  return paragraphs.flatMap((range) => {
    const text = doc.text.slice(range.start, range.end);
    const words = (organ === '' ? text : text.replaceAll(organ, '')).replace(/[\d\s\u3000]/gu, '');
    return words.length < LEAST_PARAGRAPH || STATUTORY.test(text) ? [] : [{ range, words }];
  });
});

const keyOf = (organ: string, year: number): string => `${organ}\t${year}`;

const isReportArchive = (archive: Archive): archive is ReportArchive => archive.of === 'annual-report';

const NO_REPORTS: ReportArchive['reports'] = new Map();

const reportsIn = (archive: Archive | undefined): ReportArchive['reports'] =>
  archive && isReportArchive(archive) ? archive.reports : NO_REPORTS;

/** What a report says that another may be compared with; undefined where the title names no year or organ. */
export const reportFacts = perDocument((doc): ReportFacts | undefined => {
  const { organ, year } = annualReport(doc);
  if (year === undefined || organ === '') return undefined;
  const figures = new Map<string, number>();
  for (const { id, rows } of Object.values(annualTables(doc)))
    for (const { cells } of rows)
      for (const { row, column, value } of cells)
        if (column !== '' && value !== undefined) figures.set(`${id}\t${row}\t${column}`, value);
  return { name: doc.name, organ, year, figures, paragraphs: ownParagraphs(doc).map(({ words }) => words) };
});

/** The facts of all documents that are annual reports of a known organ and year; of two of one, the later stands. */
export function archiveOf(docs: Iterable<Document>): Archive {
  const reports = new Map<string, ReportFacts>();
  for (const doc of docs) {
    const facts = reportFacts(doc);
    if (facts) reports.set(keyOf(facts.organ, facts.year), facts);
  }
  const archive: ReportArchive = { of: 'annual-report', reports };
  return archive;
}

/** What the archive of a document has of an organ's report of a year. */
export const reportOf = ({ context }: Document, organ: string, year: number): ReportFacts | undefined =>
  reportsIn(context.archive).get(keyOf(organ, year));

/**
 * The same organ's report of the year before.
 * @throws Unavailable where the archive has none.
 */
export function lastYear(doc: Document): ReportFacts {
  const own = reportFacts(doc);
  const found = own && reportOf(doc, own.organ, own.year - 1);
  if (!found) throw new Unavailable('没有上一年度年报');
  return found;
}

/** Reports of the archive by the paragraphs they have. */
export const reportsByParagraph = perArchive((archive): ReadonlyMap<string, readonly ReportFacts[]> => {
  const byWords = new Map<string, ReportFacts[]>();
  for (const facts of reportsIn(archive).values())
    for (const words of facts.paragraphs) {
      const known = byWords.get(words);
      if (!known) byWords.set(words, [facts]);
      else if (!known.includes(facts)) known.push(facts);
    }
  return byWords;
});
