import { TableRow } from 'docx';
import type { FileReport } from '../record/file-report.js';
import type { AnyRule } from '../rule/rule.js';
import { printable } from '../text/printable.js';
import { type ChecklistDocument, type ChecklistHead, checklistHead } from './checklist.js';
import { aboutLines, cell, heading, line, table, wordFile } from './docx.js';
import type { RenderContext } from './render.js';
import type { BrokenLink, Counted, SiteLinks } from './site-links.js';
import { beijingTime } from './words.js';

/** One line of 检查情况表. */
interface Indicator {
  readonly part: '单项否决' | '扣分';
  readonly name: string;
  /** What counts, in short. */
  readonly asks: string;
  readonly verdict: '发现' | '未发现' | '未检测';
  readonly what: string;
}

const SHOWN = 5;
const COLUMNS = '栏目不更新';

/**
 * 单项否决 of 政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）, in our words; what a reading of pages cannot know is 未检测.
 */
const BEYOND: readonly (readonly [name: string, asks: string, why: string])[] = [
  ['站点无法访问', '连续一周每天多次访问，打不开的累计达到 5%', '须连续监测'],
  ['首页不更新', '首页两周没有更新', '须看首页的更新时间'],
  [
    COLUMNS,
    '动态要闻类两周、通知公告和政策文件类六个月没有更新的栏目达到规定数；空白栏目达到规定数',
    '须看各栏目的更新要求',
  ],
  ['互动回应差', '没有咨询建言渠道；有效留言超过三个月没有回应', '须看留言和答复'],
  ['服务不实用', '没有办事服务；办事指南缺少重点要素', '须逐项查看办事指南'],
];

/** How many there are of a kind, and the first of them for people to look at. */
interface Seen {
  count: number;
  readonly first: string[];
}

function see(seen: Seen, ...names: readonly string[]): void {
  seen.count += names.length;
  seen.first.push(...names.slice(0, Math.max(0, SHOWN - seen.first.length)));
}

const examples = ({ count, first }: Seen): string => `${count} 页，如 ${first.join('、')}${count > SHOWN ? '……' : ''}`;

const found = (seen: Seen, nothing: string): Pick<Indicator, 'verdict' | 'what'> =>
  seen.count > 0 ? { verdict: '发现', what: examples(seen) } : { verdict: '未发现', what: nothing };

/** What the indicators ask, noted while the pages of a site go by. */
class Sightings {
  readonly vetoes: Seen = { count: 0, first: [] };
  readonly faulty: Seen = { count: 0, first: [] };
  readonly broken: Seen = { count: 0, first: [] };
  readonly unusable: Seen = { count: 0, first: [] };
  readonly empty: Seen = { count: 0, first: [] };
  readonly garbled: Seen = { count: 0, first: [] };
  readonly misdeclared: Seen = { count: 0, first: [] };
  /** The newest date of each column: what a person needs who judges whether it is kept up. */
  readonly newest = new Map<string, string>();
  readonly hosts = new Set<string>();
  /** Errors and warnings. */
  readonly byRule = new Map<string, number>();

  /** A page as it was stored. */
  addPage({ filePath, url, reason, messages, declaredEncoding, column, published }: FileReport): void {
    const code = reason?.code ?? '';
    if (code.startsWith('http-') || code === 'not-found') see(this.broken, filePath);
    if (code === 'damaged' || code === 'encrypted') see(this.unusable, filePath);
    if (code === 'empty') see(this.empty, filePath);
    if (messages.some(({ ruleId }) => ruleId === 'encoding-damage')) see(this.garbled, filePath);
    if (declaredEncoding !== undefined) see(this.misdeclared, filePath);
    if (url && URL.canParse(url)) this.hosts.add(new URL(url).host);
    const date = published?.slice(0, 10) ?? '';
    if (column && date > (this.newest.get(column) ?? '')) this.newest.set(column, date);
  }

  /** What of it is told. */
  addDocument({ name, items }: ChecklistDocument): void {
    see(this.vetoes, ...items.filter(({ veto }) => veto).map(({ quote }) => `${name}（${quote}）`));
    const faults = items.filter(({ level }) => level !== '提示');
    if (faults.length > 0) see(this.faulty, name);
    for (const { ruleId } of faults) this.byRule.set(ruleId, (this.byRule.get(ruleId) ?? 0) + 1);
  }
}

const linksToNothing = (links: Counted<BrokenLink>): string =>
  `${links.total} 个，如 ${links.first
    .slice(0, SHOWN)
    .map(({ target }) => printable(target))
    .join('、')}${links.total > SHOWN ? '……' : ''}`;

/** Links that lead to nothing: where nobody knows of some, none being found says little. */
function brokenLinks({ broken }: Sightings, links: SiteLinks | undefined): Pick<Indicator, 'verdict' | 'what'> {
  if (!links) return found(broken, '抓取时没有遇到；镜像文件夹和存档里看不出');
  if (links.broken.total > 0) return { verdict: '发现', what: linksToNothing(links.broken) };
  const unknown = links.unknown + links.partial.reduce((sum, { missing }) => sum + missing, 0);
  return unknown > 0
    ? { verdict: '未检测', what: `没有遇到；有 ${unknown} 个站内网址不在所读之中，有没有不得而知` }
    : { verdict: '未发现', what: '所读各页的站内链接都有着落' };
}

function badAttachments({ unusable }: Sightings, links: SiteLinks | undefined): Pick<Indicator, 'verdict' | 'what'> {
  const missing = links && links.attachments.total > 0 ? `附件缺失 ${linksToNothing(links.attachments)}` : '';
  const { verdict, what } = found(unusable, '所查附件都能打开');
  if (missing === '') return { verdict, what };
  return { verdict: '发现', what: [missing, ...(verdict === '发现' ? [`不能打开的 ${what}`] : [])].join('；') };
}

function emptyColumnsInWords(links: SiteLinks | undefined): string {
  const { total, first } = links?.emptyColumns ?? { total: 0, first: [] };
  if (total === 0) return '';
  const names = first.slice(0, SHOWN).map(({ name }) => printable(name));
  return `。供参考，自己写明没有内容的栏目 ${total} 个：${names.join('、')}${total > SHOWN ? '……' : ''}`;
}

function columnsInWords(newest: ReadonlyMap<string, string>): string {
  const columns = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
  if (columns.length === 0) return '';
  return `。供参考，所查各页中栏目最近的发布日期：${columns
    .slice(0, 4 * SHOWN)
    .map(([column, date]) => `${column} ${date}`)
    .join('，')}`;
}

function indicatorsOf(
  sightings: Sightings,
  { counts }: ChecklistHead,
  links: SiteLinks | undefined,
): readonly Indicator[] {
  const { vetoes, faulty, empty, garbled, misdeclared, newest } = sightings;
  return [
    {
      part: '单项否决',
      name: '安全、泄密事故等严重问题',
      asks: '严重表述错误，泄露国家秘密，反动、暴力、色情等内容，安全事故，弄虚作假',
      ...(vetoes.count > 0
        ? { verdict: '发现', what: `疑似 ${vetoes.count} 处，请核：${vetoes.first.join('、')}` }
        : { verdict: '未检测', what: '机器只查国名等固定称谓和公民身份号码，没有发现；其余各项须由人检查' }),
    },
    ...BEYOND.map(
      ([name, asks, why]): Indicator => ({
        part: '单项否决',
        name,
        asks,
        verdict: '未检测',
        what: name === COLUMNS ? `${why}${columnsInWords(newest)}${emptyColumnsInWords(links)}` : why,
      }),
    ),
    {
      part: '扣分',
      name: '错别字等文字差错',
      asks: '错别字、用词、标点、数字、文号、地名等差错',
      ...(faulty.count > 0
        ? {
            verdict: '发现',
            what: `疑似错误 ${counts.byLevel.错误} 处、警告 ${counts.byLevel.警告} 处，见问题台账；${examples(faulty)}`,
          }
        : { verdict: '未发现', what: `所查 ${counts.characters} 字` }),
    },
    {
      part: '扣分',
      name: '链接打不开',
      asks: '页面、附件的链接不能访问',
      ...brokenLinks(sightings, links),
    },
    {
      part: '扣分',
      name: '附件不能用',
      asks: '附件缺失，或损坏、加密，不能打开',
      ...badAttachments(sightings, links),
    },
    {
      part: '扣分',
      name: '空白页面',
      asks: '页面没有内容',
      ...found(empty, '没有遇到'),
    },
    {
      part: '扣分',
      name: '乱码',
      asks: '页面文字成为乱码',
      ...found(garbled, '没有遇到'),
    },
    {
      part: '扣分',
      name: '编码声明与实际不符',
      asks: '页面声明的字符编码不是实际所用',
      ...found(misdeclared, '没有遇到'),
    },
  ];
}

const WIDTHS = [1100, 1900, 3000, 1000, 2600] as const;

const row = (texts: readonly string[], head = false): TableRow =>
  new TableRow({
    cantSplit: true,
    ...(head && { tableHeader: true }),
    children: texts.map((text, i) =>
      cell(text, { width: WIDTHS[i] ?? 0, ...(head && { fill: 'E7E6E6', bold: true }) }),
    ),
  });

const titleOf = (rules: readonly AnyRule[], id: string): string => rules.find((rule) => rule.id === id)?.title ?? id;

/** 检查情况表 of a scanned site as a Word document. */
export function inspection(
  reports: Iterable<FileReport>,
  { rules, endTime, site = [], siteLinks }: RenderContext,
): Promise<Uint8Array> {
  const sightings = new Sightings();
  for (const report of reports) sightings.addPage(report);
  const checklist = checklistHead(reports, rules, (document) => sightings.addDocument(document));
  const { counts } = checklist;
  const rulesInWords = [...sightings.byRule]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([id, n]) => `${titleOf(rules, id)} ${n}`);
  return wordFile(
    [
      heading('政府网站检查情况表'),
      line(
        `网站：${[...sightings.hosts].slice(0, SHOWN).join('、') || '＿＿＿＿＿＿＿＿＿＿＿＿'}　　主办单位：＿＿＿＿＿＿＿＿＿＿＿＿`,
      ),
      line(`检查页面 ${counts.documents} 个，读出 ${counts.read} 个、${counts.characters} 字。`),
      ...(endTime === undefined ? [] : [line(`检查时间：${beijingTime(endTime)}`)]),
      table(WIDTHS, [
        row(['类别', '指标', '内容', '结果', '情况'], true),
        ...indicatorsOf(sightings, checklist, siteLinks).map(({ part, name, asks, verdict, what }) =>
          row([part, name, asks, verdict, what]),
        ),
      ]),
      line(
        '指标据《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）的转述，未与原文逐字核对；“未检测”的须由人检查，不等于合格。',
        { spacing: { before: 120 } },
      ),
      ...(rulesInWords.length > 0 ? [line(`文字差错按规则：${rulesInWords.join('，')}。`)] : []),
      ...site.flatMap(({ heading: title, lines }) => [
        line(title, { bold: true, keepNext: true, spacing: { before: 240 } }),
        ...lines.map((text) => line(text)),
      ]),
      ...aboutLines(checklist),
      line('检查人：＿＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿＿', { spacing: { before: 360 } }),
    ],
    { endTime },
  );
}
