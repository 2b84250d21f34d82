import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UserError } from '../errors.js';
import { packageRoot } from '../package-root.js';
import { type Dictionaries, type DictionarySource, dictionariesFrom } from './index.js';
import type { DictionaryName } from './schemas.js';
import { parseTsv } from './tsv.js';

/** The first 16 hex digits of a sha256 tell word lists apart. */
const readSource = (path: string, file: string): DictionarySource => {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
    return { file, text, version: createHash('sha256').update(text).digest('hex').slice(0, 16) };
  } catch {
    throw new UserError(`${file}：读不到词表文件，请检查路径和权限。`);
  }
};

/**
 * The shipped dictionaries, each read when first asked for, with the user's own word lists laid over them.
 * @throws UserError for an overlay that cannot be read.
 */
export function loadDictionaries(overlays: readonly string[] = []): Dictionaries {
  const added = overlays.map((file) => readSource(file, file));
  const names = added.map((source) => parseTsv(source.text, source.file).name);
  return dictionariesFrom((name: DictionaryName) => [
    readSource(`${packageRoot}dictionaries/${name}.tsv`, `dictionaries/${name}.tsv`),
    ...added.filter((_, i) => names[i] === name),
  ]);
}
