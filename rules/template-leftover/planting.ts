import { definePlanting, draw } from '../../workshop/planting/planting.js';

const LEFTOVERS = [
  '（此处填写单位名称）',
  '【待补充】',
  '点击此处输入文字',
  '{{title}}',
  'XX县',
  '××局',
  '2022年XX月XX日',
  '2022年　月　日',
  '联系电话：0830-xxxxxx',
];

export default definePlanting({
  title: '句读之后插入模板的提示语或空项',
  inTable: true,
  plant(text, random) {
    const at = draw([...text.matchAll(/[，；。]/gu)], random)?.index;
    const leftover = draw(LEFTOVERS, random);
    if (at === undefined || leftover === undefined) return undefined;
    return { range: { start: at + 1, end: at + 1 }, text: leftover };
  },
});
