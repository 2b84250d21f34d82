import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { halfWidthDigits } from '../../src/views/numbers/quantities.js';
import { INDIVISIBLE_UNITS, ROUNDED_IN_CHINESE, ROUNDED_UNITS } from '../../src/views/numbers/units.js';

const DIGITS = '(?:\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,9})(?:\\.\\d{1,4})?';
const BY = '(?:万亿|百万|亿|万|千)?';
/** 预约200余人, 签约20多个 and 附近40多家 hold no word for about. */
const NO_ABOUT = '(?<![预签节合条公特制续邀如违相契誓盟履解失简婚租爽践订立隐绰纽]约)(?<![附最新邻靠接临亲]近)';

// 约8800余平方米, 近20多个, 约3万余元, 约70亿元左右
const TWICE = new RegExp(
  `(?<about>大约|约|将近|近)${NO_ABOUT}(?<number>${DIGITS}${BY})(?:(?<odd>[余多])(?<unit>${BY}(?:${ROUNDED_UNITS}))|(?<whole>${ROUNDED_UNITS})(?<more>左右|上下))`,
  'gu',
);

// 近百余名, 约二十余人
const TWICE_IN_CHINESE = new RegExp(
  `(?<about>大约|约|将近|近)${NO_ABOUT}(?<number>[一二两三四五六七八九]?[十百千万])(?<odd>[余多])(?<unit>[${ROUNDED_IN_CHINESE}])`,
  'gu',
);

// 9余条, 123余件; it looks back from digits only
const NOT_ROUND = new RegExp(`(?=\\d)(?<![\\d.,])(?<number>\\d{0,6}[1-9])余(?<unit>${INDIVISIBLE_UNITS})`, 'gu');

function* twiceIn(doc: Document, pattern: RegExp): Iterable<Finding> {
  for (const match of halfWidthDigits(doc).matchAll(pattern)) {
    const { about = '', number = '', odd, unit = '', whole = '', more = '' } = match.groups ?? {};
    const range = { start: match.index, end: match.index + match[0].length };
    const further = odd ?? more;
    yield {
      range,
      message: `“${doc.text.slice(range.start, range.end)}”中“${about}”和“${further}”都表示概数，用一个即可。`,
      suggest: [
        odd === undefined ? number + whole + more : number + odd + unit,
        about + number + (odd === undefined ? whole : unit),
      ],
    };
  }
}

export default defineRule({
  id: 'number-approximate',
  title: '概数说法重复或不合',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '“约”“近”与“余”“多”“左右”同用，概数说了两遍；“余”只用在整十、整百、整千的数后。',
  examples: [
    {
      bad: '全年主动公开政府信息{{约1200余条}}。',
      fixed: '全年主动公开政府信息1200余条。',
      suggest: ['1200余条', '约1200条'],
      message: '“约1200余条”中“约”和“余”都表示概数，用一个即可。',
    },
    { bad: '培训干部{{近百余名}}。', fixed: '培训干部百余名。' },
    { bad: '投入资金{{约3万余元}}，覆盖{{近20多个}}村。', fixed: '投入资金3万余元，覆盖20多个村。' },
    { bad: '受益群众{{大约500人左右}}。', fixed: '受益群众500人左右。' },
    {
      bad: '网民留言{{9余条}}，办结率100%。',
      fixed: '网民留言9条，办结率100%。',
      message: '“9余条”中的“余”只用在整十、整百的数后，9不是。',
    },
    { good: '主动公开1200余条，约1200条，1200条左右，3万余元。' },
    { good: '预约200余人次，签约20多个项目，附近40多家单位，节约300多万元。' },
    { good: '近年来，近10年来，近30多年；赵某1多次催促，2多层建筑' },
    { good: '120余件、3.5万余件、20多个' },
    { bad: '共15件、110余件、{{15余件}}。', fixed: '共15件、110余件、15件。' },
  ],

  *check(doc) {
    yield* twiceIn(doc, TWICE);
    yield* twiceIn(doc, TWICE_IN_CHINESE);
    for (const match of halfWidthDigits(doc).matchAll(NOT_ROUND)) {
      const { number = '', unit = '' } = match.groups ?? {};
      yield {
        range: { start: match.index, end: match.index + match[0].length },
        message: `“${number}余${unit}”中的“余”只用在整十、整百的数后，${number}不是。`,
        suggest: [number + unit],
      };
    }
  },
});
