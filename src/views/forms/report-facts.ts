import type { Archive, Document, ReportFacts } from '../../document/document.js';
import { perArchive, perDocument, Unavailable } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';
import { annualReport } from './annual-report.js';
import { annualTables } from './annual-tables.js';

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
export const archiveOf = (docs: Iterable<Document>): Archive => {
  const archive = new Map<string, ReportFacts>();
  for (const doc of docs) {
    const facts = reportFacts(doc);
    if (facts) archive.set(keyOf(facts.organ, facts.year), facts);
  }
  return archive;
};

/**
 * The same organ's report of the year before.
 * @throws Unavailable where the archive has none.
 */
export function lastYear(doc: Document): ReportFacts {
  const own = reportFacts(doc);
  const found = own && doc.context.archive?.get(keyOf(own.organ, own.year - 1));
  if (!found) throw new Unavailable('没有上一年度年报');
  return found;
}

/** Reports of the archive by the paragraphs they have. */
export const reportsByParagraph = perArchive((archive): ReadonlyMap<string, readonly ReportFacts[]> => {
  const byWords = new Map<string, ReportFacts[]>();
  for (const facts of archive.values())
    for (const words of facts.paragraphs) {
      const known = byWords.get(words);
      if (!known) byWords.set(words, [facts]);
      else if (!known.includes(facts)) known.push(facts);
    }
  return byWords;
});
