import type { Document, Profile } from '../../src/document/document.js';
import { readHtml } from '../../src/intake/html/html.js';
import { readMarkdown } from '../../src/intake/plain/markdown.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import type { Range } from '../../src/text/range.js';
import { context } from '../context.js';

/** A text of our own as a Document, with the shipped dictionaries. */
export const read = (source: string, profile: Profile = {}): Document =>
  readTxt({ name: '示例.txt', source, context: { ...context, profile } });

export const readPage = (source: string): Document => readHtml({ name: '示例.html', source, context });

export const readMarked = (source: string): Document => readMarkdown({ name: '示例.md', source, context });

/** What stands in a range. */
export const textAt = ({ text }: Document, { start, end }: Range): string => text.slice(start, end);

/** A table of HTML, a row a line, its cells parted by |; the first row is a head. */
export const tableOf = (...rows: readonly string[]): string =>
  `<table>${rows
    .map(
      (row) =>
        `<tr>${row
          .split('|')
          .map((cell) => `<td>${cell}</td>`)
          .join('')}</tr>`,
    )
    .join('')}</table>`;
