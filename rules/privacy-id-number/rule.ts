import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule } from '../../src/rule/rule.js';
import { daysInMonth } from '../../src/views/numbers/dates.js';

// 11010118990307019X, whole and alone: no part of a bank card, of a serial number or of a word
const NUMBER =
  /(?<![\w.*＊×-])(?<region>[1-9]\d{5})(?<year>(?:18|19|20)\d{2})(?<month>\d{2})(?<day>\d{2})\d{3}[\dXxＸ](?![\w*＊×-])/gu;

// What else has eighteen digits: 卡号110101…, 统一社会信用代码110101…
const OTHER_NUMBER =
  /(?:信用代码|机构代码|[卡账帐]号|账户|帐户|订单号|运单号|流水号|许可证号|学籍号|条形码)(?:码|编号)?[为是：:（(“\s]{0,4}$/u;
const OTHER_REACH = 16;

/** Weights and check characters of GB 11643, which are those of ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

const isChecked = (id: string): boolean => {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return CHECK_CHARACTERS[sum % 11] === id.slice(17).replace(/[xＸ]/u, 'X');
};

/** First four digits of every region, former ones too: an id keeps the region of its issue. */
const prefectures = perDictionaries(
  (dictionaries) => new Set(dictionaries.rows('places').map((row) => row.code.slice(0, 4))),
);

export default defineRule({
  id: 'privacy-id-number',
  title: '公民身份号码未隐去',
  severity: 'error',
  veto: true,
  fix: 'suggest',
  basis: [{ standard: '政府信息公开条例', clause: '第十五条', verified: false }],
  why: '公开的文本不得载有完整的公民身份号码；名单、公示、附件中的号码须遮去中间各位。',
  examples: [
    {
      bad: '张某，身份证号{{11010118990307019X}}，现予公示。',
      fixed: '张某，身份证号11*************19X，现予公示。',
      message: '公民身份号码“11010118990307019X”是个人隐私，公开前应遮去中间各位。',
    },
    {
      bad: '序号\t姓名\t身份证号\n1\t张某\t{{411221189902281238}}',
      fixed: '序号\t姓名\t身份证号\n1\t张某\t41*************238',
    },
    { good: '张某，身份证号110101********019X' },
    { good: '身份证号110101189903070191', because: '校验码不符，不是真号' },
    { good: '身份证号110101189913072113', because: '没有十三月' },
    { good: '身份证号990101189903072113', because: '没有这个地区' },
    { good: '卡号为11010118990307019X' },
    { good: '9111010118990307019X，11010118990307019X99', because: '更长的编号的一部分' },
    { good: '身份证号110101189903000193', because: '没有第〇日' },
  ],

  *check(doc) {
    const known = prefectures(doc.context.dictionaries);
    for (const match of doc.text.matchAll(NUMBER)) {
      const { region = '', year, month, day } = match.groups ?? {};
      const days = daysInMonth(Number(month), Number(year));
      if (!known.has(region.slice(0, 4)) || Number(day) < 1 || Number(day) > days || !isChecked(match[0])) continue;
      if (OTHER_NUMBER.test(doc.text.slice(Math.max(0, match.index - OTHER_REACH), match.index))) continue;
      yield {
        range: { start: match.index, end: match.index + match[0].length },
        message: `公民身份号码“${match[0]}”是个人隐私，公开前应遮去中间各位。`,
        suggest: [`${match[0].slice(0, 2)}${'*'.repeat(13)}${match[0].slice(15)}`],
      };
    }
  },
});
