import { defineRule, type Finding } from '../../src/rule/rule.js';
import { mainProse } from '../../src/views/language/prose.js';

const RUN = /[，。、；：,;]{2,40}|[？！?!]{2,40}[，。、；]?|[？！]。/gu; // ，。 ？？？？ ！。
const MOST = 3;

const isOneMark = (run: string): boolean => new Set(run).size === 1;

type Fault = Omit<Finding, 'range'>;

/** What is wrong with a run of marks, or undefined where the standard knows it. */
function faultOf(run: string): Fault | undefined {
  const last = run.charAt(run.length - 1);
  if (/[？！?!]/u.test(run)) {
    if (last === '。' || last === '、' || last === '；')
      return {
        message: `“${run}”两种点号叠用，应只留一种。`,
        suggest: [run.slice(0, -1), last],
        fix: 'suggest',
      };
    // ???? is what a lost text leaves behind.
    if (run.length <= MOST || /[?!]/u.test(run)) return undefined;
    const kept = run.slice(0, MOST);
    return {
      message: `“${run}”叠用了${run.length}个，问号、叹号叠用最多三个。`,
      suggest: [kept],
      severity: 'warning',
      basis: [
        { standard: 'GB/T 15834-2011', clause: '4.2.3.3', verified: true },
        { standard: 'GB/T 15834-2011', clause: '4.3.3.3', verified: true },
      ],
    };
  }
  if (/^[,;]{1,40}$/u.test(run)) return undefined;
  if (isOneMark(run)) {
    if (run.length === 2) return { message: `“${run}”重复，应只留一个“${last}”。`, suggest: [last] };
    const isEllipsis = last === '。';
    return {
      message: isEllipsis ? `“${run}”若表示省略，应用省略号“……”。` : `“${run}”重复，应只留一个“${last}”。`,
      suggest: isEllipsis ? ['……', '。'] : [last],
      fix: 'suggest',
      ...(isEllipsis && { basis: [{ standard: 'GB/T 15834-2011', clause: '4.11.2', verified: true }] as const }),
    };
  }
  const wide = [...run].map((mark) => ({ ',': '，', ';': '；' })[mark] ?? mark);
  if (isOneMark(wide.join('')) || (last === '。' && /^[，、；]{1,40}。$/u.test(run)))
    return { message: `“${run}”叠用，应只留“${wide.at(-1)}”。`, suggest: [wide.at(-1) ?? last] };
  return {
    message: `“${run}”几种点号叠用，应只留一种。`,
    suggest: [...new Set(wide)].reverse(),
    fix: 'suggest',
  };
}

export default defineRule({
  id: 'punct-repeated',
  title: '点号重复、叠用',
  severity: 'error',
  fix: 'safe',
  basis: [{ standard: 'GB/T 15834-2011', clause: '5.1.1', verified: true }],
  why: '句号、逗号、顿号、分号、冒号各占一个字的位置，一处停顿只用一个；重复的多是修改时留下的。问号、叹号叠用最多三个。',
  examples: [
    { bad: '全年共受理申请15件{{。。}}', fixed: '全年共受理申请15件。', message: '“。。”重复，应只留一个“。”。' },
    {
      bad: '加强领导{{，，}}落实责任{{，。}}',
      fixed: '加强领导，落实责任。',
      message: ['“，，”重复，应只留一个“，”。', '“，。”叠用，应只留“。”。'],
    },
    { bad: '机关{{、、}}事业单位', fixed: '机关、事业单位' },
    { bad: '多余租金{{,，}}均已退还', fixed: '多余租金，均已退还' },
    {
      bad: '事项描述{{；、}}依据',
      fixed: '事项描述、依据',
      suggest: ['、', '；'],
      fix: 'suggest',
      message: '“；、”几种点号叠用，应只留一种。',
    },
    {
      bad: '工作仍有不足{{。。。}}',
      fixed: '工作仍有不足……',
      fix: 'suggest',
      message: '“。。。”若表示省略，应用省略号“……”。',
    },
    {
      bad: '为什么{{？？？？}}',
      fixed: '为什么？？？',
      severity: 'warning',
      message: '“？？？？”叠用了4个，问号、叹号叠用最多三个。',
    },
    {
      bad: '坚决完成任务{{！。}}',
      fixed: '坚决完成任务！',
      fix: 'suggest',
      message: '“！。”两种点号叠用，应只留一种。',
    },
    { good: '竟有这种事？！真的吗？？？太好了！！！' },
    { good: '教育、卫生……等等——这些都要公开。' },
    { good: '“公开。”，他说；《条例》、《办法》。' },
    { good: '见1,000,000和a,,b' },
    { bad: '工作{{，，，}}落实', fixed: '工作，落实', fix: 'suggest' },
    { bad: '为什么{{？？！、}}就是这样', fixed: '为什么？？！就是这样', fix: 'suggest' },
    { bad: '就是这样{{！！；}}然后', fixed: '就是这样！！然后', fix: 'suggest' },
    { bad: '完成{{，、；。}}好', fixed: '完成。好' },
    { bad: '完成{{，；,}}好', fixed: '完成；好', fix: 'suggest' },
    { good: '。。。。。\n好', because: '整行都是标点，是画的线' },
    { good: '为什么????是', because: '丢失的文字留下的' },
  ],

  *check(doc) {
    for (const block of mainProse(doc)) {
      const text = doc.text.slice(block.range.start, block.range.end);
      for (const { 0: run, index } of text.matchAll(RUN)) {
        // A line of marks alone is a drawing.
        if (run.length === text.length) continue;
        const fault = faultOf(run);
        const start = block.range.start + index;
        if (fault) yield { range: { start, end: start + run.length }, ...fault };
      }
    }
  },
});
