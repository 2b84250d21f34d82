import { perDictionaries } from '../../src/document/per-document.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';
import { listedWords, slipFor } from '../../workshop/planting/slips.js';

const phrases = perDictionaries((dictionaries) => {
  // Not numerals, 第十五条, of which any other is as right.
  const all = [...listedWords(dictionaries)].flatMap(([word, partOfSpeech]) =>
    /^\p{Script=Han}{4,20}$/u.test(word) && !partOfSpeech.startsWith('m') ? [word] : [],
  );
  return { all, matcher: wordMatcher(all) };
});

export default definePlanting({
  title: '分词词表中四字以上的词语（不论本规则收不收）错一个同音字或形近字',
  plant(text, random, dictionaries) {
    const { all, matcher } = phrases(dictionaries);
    const found = draw([...matcher.matches(text)], random);
    if (!found) return undefined;
    const phrase = all[found.index] ?? '';
    const at = Math.floor(random() * phrase.length);
    const other = slipFor(phrase.charAt(at), random, dictionaries);
    return other === undefined
      ? undefined
      : { range: { start: found.start + at, end: found.start + at + 1 }, text: other };
  },
});
