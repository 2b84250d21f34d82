import { definePlanting, draw } from '../../workshop/planting/planting.js';

const DATE = /(?<![\d.])(?<year>(?:19|20)\d{2}年)?(?<month>\d{1,2})月(?<day>\d{1,2})日/gu; // 2022年3月5日
const IMPOSSIBLE = ['2月30日', '2月31日', '4月31日', '6月31日', '9月31日', '11月31日', '13月5日', '5月32日', '0月8日'];

export default definePlanting({
  title: '日期换成历法上没有的日期',
  plant(text, random) {
    const found = draw([...text.matchAll(DATE)], random);
    const impossible = draw(IMPOSSIBLE, random);
    if (!found || impossible === undefined) return undefined;
    const start = found.index + (found.groups?.year ?? '').length;
    return { range: { start, end: found.index + found[0].length }, text: impossible };
  },
});
