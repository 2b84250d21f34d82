import { UnreadableError } from '../../errors.js';
import { parseXml } from '../../intake/office/parse-xml.js';
import { inflated } from '../pages/http-body.js';

export interface SitemapEntry {
  readonly href: string;
  /** W3C datetime, as it stands. */
  readonly modified?: string;
}

export interface Sitemap {
  /** An index leads to sitemaps, a sitemap to pages. */
  readonly isIndex: boolean;
  readonly entries: readonly SitemapEntry[];
  /** Entries beyond the protocol's limit. */
  readonly cut: number;
}

/** Of one file, by sitemaps.org. */
const MAX_ENTRIES = 50_000;

/**
 * A sitemap or an index of sitemaps, plain or gzip.
 * @param name for messages
 * @throws UnreadableError inflates-too-far, doctype, too-deep, damaged, not-sitemap.
 */
export function readSitemap(bytes: Uint8Array, name: string): Sitemap {
  const { bytes: xml } = inflated(bytes, 'gzip');
  const entries: SitemapEntry[] = [];
  let root: string | undefined;
  let cut = 0;
  let depth = 0;
  let field: string | undefined;
  let href = '';
  let modified = '';
  parseXml(xml, name, {
    open(tag) {
      depth++;
      root ??= tag;
      if (depth === 2) {
        href = '';
        modified = '';
      }
      // image:loc and video:loc lie deeper.
      field = depth === 3 ? tag : undefined;
    },
    close() {
      if (depth === 2 && href.trim() !== '') {
        if (entries.length >= MAX_ENTRIES) cut++;
        else entries.push({ href: href.trim(), ...(modified.trim() !== '' && { modified: modified.trim() }) });
      }
      depth--;
      field = undefined;
    },
    text(text) {
      if (field === 'loc') href += text;
      else if (field === 'lastmod') modified += text;
    },
  });
  if (root !== 'urlset' && root !== 'sitemapindex')
    throw new UnreadableError('not-sitemap', `${name} 不是站点地图（应以 urlset 或 sitemapindex 开头），未读取。`);
  return { isIndex: root === 'sitemapindex', entries, cut };
}
