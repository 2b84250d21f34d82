import type { Dictionaries } from '../dictionary/index.js';
import type { TypoModel } from '../model/format.js';
import type { SlipModel } from '../model/slip-classifier.js';
import type { Range } from '../text/range.js';
import type { SourceMap } from '../text/source-map.js';

export type BlockKind = 'title' | 'heading' | 'paragraph' | 'item' | 'table' | 'caption' | 'quotation' | 'code';

/** Where on the page a block stands: the article itself, or navigation, header, footer, side bars. */
export type Region = 'main' | 'boilerplate';

/** One cell of a table; row and column from 0, spans resolved and clamped by the reader. */
export interface Cell {
  readonly range: Range;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly header: boolean;
  /** What people call it, where cells have names: B5. */
  readonly name?: string;
}

export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly Cell[];
  /** False for a row (by index) that has fewer or more cells than its table's width: kept, and marked. */
  readonly complete: readonly boolean[];
}

/** A run of text that belongs together. Blocks stand in order and do not overlap; what stands between is white space. */
export interface Block {
  readonly kind: BlockKind;
  readonly range: Range;
  readonly region: Region;
  /** Of a heading, 1–6, as the mark-up says. */
  readonly level?: number;
  /** Of a table. */
  readonly table?: Table;
  /** For people, where lines do not lead there: 第3页, 脚注2, 工作表“汇总”. */
  readonly place?: string;
}

/** Text that an office file holds in one text node: the n-th (from 0) of a part, so that it can be written back. */
export interface Run {
  readonly range: Range;
  readonly part: string;
  readonly node: number;
}

/** How the bytes became a string. */
export interface Encoding {
  /** WHATWG label of the encoding used: utf-8, gb18030, big5, utf-16le … */
  readonly label: string;
  /** What the source declared, where that differs. */
  readonly declared?: string;
  readonly bom: boolean;
}

/** Who publishes. */
export interface Profile {
  /** Six digits of GB/T 2260: 411221. */
  readonly region?: string;
  readonly organ?: string;
  readonly year?: number;
}

export interface Word {
  readonly text: string;
  readonly partOfSpeech: string;
}

/** Words of a text, in order; joined they give the text again. */
export type Segmenter = (text: string) => readonly Word[];

/** Other documents for rules that compare with them. What one holds knows the view that makes and reads it; plain data. */
export interface Archive {
  /** Of what documents. */
  readonly of: string;
}

export interface Context {
  readonly dictionaries: Dictionaries;
  readonly profile: Profile;
  /** Loads on first call; undefined where no segmenter is installed. */
  readonly segmenter?: () => Segmenter | undefined;
  /** Absent: rules that need other documents are not run, and the result says so. */
  readonly archive?: Archive;
  /** Loads on first call; undefined where no typo model is installed. */
  readonly typoModel?: () => TypoModel | undefined;
  /** Loads on first call; undefined where no classifiers for that model are installed. */
  readonly slipModel?: () => SlipModel | undefined;
  /** What a Result names as checked with: digests of the models that are installed. */
  readonly modelVersions?: () => Readonly<Record<string, string>>;
}

/** Where a page leads. */
export interface Link {
  /** As it stands in the source. */
  readonly href: string;
  /** What it is called, as far as that is short. */
  readonly text: string;
  readonly region: Region;
}

/** One decoded text, its blocks, the map back to the source, its context. Immutable. */
export interface Document {
  /** Path or URL, for people. */
  readonly name: string;
  /** What the rules read: verbatim, neither normalised nor trimmed. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly map: SourceMap;
  readonly context: Context;
  readonly mediaType: string;
  readonly encoding: Encoding;
  /** What the page says of itself: ArticleTitle, PubDate, SiteName … by name as printed. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Of an HTML page: its links and frames that can be seen, in order. */
  readonly links?: readonly Link[];
  /** What they are relative to, where the page says so. */
  readonly linkBase?: string;
  /** Of an office file: where its text stands in the parts, in order of text. */
  readonly runs?: readonly Run[];
  /** What the reader could not read or had to cut, one Chinese sentence each. */
  readonly warnings: readonly string[];
}
