import { definePlanting, draw } from '../../workshop/planting/planting.js';

const DATE =
  /(?<![\d.])(?<year>(?:19|20)\d{2})年(?<month>\d{1,2})月(?<day>\d{1,2})日(?![\s，]?[（(]?(?:星期|周|礼拜))/gu; // 2022年3月5日

export default definePlanting({
  title: '有年份的日期后添一个错的星期',
  plant(text, random) {
    const found = draw([...text.matchAll(DATE)], random);
    if (!found) return undefined;
    const { year, month, day } = found.groups ?? {};
    const right = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay();
    const wrong = `星期${'日一二三四五六'.charAt((right + 1 + Math.floor(random() * 6)) % 7)}`;
    const end = found.index + found[0].length;
    return {
      range: { start: end, end },
      text: `（${wrong}）`,
      expected: { start: end + 1, end: end + 1 + wrong.length },
    };
  },
});
