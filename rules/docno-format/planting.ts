import { definePlanting, draw } from '../../workshop/planting/planting.js';

const NUMBER = /(?<organ>\p{Script=Han}{2,6})〔(?<year>\d{4})〕(?<serial>\d{1,4})号/gu; // 国办函〔2020〕109号

const BRACKETS = ['【】', '[]', '（）', '()', '﹝﹞', '［］'] as const;

export default definePlanting({
  title: '六角括号换成别的括号、年份缩写、加“第”、编虚位、漏“号”',
  plant(text, random) {
    const found = draw([...text.matchAll(NUMBER)], random);
    const { organ = '', year = '', serial = '' } = found?.groups ?? {};
    if (!found) return undefined;
    const start = found.index + organ.length;
    const range = { start, end: found.index + found[0].length };
    const [open, close] = draw(BRACKETS, random) ?? '';
    const faulty = draw(
      [
        `${open}${year}${close}${serial}号`,
        `〔${year.slice(2)}〕${serial}号`,
        `〔${year}〕第${serial}号`,
        ...(serial.length < 3 ? [`〔${year}〕0${serial}号`] : []),
      ],
      random,
    );
    return faulty === undefined ? undefined : { range, text: faulty };
  },
});
