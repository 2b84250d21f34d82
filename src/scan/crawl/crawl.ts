import type { LookupFunction } from 'node:net';
import { UnreadableError } from '../../errors.js';
import { decode } from '../../intake/decode.js';
import type { PageSource, SourceItem } from '../pages/page.js';
import { type AddressFault, type PageAddress, pageAddress } from '../pages/page-address.js';
import { essenceOf, extensionOf, isAsset, isAttachment, readAs } from '../pages/page-kind.js';
import { allowedHosts, isInnerHost, portOf } from './address.js';
import { type Clock, machineClock } from './clock.js';
import { openCookies } from './cookies.js';
import { type Answer, type FetchLimits, fetcher, type NoAnswer } from './fetch.js';
import type { Asked, Frontier, NewTarget, Outcome, Target, TargetKind, Visit } from './frontier.js';
import { linksOf } from './links.js';
import { type NoRobots, PRODUCT, type Robots, readRobots } from './robots.js';
import { readSitemap } from './sitemap.js';

/** Where a crawl begins: an address as it was given, and where it stands (line of a list). */
export interface Seed {
  readonly href: string;
  readonly place?: string;
  readonly kind?: TargetKind;
  readonly modified?: string;
}

export interface CrawlOptions {
  readonly frontier: Frontier;
  readonly seeds: Iterable<Seed> | AsyncIterable<Seed>;
  /** What makes this crawl the same as one that was cut off. */
  readonly identity: string;
  /** HOST or HOST:PORT: visited too, whatever their address. */
  readonly allowHosts?: readonly string[];
  /** Of a host. */
  readonly requestsPerSecond?: number;
  /** Clicks from the seeds; attachments lie one further. */
  readonly depth?: number;
  /** Pages that are asked for; absent: a limit for each host. */
  readonly maxPages?: number;
  /** Addresses that differ in numbers only. */
  readonly perPattern?: number;
  /** Of sitemaps: what was modified before is left out. W3C date. */
  readonly since?: string;
  readonly version: string;
  /** Whom a webmaster may turn to. */
  readonly contact?: string;
  readonly limits?: FetchLimits;
  readonly lookup?: LookupFunction;
  readonly clock?: Clock;
}

const DEPTH = 20;
const PAGES_PER_HOST = 20_000;
const PER_PATTERN = 5_000;
const PER_QUERY_PATTERN = 1_000;
const MAX_HOPS = 10;
/** Longer than that nobody waits for a busy server. */
const MAX_RETRY_SECONDS = 60;
const RETRY_SECONDS = 10;
const MAX_BUSY = 2;
const SEEDS_TOGETHER = 1_000;
const MAX_SITEMAP_DEPTH = 1;
/** Steps of a way round that leads back with a cookie. */
const MAX_ROUND = 3;
/** Targets among which those of other hosts are looked for, and hosts that are asked beside the one waited for. */
const LOOK_AHEAD = 2_000;
const HOSTS_AT_ONCE = 7;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What stands in links and is no address of a page. */
const NO_ADDRESS = /^(?:javascript|mailto|tel|sms|data|about|blob|vbscript|weixin|tencent):/iu;

const FAULTS: Readonly<Record<AddressFault, string>> = {
  scheme: '其他协议的链接',
  malformed: '不成网址的链接',
  'too-long': '网址过长',
  'too-deep': '路径过深',
  repeating: '路径重复，疑似陷阱',
};

const CUT = '内容传输不完整，只检查了已有的部分。';
const LINKS_CUT = '本页链接过多，其余未跟。';

const lost = (code: string, message: string): Outcome => ({ lost: { code, message } });

/** The file name a server gives. */
function fileNameOf(disposition: string): string {
  const encoded = /filename\*\s{0,5}=\s{0,5}[\w-]{0,20}'[\w-]{0,20}'([^;]{1,500})/iu.exec(disposition)?.[1]; // filename*=UTF-8''a.docx
  const plain = /filename\s{0,5}=\s{0,5}"?([^";]{1,500})/iu.exec(disposition)?.[1]; // filename="a.docx"
  return (encoded ?? plain ?? '').trim();
}

/** Seconds; undefined where none are given. */
function retryAfter(value: string): number | undefined {
  if (/^\d{1,9}$/u.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

/** What of an answer's head is read when its turn comes. */
const READ_HEADERS = ['location', 'content-type', 'content-disposition', 'etag', 'last-modified'];

const askedOf = ({ status, header, body, isWhole }: Answer): Asked => ({
  status,
  headers: Object.fromEntries(READ_HEADERS.map((name) => [name, header(name)])),
  body,
  isWhole,
});

/**
 * The pages of live sites, in the order they were found: robots.txt first, one request at a time to a host, no script, only
 * hosts of the seeds and those allowed. While one host is waited for, others are asked for what is theirs further on; what
 * they answer is kept until its turn, so that the order is that of one request after another. Every address that was met
 * comes out once: as a page, as lost with its reason, or counted as left out.
 */
export async function* crawlPages(options: CrawlOptions): PageSource {
  const { frontier, clock = machineClock, depth: maxDepth = DEPTH, requestsPerSecond = 1 } = options;
  const allowed = allowedHosts(options.allowHosts ?? []);
  const userAgent = `${PRODUCT}/${options.version}${options.contact === undefined ? '' : ` (+${options.contact})`}`;
  const client = fetcher({
    userAgent,
    allowed,
    ...(options.limits && { limits: options.limits }),
    ...(options.lookup && { lookup: options.lookup }),
  });

  /** Hosts with the ports they may be asked at. */
  const scope = new Map<string, Set<string>>();
  const isInScope = (url: URL): boolean =>
    allowed.includes(url.hostname, portOf(url)) || scope.get(url.hostname)?.has(portOf(url)) === true;
  function widenScope(href: string): void {
    const url = new URL(href);
    const ports = scope.get(url.hostname) ?? new Set(['80', '443']);
    scope.set(url.hostname, ports.add(portOf(url)));
  }

  /** What is known of a link without a visit; undefined: it is to be visited. */
  function foreseen({ url, pattern }: PageAddress, kind: TargetKind, depth: number): Outcome | undefined {
    if (!isInScope(url))
      return isInnerHost(url.hostname) ? lost('inner-address', '指向本机或内网，未访问。') : { leftOut: '外站链接' };
    if (kind === 'sitemap') return undefined;
    const extension = extensionOf(url.pathname);
    if (isAsset(extension)) return { leftOut: extension };
    if (depth > maxDepth && !isAttachment(extension)) return { leftOut: '超过深度上限' };
    const limit = options.perPattern ?? (url.search === '' ? PER_PATTERN : PER_QUERY_PATTERN);
    const alike = frontier.countPattern(pattern);
    if (alike === limit + 1) return lost('too-many-alike', `同类网址（${pattern}）已有 ${limit} 个，其余不再访问。`);
    return alike > limit ? { leftOut: '同类网址过多' } : undefined;
  }

  type Place = Pick<NewTarget, 'depth' | 'hops' | 'kind'> & { readonly linkedFrom?: string; readonly isSeed?: boolean };

  /** Puts a link among the targets where it is new. */
  function add(href: string, base: string | undefined, place: Place, known?: Outcome): void {
    const address = pageAddress(href, base);
    if ('fault' in address) {
      if (NO_ADDRESS.test(href)) return;
      const name = href.slice(0, 2_000);
      frontier.add({ ...place, key: name, url: name, outcome: { leftOut: FAULTS[address.fault] } });
      return;
    }
    const { key, url } = address;
    if (frontier.known(key)) return;
    const outcome = known ?? foreseen(address, place.kind, place.depth);
    frontier.add({ ...place, key, url: url.href, ...(outcome && { outcome }) });
  }

  async function plantSeeds(): Promise<void> {
    let waiting: Seed[] = [];
    const plant = (): void =>
      frontier.together(() => {
        for (const { href, place, kind = 'page', modified } of waiting) {
          const address = pageAddress(href);
          if ('fault' in address) {
            const name = `${place === undefined ? '' : `${place} `}${href.slice(0, 200)}`;
            frontier.add({
              ...{ key: name, url: name, kind, depth: 0, hops: 0 },
              outcome: lost('not-an-address', '不是 http:// 或 https:// 开头的网址，未访问。'),
            });
            continue;
          }
          widenScope(address.url.href);
          add(address.url.href, undefined, { kind, depth: 0, hops: 0, isSeed: true }, tooOld(modified));
        }
        waiting = [];
      });
    for await (const seed of options.seeds) {
      waiting.push(seed);
      if (waiting.length >= SEEDS_TOGETHER) plant();
    }
    plant();
    frontier.seeded();
  }

  /** 2025-01 is not before 2025-01-15. */
  function tooOld(modified: string | undefined): Outcome | undefined {
    const { since } = options;
    if (since === undefined || modified === undefined) return undefined;
    const day = modified.slice(0, since.length);
    return day < since.slice(0, day.length) ? { leftOut: '早于 --since' } : undefined;
  }

  const cookies = openCookies();
  const robotsOf = new Map<string, Robots | NoRobots>();
  const lastAsked = new Map<string, number>();
  const delays = new Map<string, number>();

  const turns = new Map<string, Promise<unknown>>();
  /** One after another for each host. */
  function inTurn<T>(hostname: string, act: () => Promise<T>): Promise<T> {
    const mine = (turns.get(hostname) ?? Promise.resolve()).then(act);
    turns.set(
      hostname,
      mine.catch(() => undefined),
    );
    return mine;
  }

  async function waitTurn({ hostname }: URL): Promise<void> {
    const delay = Math.max(1_000 / requestsPerSecond, delays.get(hostname) ?? 0);
    const last = lastAsked.get(hostname);
    const rest = last === undefined ? 0 : last + delay - clock.now();
    // Taken before it is waited for: nobody else gets the same turn.
    lastAsked.set(hostname, clock.now() + Math.max(0, rest));
    if (rest > 0) await clock.wait(rest);
    lastAsked.set(hostname, Math.max(lastAsked.get(hostname) ?? 0, clock.now()));
  }

  async function robotsFor(url: URL): Promise<Robots | NoRobots> {
    const known = robotsOf.get(url.origin);
    if (known) return known;
    const robots = await readRobots(url.origin, client, isInScope, waitTurn);
    robotsOf.set(url.origin, robots);
    if ('delay' in robots) delays.set(url.hostname, Math.max(delays.get(url.hostname) ?? 0, robots.delay * 1_000));
    return robots;
  }

  /** Asks, and asks again where the server was busy or the line broke. */
  async function ask(url: URL, headers: Readonly<Record<string, string>>): Promise<Answer | NoAnswer> {
    for (let busy = 0, broken = 0; ; ) {
      await waitTurn(url);
      const cookie = cookies.of(url);
      const answer = await client.fetch(url, { ...headers, ...(cookie !== '' && { cookie }) });
      if ('failed' in answer) {
        if (!answer.mayRetry || broken++ > 0) return answer;
        continue;
      }
      if ((answer.status !== 429 && answer.status !== 503) || busy++ >= MAX_BUSY) return answer;
      const seconds = retryAfter(answer.header('retry-after')) ?? RETRY_SECONDS;
      if (seconds > MAX_RETRY_SECONDS) return answer;
      await clock.wait(seconds * 1_000);
    }
  }

  /**
   * Asks for a target. Some sites set a cookie and send their readers round, back to where they came from: with the cookie
   * they are asked once more.
   */
  async function askWithCookies(target: Target, headers: Readonly<Record<string, string>>): Promise<Answer | NoAnswer> {
    const start = new URL(target.url);
    const first = await ask(start, headers);
    let url = start;
    for (let answer = first, hops = 0; !('failed' in answer); hops++) {
      const hasNew = cookies.keep(url, answer.setCookies);
      if (!REDIRECTS.has(answer.status) || (hops === 0 && !hasNew) || hops >= MAX_ROUND) return first;
      const address = pageAddress(answer.header('location'), url.href);
      if ('fault' in address) return first;
      if (address.key === target.key) {
        const again = await ask(start, headers);
        if (!('failed' in again)) cookies.keep(start, again.setCookies);
        return again;
      }
      ({ url } = address);
      // Others have turns of their own.
      if (url.hostname !== start.hostname || !isInScope(url)) return first;
      const robots = await robotsFor(url);
      if ('refused' in robots || !robots.isAllowed(url)) return first;
      answer = await ask(url, {});
    }
    return first;
  }

  function redirected(target: Target, location: string): Visit {
    const address = pageAddress(location, target.url);
    if (location === '' || 'fault' in address)
      return { outcome: lost('bad-redirect', `转到“${location.slice(0, 200)}”，不成网址，未跟随。`) };
    const { key, url } = address;
    const to = url.href;
    if (key === target.key) return { outcome: lost('redirect-loop', '转回自身，可能要求登录，未能读取。') };
    if (!isInScope(url))
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
    add(to, undefined, {
      kind: target.kind,
      depth: target.depth,
      hops: target.hops + 1,
      linkedFrom: target.linkedFrom ?? target.url,
    });
    return { outcome: { leftOut: '转址' }, redirect: key };
  }

  /** Puts what an HTML page leads to among the targets. */
  function followLinks(target: Target, mediaType: string, bytes: Uint8Array): readonly string[] {
    let source: string;
    try {
      const httpCharset = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/iu.exec(mediaType)?.[1];
      ({ source } = decode(bytes, { mediaType: 'text/html', ...(httpCharset !== undefined && { httpCharset }) }));
    } catch (error) {
      if (error instanceof UnreadableError) return [];
      throw error;
    }
    const { hrefs, base, isCut } = linksOf(source);
    const from = base !== undefined && URL.canParse(base, target.url) ? new URL(base, target.url).href : target.url;
    for (const href of hrefs)
      add(href, from, { kind: 'page', depth: target.depth + 1, hops: 0, linkedFrom: target.url });
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
        add(href, target.url, { kind, depth, hops: 0, linkedFrom: target.url }, isIndex ? undefined : tooOld(modified));
      return cut > 0
        ? lost('too-many-entries', `站点地图的条数超过上限，末尾 ${cut} 条没有访问。`)
        : { leftOut: '站点地图' };
    } catch (error) {
      if (error instanceof UnreadableError) return lost(error.code, error.message);
      throw error;
    }
  }

  /** What an answer means; links are put among the targets. */
  function visited(target: Target, asked: Asked): Visit {
    if ('outcome' in asked) return asked;
    const { status, headers } = asked;
    const header = (name: string): string => headers[name] ?? '';
    if (REDIRECTS.has(status)) return redirected(target, header('location'));
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
  }

  async function askFor(target: Target): Promise<Asked> {
    const url = new URL(target.url);
    const before = frontier.body(target.key);
    const robots = await robotsFor(url);
    if ('refused' in robots) return { outcome: { lost: robots.refused } };
    if (!robots.isAllowed(url)) return { outcome: lost('robots', 'robots.txt 不允许访问，未访问。') };
    const answer = await askWithCookies(target, {
      ...(before?.etag && { 'if-none-match': before.etag }),
      ...(before?.lastModified && { 'if-modified-since': before.lastModified }),
    });
    return 'failed' in answer ? { outcome: { lost: answer.failed } } : askedOf(answer);
  }

  /** Settles one target, with all that it leads to. */
  async function visit(target: Target): Promise<void> {
    const { hostname } = new URL(target.url);
    goAhead(target.number, hostname);
    const asked = await inTurn(hostname, async () => frontier.asked(target.key) ?? askFor(target));
    if (fault !== undefined) throw fault;
    frontier.together(() => frontier.settle(target, visited(target, asked)));
  }

  const perHost = options.maxPages ?? PAGES_PER_HOST;
  const pages = new Map<string, number>();
  /** Targets of each host that wait further on; hosts that are being asked. */
  const ahead = new Map<string, Target[]>();
  const busy = new Set<string>();
  let seenAhead = 0;
  let isOver = false;
  let fault: unknown;

  function lookAhead(from: number): void {
    seenAhead = Math.max(seenAhead, from);
    for (
      let target = frontier.after(seenAhead);
      target && target.number <= from + LOOK_AHEAD;
      target = frontier.after(target.number)
    ) {
      seenAhead = target.number;
      if (target.outcome || !URL.canParse(target.url)) continue;
      const { hostname } = new URL(target.url);
      ahead.set(hostname, [...(ahead.get(hostname) ?? []), target]);
    }
  }

  /** Asks one host for what is its own further on, as long as there is some. */
  async function askAhead(hostname: string): Promise<void> {
    const targets = ahead.get(hostname) ?? [];
    for (let target = targets.shift(); target && !isOver; target = targets.shift()) {
      const { key } = target;
      const next = target;
      await inTurn(hostname, async () => {
        if (isOver || frontier.known(key)?.outcome || frontier.asked(key)) return;
        const asked = await askFor(next);
        if (!isOver) frontier.keepAsked(key, asked);
      });
    }
    if (targets.length === 0) ahead.delete(hostname);
  }

  /** While a host is waited for, others are asked too. A crawl of so many pages asks for no more than these. */
  function goAhead(from: number, waitedFor: string): void {
    if (options.maxPages !== undefined) return;
    lookAhead(from);
    for (const hostname of ahead.keys()) {
      if (busy.size >= HOSTS_AT_ONCE) return;
      const isNearLimit = (pages.get(hostname) ?? 0) + LOOK_AHEAD > perHost;
      if (hostname === waitedFor || busy.has(hostname) || isNearLimit) continue;
      busy.add(hostname);
      askAhead(hostname)
        .catch((error: unknown) => {
          if (!isOver) fault = error;
        })
        .finally(() => busy.delete(hostname));
    }
  }

  function itemOf({ key, url }: Target, outcome: Outcome): SourceItem {
    if ('leftOut' in outcome) return outcome;
    const about = { name: url, ...(URL.canParse(url) && { url }) };
    if ('lost' in outcome) return { ...about, ...outcome };
    const { mediaType, warnings } = outcome.page;
    const bytes = frontier.body(key)?.bytes ?? new Uint8Array();
    return { ...about, mediaType, body: { bytes }, ...(warnings && { warnings }) };
  }

  try {
    if (!frontier.begin(options.identity)) await plantSeeds();
    for (const seed of frontier.seeds()) widenScope(seed);
    const { maxPages = Number.POSITIVE_INFINITY } = options;
    let total = 0;
    for (let target = frontier.after(0); target; target = frontier.after(target.number)) {
      let outcome = target.outcome;
      const { hostname } = URL.canParse(target.url) ? new URL(target.url) : { hostname: '' };
      const ofHost = pages.get(hostname) ?? 0;
      if (outcome === undefined && (total >= maxPages || ofHost >= perHost)) {
        yield { leftOut: '超过页数上限，未访问' };
        continue;
      }
      if (outcome === undefined) {
        await visit(target);
        outcome = frontier.known(target.key)?.outcome;
      }
      if (!outcome) throw new Error(`no outcome of ${target.url}`);
      if (!('leftOut' in outcome)) {
        total++;
        pages.set(hostname, ofHost + 1);
      }
      yield itemOf(target, outcome);
    }
  } finally {
    isOver = true;
    await client.close();
  }
}
