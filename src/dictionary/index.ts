import { UserError } from '../errors.js';
import { type DictionaryName, type Row, SCHEMAS } from './schemas.js';
import { keyOf, parseTsv } from './tsv.js';

/** The words and facts that rules consult. Each dictionary is read on first use. */
export interface Dictionaries {
  rows<N extends DictionaryName>(name: N): readonly Row<N>[];
  /** The version of each dictionary there is, overlays after a +, whichever were read: what a Result was checked with. */
  versions(): Readonly<Record<string, string>>;
}

export interface DictionarySource {
  readonly file: string;
  readonly text: string;
  /** A digest of the text: what a Result names as checked with. */
  readonly version: string;
}

/** Rows of several lists of one dictionary: of rows with one key the last stands. */
function laidOver(lists: readonly (readonly Row<DictionaryName>[])[], name: DictionaryName): Row<DictionaryName>[] {
  const byKey = new Map<string, Row<DictionaryName>>();
  for (const rows of lists) for (const row of rows) byKey.set(keyOf(row, SCHEMAS[name]), row);
  return [...byKey.values()];
}

/**
 * Dictionaries over the texts that `sourcesOf` gives: the first is the shipped list, each later one is laid over it
 * (a row with a known key replaces, a new key adds).
 */
export function dictionariesFrom(sourcesOf: (name: DictionaryName) => readonly DictionarySource[]): Dictionaries {
  const known = new Map<DictionaryName, readonly Row<DictionaryName>[]>();
  const versionOf = new Map<DictionaryName, string>();
  const versionIn = (sources: readonly DictionarySource[]): string => sources.map(({ version }) => version).join('+');
  // Of all, not of those read so far: which are read depends on the segmenter and on what was linted before.
  let versions: Readonly<Record<string, string>> | undefined;
  const versionsNow = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      (Object.keys(SCHEMAS) as DictionaryName[])
        .sort()
        .map((name) => [name, versionOf.get(name) ?? versionIn(sourcesOf(name))] as const)
        .filter(([, version]) => version !== ''),
    );
  return {
    rows<N extends DictionaryName>(name: N): readonly Row<N>[] {
      let rows = known.get(name);
      if (!rows) {
        const sources = sourcesOf(name);
        const lists = sources.map(({ file, text }) => {
          const tsv = parseTsv(text, file);
          if (tsv.name !== name)
            throw new UserError(`${file}:1：这是词表“${tsv.name}”，不是“${name}”。请改正 # dictionary 一行。`);
          return tsv.rows;
        });
        rows = lists.length === 1 && lists[0] ? lists[0] : laidOver(lists, name);
        known.set(name, rows);
        versionOf.set(name, versionIn(sources));
      }
      return rows as unknown as readonly Row<N>[];
    },
    versions() {
      versions ??= versionsNow();
      return versions;
    },
  };
}
