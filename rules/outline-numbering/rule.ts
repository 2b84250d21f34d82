import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { chineseNumeral } from '../../src/text/numerals.js';
import { type OutlineItem, outline } from '../../src/views/forms/outline.js';

type Numbered = OutlineItem & { readonly number: number };

// A new article, attachment or quoted amendment between two items: what follows is another list.
const PARTED =
  /\n\s{0,8}(?:第[一二三四五六七八九十百零〇\d]{1,7}[编章节条]|附[件录表：:])|修改为|增加一[章节条款项]|[：:]\s{0,8}“/u;

/** The mark without its number: 一、 and 1、 and 1. number lists of their own. */
const styleOf = ({ mark, level }: OutlineItem): string => `${level}${mark.replace(/[\d一二三四五六七八九十百]/gu, '')}`;

/** Lists within lists; more are lists one after another. */
const MAX_OPEN = 8;

const CHINESE_NUMBER = /[一二三四五六七八九十百]{1,5}/u; // 二十三

/** Items of one list, or of lists one after another, under one heading: in one style, with nothing higher between. */
function listsOf(doc: Document): readonly (readonly Numbered[])[] {
  const lists: Numbered[][] = [];
  let open = new Map<string, Numbered[]>();
  for (const item of outline(doc)) {
    const { number, level } = item;
    if (number === undefined) continue;
    open = new Map([...open].filter(([, list]) => (list[0]?.level ?? level) <= level));
    const style = styleOf(item);
    const list = open.get(style);
    const last = list?.at(-1);
    if (!list || !last || PARTED.test(doc.text.slice(last.range.start, item.range.start))) {
      const begun = [{ ...item, number }];
      lists.push(begun);
      open.set(style, begun);
    } else list.push({ ...item, number });
  }
  return lists;
}

function* faultsOf(doc: Document, list: readonly Numbered[]): Iterable<Finding> {
  // The last item of each list that may still go on; a list within a list (a table's rows) stands on top.
  let open: Numbered[] = [];
  for (const [i, item] of list.entries()) {
    const { number } = item;
    const last = open.at(-1);
    const next = list[i + 1]?.number;
    const finding = (says: string): Finding => ({
      range: item.markRange,
      message: `序号“${item.mark}”${says}。`,
      ...(last && { evidence: [last.markRange] }),
    });
    if (last && number !== last.number + 1 && next === last.number + 2) {
      yield finding(`不接上文，上一个序号是“${last.mark}”，下一个是“${list[i + 1]?.mark}”`);
      open = [...open.slice(0, -1), { ...item, number: last.number + 1 }];
      continue;
    }
    const resumed = open.findLastIndex((other) => other.number === number - 1);
    if (number === 1) open = [...open.slice(-MAX_OPEN), item];
    else if (resumed >= 0) open = [...open.slice(0, resumed), item];
    else if (last && number === last.number && next === number + 1) yield finding('与上一个序号重复');
    else if (last && number === last.number + 2 && next === number + 1) {
      const missing = renumbered(item.mark, number - 1);
      // 一、……；二、……: the number stands within a line
      const inline = doc.text.slice(last.markRange.end, item.range.start).includes(missing);
      // A page may have lost a line on its way here, and of the smaller items more easily.
      if (!inline) yield { ...finding(`之前缺“${missing}”`), ...(item.level > 1 && { severity: 'info' }) };
      open = [...open.slice(0, -1), item];
    } else open = [item];
  }
}

/** The mark as it reads with another number. */
const renumbered = (mark: string, number: number): string =>
  /\d/u.test(mark) ? mark.replace(/\d{1,3}/u, String(number)) : mark.replace(CHINESE_NUMBER, chineseNumeral(number));

export default defineRule({
  id: 'outline-numbering',
  title: '层次序数不连续',
  severity: 'warning',
  fix: 'none', // 是漏了一段还是编错了号，机器不知道
  basis: [{ standard: 'GB/T 9704-2012', clause: '7.3.3', verified: true }],
  why: '结构层次序数应依次编排；跳号、重号多是增删段落后没有重新编号，或整段遗漏。',
  examples: [
    { bad: '一、总体要求\n二、主要任务\n{{四、}}保障措施\n五、工作要求', message: '序号“四、”之前缺“三、”。' },
    { bad: '一、总体要求\n二、主要任务\n{{二、}}保障措施\n三、工作要求', message: '序号“二、”与上一个序号重复。' },
    {
      bad: '一、总体要求\n二、主要任务\n{{二、}}保障措施\n四、工作要求',
      message: '序号“二、”不接上文，上一个序号是“二、”，下一个是“四、”。',
    },
    { bad: '一、总体要求\n{{一、}}主要任务\n三、保障措施' },
    { bad: '一、总体要求\n（一）指导思想。\n{{（三）}}基本原则。\n（四）目标。', severity: 'info' },
    { bad: '1.加强领导\n2.明确责任\n{{4.}}强化督查\n4.严肃纪律' },
    { good: '一、总体要求\n（一）指导思想。\n（二）目标。\n二、主要任务\n（一）抓落实。\n（二）抓督查。\n三、要求' },
    {
      good: '一、总体情况\n二、主动公开\n一、本年新收\n二、上年结转\n三、办理结果\n三、存在问题\n四、其他事项',
      because: '表格里的一、二、三',
    },
    { good: '一、加强领导，明确责任；二、强化督查。\n三、严肃纪律\n四、及时报送', because: '二、不另起行' },
    { good: '第二条 有下列情形之一的：\n（一）甲；\n（二）乙。\n第三条 前条第二项：\n（二）丙；\n（三）丁。' },
    { good: '一、总体要求\n二、主要任务\n四、保障措施', because: '后面没有接续，可能是节选' },
    { bad: '1.加强领导\n2.明确责任\n{{4.}}强化督查\n5.严肃纪律', severity: 'info' },
  ],

  *check(doc) {
    for (const list of listsOf(doc)) yield* faultsOf(doc, list);
  },
});
