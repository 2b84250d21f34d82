import type { Document } from '../../document/document.js';
import type { Range } from '../../text/range.js';
import { SURNAMES } from '../../text/surnames.js';
import { places } from './place-index.js';

const LONGEST_PLACE = 12;

/** Whether the range lies in the name of a known place: 浉河区, 渑池县. */
export function isInPlace(doc: Document, { start, end }: Range): boolean {
  const gazetteer = places(doc.context.dictionaries);
  for (let from = Math.max(0, end - LONGEST_PLACE); from <= start; from++)
    for (let to = Math.min(doc.text.length, from + LONGEST_PLACE); to >= end; to--)
      if (to - from > 1 && gazetteer.named(doc.text.slice(from, to)).length > 0) return true;
  return false;
}

const GIVEN = `[${SURNAMES}]\\p{Script=Han}{1,2}`;
const TITLES =
  '同志|书记|主席|主任|局长|部长|省长|市长|县长|区长|镇长|乡长|院长|校长|处长|科长|所长|厅长|司长|会长|行长|总理|总统|委员|代表|先生|女士|教授|法官|检察官|律师|发言人|秘书长|董事长|经理|记者|编辑|原告|被告|被告人|上诉人|申请人|被害人|证人|审判长|审判员|书记员|法定代表人|委托代理人|主编|姓名|联系人|签发人|负责人|组长|队长|副组长|成员';
const NAMED_PART = new RegExp(
  `(?:(?<=${TITLES})${GIVEN}|(?<=^|[、，：:（(；。\\s])${GIVEN}(?=$|[、，；。）)\\s]|${TITLES}))`,
  'gu',
); // 局长王小明，

/** Context within which a person's name shows itself. */
const AROUND = 8;

/** Whether the range lies in what is shaped like a person's name: 局长王小明, 、李文东、. */
export function isInName(text: string, { start, end }: Range): boolean {
  const from = Math.max(0, start - AROUND);
  for (const found of text.slice(from, end + AROUND).matchAll(NAMED_PART)) {
    const at = from + found.index;
    if (at <= start && end <= at + found[0].length) return true;
  }
  return false;
}

/** A name from another language: characters about a middle dot. */
const FOREIGN = /\p{Script=Han}{1,8}(?:[·•]\p{Script=Han}{1,8}){1,4}/gu; // 帕尔哈提·买买提

/** Whether the range touches what is shaped like a name from another language. */
export function isInForeignName(text: string, { start, end }: Range): boolean {
  const from = Math.max(0, start - 2 * AROUND);
  for (const found of text.slice(from, end + 2 * AROUND).matchAll(FOREIGN)) {
    const at = from + found.index;
    if (at < end && start < at + found[0].length) return true;
  }
  return false;
}
