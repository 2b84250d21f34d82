import { perDocument } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';

export interface Title {
  readonly text: string;
  /** Absent when the title is known only from the page's metadata. */
  readonly range?: Range;
}

const MAX_TITLE = 120;

/** The title of a document: marked as such, else the page's ArticleTitle, else a first line that looks like one. */
export const title = perDocument((doc): Title | undefined => {
  const main = doc.blocks.filter((block) => block.region === 'main');
  const marked = main.find((b) => b.kind === 'title' || (b.kind === 'heading' && b.level === 1));
  const block = marked ?? main.find((b) => b.kind !== 'table');
  const text = block && doc.text.slice(block.range.start, block.range.end).trim();
  const said = doc.metadata.get('ArticleTitle')?.trim();
  if (said && !marked) return { text: said };
  if (!block || !text || text.length > MAX_TITLE || (!marked && /[。；，：]$/u.test(text)))
    return said ? { text: said } : undefined;
  const start = doc.text.indexOf(text, block.range.start);
  return { text, range: { start, end: start + text.length } };
});
