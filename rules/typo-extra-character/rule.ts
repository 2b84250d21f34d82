import { defineRule } from '../../src/rule/rule.js';
import { slips } from '../../src/views/typos/slip-candidates.js';

export default defineRule({
  id: 'typo-extra-character',
  title: '疑似多字（统计模型）',
  severity: 'info',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '按上下文推断，此处很可能多打了一个字；模型由公文、法规、官方新闻训练而成，只供审校人判断。六成多字认不出来。',
  trial: true,
  examples: [
    {
      bad: '县级以上{{上}}人民政府应当将所需经费列入财政预算。',
      fixed: '县级以上人民政府应当将所需经费列入财政预算。',
      message: '“上上人”里的“上”疑为多余。',
    },
    { bad: '本局已启动防汛二级应急{{影}}响应，加强值班值守。', fixed: '本局已启动防汛二级应急响应，加强值班值守。' },
    {
      bad: '违反本办法规定，构成犯罪的，依法追究刑事责任{{任}}。',
      fixed: '违反本办法规定，构成犯罪的，依法追究刑事责任。',
    },
    { good: '各级人民政府应当加强对这项工作的组织领导。' },
    { good: '看看材料、说说情况，一一道别，常常走走。', because: '叠用' },
    { good: '各级党组织都要高度重视，切实抓好落实。', because: '删去也通的副词' },
    { good: '县长李丹丹、副县长王小小出席会议。', because: '人名' },
    { good: '《某县加强对和各项工作的领导的意见》', because: '书名号内照原文' },
  ],

  *check(doc) {
    for (const { kind, range, characters } of slips(doc)) {
      if (kind !== 'extra') continue;
      const around = doc.text.slice(Math.max(0, range.start - 1), range.end + 1).replaceAll(/\s/gu, '');
      yield {
        range,
        message: `“${around}”里的“${characters}”疑为多余。`,
        suggest: [''],
      };
    }
  },
});
