import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isMisprint } from '../../src/text/distance.js';
import { groupBy } from '../../src/text/group.js';
import type { Range } from '../../src/text/range.js';
import { sentences } from '../../src/views/language/sentences.js';
import { halfWidthDigits, type Quantity, quantities, wordsOf } from '../../src/views/numbers/quantities.js';

/** A figure with the clause that says what it is of, as 收到政府信息公开申请15件. */
interface Statement {
  readonly quantity: Quantity;
  /** The words of the clause before the figure. */
  readonly head: string;
  /** The same without what may stand there or not, with the unit and the noun after it. */
  readonly matter: string;
  readonly sentence: Range;
  readonly block: number;
}

/** A clause that says less than this many characters may be about anything. */
const MIN_MATTER = 6;

const MAX_CLAUSE = 40;
const CLAUSE_MARK = /[，。；：、（）()“”！？\s]/u;
const CLAUSE_START = /^[^，。；：、（）()“”！？\s\d]{0,12}/u; // 申请

// 每镇, 分别: the figure is of one among several, or of a change
const OTHER = /\d|[每各均第]|分别|增加|减少/u;

/** What an organ does or has and would say twice: 收到申请15件. A fine or a price may differ from paragraph to paragraph. */
const WORK =
  /收到|接收|受理|新收|办理|办结|答复|回复|公开|发布|推送|编发|报送|发放|召开|举办|开展|组织|培训|印发|制定|审查|检查|出动|接待|处理|处置|解答|查处|排查|整改|完成|建成|投入/u;

// 全年共, 我局累计
const OPENING =
  /^(?:全年|年内|本年度?|今年|一年来|截至(?:目前|年底)|目前|其中|共计?|累计|总共|一共|(?:我|本)(?:局|委|办|厅|县|市|区|省|镇|乡|院|单位|街道|机关)|全[县市区省镇乡局])/u;

// 共计, 达
const CLOSING = /(?:共计?|累计|总计|合计|了|达到?|为|有)$/u;

// 2021年, 上半年, 3月: the figure of another time is another figure
const PERIODS =
  /\d{4}年|\d{1,2}月|上半年|下半年|季度|去年|上年|同期|十[一二三四]五|\d{1,2}日|昨[天日]|今[天日]|计划|拟|将|目标/gu;

// 城关镇, 县教育局
const BODIES = /\p{Script=Han}{1,4}[省市县区镇乡村局委厅院校]|公司|街道/gu;

/** The clause up to `end`, back to the mark before it, or no further than `start`. */
function clauseBefore(text: string, start: number, end: number): string {
  let at = end;
  while (at > start && !CLAUSE_MARK.test(text[at - 1] ?? '')) at--;
  return text.slice(at, end);
}

/** The words of a clause before its figure, without 全年共, 达 and their like. */
function bare(head: string): string {
  let left = head;
  for (let last = ''; last !== left; ) {
    last = left;
    left = left.replace(OPENING, '').replace(CLOSING, '');
  }
  return left;
}

function* statements(doc: Document): Iterable<Statement> {
  const text = halfWidthDigits(doc);
  const within = sentences(doc);
  let at = 0;
  let block = 0;
  for (const quantity of quantities(doc)) {
    const { range, unit } = quantity;
    while ((within[at]?.end ?? Infinity) <= range.start) at++;
    while ((doc.blocks[block]?.range.end ?? Infinity) <= range.start) block++;
    const sentence = within[at];
    if (!sentence || sentence.start > range.start || quantity.approximate || unit === '%') continue;
    const head = clauseBefore(text, Math.max(sentence.start, range.start - MAX_CLAUSE), range.start);
    const subject = bare(head);
    if (subject.length < MIN_MATTER || !WORK.test(subject) || OTHER.test(subject)) continue;
    const after = CLAUSE_START.exec(text.slice(range.end, range.end + MAX_CLAUSE))?.[0] ?? '';
    yield { quantity, head, matter: [subject, unit, after].join('\n'), sentence, block };
  }
}

const named = (text: string, pattern: RegExp): string => [...new Set(text.match(pattern))].sort().join('、');

/** Of the same time and the same body, as far as what stands before the two statements in their sentences says. */
function isSame(doc: Document, a: Statement, b: Statement): boolean {
  const before = ({ sentence, quantity, head }: Statement): string =>
    doc.text.slice(sentence.start, quantity.range.start - head.length);
  return [PERIODS, BODIES].every((pattern) => {
    const [first, second] = [named(before(a), pattern), named(before(b), pattern)];
    return first === second || first === '' || second === '';
  });
}

const digitsOf = (doc: Document, { digits }: Quantity): string => doc.text.slice(digits.start, digits.end);

export default defineRule({
  id: 'number-consistency',
  title: '同一事项前后数字不一致',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: false }],
  why: '同一份文件里同一事项、同一时期的数字只能有一个；前后不一，多是一处录入有误，要对照原始数据改正。',
  examples: [
    {
      bad: '2022年，我局收到政府信息公开申请16件，均已办结。\n二、依申请公开\n全年共收到政府信息公开申请{{15}}件。',
      fixed: '2022年，我局收到政府信息公开申请16件，均已办结。\n二、依申请公开\n全年共收到政府信息公开申请16件。',
      message: '“收到政府信息公开申请”前后数字不一致：此处是“15件”，另一处是“16件”。',
    },
    {
      bad: '累计举办政务公开培训班{{132}}期。\n会议指出，举办政务公开培训班123期。\n截至12月，共举办政务公开培训班123期。',
      fixed:
        '累计举办政务公开培训班123期。\n会议指出，举办政务公开培训班123期。\n截至12月，共举办政务公开培训班123期。',
    },
    { good: '2021年，收到政府信息公开申请15件。\n2022年，收到政府信息公开申请16件。', because: '不同年份' },
    { good: '城关镇受理群众来信来访15件。\n张村镇受理群众来信来访16件。', because: '不同单位' },
    { good: '收到政府信息公开申请15件。\n收到政府信息公开申请16份。', because: '计量单位不同，不能断定是同一事项' },
    { good: '全年受理群众来信来访15件。\n上半年受理群众来信来访25件。' },
    { good: '并处罚金人民币2000元。\n并处罚金人民币3000元。' },
    { good: '发布政务信息12条。\n发布政务信息13条。\n发布政务信息14条。', because: '逐项列举' },
    { good: '全年每镇收到政府信息公开申请15件。\n全年每镇收到政府信息公开申请16件。', because: '“每镇”的数不是一处的' },
    { good: '全年收到政府信息公开申请约15件。\n全年收到政府信息公开申请16件。', because: '一个是约数' },
    { good: '全年收到政府信息公开申请15件，收到政府信息公开申请16件。', because: '同一段里的两个数' },
    { good: '全年收到政府信息公开申请15件。\n全年收到政府信息公开申请38件。', because: '相差太多，不像笔误' },
    { good: '全年收到政府信息公开申请办结率95%。\n全年收到政府信息公开申请办结率96%。', because: '百分比' },
  ],

  *check(doc): Iterable<Finding> {
    for (const mentions of groupBy(statements(doc), ({ matter }) => matter).values()) {
      const values = groupBy(mentions, ({ quantity }) => quantity.value);
      // Three figures make a series.
      if (values.size !== 2) continue;
      const [first = [], second = []] = values.values();
      const [doubtful, other] = first.length < second.length ? [first, second] : [second, first];
      const [wrong, right] = [doubtful[0], other[0]];
      if (!wrong || !right || doubtful.some((a) => other.some((b) => a.block === b.block || !isSame(doc, a, b))))
        continue;
      if (!isMisprint(digitsOf(doc, wrong.quantity), digitsOf(doc, right.quantity))) continue;
      yield {
        range: wrong.quantity.digits,
        message: `“${bare(wrong.head)}”前后数字不一致：此处是“${wordsOf(doc, wrong.quantity)}”，另一处是“${wordsOf(doc, right.quantity)}”。`,
        suggest: [digitsOf(doc, right.quantity)],
        evidence: other.map(({ quantity }) => quantity.digits),
      };
    }
  },
});
