import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import type { Context, Document } from '../../src/document/document.js';
import { readBytes } from '../../src/intake/index.js';
import { readTxt } from '../../src/intake/plain/txt.js';

/** Enough text for a false-alarm rate; spread evenly over the files. */
export const DEFAULT_CHARACTERS = 8_000_000;

/** A corpus file holds many documents, each after a line `###DOC title`. */
export const isCorpus = (file: string): boolean => file.endsWith('.gz');

/** A file, or the files of a folder in a stable order; beside corpus files all else is words about them. */
export function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const files = globSync('**/*', { cwd: path, absolute: true }).sort();
  return files.some(isCorpus) ? files.filter(isCorpus) : files;
}

/** Texts of a corpus file with their numbers: every n-th, so that the sample is spread over the file. */
export function* textsIn(file: string, characters: number): Iterable<readonly [number: number, text: string]> {
  const pieces = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split(/^###DOC.{0,2000}$/mu);
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const step = Math.max(1, Math.floor(total / characters));
  let taken = 0;
  for (let i = 0; i < pieces.length && taken < characters; i += step) {
    const text = (pieces[i] ?? '').slice(0, 200_000).trim();
    if (text === '') continue;
    taken += text.length;
    yield [i, text];
  }
}

/** Documents of a file, up to so many characters. */
export function* documentsIn(file: string, context: Context, characters: number): Iterable<Document> {
  if (!isCorpus(file)) yield readBytes(readFileSync(file), { name: file, context });
  else
    for (const [number, source] of textsIn(file, characters))
      yield readTxt({ name: `${file}#${number}`, source, context });
}
