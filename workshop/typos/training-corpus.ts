import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import { UserError } from '../../src/errors.js';

/** What a document of the corpus is for. A document serves one purpose only. */
export type Part = 'counts' | 'trees' | 'calibration' | 'report';

export interface CorpusDocument {
  /** File and number in it. */
  readonly name: string;
  /** The file: a kind of text each. */
  readonly file: string;
  readonly part: Part;
  readonly text: string;
}

/** A file that does not mark its documents is taken in pieces of so many lines. */
const LINES_OF_UNMARKED = 100;
const FEWEST_DOCUMENTS = 10;

/** FNV-1a over code units: spreads documents over the parts whatever their order. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

/** Shares of each file's characters, whole documents taken; the rest is counted. */
const SHARES: readonly (readonly [Part, number])[] = [
  ['report', 0.02],
  ['calibration', 0.02],
  ['trees', 0.04],
];

/** What each document of a file is for: the first of a shuffled row until each share is full. */
function partsOf(names: readonly string[], pieces: readonly string[], seed: number): readonly Part[] {
  const parts: Part[] = pieces.map(() => 'counts');
  const all = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const hashes = names.map((name) => hashOf(`${seed}/${name}`));
  const row = pieces.map((_, i) => i).sort((a, b) => (hashes[a] as number) - (hashes[b] as number) || a - b);
  let next = 0;
  for (const [part, share] of SHARES)
    for (let taken = 0; taken < all * share && next < row.length; next++) {
      const i = row[next] as number;
      parts[i] = part;
      taken += (pieces[i] as string).length;
    }
  return parts;
}

function piecesOf(content: string): readonly string[] {
  const marked = content.split(/^###DOC.{0,2000}$/mu).filter((piece) => piece.trim() !== '');
  if (marked.length >= FEWEST_DOCUMENTS) return marked;
  const lines = content.split('\n').filter((line) => !line.startsWith('###DOC'));
  return Array.from({ length: Math.ceil(lines.length / LINES_OF_UNMARKED) }, (_, i) =>
    lines.slice(i * LINES_OF_UNMARKED, (i + 1) * LINES_OF_UNMARKED).join('\n'),
  );
}

/** The .txt and .txt.gz files of a folder, in order. @throws UserError where there is none. */
export function corpusFiles(folder: string): readonly string[] {
  const files = globSync(['**/*.txt', '**/*.txt.gz'], { cwd: folder, absolute: true }).sort();
  if (files.length === 0) throw new UserError(`${folder}：没有 .txt 或 .txt.gz 文件。请给出语料文件夹。`);
  return files;
}

/** All documents of a folder, file by file; a line `###DOC …` begins one. */
export function* corpusDocuments(folder: string, seed: number): Iterable<CorpusDocument> {
  for (const path of corpusFiles(folder)) {
    const bytes = readFileSync(path);
    const content = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    const file = basename(path).replace(/\.txt(?:\.gz)?$/u, '');
    const pieces = piecesOf(content);
    const names = pieces.map((_, i) => `${file}#${i}`);
    const parts = partsOf(names, pieces, seed);
    for (const [i, text] of pieces.entries()) yield { name: names[i] as string, file, part: parts[i] as Part, text };
  }
}
