import type { Dictionaries } from '../../src/dictionary/index.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { draw, type PlantedFault } from './planting.js';
import { slipFor } from './slips.js';

// In 老城区, 沿海城市, 皖南山区 these are no places.
const COMMON = /[城山]区$|^海城市$/u;

const index = perDictionaries((dictionaries) => {
  const rows = dictionaries.rows('places');
  const counties = rows
    .filter(({ level, until, name }) => level === '县级' && until === '' && name.length >= 3 && !COMMON.test(name))
    .map(({ name }) => name);
  return { names: new Set(rows.map(({ name }) => name)), counties, matcher: wordMatcher(counties) };
});

/**
 * One county's name of the text with a character of like shape or sound in it; undefined where there is none. The rules
 * read look-alikes from another table.
 * @param suits which of the places in the text may be misspelt, by how often the text names them
 */
export function misspeltPlace(
  text: string,
  random: () => number,
  dictionaries: Dictionaries,
  suits: (timesNamed: number) => boolean,
): PlantedFault | undefined {
  const { names, counties, matcher } = index(dictionaries);
  const found = draw([...matcher.matches(text)], random);
  if (!found) return undefined;
  const name = counties[found.index] ?? '';
  if (!suits(text.split(name).length - 1)) return undefined;
  const at = Math.floor(random() * (name.length - 1));
  const odd = slipFor(name.charAt(at), random, dictionaries);
  if (odd === undefined) return undefined;
  const wrong = name.slice(0, at) + odd + name.slice(at + 1);
  // Another place's real name is no fault that the name alone shows.
  return names.has(wrong) ? undefined : { range: { start: found.start, end: found.end }, text: wrong };
}
