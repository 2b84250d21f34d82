import { misprinted } from '../../workshop/planting/misprint.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';

const NUMBER = '\\d{1,7}(?:\\.\\d{1,2})?';
const NAME = '[^\\d。；，、（(]{1,12}';

// 569例，其中境外输入34例，本土535例
const OPEN = new RegExp(
  `(?<![\\d.万亿])(?<total>${NUMBER})(?<unit>万?(?:[件条起例个项人户家次篇场所处座台辆亩吨]|亿?元))[，,]?其中${NAME}(?<a>${NUMBER})\\k<unit>[，、和]${NAME}(?<b>${NUMBER})\\k<unit>(?:[，、和]${NAME}(?<c>${NUMBER})\\k<unit>)?`,
  'dgu',
);

// 甲费2081元、乙费200元，合计2281元
const CLOSED = new RegExp(
  `(?<=[。；：\\n][^\\d。；，、（(]{0,30})(?<![\\d.])(?<a>${NUMBER})(?<unit>万?[元件人个吨])[，、]${NAME}(?<b>${NUMBER})\\k<unit>(?:[，、]${NAME}(?<c>${NUMBER})\\k<unit>)?，(?:合计|共计)(?<total>${NUMBER})\\k<unit>`,
  'dgu',
);

// 5955亿元，比上年增加1637亿元，增长37.9%
const CHANGE = new RegExp(
  `(?<![\\d.，])(?<to>${NUMBER})(?<unit>[万亿]{0,2}[件人个元吨户])，比[^，。；\\d]{1,12}增加(?<by>${NUMBER})\\k<unit>，增长(?<percent>\\d{1,3}(?:\\.\\d)?)%`,
  'dgu',
);

const agrees = ({ total, a, b, c, to, by, percent }: Readonly<Record<string, string>>): boolean =>
  percent === undefined
    ? Math.abs(Number(total) - Number(a) - Number(b) - Number(c ?? 0)) < 1e-6
    : Math.abs((Number(by) / (Number(to) - Number(by))) * 100 - Number(percent)) < 0.1;

export default definePlanting({
  title: '总数、分项或增幅中的一个数字错一位、漏一位、颠倒',
  plant(text, random) {
    const right = [OPEN, CLOSED, CHANGE].flatMap((pattern) =>
      [...text.matchAll(pattern)].filter(({ groups }) => groups && agrees(groups)),
    );
    const places = draw(right, random)?.indices?.groups ?? {};
    const place =
      places[
        draw(
          ['total', 'a', 'b', 'c', 'percent'].filter((name) => places[name]),
          random,
        ) ?? ''
      ];
    // Told at the total or at the percentage, whichever figure is wrong.
    const told = places.total ?? places.percent;
    if (!place || !told) return undefined;
    const [start, end] = place;
    const faulty = misprinted(text.slice(start, end), random);
    const grown = faulty.length - (end - start);
    const expected = { start: told[0] + (start < told[0] ? grown : 0), end: told[1] + (start <= told[0] ? grown : 0) };
    return { range: { start, end }, text: faulty, expected };
  },
});
