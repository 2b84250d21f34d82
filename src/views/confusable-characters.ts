import { perDictionaries } from '../document/per-document.js';

/** Whether two characters are written for each other by mistake. */
export type Alike = (written: string, right: string) => boolean;

/** Characters that sound or look alike, or that the word list of common errors has in each other's place. */
export const confusableCharacters = perDictionaries((dictionaries): Alike => {
  const groups = new Map<string, Set<string>>();
  const add = (characters: string): void => {
    for (const character of characters) {
      const known = groups.get(character);
      if (known) known.add(characters);
      else groups.set(character, new Set([characters]));
    }
  };
  for (const { characters } of dictionaries.rows('homophones')) add(characters);
  for (const { characters } of dictionaries.rows('lookalikes')) add(characters);
  for (const { wrong, right } of dictionaries.rows('confusions'))
    if (wrong.length === right.length)
      for (let i = 0; i < wrong.length; i++) if (wrong[i] !== right[i]) add(`${wrong[i]}${right[i]}`);
  return (written, right) => {
    const others = groups.get(right);
    return others !== undefined && [...(groups.get(written) ?? [])].some((group) => others.has(group));
  };
});
