import { defineRule } from '../../src/rule/rule.js';
import { nearMisses, phraseIndex } from '../../src/text/near-misses.js';
import { confusableCharacters } from '../../src/views/typos/confusable-characters.js';

const STATE = '中华人民共和国';
const NAMES = [
  STATE,
  '中国共产党',
  '中国人民解放军',
  '中国人民政治协商会议',
  '全国人民代表大会',
  '中央人民政府',
  '中央军事委员会',
  '中央纪律检查委员会',
  '国家监察委员会',
  '最高人民法院',
  '最高人民检察院',
] as const;

const wholes = phraseIndex(NAMES.map((text) => ({ text, rigid: [...text].map((_, i) => i), complete: true })));

/** Names of their own, and names that run on: 最高人民检察署 was the procuratorate until 1954. */
const OTHER_NAMES: ReadonlySet<string> = new Set(['最高人民检察署']);

export default defineRule({
  id: 'typo-state-name',
  title: '国名、党名、国家机关名称写错',
  severity: 'error',
  veto: true,
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '国名、党名、国家机关名称写错一字，是政治性差错，发布前必须改正。',
  examples: [
    {
      bad: '根据《{{中华人民共合国}}政府信息公开条例》答复如下。',
      fixed: '根据《中华人民共和国政府信息公开条例》答复如下。',
      message: '“中华人民共合国”应为“中华人民共和国”，这是国名、党名或国家机关名称，一字不可错。',
    },
    { bad: '庆祝{{中华人民共国}}成立七十五周年', fixed: '庆祝中华人民共和国成立七十五周年' },
    { bad: '{{中国共共产党}}领导的多党合作', fixed: '中国共产党领导的多党合作' },
    { bad: '报请{{最高人民检查院}}批准', fixed: '报请最高人民检察院批准' },
    { good: '中国共产主义青年团、法国共产党、各国共产党' },
    { good: '中国人民解放事业、中华民国时期、全国人大、提高人民法院审判质量' },
    { good: '最高人民法院院长、中国共产党党员、中华人民共和国国歌' },
    { good: '最高人民检察署试行组织条例', because: '旧名' },
    { good: '中国特产党', because: '不是同音、形近的字' },
  ],

  *check(doc) {
    const isAlike = confusableCharacters(doc.context.dictionaries);
    for (const { start, end, phrase, edit, at } of nearMisses(doc.text, wholes, () => true)) {
      const written = doc.text.slice(start, end);
      if (OTHER_NAMES.has(written)) continue;
      // No other text runs like the name of the state; 各国共产党 and 提高人民法院 do like others.
      const isSlip =
        edit !== 'replaced' || phrase.text === STATE || isAlike(written.charCodeAt(at), phrase.text.charCodeAt(at));
      if (!isSlip) continue;
      yield {
        range: { start, end },
        message: `“${written}”应为“${phrase.text}”，这是国名、党名或国家机关名称，一字不可错。`,
        suggest: [phrase.text],
      };
    }
  },
});
