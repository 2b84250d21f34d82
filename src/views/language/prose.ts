import type { Block, Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import { overlaps, type Range } from '../../text/range.js';

/** The blocks that are written language, in order: all but code. */
export const proseBlocks = perDocument((doc): readonly Block[] => doc.blocks.filter(({ kind }) => kind !== 'code'));

/** Those of the article itself, without navigation, header and footer. */
export const mainProse = perDocument((doc): readonly Block[] =>
  proseBlocks(doc).filter(({ region }) => region === 'main'),
);

const codeRanges = perDocument((doc): readonly Range[] =>
  doc.blocks.filter(({ kind }) => kind === 'code').map(({ range }) => range),
);

/** Whether any of the range lies in code. */
export const isInCode = (doc: Document, range: Range): boolean => codeRanges(doc).some((code) => overlaps(code, range));
