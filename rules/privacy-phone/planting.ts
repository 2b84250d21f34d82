import { definePlanting, draw } from '../../workshop/planting/planting.js';

const LEADS = [
  '（申请人李某，手机号',
  '（受助学生赵某，联系电话：',
  '（当事人王某，电话',
  '（低保户主刘某，手机号码',
  '（身份证号已隐去，手机',
];

export default definePlanting({
  title: '句读之前插入某人及其手机号码',
  inTable: true,
  plant(text, random) {
    const at = draw([...text.matchAll(/[，；。]/gu)], random)?.index;
    const lead = draw(LEADS, random);
    const prefix = draw(['138', '139', '150', '177', '186', '199'], random);
    if (at === undefined || lead === undefined || prefix === undefined) return undefined;
    const mobile = `${prefix}${String(Math.floor(random() * 1e8)).padStart(8, '0')}`;
    return {
      range: { start: at, end: at },
      text: `${lead}${mobile}）`,
      expected: { start: at + lead.length, end: at + lead.length + mobile.length },
    };
  },
});
