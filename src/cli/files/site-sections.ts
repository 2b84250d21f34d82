import type { SiteSection } from '../../report/render.js';
import type { BrokenLink, Counted, SiteLinks } from '../../report/site-links.js';
import { type Difference, differenceInWords } from '../../scan/site/earlier-scan.js';
import { openPageComparison, type PageComparison, type SiteFinding } from '../../scan/site/page-comparison.js';
import type { PageReport } from '../../scan/site/page-report.js';
import { isSqliteThere } from '../../scan/storage/sqlite.js';
import { printable } from '../../text/printable.js';

const NOT_COMPARED = '没有 better-sqlite3，各页之间没有互相核对，链接没有核对。';

/** What pages of a site say together. */
export interface SiteFindings {
  readonly pages: readonly SiteFinding[];
  readonly links: SiteLinks;
}

export const siteFindings = (comparison: PageComparison): SiteFindings => ({
  pages: comparison.findings(),
  links: comparison.links(),
});

/** What the pages of a site say together; undefined where it cannot be looked at. */
export function comparedPages(reports: Iterable<PageReport>): SiteFindings | undefined {
  if (!isSqliteThere()) return undefined;
  const comparison = openPageComparison();
  try {
    for (const report of reports) comparison.add(report);
    return siteFindings(comparison);
  } finally {
    comparison.close();
  }
}

/** The sections of a report about a site as a whole. */
export function siteSections(
  found: SiteFindings | undefined,
  difference: Difference | undefined,
): readonly SiteSection[] {
  const compared = found?.pages.map(({ kind, what }) => `${kind}：${what}`) ?? [NOT_COMPARED];
  return [
    ...(difference ? [{ heading: '与上次检查相比', lines: differenceInWords(difference).map(printable) }] : []),
    ...(compared.length > 0 ? [{ heading: '各页互相核对', lines: compared }] : []),
    ...(found ? linkSections(found.links) : []),
  ];
}

const WHY: Readonly<Record<string, string>> = {
  missing: '镜像中没有',
  disk: '指向写稿人自己的磁盘，别人打不开',
  'no-such-host': '查不到主机',
  'connection-failed': '连接失败',
  'too-slow': '迟迟不答',
  'bad-certificate': '证书有误',
  'bad-answer': '回应不合 HTTP',
  'redirect-loop': '循环转址',
  'too-many-redirects': '转址过多',
};

function brokenInWords({ target, code, pages, firstPage }: BrokenLink): string {
  const why = WHY[code] ?? `返回 ${code.replace(/^http-/u, '')}`;
  return `${printable(target)}（${why}）${pages > 0 ? `：${pages} 页链接它，如 ${printable(firstPage)}` : ''}`;
}

const listed = <T>({ total, first }: Counted<T>, inWords: (one: T) => string): readonly string[] => [
  ...first.map(inWords),
  ...(total > first.length ? [`另有 ${total - first.length} 个。`] : []),
];

function foreignLines(foreign: SiteLinks['foreign']): readonly string[] {
  if (!foreign) return ['未检测：各页没有网址，分不出站内站外；镜像文件夹请加 --root-url。'];
  const { governmental, others } = foreign;
  return [
    `链接到的站外主机 ${governmental + others.total} 个，其中 .gov.cn 的 ${governmental} 个${others.total > 0 ? '；其余如下，请看是否应当链接' : ''}。`,
    ...listed(
      others,
      ({ host, addresses, places, firstPage }) =>
        `${printable(host)}：${addresses} 个网址，${places} 处，如 ${printable(firstPage)}`,
    ),
  ];
}

/** Links and columns; what the source cannot know is 未检测. */
function linkSections({
  broken,
  attachments,
  foreign,
  unknown,
  partial,
  columns,
  emptyColumns,
}: SiteLinks): readonly SiteSection[] {
  const untold = [
    ...partial.map(
      ({ host, missing, of }) =>
        `未检测：${host === '' ? '镜像' : `${host} 的镜像`}看来不全，所链接的 ${of} 个文件缺 ${missing} 个，不能据此说是断链。`,
    ),
    ...(unknown > 0 ? [`未检测：另有 ${unknown} 个站内网址不在所读之中，有没有不得而知。`] : []),
  ];
  return [
    {
      heading: `断链 ${broken.total} 个`,
      lines: [...listed(broken, brokenInWords), ...untold],
    },
    { heading: `附件缺失 ${attachments.total} 个`, lines: listed(attachments, brokenInWords) },
    { heading: '站外链接', lines: foreignLines(foreign) },
    {
      heading: '空白栏目',
      lines: [
        columns === 0
          ? '未检测：没有带栏目标签（ColumnName）的栏目页。'
          : `栏目页 ${columns} 个，自己写明没有内容的 ${emptyColumns.total} 个；内容由脚本载入的看不出。`,
        ...listed(
          emptyColumns,
          ({ name, page, says }) => `${printable(name)}（${printable(page)}）：“${printable(says)}”`,
        ),
      ],
    },
  ].filter(({ lines, heading }) => lines.length > 0 || heading.startsWith('断链'));
}

const WORDED = 10;

/** Links and columns for a terminal. */
export const linksInWords = (links: SiteLinks): string =>
  linkSections(links)
    .map(({ heading, lines }) =>
      [
        `${heading}${lines.length > 0 ? '：' : '。'}`,
        ...lines.slice(0, WORDED).map((line) => `  ${line}`),
        ...(lines.length > WORDED ? [`  另有 ${lines.length - WORDED} 行，见 html、docx、xlsx 报告。`] : []),
        '',
      ].join('\n'),
    )
    .join('');
