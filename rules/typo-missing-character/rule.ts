import { defineRule } from '../../src/rule/rule.js';
import { slips } from '../../src/views/typos/slip-candidates.js';

export default defineRule({
  id: 'typo-missing-character',
  title: '疑似漏字（统计模型）',
  severity: 'info',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '按上下文推断，此处很可能漏打了一个字；模型由公文、法规、官方新闻训练而成，只供审校人判断。漏字比错字难认，多数认不出来。',
  trial: true,
  examples: [
    {
      bad: '本办法自公布{{之起}}施行。',
      fixed: '本办法自公布之日起施行。',
      message: '“之起”疑漏“日”字，应为“之日起”。',
    },
    { bad: '各级人{{民府}}应当加强对这项工作的组织领导。', fixed: '各级人民政府应当加强对这项工作的组织领导。' },
    { bad: '情节严重的，依法追究刑{{事任}}。', fixed: '情节严重的，依法追究刑事责任。' },
    {
      bad: '县级以上地方人民政府负责本行{{政域}}内的监督管理工作。',
      fixed: '县级以上地方人民政府负责本行政区域内的监督管理工作。',
    },
    { good: '各级人民政府应当加强对这项工作的组织领导。' },
    { good: '会上，市应急局、区农业局作了发言。', because: '简称和省略的说法' },
    { good: '局长何付平、书记林则任到会，浉河区、渑池县派员参加。', because: '人名、地名' },
    { good: '《某县政务公工作方案》印发各单位。', because: '书名号内照原文' },
  ],

  *check(doc) {
    for (const { kind, range, meant, characters } of slips(doc)) {
      if (kind !== 'missing') continue;
      yield {
        range,
        message: `“${doc.text.slice(range.start, range.end)}”疑漏“${characters}”字，应为“${meant}”。`,
        suggest: [meant],
      };
    }
  },
});
