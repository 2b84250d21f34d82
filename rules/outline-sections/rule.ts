import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { chineseNumber } from '../../src/text/numerals.js';
import { annualForm, type FormItem, foldLabel } from '../../src/views/forms/annual-form.js';
import { type AnnualSection, annualReport } from '../../src/views/forms/annual-report.js';

const NUMERALS = '〇一二三四五六七八九十';

/** With fewer sections of the form than this the text is an extract or another report. */
const LEAST = 3;

function* orderFaults(sections: readonly AnnualSection[]): Iterable<Finding> {
  let highest = 0;
  const seen = new Set<string>();
  for (const { item, name, nameRange } of sections) {
    if (!item) continue;
    if (seen.has(item.id)) {
      yield { range: nameRange, message: `年报的“${name}”部分重复，或标题写错。` };
      continue;
    }
    seen.add(item.id);
    if (Number(item.id) < highest)
      yield {
        range: nameRange,
        message: `年报的“${name}”应为第${NUMERALS[Number(item.id)]}部分，次序与规定格式不符。`,
      };
    highest = Math.max(highest, Number(item.id));
  }
}

function* numberFaults(sections: readonly AnnualSection[]): Iterable<Finding> {
  const numbers = sections.map(({ number }) => number);
  for (const [i, { item, mark, markRange, number, name }] of sections.entries()) {
    if (!item || number === undefined || number === Number(item.id)) continue;
    // A number that goes on from its neighbour is right where a section is missing or added.
    const goesOn = i > 0 ? number === (numbers[i - 1] ?? 0) + 1 : number === 1;
    if (goesOn && number !== numbers[i + 1]) continue;
    const right = mark.replace(/^[一二三四五六七八九十]{1,2}/u, NUMERALS[Number(item.id)] ?? '');
    yield {
      range: markRange,
      message: `“${name}”的序号“${mark}”应为“${right}”。`,
      suggest: [right],
    };
  }
}

function* nameFaults(sections: readonly AnnualSection[]): Iterable<Finding> {
  for (const { item, exact, name, nameRange } of sections)
    if (item && !exact)
      yield {
        range: nameRange,
        message: `年报标题“${name}”与规定格式不符，应为“${item.label}”。`,
        suggest: [item.label],
        severity: 'warning',
      };
}

// （宋体加粗小四号字）, （文字描述）: what the form says of itself
const PARENTHESIS = /[（(][^（）()]{1,44}[）)]/gu;
const INSTRUCTION = /宋体|黑体|仿宋|楷体|加粗|号字|文字描述/u;

function* leftovers({ text }: Document, sections: readonly AnnualSection[]): Iterable<Finding> {
  for (const { nameRange } of sections) {
    const match = [...text.slice(nameRange.start, nameRange.end).matchAll(PARENTHESIS)].find(([words]) =>
      INSTRUCTION.test(words),
    );
    if (!match) continue;
    const start = nameRange.start + match.index;
    yield {
      range: { start, end: start + match[0].length },
      message: `标题中的格式说明“${match[0]}”没有删去。`,
      suggest: [''],
    };
  }
}

function* missing(sections: readonly AnnualSection[], form: readonly FormItem[]): Iterable<Finding> {
  for (const lost of form) {
    if (sections.some(({ item }) => item === lost)) continue;
    const next = sections.find(({ item }) => item && Number(item.id) > Number(lost.id));
    const at = next ?? sections.at(-1);
    if (at)
      yield {
        range: at.nameRange,
        message: `年报“${at.name}”之${next ? '前' : '后'}缺“${lost.label}”部分。`,
      };
  }
}

const PROMISE = /(?<count>[二三四五六七八九十\d]{1,2})个(?:部分|方面)/gu; // 全文包括总体情况、……六个部分

/** The sections that the opening promises, against the headings. */
function* promiseFaults(
  doc: Document,
  sections: readonly AnnualSection[],
  form: readonly FormItem[],
): Iterable<Finding> {
  const [first] = sections;
  if (!first) return;
  const opening = doc.text.slice(0, first.body.end);
  for (const promise of opening.matchAll(PROMISE)) {
    const from = opening.lastIndexOf('。', promise.index) + 1;
    const list = opening.slice(from, promise.index);
    const listed = form.filter(({ names }) => names.some((name) => list.includes(name)));
    if (listed.length >= LEAST) yield* promiseAgainst(doc, { promise, from, list }, sections);
  }
}

interface SectionList {
  readonly promise: RegExpExecArray;
  /** Where its sentence begins: the list may be broken into lines, and those are blocks, so the sentences view is no help. */
  readonly from: number;
  readonly list: string;
}

function* promiseAgainst(
  doc: Document,
  { promise, from, list }: SectionList,
  sections: readonly AnnualSection[],
): Iterable<Finding> {
  const count = promise.groups?.count ?? '';
  const real = sections.filter(({ item }) => item);
  const number = /\d/u.test(count) ? Number(count) : chineseNumber(count);
  if (number !== real.length) {
    const start = promise.index;
    yield {
      range: { start, end: start + count.length },
      message: `开头说全文有“${count}”个部分，实有${real.length}个。`,
      severity: 'warning',
    };
  }
  for (const { item, name } of real) {
    const printed = item?.names.filter((each) => list.includes(each)).sort((a, b) => b.length - a.length)[0];
    if (printed === undefined || foldLabel(printed) === foldLabel(name)) continue;
    const start = doc.text.indexOf(printed, from);
    yield {
      range: { start, end: start + printed.length },
      message: `开头列出的“${printed}”与该部分标题“${name}”不一致。`,
      suggest: [name],
      severity: 'info',
    };
  }
}

const HEADINGS = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
];
const headings = (change: (headings: string[]) => void): string => {
  const changed = [...HEADINGS];
  change(changed);
  return changed.join('\n');
};

export default defineRule({
  id: 'outline-sections',
  title: '年报六个部分缺漏、改名、错序',
  severity: 'error',
  fix: 'suggest',
  basis: [
    { standard: '国办公开办函〔2021〕30号', clause: '六个部分', verified: false },
    { standard: '政府信息公开条例', clause: '第五十条', verified: true },
  ],
  why: '年报的六个部分及其标题、次序由规定格式写明，不能遗漏，也不宜改动；缺少一部分就是内容不全。',
  appliesTo: ['annual-report'],
  examples: [
    {
      bad: headings((all) => all.splice(2, 2, '三、{{政府信息公开行政复议、行政诉讼情况}}')),
      fix: 'none',
      message: '年报“政府信息公开行政复议、行政诉讼情况”之前缺“收到和处理政府信息公开申请情况”部分。',
    },
    {
      bad: headings((all) => all.splice(5, 1)).replace('存在的主要问题及改进情况', '{{存在的主要问题及改进情况}}'),
      fix: 'none',
      message: '年报“存在的主要问题及改进情况”之后缺“其他需要报告的事项”部分。',
    },
    {
      bad: headings((all) => all.splice(4, 1, '{{四、}}存在的主要问题及改进情况')),
      fixed: HEADINGS.join('\n'),
      message: '“存在的主要问题及改进情况”的序号“四、”应为“五、”。',
    },
    {
      bad: headings((all) => all.splice(2, 1, '三、{{收到和处理信息公开申请的情况}}')),
      fixed: HEADINGS.join('\n'),
      severity: 'warning',
      message: '年报标题“收到和处理信息公开申请的情况”与规定格式不符，应为“收到和处理政府信息公开申请情况”。',
    },
    {
      bad: headings((all) =>
        all.splice(3, 2, '四、存在的主要问题及改进情况', '五、{{政府信息公开行政复议、行政诉讼情况}}'),
      ),
      fix: 'none',
      message: '年报的“政府信息公开行政复议、行政诉讼情况”应为第四部分，次序与规定格式不符。',
    },
    {
      bad: headings((all) =>
        all.splice(
          1,
          0,
          '全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、{{存在问题及改进情况}}、其他需要报告的事项{{五}}个部分。',
        ),
      ),
      fixed:
        '一、总体情况\n全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项五个部分。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项',
      severity: ['info', 'warning'],
      fix: ['suggest', 'none'],
      message: [
        '开头列出的“存在问题及改进情况”与该部分标题“存在的主要问题及改进情况”不一致。',
        '开头说全文有“五”个部分，实有6个。',
      ],
    },
    {
      bad: headings((all) => all.splice(0, 1, '一、总体情况{{（宋体加粗小四号字）}}')),
      fixed: HEADINGS.join('\n'),
      message: '标题中的格式说明“（宋体加粗小四号字）”没有删去。',
    },
    { good: HEADINGS.join('\n') },
    {
      good: headings((all) => all.splice(3, 1, '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况')),
      because: '通行的旧名',
    },
    { good: '一、总体情况\n二、下一步工作\n三、附件', because: '不是年报的提纲' },
    {
      bad: headings((all) => all.splice(5, 0, '五、{{存在的主要问题及改进情况}}')),
      fix: 'none',
      message: '年报的“存在的主要问题及改进情况”部分重复，或标题写错。',
    },
    {
      bad: headings((all) =>
        all.splice(1, 0, '全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等{{7}}个部分。'),
      ),
      severity: 'warning',
      fix: 'none',
    },
    {
      good: headings((all) =>
        all.splice(1, 0, '全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等6个部分。'),
      ),
    },
    {
      good: headings((all) => all.splice(1, 0, '公开了总体情况、主动公开政府信息情况两个方面。')),
      because: '只列了两个，不是说全文',
    },
    { good: '一、总体情况\n二、收到和处理信息公开申请的情况\n三、附件', because: '合乎格式的部分太少，不是年报的提纲' },
  ],

  *check(doc) {
    const form = annualForm(doc.context.dictionaries).sections;
    const { sections } = annualReport(doc);
    yield* leftovers(doc, sections);
    if (new Set(sections.filter(({ exact }) => exact).map(({ item }) => item)).size < LEAST) return;
    yield* missing(sections, form);
    yield* orderFaults(sections);
    yield* numberFaults(sections);
    yield* nameFaults(sections);
    yield* promiseFaults(doc, sections, form);
  },
});
