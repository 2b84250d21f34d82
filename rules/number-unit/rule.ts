import { defineRule } from '../../src/rule/rule.js';
import { halfWidthDigits } from '../../src/views/numbers/quantities.js';

/** What no number, model or name stands before: 2022依托, 2011下半年. */
const AFTER_YEAR =
  '(?:以来|全年|上半年|下半年|第[一二三四]季度|度(?:政府|部门)|政府信息|政务信息|政务公开|依托|我(?:局|县|市|区|镇|乡|办|委|院|厅|街道))';

// 现将2023政务信息公开情况; it looks back from digits only; 1989-2005期间, T2023 and 国办〔2023〕 are none
const YEAR = new RegExp(
  `(?:19[5-9]|20[0-4])(?<![\\d.\\-—–－~～至/A-Za-z〔[(（#号第款型].{3})\\d(?=${AFTER_YEAR})`,
  'gu',
);

const DONE = '受理|收到|办结|办理|答复|发布|公开|制发|印发|召开|开展|举办|组织';

// 共受理4申请, 印发12文件, 开展3培训; 110 and 12345 are telephone numbers
const COUNTED = new RegExp(
  `(?<number>(?!1(?:1\\d|2[02]|2\\d{3})(?!\\d))\\d(?<=(?:${DONE})(?:了|各类|共|共计)?.)\\d{0,5})(?=(?<what>依申请|申请|政府信息|信息|文件|提案|建议|会议|培训|活动)(?!公开|表|号))`,
  'gu',
);

const CLASSIFIERS: Readonly<Record<string, string>> = {
  依申请: '件',
  申请: '件',
  政府信息: '条',
  信息: '条',
  文件: '件',
  提案: '件',
  建议: '件',
  会议: '次',
  培训: '次',
  活动: '次',
};

export default defineRule({
  id: 'number-unit',
  title: '数字后缺“年”或量词',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '年份漏了“年”字，件数漏了量词，是改稿、套用时常见的漏字。',
  examples: [
    {
      bad: '现将{{2023}}政务信息公开情况报告如下。',
      fixed: '现将2023年政务信息公开情况报告如下。',
      message: '年份“2023”之后缺“年”字。',
    },
    { bad: '{{2022}}我局未收到行政复议申请。', fixed: '2022年我局未收到行政复议申请。' },
    {
      bad: '2020年共受理{{4}}申请，均为当面提出。',
      fixed: '2020年共受理4件申请，均为当面提出。',
      message: '“4申请”中间缺量词。',
    },
    { bad: '召开{{3}}会议研究部署。', fixed: '召开3次会议研究部署。' },
    { good: '2023年政务信息公开情况；2019—2023年度；1989-2005年度' },
    { good: '国办函〔2023〕政务公开要点；T2023年度版' },
    { good: '受理4件申请，公开12条信息，受理2023年度申请。' },
    { good: '公开110信息平台' },
    { good: '公开110申请', because: '报警电话' },
  ],

  *check(doc) {
    const text = halfWidthDigits(doc);
    for (const match of text.matchAll(YEAR)) {
      const [year] = match;
      yield {
        range: { start: match.index, end: match.index + year.length },
        message: `年份“${year}”之后缺“年”字。`,
        suggest: [`${year}年`],
      };
    }
    for (const match of text.matchAll(COUNTED)) {
      const { number = '', what = '' } = match.groups ?? {};
      yield {
        range: { start: match.index, end: match.index + number.length },
        message: `“${number}${what}”中间缺量词。`,
        suggest: [`${number}${CLASSIFIERS[what] ?? '个'}`],
      };
    }
  },
});
