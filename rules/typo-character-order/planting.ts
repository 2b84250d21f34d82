import { definePlanting, draw } from '../../workshop/planting/planting.js';

const PAIR = /\p{Script=Han}(?=(\p{Script=Han}))/gu; // 加强

export default definePlanting({
  title: '相邻两个汉字颠倒',
  plant(text, random) {
    const found = draw(
      [...text.matchAll(PAIR)].filter(([first, second]) => first !== second),
      random,
    );
    if (!found) return undefined;
    const [first, second = ''] = found;
    return { range: { start: found.index, end: found.index + 2 }, text: second + first };
  },
});
