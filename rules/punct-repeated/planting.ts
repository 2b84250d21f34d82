import { definePlanting, draw } from '../../workshop/planting/planting.js';

const MARK = /(?<=\p{Script=Han})[，。、；](?=\p{Script=Han}|\n)/gu; // 工作，落实

export default definePlanting({
  title: '点号后再加一个点号',
  plant(text, random) {
    const found = draw([...text.matchAll(MARK)], random);
    if (!found) return undefined;
    const start = found.index;
    const added = draw([found[0], found[0], '，', '。', '、'], random) ?? found[0];
    return { range: { start, end: start + 1 }, text: added + found[0] };
  },
});
