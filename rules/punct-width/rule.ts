import { defineRule, type Finding } from '../../src/rule/rule.js';
import { contains, type Range } from '../../src/text/range.js';
import { type BracketPair, brackets } from '../../src/views/language/brackets.js';
import { mainProse } from '../../src/views/language/prose.js';

const WIDE: ReadonlyMap<string, string> = new Map([
  [',', '，'],
  [';', '；'],
  [':', '：'],
  ['?', '？'],
  ['!', '！'],
  ['(', '（'],
  [')', '）'],
]);

// 公开,加强 联系人:张 办法》,
const MARK = /[,;:!](?<=[\p{Script=Han}》”）].)(?=[\p{Script=Han}“《（]|\s{0,4}$)/gmu;
// 是否公开? and not the remains of a lost character, 买买提?吐尔逊
const QUESTION =
  /\?(?<=(?:吗|呢|什么|怎么|怎样|如何|为何|是否|能否|多少|哪[些里个]|谁)[^?？。！，,\n]{0,20}\?)(?=[”）]|\s{0,4}$)/gmu;
const DIGITS = /[０-９]{1,20}(?:．[０-９]{1,20})?/gu; // １２．５
/** Without any of them none of the three can match: so are most blocks. */
const DOUBTFUL = /[,;:!?０-９]/u;
const HAN = /\p{Script=Han}/u;
/** 公开 (, and not world! ( */
const BEFORE_BRACKET = /(?:^|[\p{Script=Han}》”）。，、；：\d\n])[^\S\n]{0,4}$/u;
// (一), as many forms print it
const ITEM = /^(?:[一二三四五六七八九十]{1,3}|\d{1,3})$/u;
const MAX_BRACKETED = 400;

const narrow = (text: string): string =>
  text.replace(/[０-９．]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

const widthOf = (text: string, range: Range): Finding => {
  const mark = text.slice(range.start, range.end);
  const wide = WIDE.get(mark) ?? mark;
  return { range, message: `汉字之间的“${mark}”是半角标点，应用全角的“${wide}”。`, suggest: [wide] };
};

/** Whether a pair of brackets belongs to Chinese text: it holds Han, and Han stand at its side or it stands alone. */
function isChinese(text: string, { open, close }: BracketPair): boolean {
  const inside = text.slice(open.end, close.start);
  if (inside.length > MAX_BRACKETED || !HAN.test(inside)) return false;
  return BEFORE_BRACKET.test(text.slice(Math.max(0, open.start - 5), open.start));
}

export default defineRule({
  id: 'punct-width',
  title: '半角标点、全角数字',
  // Right as a rule, and on many sites on every page: a matter of form that must not drown what is wrong.
  severity: 'info',
  fix: 'safe',
  basis: [{ standard: 'GB/T 15834-2011', clause: '5.1.1', verified: true }],
  why: '汉字之间的标点各占一个字的位置，用全角；阿拉伯数字用半角。全角、半角混用，版面参差，也妨碍检索。',
  examples: [
    {
      bad: '加强领导{{,}}落实责任{{;}}按时报送',
      fixed: '加强领导，落实责任；按时报送',
      message: ['汉字之间的“,”是半角标点，应用全角的“，”。', '汉字之间的“;”是半角标点，应用全角的“；”。'],
    },
    { bad: '联系人{{:}}张三', fixed: '联系人：张三' },
    { bad: '是否公开{{?}}', fixed: '是否公开？' },
    { bad: '附件{{(}}共三件{{)}}齐全', fixed: '附件（共三件）齐全' },
    { bad: '附件（共三件{{)}}齐全', fixed: '附件（共三件）齐全' },
    {
      bad: '增长{{１２．５}}％，共{{３０}}件',
      fixed: '增长12.5％，共30件',
      message: ['“１２．５”是全角数字，应用半角的“12.5”。', '“３０”是全角数字，应用半角的“30”。'],
    },
    { good: '网址：https://www.example.com/?a=1,2;b=3，收入1,000元，10:30开会' },
    { good: '1.主动公开情况(1)' },
    { good: '函数f(x)=ax+b，见Zhang(张三)一文' },
    { good: '买买提?吐尔逊同志', because: '丢失的间隔号，不是问号' },
    { good: 'Hello, world! (中文)' },
    { bad: '附件{{(}}共三件）齐全', fixed: '附件（共三件）齐全' },
    { good: '附件(ABC)齐全', because: '括号里没有汉字' },
    { good: '公开(一)甲', because: '序号的通行写法' },
  ],

  *check(doc) {
    const { text } = doc;
    const blocks = mainProse(doc);
    const doubtful = blocks.filter(({ range }) => DOUBTFUL.test(text.slice(range.start, range.end)));
    const found: Range[] = [];
    for (const { range: block } of doubtful)
      for (const pattern of [MARK, QUESTION])
        for (const { index } of text.slice(block.start, block.end).matchAll(pattern))
          found.push({ start: block.start + index, end: block.start + index + 1 });
    for (const pair of brackets(doc).pairs) {
      const { open, close, openMark, closeMark } = pair;
      if ((openMark !== '(' && closeMark !== ')') || !isChinese(text, pair)) continue;
      if (!blocks.some(({ range }) => contains(range, open))) continue;
      // （三件) is a slip whatever the habit.
      if (openMark !== '(') yield widthOf(text, close);
      else if (closeMark !== ')') yield widthOf(text, open);
      else if (!ITEM.test(text.slice(open.end, close.start))) found.push(open, close);
    }
    for (const range of found) yield widthOf(text, range);
    for (const { range: block } of doubtful)
      for (const { 0: digits, index } of text.slice(block.start, block.end).matchAll(DIGITS))
        yield {
          range: { start: block.start + index, end: block.start + index + digits.length },
          message: `“${digits}”是全角数字，应用半角的“${narrow(digits)}”。`,
          suggest: [narrow(digits)],
          basis: [{ standard: 'GB/T 15835-2011', clause: '5.1.7.1', verified: true }],
        };
  },
});
