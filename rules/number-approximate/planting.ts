import { definePlanting, draw } from '../../workshop/planting/planting.js';

// 1200余条, 3万多人, 约500件, 500人左右
const APPROXIMATE =
  /(?<![约近\d.,])\d{1,9}(?:\.\d{1,4})?[万亿]?(?:[余多][万亿]?)(?:平方米|公里|元|件|条|起|人|名|户|家|次|个(?!月)|项|吨|亩)|(?<=[大约]?约)\d{1,9}(?:件|条|人次|名|户|家|次|项|吨|亩|人|元)(?!左右|上下|以[上下])/gu;

export default definePlanting({
  title: '概数前添一个“约”或“近”，或概数后添“左右”',
  plant(text, random) {
    const found = draw([...text.matchAll(APPROXIMATE)], random);
    if (!found) return undefined;
    const [words] = found;
    const end = found.index + words.length;
    if (!/[余多]/u.test(words)) return { range: { start: end, end }, text: '左右' };
    return { range: { start: found.index, end: found.index }, text: draw(['约', '近', '大约'], random) ?? '约' };
  },
});
