import { perDictionaries } from '../../src/document/per-document.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';
import { holds } from './usages.js';

const rightForms = perDictionaries((dictionaries) => {
  const rows = dictionaries.rows('usages');
  return { rows, matcher: wordMatcher(rows.map((row) => row.right)) };
});

export default definePlanting({
  title: '易混词在词表所列的上下文中换成另一个',
  inTable: true,
  plant(text, random, dictionaries) {
    const { rows, matcher } = rightForms(dictionaries);
    const found = draw(
      [...matcher.matches(text)].filter(({ start, end, index }) => {
        const row = rows[index];
        return row !== undefined && holds(text, { start, end }, row);
      }),
      random,
    );
    const row = found && rows[found.index];
    return row && { range: { start: found.start, end: found.end }, text: row.wrong };
  },
});
