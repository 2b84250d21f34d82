import { definePlanting, draw } from '../../workshop/planting/planting.js';

const INNER = /〈[^《》〈〉\n]{1,60}〉/gu; // 〈办法〉
const INSIDE = /《[^《》\n]{0,60}$/u; // 《关于印发

export default definePlanting({
  title: '内层单书名号换成双书名号',
  plant(text, random) {
    const nested = [...text.matchAll(INNER)].filter(({ index }) =>
      INSIDE.test(text.slice(Math.max(0, index - 60), index)),
    );
    const found = draw(nested, random);
    if (!found) return undefined;
    const range = { start: found.index, end: found.index + found[0].length };
    return { range, text: `《${found[0].slice(1, -1)}》` };
  },
});
