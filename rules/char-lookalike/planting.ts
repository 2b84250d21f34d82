import { definePlanting, draw } from '../../workshop/planting/planting.js';

/** Kangxi radicals by the character that each looks like. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0xd6 }, (_, i) => String.fromCodePoint(0x2f00 + i)).map((radical) => [
    radical.normalize('NFKC'),
    radical,
  ]),
);
const YEAR = /(?<=[一二][九〇][一二三四五六七八九]{0,1})〇(?=[一二三四五六七八九]{0,1}年)/gu; // 二〇二〇年

export default definePlanting({
  title: '常用字换成部首区的字符，汉字数字年份里的〇换成圆圈',
  plant(text, random) {
    const years = [...text.matchAll(YEAR)];
    const characters = [...text.matchAll(/\p{Script=Han}/gu)].filter(([character]) => RADICALS.has(character));
    const found = draw(years, random) ?? draw(characters, random);
    if (!found) return undefined;
    const range = { start: found.index, end: found.index + 1 };
    return { range, text: RADICALS.get(found[0]) ?? draw(['○', '0', 'O'], random) ?? '○' };
  },
});
