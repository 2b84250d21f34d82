import { perDictionaries } from '../../src/document/per-document.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';

/** The right forms of the list, each with its wrong ones. */
const rightForms = perDictionaries((dictionaries) => {
  const rows = dictionaries.rows('confusions');
  return { rows, matcher: wordMatcher(rows.map((row) => row.right)) };
});

export default definePlanting({
  title: '词表中的正确写法换成错误写法',
  inTable: true,
  plant(text, random, dictionaries) {
    const { rows, matcher } = rightForms(dictionaries);
    const found = draw([...matcher.matches(text)], random);
    const row = found && rows[found.index];
    return row && { range: { start: found.start, end: found.end }, text: row.wrong };
  },
});
