import type { Document } from '../../document/document.js';
import { contains, type Range } from '../../text/range.js';
import { brackets } from './brackets.js';

const MARKS: ReadonlySet<string> = new Set(['《', '“', '‘']);

/** Whether the range stands inside a title or a quotation, where the words are somebody else's. */
export const isQuoted = (doc: Document, range: Range): boolean =>
  brackets(doc).pairs.some(
    ({ open, close, openMark }) => MARKS.has(openMark) && contains({ start: open.end, end: close.start }, range),
  );
