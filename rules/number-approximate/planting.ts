import { definePlanting, draw } from '../../workshop/planting/planting.js';

// 1200余条, 3万多人, 约500件: whatever is counted
const APPROXIMATE =
  /(?<![约近\d.,])\d{1,9}(?:\.\d{1,4})?[万亿]?[余多][万亿]?(?=\p{Script=Han})|(?<=约)\d{1,9}[万亿]?\p{Script=Han}{1,2}(?=[，。、；）])/gu;

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
