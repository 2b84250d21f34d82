import { defineRule } from '../../src/rule/rule.js';
import { typoCandidates } from '../../src/views/typo-candidates.js';

export default defineRule({
  id: 'typo-statistical',
  title: '疑似错别字（统计模型）',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '按上下文推断，此处的字很可能是同音字、形近字之误；模型由公文、法规、官方新闻训练而成，只供审校人判断。',
  trial: true,
  examples: [
    { bad: '各级人民政府要加强对这项工作的领到，确保落实到位。', fixed: '' },
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
