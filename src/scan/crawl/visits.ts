import { UnreadableError } from '../../errors.js';
import { decode } from '../../intake/decode.js';
import { pageAddress } from '../pages/page-address.js';
import { essenceOf, readAs } from '../pages/page-kind.js';
import { isInnerHost } from './address.js';
import { isRedirect } from './fetch.js';
import { type Asked, type Frontier, lost, type Outcome, type Target, type Visit } from './frontier.js';
import { linksOf } from './links.js';
import type { Scope } from './scope.js';
import { readSitemap } from './sitemap.js';
import type { Targets } from './targets.js';

const MAX_HOPS = 10;
const MAX_SITEMAP_DEPTH = 1;

const CUT = '内容传输不完整，只检查了已有的部分。';
const LINKS_CUT = '本页链接过多，其余未跟。';

/** The file name a server gives. */
function fileNameOf(disposition: string): string {
  const encoded = /filename\*\s{0,5}=\s{0,5}[\w-]{0,20}'[\w-]{0,20}'([^;]{1,500})/iu.exec(disposition)?.[1]; // filename*=UTF-8''a.docx
  const plain = /filename\s{0,5}=\s{0,5}"?([^";]{1,500})/iu.exec(disposition)?.[1]; // filename="a.docx"
  return (encoded ?? plain ?? '').trim();
}

/** The source of an HTML page; undefined where it is none that can be read, which its own check will tell. */
function sourceOf(mediaType: string, bytes: Uint8Array): string | undefined {
  const httpCharset = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/iu.exec(mediaType)?.[1];
  try {
    return decode(bytes, { mediaType: 'text/html', ...(httpCharset !== undefined && { httpCharset }) }).source;
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** What an answer means; where it leads is put among the targets. */
export function openVisits(
  frontier: Frontier,
  scope: Scope,
  targets: Targets,
): (target: Target, asked: Asked) => Visit {
  function redirected(target: Target, location: string): Visit {
    const address = pageAddress(location, target.url);
    if (location === '' || 'fault' in address)
      return { outcome: lost('bad-redirect', `转到“${location.slice(0, 200)}”，不成网址，未跟随。`) };
    const { key, url } = address;
    const to = url.href;
    if (key === target.key) return { outcome: lost('redirect-loop', '转回自身，可能要求登录，未能读取。') };
    if (!scope.includes(url))
      return {
        outcome: isInnerHost(url.hostname)
          ? lost('inner-address', `转到本机或内网的 ${to}，未跟随。`)
          : lost('off-site', `转到站外的 ${to}，未跟随；要检查它，请以它为起点，或加 --allow-host。`),
      };
    if (target.hops >= MAX_HOPS) return { outcome: lost('too-many-redirects', `转址超过 ${MAX_HOPS} 次，未跟随。`) };
    const passed = new Set<string>();
    for (let next = frontier.known(key); next?.redirect !== undefined; next = frontier.known(next.redirect)) {
      if (next.redirect === target.key || passed.has(next.key))
        return { outcome: lost('redirect-loop', `与 ${to} 互相转址，未能读取。`) };
      passed.add(next.key);
    }
    targets.add(to, undefined, {
      kind: target.kind,
      depth: target.depth,
      hops: target.hops + 1,
      linkedFrom: target.linkedFrom ?? target.url,
    });
    return { outcome: { leftOut: '转址' }, redirect: key };
  }

  /** Puts what an HTML page leads to among the targets. */
  function followLinks(target: Target, mediaType: string, bytes: Uint8Array): readonly string[] {
    const source = sourceOf(mediaType, bytes);
    if (source === undefined) return [];
    const { hrefs, base, isCut } = linksOf(source);
    const from = base !== undefined && URL.canParse(base, target.url) ? new URL(base, target.url).href : target.url;
    for (const href of hrefs)
      targets.add(href, from, { kind: 'page', depth: target.depth + 1, hops: 0, linkedFrom: target.url });
    return isCut ? [LINKS_CUT] : [];
  }

  function followSitemap(target: Target, bytes: Uint8Array): Outcome {
    try {
      const { isIndex, entries, cut } = readSitemap(bytes, target.url);
      if (isIndex && target.depth >= MAX_SITEMAP_DEPTH)
        return lost('nested-index', '站点地图的索引里又是索引，未读取。');
      const depth = isIndex ? target.depth + 1 : 0;
      const kind = isIndex ? 'sitemap' : 'page';
      for (const { href, modified } of entries)
        targets.add(
          href,
          target.url,
          { kind, depth, hops: 0, linkedFrom: target.url },
          isIndex ? undefined : targets.tooOld(modified),
        );
      return cut > 0
        ? lost('too-many-entries', `站点地图的条数超过上限，末尾 ${cut} 条没有访问。`)
        : { leftOut: '站点地图' };
    } catch (error) {
      if (error instanceof UnreadableError) return lost(error.code, error.message);
      throw error;
    }
  }

  return (target, asked) => {
    if ('outcome' in asked) return asked;
    const { status, headers } = asked;
    const header = (name: string): string => headers[name] ?? '';
    if (isRedirect(status)) return redirected(target, header('location'));
    const kept = status === 304 ? frontier.body(target.key) : undefined;
    if (!kept && status !== 200) {
      const from = target.linkedFrom === undefined ? '' : `（链接在 ${target.linkedFrom}）`;
      return { outcome: lost(`http-${status}`, `网站返回 ${status}${from}，没有内容可查。`) };
    }
    const bytes = kept?.bytes ?? asked.body;
    if (target.kind === 'sitemap') return { outcome: followSitemap(target, bytes) };
    if (bytes.length === 0) return { outcome: lost('empty', '网页没有内容，未检查。') };
    const contentType = header('content-type');
    const name = fileNameOf(header('content-disposition')) || new URL(target.url).pathname;
    const mediaType = kept?.mediaType ?? readAs(contentType, name, bytes);
    if (mediaType === undefined) return { outcome: { leftOut: essenceOf(contentType) || '无类型' } };
    const isHtml = /^(?:text\/html|application\/xhtml\+xml)$/u.test(essenceOf(mediaType));
    const warnings = [...(asked.isWhole ? [] : [CUT]), ...(isHtml ? followLinks(target, mediaType, bytes) : [])];
    return {
      outcome: { page: { mediaType, ...(warnings.length > 0 && { warnings }) } },
      ...(!kept && {
        // A body that was cut is asked for again.
        body: {
          mediaType,
          bytes,
          etag: asked.isWhole ? header('etag') : '',
          lastModified: asked.isWhole ? header('last-modified') : '',
        },
      }),
    };
  };
}
