import { definePlanting, draw } from '../../workshop/planting/planting.js';

const WITHIN_HAN = /(?<=\p{Script=Han})\p{Script=Han}(?=\p{Script=Han})/gu; // 强

export default definePlanting({
  title: '汉字之间随机漏一个汉字',
  plant(text, random) {
    const found = draw([...text.matchAll(WITHIN_HAN)], random);
    return found && { range: { start: found.index, end: found.index + 1 }, text: '' };
  },
});
