import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Dictionaries, dictionariesFrom } from './index.js';
import type { DictionaryName } from './schemas.js';
import { parseTsv } from './tsv.js';
import { UserError } from './user-error.js';

/** The package's own folder, from src/dictionary/ and from dist/src/dictionary/ alike. */
export const packageRoot = fileURLToPath(
  new URL(import.meta.url.includes('/dist/src/') ? '../../../' : '../../', import.meta.url),
);

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new UserError(`${file}：读不到词表文件，请检查路径和权限。`);
  }
};

/**
 * The shipped dictionaries, each read when first asked for, with the user's own word lists laid over them.
 * @throws UserError for an overlay that cannot be read.
 */
export function loadDictionaries(overlays: readonly string[] = []): Dictionaries {
  const added = overlays.map((file) => ({ file, text: readText(file) }));
  const names = added.map((source) => parseTsv(source.text, source.file).name);
  return dictionariesFrom((name: DictionaryName) => [
    { file: `dictionaries/${name}.tsv`, text: readText(`${packageRoot}dictionaries/${name}.tsv`) },
    ...added.filter((_, i) => names[i] === name),
  ]);
}
