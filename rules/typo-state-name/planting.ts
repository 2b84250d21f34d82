import { definePlanting, draw } from '../../workshop/planting/planting.js';

const NAME =
  /中华人民共和国|中国共产党|中国人民解放军|全国人民代表大会|中央人民政府|中央军事委员会|最高人民法院|最高人民检察院/gu; // 最高人民法院

/** Characters that stand for each other by a slip of the ear or the eye. */
const SLIPS: Readonly<Record<string, string>> = {
  和: '合',
  民: '明',
  华: '化',
  共: '工',
  国: '囯',
  党: '当',
  产: '铲',
  解: '界',
  军: '君',
  代: '带',
  表: '标',
  央: '秧',
  府: '付',
  务: '物',
  委: '位',
  法: '发',
  检: '捡',
  察: '查',
  院: '苑',
  高: '搞',
};

export default definePlanting({
  title: '国名、党名、机关名称错一字、漏一字、多一字或颠倒',
  inTable: true,
  plant(text, random) {
    const found = draw([...text.matchAll(NAME)], random);
    if (!found) return undefined;
    const name = found[0];
    const at = 1 + Math.floor(random() * (name.length - 2));
    const character = name.charAt(at);
    const slip = SLIPS[character];
    const faulty = draw(
      [
        ...(slip === undefined ? [] : [name.slice(0, at) + slip + name.slice(at + 1)]),
        name.slice(0, at) + name.slice(at + 1),
        name.slice(0, at) + character + name.slice(at),
        name.slice(0, at) + name.charAt(at + 1) + character + name.slice(at + 2),
      ],
      random,
    );
    if (faulty === undefined || faulty === name) return undefined;
    const start = found.index;
    return {
      range: { start, end: start + name.length },
      text: faulty,
    };
  },
});
