import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule } from '../../src/rule/rule.js';
import { nearMisses, phraseIndex } from '../../src/text/near-misses.js';
import { confusableCharacters } from '../../src/views/confusable-characters.js';

const index = perDictionaries((dictionaries) =>
  phraseIndex(
    dictionaries
      .rows('set-phrases')
      .map(({ phrase, rigid }) => ({ text: phrase, rigid: rigid.map((position) => Number(position) - 1) })),
  ),
);

/** Near misses that are right, or that typo-lexicon tells of. */
const spared = perDictionaries(
  (dictionaries) =>
    new Set([
      ...dictionaries.rows('set-phrases').map((row) => row.phrase),
      ...dictionaries.rows('phrase-variants').map((row) => row.variant),
      ...dictionaries.rows('confusions').map((row) => row.wrong),
    ]),
);

export default defineRule({
  id: 'typo-fixed-phrase',
  title: '固定词语写错一字',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '成语、法定用语、政策名称逐字固定；与之只差一个同音字或形近字的，多半是输入法选错了字。',
  examples: [
    { bad: '各项工作{{有条不文}}地推进。', fixed: '各项工作有条不紊地推进。' },
    { bad: '请说明事情的{{来笼去脉}}。', fixed: '请说明事情的来龙去脉。' },
    { good: '先进事迹广为流传，工作有条不紊。' },
    { good: '各国共产党、法人和其他组织、有识之士与有志之士' }, // 一字之差，各有其词
    { good: '从头至尾、坚忍不拔、归根结底' }, // 语料中通行的写法
  ],

  *check(doc) {
    const { dictionaries } = doc.context;
    const isAlike = confusableCharacters(dictionaries);
    const right = spared(dictionaries);
    for (const { start, end, phrase, at } of nearMisses(doc.text, index(dictionaries))) {
      const written = doc.text.slice(start, end);
      if (right.has(written) || !isAlike(written.charAt(at), phrase.text.charAt(at))) continue;
      yield {
        range: { start, end },
        message: `“${written}”疑为“${phrase.text}”之误，第${at + 1}个字不同。`,
        suggest: [phrase.text],
      };
    }
  },
});
