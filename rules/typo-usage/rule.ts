import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { overlaps, type Range } from '../../src/text/range.js';
import { bookTitles } from '../../src/views/language/book-titles.js';
import { holds, type Usage, usagesByWord } from './usages.js';

const index = perDictionaries((dictionaries) => {
  const byWord = usagesByWord(dictionaries);
  return { rowsOf: [...byWord.values()], matcher: wordMatcher([...byWord.keys()]) };
});

function findingOf(range: Range, { wrong, right, note, source, verified }: Usage): Finding {
  const origin = verified ? `依据是${source.replaceAll(' / ', '、')}` : '出处未核实';
  return {
    range,
    message: `“${wrong}”用在这里应为“${right}”：${note}，${origin}。`,
    suggest: [right],
    ...(!verified && { severity: 'info' as const }),
  };
}

export default defineRule({
  id: 'typo-usage',
  title: '易混词用错',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '有些词单看不错，放错了地方才错，如“截止”与“截至”、“权利”与“权力”；按上下文核对，只报有把握的。',
  examples: [
    {
      bad: '{{截止}}12月7日，全县完成造林两万亩。',
      fixed: '截至12月7日，全县完成造林两万亩。',
      message:
        '“截止”用在这里应为“截至”：“截至”后接时间，“截止”指到期停止，依据是图书编校质量差错认定细则 第十二条、报纸编校质量评比差错认定细则 第25条。',
    },
    {
      bad: '该队在接力赛中打破{{记录}}。',
      fixed: '该队在接力赛中打破纪录。',
      message: '“记录”用在这里应为“纪录”：竞赛和生产中的最好成绩是“纪录”，依据是公开文本语料用例。',
    },
    {
      bad: '合法{{权力}}受到侵害的，可以申请复议。',
      fixed: '合法权利受到侵害的，可以申请复议。',
      message:
        '“权力”用在这里应为“权利”：法律赋予的权能和利益是“权利”，依据是图书编校质量差错认定细则 第十二条、报纸编校质量评比差错认定细则 第25条。',
    },
    { good: '报名截止时间为12月7日，截至目前已有二百人报名。' },
    { good: '依法行使国家权力，保障公民权利；如实记录，创造新纪录。' },
    { good: '第二个、十二个、二十二个。' },
    { good: '燃气泄漏处置与保密教育：不得泄露国家秘密。' },
    {
      bad: '录取名单已在网上{{公式}}。',
      fixed: '录取名单已在网上公示。',
      message: '“公式”用在这里应为“公示”：公开告知、征求意见是“公示”，依据是公开文本语料用例。',
    },
    {
      bad: '我乡按照县委{{统计}}安排部署。',
      fixed: '我乡按照县委统一安排部署。',
      message: '“统计”用在这里应为“统一”：一致行动是“统一”，依据是公开文本语料用例。',
    },
    { good: '世界卫生组织实时统计显示，按公式计算；为成立犯罪所必需采取的手段。' },
    { good: '县统计局、检察机关、预决算公开；《关于制订章程的记录》', because: '机关名、书名' },
    { good: '“工欲善其事，必先利其器”，记录片《启示》由反应堆公司出品。', because: '古语、品牌' },
    {
      bad: '巡查人员{{不只}}一次提醒过他。',
      fixed: '巡查人员不止一次提醒过他。',
      severity: 'info',
      message: '“不只”用在这里应为“不止”：超出某个数量或范围是“不止”，出处未核实。',
      because: '出处未核实的，仅提示',
    },
  ],

  *check(doc) {
    const { rowsOf, matcher } = index(doc.context.dictionaries);
    const titles = bookTitles(doc);
    for (const { start, end, index: at } of matcher.matches(doc.text)) {
      const range = { start, end };
      const row = rowsOf[at]?.find((usage) => holds(doc.text, range, usage));
      // Titles are quoted as they were published.
      if (row && !titles.some((title) => overlaps(title.range, range))) yield findingOf(range, row);
    }
  },
});
