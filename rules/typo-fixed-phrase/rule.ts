import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isHan } from '../../src/text/chars.js';
import { type NearMiss, nearMisses } from '../../src/text/near-misses.js';
import { overlaps, type Range } from '../../src/text/range.js';
import { FREQUENT_SURNAMES } from '../../src/text/surnames.js';
import { standsOnWordBoundaries, type Token, tokensIn } from '../../src/views/language/tokens.js';
import { confusableCharacters } from '../../src/views/typos/confusable-characters.js';
import { type Phrase, phraseIndexOf, spared } from './phrases.js';

type Miss = NearMiss<Phrase>;

/** Words of one character that may stand beside any other: 能被作为, 大家人为 are no slips of 能否作为, 大家认为. */
const FREE_WORDS = new Set(
  '的了在是和与及或为以对从向把被将也都就而但其之所等于不有这那个上下中里内外后前各该本每由到给让使并还又再更最很人者时则因如已未曾且会间队',
);

/** Characters of most given names. */
const NAME = 2;

const isOneWord = ({ text }: Token): boolean => text.length === 1;

/** What the slip left of its word: single characters that are no words beside others. */
function isBroken(around: readonly Token[], { start, edit, at }: NearMiss): boolean {
  const touched = (from: number, to: number): readonly Token[] =>
    around.filter(({ range }) => overlaps(range, { start: start + from, end: start + to }));
  switch (edit) {
    case 'replaced':
      return touched(at, at + 1).every((token) => isOneWord(token) && !FREE_WORDS.has(token.text));
    case 'swapped':
      return touched(at, at + 2).every(isOneWord);
    case 'missing':
      return touched(at - 1, at + 1).some((token) => isOneWord(token) && !FREE_WORDS.has(token.text));
    case 'doubled':
      return true;
  }
}

/** Whether words begin and end with the near miss, and none but it is odd. */
function standsAlone(doc: Document, miss: NearMiss): boolean {
  const around = tokensIn(doc, miss);
  const first = around.findIndex(({ range }) => range.start === miss.start);
  const last = around.findIndex(({ range }) => range.end === miss.end);
  if (first < 0 || last < 0) return false;
  // 残 + 破不堪 is no slip of 破烂不堪.
  const mayBelong = (token: Token | undefined): boolean => token !== undefined && isHan(token.text) && isOneWord(token);
  if (miss.edit === 'missing' && (mayBelong(around[first - 1]) || mayBelong(around[last + 1]))) return false;
  // 王 + 国防交 is no slip of 国防交通.
  const before = around[first - 1]?.text ?? '';
  if (miss.edit === 'replaced' && miss.at < NAME && before.length === 1 && FREQUENT_SURNAMES.includes(before))
    return false;
  return isBroken(around, miss);
}

const WRONG: Readonly<Record<NearMiss['edit'], (miss: NearMiss) => string>> = {
  replaced: ({ at }) => `第${at + 1}个字不同`,
  swapped: ({ at, phrase }) => `“${phrase.text.slice(at, at + 2)}”二字颠倒`,
  missing: ({ at, phrase }) => `漏了“${phrase.text.charAt(at)}”字`,
  doubled: ({ at, phrase }) => `多了一个“${phrase.text.charAt(at)}”字`,
};

const findingOf = (miss: NearMiss, written: string): Finding => ({
  range: { start: miss.start, end: miss.end },
  message: `“${written}”疑为“${miss.phrase.text}”之误，${WRONG[miss.edit](miss)}。`,
  suggest: [miss.phrase.text],
  ...(miss.edit === 'missing' && { severity: 'info' as const }),
});

export default defineRule({
  id: 'typo-fixed-phrase',
  title: '固定词语写错一字',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '成语、法定用语、政策名称逐字固定，公文常用的搭配也只有一种写法；与之只差一个同音字或形近字，或者颠倒、漏写、重写一字的，多半是输入时出了错。',
  examples: [
    {
      bad: '各项工作{{有条不文}}地推进。',
      fixed: '各项工作有条不紊地推进。',
      message: '“有条不文”疑为“有条不紊”之误，第4个字不同。',
    },
    { bad: '请说明事情的{{来笼去脉}}。', fixed: '请说明事情的来龙去脉。' },
    { bad: '公布{{行政执发}}流程图。', fixed: '公布行政执法流程图。' },
    {
      bad: '全面推行{{一网办通}}。',
      fixed: '全面推行一网通办。',
      message: '“一网办通”疑为“一网通办”之误，“通办”二字颠倒。',
    },
    {
      bad: '依法保障{{检察察人员}}履职。',
      fixed: '依法保障检察人员履职。',
      message: '“检察察人员”疑为“检察人员”之误，多了一个“察”字。',
    },
    {
      bad: '宣传{{社会主核心价值观}}。',
      fixed: '宣传社会主义核心价值观。',
      severity: 'info',
      message: '“社会主核心价值观”疑为“社会主义核心价值观”之误，漏了“义”字。',
    },
    { good: '先进事迹广为流传，工作有条不紊。' },
    { good: '各国共产党、法人和其他组织、有识之士与有志之士', because: '一字之差，各有其词' },
    { good: '从头至尾、坚忍不拔、归根结底', because: '语料中通行的写法' },
    { good: '干部们认为，副科级事业单位由市县共管；会议建议送有关单位。', because: '跨词' },
    { good: '李正策实施了救助，王国防交来了材料。', because: '人名' },
    { good: '公利医院、石业有限公司、土管部门；哈萨克斯坦和吉尔吉斯斯坦', because: '单位名、外国名' },
    { good: '“青青子衿，悠悠我心”，“君子和而不同”。', because: '古诗、古语' },
    { good: '房屋残破不堪，干部们认为重要', because: '“残”连着“破不堪”，不是漏字' },
    { good: '宣传新社会主核心价值观', because: '前面连着单字，不能断定是漏字' },
  ],

  *check(doc) {
    const { dictionaries } = doc.context;
    const isAlike = confusableCharacters(dictionaries);
    const right = spared(dictionaries);
    const misses = nearMisses(doc.text, phraseIndexOf(dictionaries), isAlike).filter(
      ({ start, end }) => !right.has(doc.text.slice(start, end)),
    );
    const told: Range[] = [];
    function* tell(misses: readonly Miss[], isSure: (miss: Miss) => boolean): Iterable<Finding> {
      for (const miss of misses) {
        if (told.some((range) => overlaps(range, miss)) || !isSure(miss)) continue;
        told.push(miss);
        yield findingOf(miss, doc.text.slice(miss.start, miss.end));
      }
    }
    const isSurest = ({ phrase, edit }: Miss): boolean => phrase.kind === 'saying' && edit === 'replaced';
    yield* tell(
      misses.filter(isSurest),
      (miss) => doc.context.segmenter?.() === undefined || standsOnWordBoundaries(doc, miss),
    );
    const others = misses.filter((miss) => !isSurest(miss));
    for (const kind of ['saying', 'collocation'] as const)
      yield* tell(
        others.filter(({ phrase }) => phrase.kind === kind),
        (miss) => standsAlone(doc, miss),
      );
  },
});
