import { definePlanting, draw } from '../../workshop/planting/planting.js';

const MARK = /(?<=\p{Script=Han})[，；：（）](?=\p{Script=Han})/gu; // 领导，落实
const DIGITS = /(?<=\p{Script=Han})\d{1,4}(?=\p{Script=Han})/gu; // 共30件

export default definePlanting({
  title: '汉字之间的全角标点换成半角，半角数字换成全角',
  plant(text, random) {
    const found = draw([...text.matchAll(MARK), ...text.matchAll(DIGITS)], random);
    if (!found) return undefined;
    const range = { start: found.index, end: found.index + found[0].length };
    const shift = /\d/u.test(found[0]) ? 0xfee0 : -0xfee0;
    return { range, text: String.fromCharCode(...[...found[0]].map((c) => c.charCodeAt(0) + shift)) };
  },
});
