import type { Block, Document } from '../../document/document.js';
import { perDocument } from '../../document/per-document.js';
import { chineseNumber } from '../../text/numerals.js';
import type { Range } from '../../text/range.js';
import { annualForm, type FormItem, itemNamed, itemNear } from './annual-form.js';
import { title } from './title.js';

/** A heading of the first level, and the section of the form it stands for where it is one. */
export interface AnnualSection {
  /** The heading without its number. */
  readonly name: string;
  readonly nameRange: Range;
  /** 四、 as printed; empty where it has none. */
  readonly mark: string;
  readonly markRange: Range;
  readonly number: number | undefined;
  readonly item: FormItem | undefined;
  /** Named as the form or one of its aliases has it. */
  readonly exact: boolean;
  /** From the end of the heading to the next one. */
  readonly body: Range;
}

export interface AnnualReport {
  /** The year in the title of an annual report. */
  readonly year: number | undefined;
  /** The publisher, as the title names it; empty where it does not. */
  readonly organ: string;
  readonly sections: readonly AnnualSection[];
  /** Paragraphs of the main text that are no headings. */
  readonly paragraphs: readonly Range[];
}

const YEAR = /(?<!\d)(?<year>20\d{2})\s{0,2}年度?/u; // 2022年
const TITLE = /政府信息公开.{0,10}(?:报告|年报)/u;
const MAX_HEADING = 45;
const MARK = /^(?<number>[一二三四五六七八九十]{1,2})\s{0,2}[、．.，]\s{0,2}/u; // 一、
const SECTION_WORDS = /情况|事项|问题/u;

function headingOf(
  doc: Document,
  block: Block,
  sections: readonly FormItem[],
): Omit<AnnualSection, 'body'> | undefined {
  if (!['heading', 'paragraph', 'item'].includes(block.kind)) return undefined;
  const { start, end } = block.range;
  const text = doc.text.slice(start, end).trimEnd();
  if (text.length > MAX_HEADING || /[。；]./u.test(text)) return undefined;
  const mark = MARK.exec(text);
  const printed = text.slice(mark?.[0].length ?? 0).replace(/[。：:]$/u, '');
  const named = itemNamed(sections, printed);
  const item = named ?? itemNear(sections, printed);
  // Without a number only what is a section's own name is a heading of the first level.
  if (!mark && !(item && (block.kind === 'heading' || named))) return undefined;
  const from = start + (mark?.[0].length ?? 0);
  return {
    name: printed,
    nameRange: { start: from, end: from + printed.length },
    mark: mark?.[0].trim() ?? '',
    markRange: { start, end: start + (mark?.[0].trim().length ?? 0) },
    number: mark?.groups?.number === undefined ? undefined : chineseNumber(mark.groups.number),
    item: item ?? (SECTION_WORDS.test(printed) ? alike(sections, printed) : undefined),
    exact: named !== undefined,
  };
}

/** Words that tell the sections of the form apart, however they are renamed. */
const TELLING: readonly (readonly [string, RegExp])[] = [
  ['1', /总体|概述/u],
  ['4', /复议|诉讼/u],
  ['3', /申请/u],
  ['2', /主动公开/u],
  ['5', /问题|改进/u],
  ['6', /其他|事项/u],
];

const alike = (sections: readonly FormItem[], name: string): FormItem | undefined => {
  const id = TELLING.find(([, words]) => words.test(name))?.[0];
  return sections.find((section) => section.id === id);
};

/** What the 年报 is: its year and publisher as the title has them, its sections by the form. */
export const annualReport = perDocument((doc): AnnualReport => {
  const { sections: items } = annualForm(doc.context.dictionaries);
  const head = title(doc);
  const year = TITLE.test(head?.text ?? '') ? YEAR.exec(head?.text ?? '') : null;
  const headings: Omit<AnnualSection, 'body'>[] = [];
  const paragraphs: Range[] = [];
  for (const block of doc.blocks) {
    if (block.region !== 'main' || block.table) continue;
    const heading = headingOf(doc, block, items);
    // The first line is the title, unless the text begins with a section.
    if (block.range.start === head?.range?.start && !heading?.exact) continue;
    if (heading) headings.push(heading);
    else paragraphs.push(block.range);
  }
  return {
    year: year?.groups?.year === undefined ? undefined : Number(year.groups.year),
    organ: year && head ? (head.text.replace(year[0], '').split('政府信息公开')[0] ?? '').trim() : '',
    sections: headings.map((heading, i) => ({
      ...heading,
      body: { start: heading.nameRange.end, end: headings[i + 1]?.markRange.start ?? doc.text.length },
    })),
    paragraphs,
  };
});
