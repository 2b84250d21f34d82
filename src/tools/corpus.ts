import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import type { Context, Document } from '../document/document.js';
import { readBytes } from '../intake/index.js';
import { readTxt } from '../intake/txt.js';

/** A file, or the files of a folder in a stable order. */
export const filesIn = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? globSync('**/*', { cwd: path, absolute: true }).sort() : [path];

/** Documents of a file, up to so many characters: a corpus file holds many, each after a line `###DOC title`. */
export function* documentsIn(file: string, context: Context, characters: number): Iterable<Document> {
  const bytes = readFileSync(file);
  if (!file.endsWith('.gz')) {
    yield readBytes(bytes, { name: file, context });
    return;
  }
  const pieces = gunzipSync(bytes)
    .toString('utf8')
    .split(/^###DOC.{0,2000}$/mu);
  // Every n-th document, so that the sample is spread over the file.
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const step = Math.max(1, Math.floor(total / characters));
  let taken = 0;
  for (let i = 0; i < pieces.length && taken < characters; i += step) {
    const source = (pieces[i] ?? '').slice(0, 200_000).trim();
    if (source === '') continue;
    taken += source.length;
    yield readTxt({ name: `${file}#${i}`, source, context });
  }
}
