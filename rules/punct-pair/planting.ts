import { definePlanting, draw } from '../../workshop/planting/planting.js';

const PAIR = /《[^《》\n]{1,60}》|“[^“”\n]{1,60}”|（[^（）\n]{1,60}）|〔\d{4}〕|【[^【】\n]{1,60}】/gu; // 《地名管理条例》

export default definePlanting({
  title: '删去一对括号、引号、书名号中的一半',
  plant(text, random) {
    const found = draw([...text.matchAll(PAIR)], random);
    if (!found) return undefined;
    const start = found.index;
    const end = start + found[0].length;
    return random() < 0.5
      ? { range: { start, end: start + 1 }, text: '', expected: { start: end - 2, end: end - 1 } }
      : { range: { start: end - 1, end }, text: '', expected: { start, end: start + 1 } };
  },
});
