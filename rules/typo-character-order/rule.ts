import { defineRule } from '../../src/rule/rule.js';
import { slips } from '../../src/views/typos/slip-candidates.js';

export default defineRule({
  id: 'typo-character-order',
  title: '疑似字序颠倒（统计模型）',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '按上下文推断，此处很可能颠倒了两个字；模型由公文、法规、官方新闻训练而成，只供审校人判断。',
  trial: true,
  examples: [
    {
      bad: '有关单位和{{人个}}应当予以配合。',
      fixed: '有关单位和个人应当予以配合。',
      message: '“人个”疑为“个人”，字序颠倒。',
    },
    { bad: '根据国务院的统一{{署部}}，我局认真组织实施。', fixed: '根据国务院的统一部署，我局认真组织实施。' },
    {
      bad: '以{{克坚攻}}难的精神，扎实推进各项工作。',
      fixed: '以攻坚克难的精神，扎实推进各项工作。',
      severity: 'info',
    },
    { bad: '不得拖延或者拒绝履行法定{{责职}}。', fixed: '不得拖延或者拒绝履行法定职责。' },
    { good: '各级人民政府应当加强对这项工作的组织领导。' },
    { good: '日中友好协会、中美两国代表参加会谈。', because: '先后随说话人' },
    { good: '案件发生后，他主动讲明家国情怀的来源和展开过程。', because: '颠倒过来也是词' },
    { good: '《关于加强经济会社工作的通知》', because: '书名号内照原文' },
  ],

  *check(doc) {
    for (const { kind, range, meant, characters, level } of slips(doc)) {
      if (kind !== 'order') continue;
      yield {
        range,
        message: `“${characters}”疑为“${meant}”，字序颠倒。`,
        suggest: [meant],
        severity: level,
      };
    }
  },
});
