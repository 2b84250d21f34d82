import type { AnnualForm } from '../../src/views/forms/annual-form.js';
import { draw } from '../planting/planting.js';
import { below, marked, type Random, type ReportModel, rightReport } from './report-model.js';

/** A report with last year's of the same organ and this year's of another. */
export interface ReportPair {
  readonly now: ReportModel;
  readonly last: ReportModel;
  readonly other: ReportModel;
}

export interface PairFault {
  readonly name: string;
  readonly rule: string;
  readonly plant: (pair: ReportPair, random: Random) => boolean;
}

const HEADS = '清临云东青石安平永宁长武';
const TAILS = '源溪岭湖山桥川河阳泉水城';
const BUREAUS = ['民政局', '教育局', '水利局', '司法局', '财政局', '审计局', '统计局', '信访局', '商务局', '林业局'];

/** The n-th organ: no two of a thousand are one. */
const organOf = (n: number): string =>
  `${HEADS[n % 12]}${TAILS[Math.floor(n / 12) % 12]}县${BUREAUS[Math.floor(n / 144) % 10]}`;

const WORK: readonly (readonly string[])[] = [
  ['一年来', '本年度', '我单位', '在县委、县政府领导下', '围绕中心工作', '对照年度要点'],
  ['逐项梳理公开目录', '健全政策解读机制', '更新门户网站栏目', '细化各股室任务', '完善审查流程', '开展规范性文件清理'],
  [
    '围绕就业和社会保障',
    '围绕义务教育招生',
    '围绕农村饮水安全',
    '围绕行政审批改革',
    '围绕惠民资金发放',
    '围绕重大项目建设',
  ],
  [
    '公开群众关心的事项',
    '回应企业提出的问题',
    '发布通俗易懂的图解',
    '组织现场开放活动',
    '邀请代表委员座谈',
    '编印便民办事指南',
  ],
  [
    '群众知晓率明显提高',
    '办事时间进一步缩短',
    '信息发布更加及时',
    '答复质量稳步提升',
    '公开渠道不断拓宽',
    '业务能力得到加强',
  ],
];

/** A paragraph of its own words, as no two reports need have it. */
const ownWords = (random: Random): string =>
  `${[...WORK, ...WORK.slice(1)].map((choices) => draw(choices, random)).join('，')}。`;

const narrate = (model: ReportModel, random: Random): ReportModel => {
  const overview = model.sections[0]?.paragraphs ?? [];
  // Sentences on applications are drawn from a few, and would be like another's.
  const applications = overview.findIndex((paragraph) => paragraph.startsWith(`${model.year}年，我单位`));
  if (applications >= 0) overview[applications] += ownWords(random);
  overview.push(ownWords(random), ownWords(random));
  model.sections[4]?.paragraphs.push(ownWords(random));
  return model;
};

/** Two years of one organ that agree, and another organ's report. */
export function rightPair(form: AnnualForm, random: Random, number: number): ReportPair {
  const year = 2022 + below(3, random);
  const organ = organOf(2 * number);
  const last = narrate(rightReport(form, random, { organ, year: year - 1 }), random);
  const carriedOver = (column: string): number => last.figures('4', column);
  return {
    last,
    now: narrate(rightReport(form, random, { organ, year, carriedOver }), random),
    other: narrate(rightReport(form, random, { organ: organOf(2 * number + 1), year }), random),
  };
}

/** How many opening characters of a copied paragraph a finding stands on. */
const OPENING = 10;

const COLUMNS = ['natural', 'commercial', 'research', 'welfare', 'legal', 'other'];

export const PAIR_FAULTS: readonly PairFault[] = [
  {
    name: '上年结转与上年年报不符',
    rule: 'table-carry-over',
    plant({ now }, random) {
      // The year's own sums stay right: what came from last year is more, what is new is less.
      const column = draw(
        COLUMNS.filter((id) => now.figures('1', id) > 0),
        random,
      );
      if (column === undefined) return false;
      for (const [row, by] of [
        ['1', -1],
        ['2', 1],
      ] as const)
        for (const id of [column, 'total']) {
          const text = String(now.figures(row, id) + by);
          now.cells.set(`${row}\t${id}`, row === '2' && id === column ? marked(text) : text);
        }
      return true;
    },
  },
  {
    name: '照抄上年年报',
    rule: 'report-copy',
    plant({ now, last }) {
      for (const at of [0, 4]) {
        const own = now.sections[at]?.paragraphs ?? [];
        const old = last.sections[at]?.paragraphs ?? [];
        const copied = old.slice(at === 0 ? -2 : -1);
        own.splice(own.length - copied.length, copied.length, ...copied);
      }
      return markFirst(now, last.sections[0]?.paragraphs.at(-2));
    },
  },
  {
    name: '照抄外单位年报',
    rule: 'report-copy',
    plant({ now, other }) {
      const own = now.sections[4]?.paragraphs;
      const copied = other.sections[4]?.paragraphs.at(-1);
      if (!own || copied === undefined) return false;
      own.splice(-1, 1, copied);
      return markFirst(now, copied);
    },
  },
];

function markFirst({ sections }: ReportModel, paragraph: string | undefined): boolean {
  for (const { paragraphs } of sections) {
    const at = paragraph === undefined ? -1 : paragraphs.indexOf(paragraph);
    if (paragraph === undefined || at < 0) continue;
    paragraphs[at] = marked(paragraph.slice(0, OPENING)) + paragraph.slice(OPENING);
    return true;
  }
  return false;
}
