import type { Document } from '../../document/document.js';
import { squeeze } from '../../engine/fingerprint.js';
import { extensionOf, isAttachment } from '../pages/page-kind.js';

/** Where a page leads: addresses as they stand, each once. */
export interface PageLinks {
  /** What they are relative to, where the page says so. */
  readonly base?: string;
  /** Files to be read or kept, by their names or by what the link is called. */
  readonly attachments: readonly string[];
  /** The others of the article. */
  readonly article: readonly string[];
  /** The others of the page. */
  readonly page: readonly string[];
  /** How many there were besides. */
  readonly more?: number;
  /** Of a page of a mirror: those that lead to a file of the mirror that is not there. */
  readonly missing?: readonly string[];
}

/** What a column says of itself. */
export interface ColumnFacts {
  readonly name: string;
  /** Where it holds no entry and says so, its words. */
  readonly saysEmpty?: string;
}

/** Of each kind; a page with more of them is a map of the site. */
const MAX_LINKS = 500;
/** Longer ones carry data, not an address. */
const MAX_HREF = 1_000;

const ARCHIVES: ReadonlySet<string> = new Set(['.zip', '.rar', '.7z', '.gz']);
const CALLED_ATTACHMENT = /^附\s{0,4}件/u;
/** What leads nowhere: a place in the page, a script, a letter. */
const NOWHERE = /^(?:#|javascript:|mailto:|tel:|sms:|data:|about:|blob:|vbscript:|weixin:|tencent:)/iu;

function pathOf(href: string): string {
  const end = href.search(/[?#]/u);
  return end < 0 ? href : href.slice(0, end);
}

export const isAttachmentLink = (href: string, text: string): boolean => {
  const extension = extensionOf(pathOf(href));
  return isAttachment(extension) || ARCHIVES.has(extension) || CALLED_ATTACHMENT.test(text);
};

/** The links of an HTML page, bounded; undefined for another document. */
export function pageLinks({ links, linkBase }: Document): PageLinks | undefined {
  if (!links) return undefined;
  const kept = { attachments: new Set<string>(), article: new Set<string>(), page: new Set<string>() };
  let more = 0;
  for (const { href, text, region } of links) {
    if (NOWHERE.test(href)) continue;
    const kind = isAttachmentLink(href, text) ? 'attachments' : region === 'main' ? 'article' : 'page';
    if (kept[kind].has(href)) continue;
    if (kept[kind].size >= MAX_LINKS || href.length > MAX_HREF) more++;
    else kept[kind].add(href.toWellFormed());
  }
  return {
    ...(linkBase !== undefined && { base: linkBase.slice(0, MAX_HREF).toWellFormed() }),
    attachments: [...kept.attachments],
    article: [...kept.article],
    page: [...kept.page],
    ...(more > 0 && { more }),
  };
}

export const allLinks = ({ attachments, article, page }: PageLinks): readonly string[] => [
  ...attachments,
  ...article,
  ...page,
];

/** A whole block that says there is nothing. */
const SAYS_EMPTY =
  /^[（(]?(?:该|本|此|当前)?(?:栏目|目录|页面|分类)?(?:下)?(?:暂无|暂时没有|没有)(?:相关|任何)?(?:内容|信息|数据|文章|记录|资料)[）)。！!.…]{0,6}$/u;
/** Entries of a list carry their dates. */
const DATE = /\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|[[（(]\d{1,2}-\d{1,2}[\])）]/u; // 2025-01-02 [01-02]

/** What a page says as a column's, by the labels of the government's page standard; undefined: it is not one. */
export function columnFacts({ metadata, blocks, text }: Document): ColumnFacts | undefined {
  const name = metadata.get('ColumnName')?.trim();
  if (!name || metadata.has('ArticleTitle') || metadata.has('PubDate')) return undefined;
  const said = blocks
    .map(({ range }) => squeeze(text.slice(range.start, range.end)))
    .find((block) => SAYS_EMPTY.test(block));
  return {
    name: name.toWellFormed(),
    ...(said !== undefined && !DATE.test(text) && { saysEmpty: said.toWellFormed() }),
  };
}
