import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding, type Severity } from '../../src/rule/rule.js';
import { BRACKET_PAIRS } from '../../src/text/chars.js';
import { brackets, type UnpairedMark } from '../../src/views/language/brackets.js';

const CLOSE_TO_OPEN: ReadonlyMap<string, string> = new Map([...BRACKET_PAIRS].map(([open, close]) => [close, open]));
const NAMES: ReadonlyMap<string, string> = new Map([
  ['《', '书名号'],
  ['〈', '书名号'],
  ['“', '引号'],
  ['（', '括号'],
  ['〔', '六角括号'],
  ['【', '方头括号'],
]);

// 三）政府信息管理情况
const ITEM = /^[一二三四五六七八九十]{1,3}$/u;
// 1） a） ① 1.1） at the start of a line or after ：；。
const LIST_MARK = /(?:^|[^\p{Script=Han}\w.])(?:[\da-zA-Z.]{1,6}|[①-⑳]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3})\s?$/u;
const CHINESE_LIST_MARK = /(?:^|[：；。，、:;,\s])第?[一二三四五六七八九十甲乙丙丁]{1,3}$/u;
/** Two unpaired quotation marks this near may belong to one long quotation. */
const QUOTATION = 3000;

/** A document with more faults than these is a bad scan or extraction: its marks say little about its author. */
const SCANNED = 10;

/** From the start of a line to the mark, what may be the rest of a title cut in two. */
const CUT_TITLE = /^[\p{Script=Han}（）、]{1,20}$/u; // 纲要（草案）

/** A block this short is a button: 【打印本页】 */
const BUTTON = 10;
const STOP = /[。！？；：，、”）》…]$/u;

/** Whether the line before `start` ends a sentence; the first line of all follows nothing. */
const endsBefore = (text: string, start: number): boolean => {
  const before = text.slice(Math.max(0, start - 40), start).trimEnd();
  return before === '' || STOP.test(before);
};

/** How sure it is that a half is missing; undefined where it is not missing at all. */
function certainty(text: string, { mark, range, side, block }: UnpairedMark): Severity | undefined {
  const { start, end } = block.range;
  // 》》 and 《《 are arrows.
  if (text.charAt(range.start - 1) === mark || text.charAt(range.end) === mark) return undefined;
  // A line that starts with a closing half, or is only a mark, was cut off from its other half.
  if (end - start <= 2) return undefined;
  if (side === 'close' && range.start === start) return 'info';
  if ('》”'.includes(mark) && CUT_TITLE.test(text.slice(start, range.start)) && !endsBefore(text, start)) return 'info';
  if (mark === '【' || mark === '】') return end - start > BUTTON ? 'warning' : undefined;
  const quote = '“”'.includes(mark);
  // "和平号”: the other half is a straight quote.
  if (quote && text.slice(Math.max(start, range.start - 60), Math.min(end, range.end + 60)).includes('"'))
    return undefined;
  // GB/T 15834-2011 4.8.3.5: a quotation of several paragraphs opens anew in each and closes in the last.
  if (
    mark === '“' &&
    text
      .slice(end, end + 40)
      .trimStart()
      .startsWith(mark)
  )
    return undefined;
  if (quote && side === 'open' && (range.start === start || '：:，,'.includes(text.charAt(range.start - 1))))
    return 'info';
  if (quote && side === 'close' && (range.end >= end - 1 || /[。！？…，]/u.test(text.charAt(range.start - 1))))
    return 'info';
  if (side === 'open' && range.start === start && !STOP.test(text.charAt(end - 1))) return 'info';
  // The line before may have been cut off.
  if (side === 'close' && mark !== '》' && range.end === end) return 'info';
  return 'error';
}

function* faultsOf(doc: Document): Iterable<Finding> {
  const unpaired = brackets(doc).unpaired;
  const quotes = unpaired.filter(({ mark }) => '“”'.includes(mark));
  const alone = new Set<UnpairedMark>(
    quotes.filter((mark, i) => {
      const before = quotes[i - 1];
      const after = quotes[i + 1];
      return (
        (!before || mark.range.start - before.range.end > QUOTATION) &&
        (!after || after.range.start - mark.range.end > QUOTATION)
      );
    }),
  );
  for (const found of unpaired) {
    const { mark, range, side, block } = found;
    const partner = side === 'open' ? BRACKET_PAIRS.get(mark) : CLOSE_TO_OPEN.get(mark);
    const name = NAMES.get(side === 'open' ? mark : (partner ?? ''));
    if (partner === undefined || name === undefined) continue;
    if ('“”'.includes(mark) && !alone.has(found)) continue;
    if (mark === '）') {
      const head = doc.text.slice(Math.max(block.range.start, range.start - 8), range.start);
      if (range.start - block.range.start <= 3 && ITEM.test(head)) {
        const item = `${head}${mark}`;
        yield {
          range: { start: block.range.start, end: range.end },
          message: `序号“${item}”缺前半个括号，应为“（${item}”。`,
          suggest: [`（${item}`],
        };
        continue;
      }
      if (LIST_MARK.test(head) || CHINESE_LIST_MARK.test(head)) continue;
    }
    const severity = certainty(doc.text, found);
    if (severity) yield { range, severity, message: `${name}“${mark}”没有与之成对的“${partner}”。` };
  }
}

export default defineRule({
  id: 'punct-pair',
  title: '标点不成对',
  severity: 'error',
  fix: 'suggest',
  basis: [
    { standard: 'GB/T 15834-2011', clause: '4.8.2', verified: true },
    { standard: 'GB/T 15834-2011', clause: '4.9.2', verified: true },
    { standard: 'GB/T 15834-2011', clause: '4.15.2', verified: true },
  ],
  why: '引号、括号、书名号前后成对；缺一半，引文、注释或文件名的起止就不明。请补上缺的一半，或删去多余的一半。',
  examples: [
    {
      bad: '依据{{《}}中华人民共和国政府信息公开条例要求，开展工作。',
      fix: 'none',
      message: '书名号“《”没有与之成对的“》”。',
    },
    { bad: '按照政府信息公开条例{{》}}的要求开展工作。', fix: 'none' },
    {
      bad: '（一）主动公开情况\n（二）依申请公开情况\n{{三）}}政府信息管理情况',
      fixed: '（一）主动公开情况\n（二）依申请公开情况\n（三）政府信息管理情况',
      message: '序号“三）”缺前半个括号，应为“（三）”。',
    },
    { bad: '全年共受理申请15件{{（}}其中自然人12件。', fix: 'none', message: '括号“（”没有与之成对的“）”。' },
    {
      bad: '严格落实“先审查、后公开”和{{“}}谁公开、谁负责的原则。',
      fix: 'none',
      message: '引号““”没有与之成对的“””。',
    },
    { good: '【打印本页\n【关闭窗口', because: '网页按钮' },
    { good: '》》点击进入专题《《' },
    { good: '严格按照《国务院办公厅关于印发〈办法〉的通知》（国办函〔2020〕109号）执行。' },
    { good: '1）主动公开；2）依申请公开；a）其他。', because: '序号只用半个括号' },
    { good: '他说：“第一段。\n“第二段。”', because: '引文分段，每段之首重用前引号' },
    { good: '《国务院办公厅关于做好\n公开工作的通知》', because: '标题分行' },
    {
      bad: '第一段\n{{》}}的通知要求各地抓好落实。',
      severity: 'info',
      fix: 'none',
      because: '行首的后一半，前一半也许在上一行，仅提示',
    },
    {
      bad: '国务院办公厅关于印发\n政务公开办法（试行）{{》}}的通知执行。',
      severity: 'info',
      fix: 'none',
      because: '也许是分行的标题，仅提示',
    },
    { bad: '执行好。\n政务公开办法（试行）{{》}}的通知执行。', fix: 'none', because: '上一行已经完句' },
    {
      bad: '各单位要认真学习{{【}}重要通知并抓好落实。',
      severity: 'warning',
      fix: 'none',
      message: '方头括号“【”没有与之成对的“】”。',
      because: '方头括号用法不一',
    },
    {
      bad: '各单位要认真学习重要通知{{】}}并抓好落实。',
      severity: 'warning',
      fix: 'none',
      because: '方头括号用法不一',
    },
    {
      bad: '县长指出：{{“}}要抓好落实，并报告结果。',
      severity: 'info',
      fix: 'none',
      because: '引文也许到下文才完，仅提示',
    },
    { bad: '{{“}}要抓好落实，并报告结果。', severity: 'info', fix: 'none', because: '引文也许到下文才完，仅提示' },
    {
      bad: '要抓好落实，并报告结果。{{”}}他指出。',
      severity: 'info',
      fix: 'none',
      message: '引号“””没有与之成对的““”。',
      because: '引文也许从上文起，仅提示',
    },
    { bad: '要抓好落实，并报告结果{{”}}', severity: 'info', fix: 'none', because: '引文也许从上文起，仅提示' },
    {
      bad: '{{（}}一次性发放完毕并公示',
      severity: 'info',
      fix: 'none',
      because: '行末没有完句，后一半也许在下一行，仅提示',
    },
    { bad: '{{（}}一次性发放完毕并公示。', fix: 'none' },
    { bad: '已报县政府备案并公示{{）}}', severity: 'info', fix: 'none', because: '前一半也许在上一行，仅提示' },
    { bad: '已报县政府备案{{）}}并公示。', fix: 'none' },
    { bad: '按照条例的要求{{》}}', fix: 'none' },
    { bad: '合计三十三三{{）}}其他', fix: 'none' },
    {
      bad: Array(11).fill('按照{{《}}条例的要求执行。').join('\n'),
      severity: 'info',
      fix: 'none',
      because: '一篇里缺得太多，多是识别、转换造成，仅提示',
    },
    { good: '开始\n》\n结束', because: '单独成行的标点，与另一半断开了' },
    { good: '他说"和平号”空间站升空，各方关注。', because: '另一半是直引号' },
    { good: '谁主管”谁负责的原则要落实。严格“先审查的要求执行。', because: '两处相距不远，也许是一段引文' },
    { good: '主动公开：三）其他，①）其一。第一）是。', because: '序号' },
    { good: '主管部门)和「甲同意', because: '不是中文公文用的标点' },
  ],

  *check(doc) {
    const findings = [...faultsOf(doc)];
    const isScanned = findings.length > SCANNED;
    for (const finding of findings) yield isScanned ? { ...finding, severity: 'info' } : finding;
  },
});
