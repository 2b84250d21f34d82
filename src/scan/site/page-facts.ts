import { createHash } from 'node:crypto';
import type { Document } from '../../document/document.js';
import { squeeze } from '../../engine/fingerprint.js';
import { annualForm } from '../../views/forms/annual-form.js';
import { kind } from '../../views/forms/kind.js';
import { ownParagraphs, reportFacts } from '../../views/forms/report-facts.js';
import { citations } from '../../views/names/citations.js';
import { type ColumnFacts, columnFacts, type PageLinks, pageLinks } from './page-links.js';

/** What a page of a site says that other pages may agree with or not. */
export interface PageFacts {
  /** Digest of its article without white space: equal for the same article at another address. */
  readonly content: string;
  /** 64 bits in hex, of which like articles differ in few. */
  readonly likeness: string;
  /** Texts it cites with number and title, each once: the number first. */
  readonly cites: readonly (readonly [number: string, title: string])[];
  /** What the page's metadata call the article, where its title says something else. */
  readonly articleTitle?: string;
  /** Of an HTML page. */
  readonly links?: PageLinks;
  /** Of a page of a column by its metadata. */
  readonly column?: ColumnFacts;
  /** Of an annual report of a known organ and year. */
  readonly annualReport?: AnnualReportFacts;
}

/** What an annual report says that those of other years and organs may agree with or not. */
export interface AnnualReportFacts {
  readonly organ: string;
  readonly year: number;
  /** 上年结转 and 结转下年度继续办理 by the name of their column. */
  readonly carriedIn: readonly (readonly [column: string, value: number])[];
  readonly carriedOut: readonly (readonly [column: string, value: number])[];
  /** Its longer paragraphs: digest without digits, spaces and its own name; characters; opening words. */
  readonly paragraphs: readonly (readonly [digest: string, characters: number, opening: string])[];
  /** Digest of all its figures, where they are many and not all zero. */
  readonly figures?: string;
}

/** Characters of one shingle: two pages that share many of them say much the same. */
const SHINGLE = 6;
const BITS = 32;

/** Where the two halves of a hash start, as 32-bit integers: a number above them would be a float in the loop. */
const LOW = 0x811c9dc5 | 0;
const HIGH = 0x9e3779b9 | 0;

/** FNV-1a over the units of a shingle, with another start for the other half. */
function hash(units: Uint16Array, from: number, seed: number): number {
  let h = seed;
  for (let i = from; i < from + SHINGLE; i++) h = Math.imul(h ^ (units[i] as number), 0x01000193);
  // The low bits of FNV mix badly.
  h ^= h >>> 15;
  return Math.imul(h, 0x85ebca6b) ^ (h >>> 13);
}

/** Of the shingles one in so many votes, picked by what it says: edits elsewhere do not change which. */
const VOTING = 4;

/** Counts the ones at each bit: plane n holds bit n of all 32 counts, so that one addition counts them all. */
class BitCounts {
  readonly #planes = new Int32Array(BITS);

  add(word: number): void {
    const planes = this.#planes;
    for (let plane = 0, carry = word; carry !== 0; plane++) {
      const before = planes[plane] as number;
      planes[plane] = before ^ carry;
      carry &= before;
    }
  }

  /** A word of those bits that are one in more than half of `all` words: all counts are held against the half at once. */
  majority(all: number): number {
    const half = Math.floor(all / 2);
    let more = 0;
    let equal = -1;
    for (let plane = BITS - 1; plane >= 0; plane--) {
      const ones = this.#planes[plane] as number;
      if ((half >>> plane) & 1) equal &= ones;
      else {
        more |= equal & ones;
        equal &= ~ones;
      }
    }
    return more >>> 0;
  }
}

/** Simhash of 64 bits in hex (Charikar 2002). */
function likenessOf(text: string): string {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  const [low, high] = [new BitCounts(), new BitCounts()];
  let voters = 0;
  for (let at = 0; at + SHINGLE <= text.length; at++) {
    const vote = hash(units, at, LOW);
    if ((vote >>> (BITS / 2)) % VOTING !== 0) continue;
    voters++;
    low.add(vote);
    high.add(hash(units, at, HIGH));
  }
  return [low, high].map((half) => half.majority(voters).toString(16).padStart(8, '0')).join('');
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** A report has some twenty paragraphs; what has more is a book of them. */
const MAX_PARAGRAPHS = 200;
const OPENING = 16;
/** Fewer figures may well be equal in two years. */
const MANY_FIGURES = 20;

/** The rows of 上年结转 and 结转下年度继续办理 in the table of applications. */
const CARRIED_IN = '2';
const CARRIED_OUT = '4';

function annualReportFacts(doc: Document): AnnualReportFacts | undefined {
  const facts = kind(doc) === 'annual-report' ? reportFacts(doc) : undefined;
  if (!facts) return undefined;
  const { organ, year, figures } = facts;
  const { columns } = annualForm(doc.context.dictionaries).tables.applications;
  const carried = (row: string): AnnualReportFacts['carriedIn'] =>
    columns.flatMap(({ id, name }) => {
      const value = figures.get(`applications\t${row}\t${id}`);
      return value === undefined ? [] : [[name, value] as const];
    });
  const isTelling = figures.size >= MANY_FIGURES && [...figures.values()].some((value) => value !== 0);
  return {
    organ: organ.toWellFormed(),
    year,
    carriedIn: carried(CARRIED_IN),
    carriedOut: carried(CARRIED_OUT),
    paragraphs: ownParagraphs(doc)
      .slice(0, MAX_PARAGRAPHS)
      .map(({ range, words }) => [
        digestOf(words),
        words.length,
        doc.text.slice(range.start, Math.min(range.end, range.start + OPENING)).toWellFormed(),
      ]),
    ...(isTelling && { figures: digestOf(JSON.stringify([...figures].sort())) }),
  };
}

/** Of so many that a page cites; more are of a directory, not of an article. */
const MAX_CITES = 200;

/** What of a page is compared with other pages of its site. */
export function factsOf(doc: Document): PageFacts {
  const main = doc.blocks.filter(({ region }) => region === 'main');
  const text = squeeze(main.map(({ range }) => doc.text.slice(range.start, range.end)).join(''));
  const cites = new Map<string, readonly [string, string]>();
  for (const { title, number } of citations(doc)) {
    const said = [
      `${number.organ}〔${number.year}〕${Number(number.serial)}号`,
      squeeze(doc.text.slice(title.range.start + 1, title.range.end - 1)).toWellFormed(),
    ] as const;
    if (cites.size < MAX_CITES && said[1] !== '') cites.set(said.join('\t'), said);
  }
  const marked = main.find(({ kind, level }) => kind === 'title' || (kind === 'heading' && level === 1));
  const shown = marked && squeeze(doc.text.slice(marked.range.start, marked.range.end));
  const articleTitle = doc.metadata.get('ArticleTitle')?.trim();
  const said = squeeze(articleTitle ?? '');
  const links = pageLinks(doc);
  const column = columnFacts(doc);
  const annualReport = annualReportFacts(doc);
  const differs = shown && said !== '' && !shown.includes(said) && !said.includes(shown);
  return {
    content: digestOf(text),
    likeness: likenessOf(text),
    cites: [...cites.values()],
    ...(differs && articleTitle !== undefined && { articleTitle: articleTitle.toWellFormed() }),
    ...(links && { links }),
    ...(column && { column }),
    ...(annualReport && { annualReport }),
  };
}
