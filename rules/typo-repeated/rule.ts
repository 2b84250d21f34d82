import type { Block, Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isHanCodePoint } from '../../src/text/chars.js';
import { overlaps, type Range } from '../../src/text/range.js';
import { bookTitles } from '../../src/views/language/book-titles.js';
import { mainProse } from '../../src/views/language/prose.js';
import { tokensIn } from '../../src/views/language/tokens.js';

// Words that never follow themselves; 以以危险方法, 认定为为亲友牟利, 对对合犯 are right and so left out.
const PARTICLES = new Set('的了和与及在是将被从把也都就并或而但且让使到该');
const WORD = /^\p{Script=Han}{2,6}$/u;
const LONGEST = 6;

/**
 * The places whose unit comes again within LONGEST units, in order. The six units behind a place are held in variables:
 * a table of all units, or six looks into the text, would take several times as long.
 */
function recurring(text: string): readonly number[] {
  const places: number[] = [];
  let [first, second, third, fourth, fifth, sixth] = [-1, -1, -1, -1, -1, -1];
  for (let at = text.length - 1; at >= 0; at--) {
    const unit = text.charCodeAt(at);
    if (unit === first || unit === second || unit === third || unit === fourth || unit === fifth || unit === sixth)
      places.push(at);
    sixth = fifth;
    fifth = fourth;
    fourth = third;
    third = second;
    second = first;
    first = unit;
  }
  return places.reverse();
}

/** What stands twice running within a block: particles, and two to six Han; the longest from each place. */
function* repeats(text: string, blocks: readonly Block[]): Iterable<Range> {
  let from = 0;
  let block = 0;
  for (const at of recurring(text)) {
    if (at < from || !isHanCodePoint(text.charCodeAt(at))) continue;
    while ((blocks[block]?.range.end ?? Infinity) <= at) block++;
    const end = blocks[block]?.range.end ?? at;
    if (at < (blocks[block]?.range.start ?? 0)) continue;
    for (let length = LONGEST; length > 0; length--) {
      if (at + 2 * length > end || text.charCodeAt(at) !== text.charCodeAt(at + length)) continue;
      const word = text.slice(at, at + length);
      if (!text.startsWith(word, at + length) || !(length === 1 ? PARTICLES.has(word) : WORD.test(word))) continue;
      yield { start: at, end: at + 2 * length };
      from = at + 2 * length;
      break;
    }
  }
}

/**
 * Met doubled at least twice in the 98 million characters of the corpus and read as right: emphasis, and the end of one
 * phrase that begins the next (国家有关规定规定的).
 */
const RIGHT = new Set(
  '非常 极少 许多 千万 很多 很大 很好 很小 很高 很久 很快 很少 最大 最美 太多 没事 不行 什么 怎么 如何 哪里 这么 怎么着 规定 组织 苏丹 大队 支队 中队 总队 部队 人民 聚焦 坚持 让利 降价 向前 装箱 年度 行政区'.split(
    ' ',
  ),
);
/** Verbs that people do say twice: 研究研究再说. */
const SAID_TWICE = new Set(
  '研究 学习 讨论 商量 考虑 琢磨 反思 反省 冷静 清醒 交流 收拾 教训 吓唬 打听 打扮 锻炼 休息 活动 体验 体会 了解 认识 照顾 合计 掂量 唠叨 说道 闯荡 应付 意思 宣传 反映 问候 高兴 旅游 阅读 梳理 谢谢 调整'.split(
    ' ',
  ),
);
const FOUR_CHARACTERS = /^(?:和和气气|是是非非|的的确确|从从容容)/u;
/** 一个一个, 几次几次: each in turn. */
const IN_TURN = /^[一两几数每半第]/u;
/** 环湖绿道项目项目经理: of a project that its name ends with. */
const OF_PROJECT = /^(?:常务|副|总)?(?:经理|负责人|编号|名称|法人|建议书|总监)/u;
const PROPER = /^n[rstz]/u;
const PARTICLES_WITHIN = /[的了是在和与及对不一几两号十]/u;

type Judgement = 'slip' | 'doubtful' | 'right';

/** What the tokens make of a word that stands twice in the range. */
function judge(doc: Document, word: string, { start, end }: Range): Judgement {
  const middle = start + word.length;
  const tokens = tokensIn(doc, { start, end });
  const at = tokens.findIndex(({ range }) => range.start === middle);
  const first = tokens[at - 1]?.text ?? '';
  const second = tokens[at]?.text ?? '';
  if (word.length === 1) return first === word && second === word ? 'slip' : 'right';
  // 公职人员人员, 工作工作人员; but 记者记者证, whose second word is another.
  const isTwiceWithin =
    (first === word && second.startsWith(word) && second.length !== word.length + 1) ||
    (second === word && first.endsWith(word));
  const isPhrase =
    word.length > 3 &&
    !PARTICLES_WITHIN.test(word) &&
    [start, middle].every((offset) => tokens.some(({ range }) => range.start === offset)) &&
    tokens.some(({ range }) => range.end === end);
  if (!isTwiceWithin && !isPhrase) return 'right';
  if (SAID_TWICE.has(word) || PROPER.test(tokens[at]?.partOfSpeech ?? '')) return 'doubtful';
  return 'slip';
}

function isRight(text: string, word: string, { start, end }: Range): boolean {
  const [first = ''] = word;
  return (
    RIGHT.has(word) ||
    FOUR_CHARACTERS.test(text.slice(start, start + 4)) ||
    IN_TURN.test(word) ||
    (word === '项目' && OF_PROJECT.test(text.slice(end, end + 6))) ||
    // 哈哈哈哈, and 向前向前向前: three times is meant.
    (word.length > 1 && word === first.repeat(word.length)) ||
    text.startsWith(word, end) ||
    text.startsWith(word, start - word.length) ||
    // 部队部队长: of the one that heads it.
    (word.length > 1 && text.charAt(end) === '长')
  );
}

export default defineRule({
  id: 'typo-repeated',
  title: '词语重复',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: true }],
  why: '同一个词连写两遍多是修改、换行时留下的，属于多字差错；叠词、人名、分属前后两个词语的不算。',
  options: { allow: [] as readonly string[] },
  optionNotes: { allow: '可以连写两遍的词，如本地的村名、品牌名的一半' },
  examples: [
    {
      bad: '对重点领域{{进行进行}}检查',
      fixed: '对重点领域进行检查',
      message: '“进行进行”疑为重复，请核对是否多了一个“进行”。',
    },
    { bad: '切实加强政务公开{{工作工作}}，完善制度', fixed: '切实加强政务公开工作，完善制度' },
    { bad: '负有责任{{的的}}主管人员', fixed: '负有责任的主管人员' },
    { bad: '会议{{将将}}于下月召开', fixed: '会议将于下月召开' },
    { bad: '由{{人民法院人民法院}}审理', fixed: '由人民法院审理', severity: 'info' },
    { good: '市市场监管局、省省属企业、县县域经济、区区委' },
    { good: '一步一步推进，问题要研究清楚，常常、刚刚、人人、天天' },
    { good: '目的的实现、标的的交付，为了了解情况，可以以书面形式申请，现在在建项目' },
    { good: '法律、国家有关规定规定的期限，消防支队支队长，环湖绿道项目项目经理' },
    { good: '演员李莉莉、张圆圆，巴音巴音村，利比里亚、塔那那利佛，娃哈哈、旺旺集团', because: '人名、地名、品牌' },
    { good: '“采采卷耳，不盈顷筐”“关关雎鸠，在河之洲”', because: '古诗' },
    { good: '大家和和气气、非常非常高兴，谢谢，哈哈哈哈' },
    {
      bad: '大家要{{研究研究}}方案',
      fixed: '大家要研究方案',
      severity: 'info',
      because: '口语里可以重叠的动词，仅提示',
    },
    { bad: '进行{{工作工作}}人员培训，公职{{人员人员}}管理', fixed: '进行工作人员培训，公职人员管理' },
    { good: '记者记者证、部队部队长、《工作工作》刊登', because: '后一个是另一个词；书名照原文' },
    { good: '一个一个地、几次几次', because: '逐一' },
    { good: '工作工作工作', because: '说三遍是有意的' },
    { good: '研究的研究的方案' },
    { good: '对重点领域进行进行检查', because: '用户已列为可以连写', options: { allow: ['进行'] } },
    {
      bad: '切实加强政务公开{{工作工作}}',
      fixed: '切实加强政务公开工作',
      because: '不在用户所列之内',
      options: { allow: ['进行'] },
    },
  ],

  *check(doc, { allow }) {
    const { text } = doc;
    const titles = bookTitles(doc);
    for (const range of repeats(text, mainProse(doc))) {
      const twice = text.slice(range.start, range.end);
      const word = twice.slice(0, twice.length / 2);
      if (allow.includes(word) || isRight(text, word, range) || titles.some((title) => overlaps(title.range, range)))
        continue;
      const judgement = judge(doc, word, range);
      if (judgement === 'right') continue;
      const finding: Finding = {
        range,
        message: `“${twice}”疑为重复，请核对是否多了一个“${word}”。`,
        suggest: [word],
      };
      yield judgement === 'doubtful' ? { ...finding, severity: 'info' } : finding;
    }
  },
});
