import { type AddressFault, type PageAddress, pageAddress } from '../pages/page-address.js';
import { extensionOf, isAsset, isAttachment } from '../pages/page-kind.js';
import { isInnerHost } from './address.js';
import { type Frontier, lost, type NewTarget, type Outcome, type TargetKind } from './frontier.js';
import type { Scope } from './scope.js';

/** Where a crawl begins: an address as it was given, and where it stands (line of a list). */
export interface Seed {
  readonly href: string;
  readonly place?: string;
  readonly kind?: TargetKind;
  readonly modified?: string;
}

export interface TargetLimits {
  /** Clicks from the seeds; attachments lie one further. */
  readonly depth?: number;
  /** Addresses that differ in numbers only. */
  readonly perPattern?: number;
  /** Of sitemaps: what was modified before is left out. W3C date. */
  readonly since?: string;
}

/** How a link was come by. */
type Place = Pick<NewTarget, 'depth' | 'hops' | 'kind'> & { readonly linkedFrom?: string; readonly isSeed?: boolean };

/** What a crawl is to visit, as it becomes known. */
export interface Targets {
  /** Puts a link among the targets where it is new. */
  add(href: string, base: string | undefined, place: Place, known?: Outcome): void;
  /** Puts in the seeds, and widens the scope to their hosts. */
  plant(seeds: Iterable<Seed> | AsyncIterable<Seed>): Promise<void>;
  /** What becomes of an address last modified then, where that is before the date asked for. */
  tooOld(modified: string | undefined): Outcome | undefined;
}

const DEPTH = 20;
const PER_PATTERN = 5_000;
const PER_QUERY_PATTERN = 1_000;
const SEEDS_TOGETHER = 1_000;

/** What stands in links and is no address of a page. */
const NO_ADDRESS = /^(?:javascript|mailto|tel|sms|data|about|blob|vbscript|weixin|tencent):/iu;

const FAULTS: Readonly<Record<AddressFault, string>> = {
  scheme: '其他协议的链接',
  malformed: '不成网址的链接',
  'too-long': '网址过长',
  'too-deep': '路径过深',
  repeating: '路径重复，疑似陷阱',
};

export function openTargets(frontier: Frontier, scope: Scope, limits: TargetLimits): Targets {
  const { depth: maxDepth = DEPTH, since } = limits;

  /** What is known of a link without a visit; undefined: it is to be visited. */
  function foreseen({ url, pattern }: PageAddress, kind: TargetKind, depth: number): Outcome | undefined {
    if (!scope.includes(url))
      return isInnerHost(url.hostname) ? lost('inner-address', '指向本机或内网，未访问。') : { leftOut: '外站链接' };
    if (kind === 'sitemap') return undefined;
    const extension = extensionOf(url.pathname);
    if (isAsset(extension)) return { leftOut: extension };
    if (depth > maxDepth && !isAttachment(extension)) return { leftOut: '超过深度上限' };
    const limit = limits.perPattern ?? (url.search === '' ? PER_PATTERN : PER_QUERY_PATTERN);
    const alike = frontier.countPattern(pattern);
    if (alike === limit + 1) return lost('too-many-alike', `同类网址（${pattern}）已有 ${limit} 个，其余不再访问。`);
    return alike > limit ? { leftOut: '同类网址过多' } : undefined;
  }

  const add: Targets['add'] = (href, base, place, known) => {
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
  };

  /** 2025-01 is not before 2025-01-15. */
  function tooOld(modified: string | undefined): Outcome | undefined {
    if (since === undefined || modified === undefined) return undefined;
    const day = modified.slice(0, since.length);
    return day < since.slice(0, day.length) ? { leftOut: '早于 --since' } : undefined;
  }

  function plantOne({ href, place, kind = 'page', modified }: Seed): void {
    const address = pageAddress(href);
    if ('fault' in address) {
      const name = `${place === undefined ? '' : `${place} `}${href.slice(0, 200)}`;
      frontier.add({
        ...{ key: name, url: name, kind, depth: 0, hops: 0 },
        outcome: lost('not-an-address', '不是 http:// 或 https:// 开头的网址，未访问。'),
      });
      return;
    }
    scope.widen(address.url.href);
    add(address.url.href, undefined, { kind, depth: 0, hops: 0, isSeed: true }, tooOld(modified));
  }

  return {
    add,
    tooOld,
    async plant(seeds) {
      let waiting: Seed[] = [];
      const plantWaiting = (): void => {
        frontier.together(() => waiting.forEach(plantOne));
        waiting = [];
      };
      for await (const seed of seeds) if (waiting.push(seed) >= SEEDS_TOGETHER) plantWaiting();
      plantWaiting();
      frontier.seeded();
    },
  };
}
