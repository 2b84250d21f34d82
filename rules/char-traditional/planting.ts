import { perDictionaries } from '../../src/document/per-document.js';
import { isHan } from '../../src/text/chars.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';

/** Of each standard character, the traditional and variant forms that stand for it alone. */
const formsOf = perDictionaries((dictionaries) => {
  const standard = new Set(dictionaries.rows('characters').map((row) => row.character));
  const forms = new Map<string, string[]>();
  for (const row of dictionaries.rows('variants')) {
    const [only, other] = row.standard;
    if (only === undefined || other !== undefined || standard.has(row.variant)) continue;
    forms.set(only, [...(forms.get(only) ?? []), row.variant]);
  }
  return forms;
});

export default definePlanting({
  title: '一个规范字换成它的繁体字或异体字',
  inTable: true,
  plant(text, random, dictionaries) {
    const start = Math.floor(random() * text.length);
    const character = text.charAt(start);
    const form = isHan(character) ? draw(formsOf(dictionaries).get(character) ?? [], random) : undefined;
    return form === undefined ? undefined : { range: { start, end: start + 1 }, text: form };
  },
});
