import { perDictionaries } from '../../document/per-document.js';

/** Whether two characters, as UTF-16 units, are written for each other by mistake. */
export type Alike = (written: number, right: number) => boolean;

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
  const compare = (written: string, right: string): boolean => {
    const others = groups.get(right);
    return others !== undefined && [...(groups.get(written) ?? [])].some((group) => others.has(group));
  };
  const known = new Map<number, boolean>();
  return (written, right) => {
    const pair = written * 0x10000 + right;
    let isAlike = known.get(pair);
    if (isAlike === undefined) {
      isAlike = compare(String.fromCharCode(written), String.fromCharCode(right));
      known.set(pair, isAlike);
    }
    return isAlike;
  };
});
