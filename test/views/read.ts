import { documentBuilder } from '../../src/document/builder.js';
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

/** A paragraph, a block of code and a paragraph: no reader of ours keeps code, one of others may. */
export function withCode(...[before, code, after]: readonly [string, string, string]): Document {
  const source = `${before}\n${code}\n${after}`;
  const builder = documentBuilder({ name: '示例', source, context, mediaType: 'text/plain' });
  let at = 0;
  for (const [kind, text] of [
    ['paragraph', before],
    ['code', code],
    ['paragraph', after],
  ] as const) {
    if (at > 0) builder.copy(at - 1, at);
    builder.open(kind);
    builder.copy(at, at + text.length);
    builder.close();
    at += text.length + 1;
  }
  return builder.build();
}

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
