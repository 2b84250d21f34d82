import type { Dictionaries } from '../../src/dictionary/index.js';
import type { Row } from '../../src/dictionary/schemas.js';
import type { Document } from '../../src/document/document.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { wordMatcher } from '../../src/text/matcher.js';
import { overlaps, type Range } from '../../src/text/range.js';
import { bookTitles } from '../../src/views/language/book-titles.js';
import { standsOnWordBoundaries } from '../../src/views/language/tokens.js';

type Confusion = Row<'confusions'>;

interface Hit {
  readonly range: Range;
  readonly row: Confusion;
  /** A title is quoted as it was published, right or wrong: a hint at most. */
  readonly inTitle: boolean;
}

const URL = /(?:https?:\/\/|www\.)[^\s\u3000-\u303f\uff00-\uffef“”]{1,2000}/giu; // https://www.gov.cn/关于报道.html

const index = perDictionaries((dictionaries: Dictionaries) => {
  const rows = dictionaries.rows('confusions');
  return { rows, matcher: wordMatcher(rows.map((row) => row.wrong)) };
});

/** Whether one of the row's contexts stands in the text around this hit. */
function isExcused(text: string, range: Range, row: Confusion): boolean {
  return row.unless.some((context) => {
    for (let at = context.indexOf(row.wrong); at >= 0; at = context.indexOf(row.wrong, at + 1))
      if (text.startsWith(context, range.start - at)) return true;
    return false;
  });
}

function hitsIn(doc: Document): readonly Hit[] {
  const { rows, matcher } = index(doc.context.dictionaries);
  const found: { range: Range; row: Confusion }[] = [];
  for (const { start, end, index: at } of matcher.matches(doc.text)) {
    const range = { start, end };
    const row = rows[at] as Confusion;
    if (!isExcused(doc.text, range, row)) found.push({ range, row });
  }
  if (found.length === 0) return [];
  const urls = [...doc.text.matchAll(URL)].map((url) => ({ start: url.index, end: url.index + url[0].length }));
  return found
    .filter(({ range }) => !urls.some((url) => overlaps(url, range)))
    .map((hit) => ({ ...hit, inTitle: bookTitles(doc).some((title) => overlaps(title.range, hit.range)) }));
}

const because = ({ verified, source, basis }: Confusion): string =>
  verified ? basis || `依据是${source}` : '疑似常见错别字（出处未核实）';

function findingOf({ range, row, inTitle }: Hit): Finding {
  const isSure = !inTitle && row.verified && row.kind !== '异形词';
  return {
    range,
    message: `“${row.wrong}”应为“${row.right}”，${because(row)}。`,
    suggest: [row.right],
    ...(!isSure && { severity: 'info' as const }),
  };
}

/** Longer hits first; of equal length in order of text. */
const byLength = (a: Hit, b: Hit): number =>
  b.range.end - b.range.start - (a.range.end - a.range.start) || a.range.start - b.range.start;

function* check(doc: Document): Iterable<Finding> {
  const hits = [...hitsIn(doc)].sort(byLength);
  // In order of text, so that what a hit overlaps is found next to it.
  const inOrder = [...hits].sort((a, b) => a.range.start - b.range.start || byLength(a, b));
  const contested = new Set<Hit>();
  for (let i = 0; i < inOrder.length; i++)
    for (let j = i + 1; j < inOrder.length; j++) {
      const [one, other] = [inOrder[i] as Hit, inOrder[j] as Hit];
      if (other.range.start >= one.range.end) break;
      contested.add(one).add(other);
    }
  // These need no segmenter, and come first: where there is none, the engine keeps what was found before.
  for (const hit of hits) if (hit.row.boundary === 'any' && !contested.has(hit)) yield findingOf(hit);
  const taken = new Set<number>();
  for (const hit of hits) {
    if (hit.row.boundary === 'any' && !contested.has(hit)) continue;
    const { start, end } = hit.range;
    let isTaken = false;
    for (let at = start; at < end; at++) isTaken ||= taken.has(at);
    if (isTaken || (hit.row.boundary === 'word' && !standsOnWordBoundaries(doc, hit.range))) continue;
    for (let at = start; at < end; at++) taken.add(at);
    yield findingOf(hit);
  }
}

export default defineRule({
  id: 'typo-lexicon',
  title: '常见错别字和非推荐词形',
  severity: 'warning',
  fix: 'suggest',
  basis: [
    { standard: '图书质量管理规定', clause: '附件', verified: false },
    { standard: 'GF 1001-2001', clause: '表、附录', verified: true },
  ],
  why: '词语写错一个字，读者会怀疑全文没有校对；这些写法都有公开的正误对照可查。',
  examples: [
    {
      bad: '我们将{{一如继往}}地支持企业发展。',
      fixed: '我们将一如既往地支持企业发展。',
      message: '“一如继往”应为“一如既往”，依据是清华大学 THUOCL 成语词库。',
    },
    {
      bad: '{{截止目前}}，全县已完成投资三亿元。',
      fixed: '截至目前，全县已完成投资三亿元。',
      message:
        '“截止目前”应为“截至目前”，依据是报纸编校质量评比差错认定细则 第25条、图书编校质量差错认定细则 第十二条。',
    },
    {
      bad: '会议对下一阶段工作作出{{布署}}。',
      fixed: '会议对下一阶段工作作出部署。',
      message: '“布署”应为“部署”，依据是公开文本语料用例。',
    },
    {
      bad: '双方已{{签定}}框架协议，希望大家{{再接再励}}。',
      fixed: '双方已签订框架协议，希望大家再接再厉。',
      message: [
        '“签定”应为“签订”，依据是公开文本语料用例。',
        '“再接再励”应为“再接再厉”，依据是图书编校质量差错认定细则 第六条。',
      ],
    },
    {
      bad: '中标单位应当在三十日内{{签定合同}}。',
      fixed: '中标单位应当在三十日内签订合同。',
      because: '长者优先于“签定”',
    },
    { good: '县人民政府向大会报告工作，会后公布署名文章。', because: '“会报”“布署”跨词' },
    { good: '任期内部份额不变的，不予公开；不仅管好，还要用好。', because: '“部份”“仅管”' },
    {
      bad: '本报刊登《{{好象}}小学{{再接再励}}》一文，见https://example.com/再接再励.html。',
      severity: 'info',
      message: [
        '“好象”应为“好像”，依据是报纸编校质量评比差错认定细则 第18条、图书编校质量差错认定细则 第七、八条。',
        '“再接再励”应为“再接再厉”，依据是图书编校质量差错认定细则 第六条。',
      ],
      because: '书名号内的照原文，仅提示',
      fixed: '本报刊登《好像小学再接再厉》一文，见https://example.com/再接再励.html。',
    },
    { good: '报名截止时间为6月30日，各单位要不耻下问。' },
    { bad: '{{部门决赛}}公开，{{批淮}}立项。', fixed: '部门决算公开，批准立项。' },
    { good: '中标淮安市工程；未成年子女的抚养份额；举宗合族迁居。', because: '跨词' },
    { good: '张气侃、李按成、帕尔哈提·买买提到会，买了部署机。', because: '人名' },
    { good: '“学而时习之”“逝者如斯夫”，语出《论语》。', because: '古语' },
    {
      bad: '门上还贴着{{一幅对联}}。',
      fixed: '门上还贴着一副对联。',
      severity: 'info',
      message: '“一幅对联”应为“一副对联”，疑似常见错别字（出处未核实）。',
      because: '出处未核实的，仅提示',
    },
    {
      bad: '孩子把玩具{{一古脑儿}}塞进了纸箱。',
      fixed: '孩子把玩具一股脑儿塞进了纸箱。',
      severity: 'info',
      message: '“一古脑儿”应为“一股脑儿”，《第一批异形词整理表》第296组推荐后者。',
      because: '国家标准推荐的词形，不作错字',
    },
  ],
  check,
});
