import type { Dictionaries } from '../dictionary/index.js';
import type { Archive, Document } from './document.js';

/** A function of an object, computed at most once for each and forgotten with it. */
function memoised<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) {
      entry = { value: compute(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** A view: a function of a Document, computed on first use and shared by all rules. */
export const perDocument = <T>(compute: (doc: Document) => T): ((doc: Document) => T) => memoised(compute);

/** An index over dictionaries, built on first use and shared by all documents read with them. */
export const perDictionaries = <T>(compute: (dictionaries: Dictionaries) => T): ((dictionaries: Dictionaries) => T) =>
  memoised(compute);

/** An index over the archive, built on first use and shared by all documents read with it. */
export const perArchive = <T>(compute: (archive: Archive) => T): ((archive: Archive) => T) => memoised(compute);

/** Thrown by a view whose means are absent here (no segmenter …): the engine lists the rule under notChecked. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
