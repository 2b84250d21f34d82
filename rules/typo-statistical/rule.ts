import { defineRule } from '../../src/rule/rule.js';
import { typoCandidates } from '../../src/views/typos/typo-candidates.js';

export default defineRule({
  id: 'typo-statistical',
  title: '疑似错别字（统计模型）',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '按上下文推断，此处的字很可能是同音字、形近字之误；模型由公文、法规、官方新闻训练而成，只供审校人判断。',
  trial: true,
  examples: [
    {
      bad: '各级人民政府要加强对这项工作的组织领{{到}}，确保各项任务落实到位。',
      fixed: '各级人民政府要加强对这项工作的组织领导，确保各项任务落实到位。',
      message: '“到”疑为“导”之误（把握约85%）。',
    },
    {
      bad: '县自然资源局负责国土空间{{桂花}}的{{贬值}}工作。',
      fixed: '县自然资源局负责国土空间规划的编制工作。',
    },
    { bad: '依法公开行政执{{发}}信息，接受社会监督。', fixed: '依法公开行政执法信息，接受社会监督。' },
    { bad: '要把安全生产{{贵}}任落实到每个岗位。', fixed: '要把安全生产责任落实到每个岗位。' },
    { good: '全县桂花种植面积达到三千亩，人民币贬值对出口的影响有限。', because: '同样的词，用得对' },
    { good: '县长李文东、副县长王小明、县政府办主任赵建社出席会议。', because: '人名' },
    { good: '局长何付平、书记林则任到会指导。' },
    { good: '渑池县、浉河区、鄠邑区有关负责同志参加会议。', because: '地名' },
    { good: '帕尔哈提·买买提、阿卜杜拉·则任先后发言。', because: '外国和少数民族译名' },
    { good: '《关于桂花的通知》印发后，各地迅速行动。', because: '书名号内' },
    { good: '“等闲识得东风面，万紫千红总是春。”', because: '引文' },
    { good: '县文化馆举办“十年磨一键”书法展。', because: '引号内的双关' },
  ],

  *check(doc) {
    for (const { range, meant, level, probability } of typoCandidates(doc)) {
      const written = doc.text.slice(range.start, range.end);
      yield {
        range,
        message: `“${written}”疑为“${meant}”之误（把握约${Math.round(probability * 100)}%）。`,
        suggest: [meant],
        severity: level,
      };
    }
  },
});
