import type { Dictionaries } from '../../src/dictionary/index.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { draw, type PlantedFault } from './planting.js';

// In 老城区, 沿海城市, 皖南山区 these are no places.
const COMMON = /[城山]区$|^海城市$/u;

const index = perDictionaries((dictionaries) => {
  const rows = dictionaries.rows('places');
  const counties = rows
    .filter(({ level, until, name }) => level === '县级' && until === '' && name.length >= 3 && !COMMON.test(name))
    .map(({ name }) => name);
  const alike = new Map<string, string[]>();
  const add = (a: string, b: string): void => {
    if (a !== b && a.length === 1 && b.length === 1) alike.set(a, [...(alike.get(a) ?? []), b]);
  };
  for (const { characters } of dictionaries.rows('lookalikes'))
    for (const a of characters) for (const b of characters) add(a, b);
  for (const { variant, standard } of dictionaries.rows('variants')) add(standard[0] ?? '', variant);
  return { names: new Set(rows.map(({ name }) => name)), counties, matcher: wordMatcher(counties), alike };
});

/**
 * One county's name of the text with a look-alike or traditional character in it; undefined where there is none.
 * @param suits which of the places in the text may be misspelt, by how often the text names them
 */
export function misspeltPlace(
  text: string,
  random: () => number,
  dictionaries: Dictionaries,
  suits: (timesNamed: number) => boolean,
): PlantedFault | undefined {
  const { names, counties, matcher, alike } = index(dictionaries);
  const found = draw([...matcher.matches(text)], random);
  if (!found) return undefined;
  const name = counties[found.index] ?? '';
  if (!suits(text.split(name).length - 1)) return undefined;
  const at = Math.floor(random() * (name.length - 1));
  const odd = draw(alike.get(name.charAt(at)) ?? [], random);
  if (odd === undefined) return undefined;
  const wrong = name.slice(0, at) + odd + name.slice(at + 1);
  // Another place's real name is no fault that the name alone shows.
  return names.has(wrong) ? undefined : { range: { start: found.start, end: found.end }, text: wrong };
}
