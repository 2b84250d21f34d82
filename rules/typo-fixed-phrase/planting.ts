import { perDictionaries } from '../../src/document/per-document.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';
import { collocations } from './phrases.js';

const phrases = perDictionaries((dictionaries) => {
  const all = [...dictionaries.rows('set-phrases').map((row) => row.phrase), ...collocations(dictionaries)];
  const homophones = new Map<string, string>();
  for (const { characters } of dictionaries.rows('homophones'))
    for (const character of characters) homophones.set(character, (homophones.get(character) ?? '') + characters);
  return { all, homophones, matcher: wordMatcher(all) };
});

export default definePlanting({
  title: '固定词语中的一个字换成同音字',
  plant(text, random, dictionaries) {
    const { all, homophones, matcher } = phrases(dictionaries);
    const found = draw([...matcher.matches(text)], random);
    if (!found) return undefined;
    const phrase = all[found.index] ?? '';
    const at = Math.floor(random() * phrase.length);
    const others = [...(homophones.get(phrase.charAt(at)) ?? '')].filter((other) => other !== phrase.charAt(at));
    const other = draw(others, random);
    return other === undefined
      ? undefined
      : { range: { start: found.start + at, end: found.start + at + 1 }, text: other };
  },
});
