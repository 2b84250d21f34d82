import { type Gazetteer, gazetteer } from '../../dictionary/gazetteer.js';
import { perDictionaries } from '../../document/per-document.js';

/** An index over the dictionaries, shared by all documents read with them. */
export const places = perDictionaries(
  (dictionaries): Gazetteer =>
    gazetteer(dictionaries.rows('places'), dictionaries.rows('variants'), dictionaries.rows('lookalikes')),
);

/** Four digits for a prefecture: 4112 of 411221. */
export const prefectureOf = (code: string): string => code.slice(0, 4);
