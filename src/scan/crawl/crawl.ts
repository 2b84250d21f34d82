import type { LookupFunction } from 'node:net';
import type { PageSource, SourceItem } from '../pages/page.js';
import { allowedHosts } from './address.js';
import { type Clock, machineClock } from './clock.js';
import { type FetchLimits, fetcher } from './fetch.js';
import type { Frontier, Outcome, Target } from './frontier.js';
import { LOOK_AHEAD, openLookAhead } from './look-ahead.js';
import { openPoliteness } from './politeness.js';
import { openRequests } from './requests.js';
import { PRODUCT } from './robots.js';
import { openScope } from './scope.js';
import { openTargets, type Seed, type TargetLimits } from './targets.js';
import { openVisits } from './visits.js';

export interface CrawlOptions extends TargetLimits {
  readonly frontier: Frontier;
  readonly seeds: Iterable<Seed> | AsyncIterable<Seed>;
  /** What makes this crawl the same as one that was cut off. */
  readonly identity: string;
  /** HOST or HOST:PORT: visited too, whatever their address. */
  readonly allowHosts?: readonly string[];
  /** Of a host. */
  readonly requestsPerSecond?: number;
  /** Pages that are asked for; absent: a limit for each host. */
  readonly maxPages?: number;
  readonly version: string;
  /** Whom a webmaster may turn to. */
  readonly contact?: string;
  readonly limits?: FetchLimits;
  readonly lookup?: LookupFunction;
  readonly clock?: Clock;
}

const PAGES_PER_HOST = 20_000;

function itemOf(frontier: Frontier, { key, url }: Target, outcome: Outcome): SourceItem {
  if ('leftOut' in outcome) return outcome;
  const about = { name: url, ...(URL.canParse(url) && { url }) };
  if ('lost' in outcome) return { ...about, ...outcome };
  const { mediaType, warnings } = outcome.page;
  const bytes = frontier.body(key)?.bytes ?? new Uint8Array();
  return { ...about, mediaType, body: { bytes }, ...(warnings && { warnings }) };
}

/**
 * The pages of live sites, in the order they were found: robots.txt first, one request at a time to a host, no script, only
 * hosts of the seeds and those allowed. While one host is waited for, others are asked for what is theirs further on; what
 * they answer is kept until its turn, so that the order is that of one request after another. Every address that was met
 * comes out once: as a page, as lost with its reason, or counted as left out.
 */
export async function* crawlPages(options: CrawlOptions): PageSource {
  const { frontier, clock = machineClock, requestsPerSecond = 1 } = options;
  const allowed = allowedHosts(options.allowHosts ?? []);
  const client = fetcher({
    userAgent: `${PRODUCT}/${options.version}${options.contact === undefined ? '' : ` (+${options.contact})`}`,
    allowed,
    ...(options.limits && { limits: options.limits }),
    ...(options.lookup && { lookup: options.lookup }),
  });
  const scope = openScope(allowed);
  const targets = openTargets(frontier, scope, options);
  const politeness = openPoliteness(client, scope, clock, requestsPerSecond);
  const askFor = openRequests(frontier, scope, politeness);
  const visitOf = openVisits(frontier, scope, targets);
  const lookAhead = openLookAhead(frontier, politeness, askFor);
  const perHost = options.maxPages ?? PAGES_PER_HOST;
  const pages = new Map<string, number>();
  const isNearLimit = (hostname: string): boolean => (pages.get(hostname) ?? 0) + LOOK_AHEAD > perHost;

  /** Settles one target, with all that it leads to. */
  async function visit(target: Target): Promise<void> {
    const { hostname } = new URL(target.url);
    // A crawl of so many pages asks for no more than these.
    if (options.maxPages === undefined) lookAhead.begin(target.number, hostname, isNearLimit);
    const asked = await politeness.inTurn(hostname, async () => frontier.asked(target.key) ?? askFor(target));
    lookAhead.confirm();
    frontier.together(() => frontier.settle(target, visitOf(target, asked)));
  }

  try {
    if (!frontier.begin(options.identity)) await targets.plant(options.seeds);
    for (const seed of frontier.seeds()) scope.widen(seed);
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
      yield itemOf(frontier, target, outcome);
    }
  } finally {
    lookAhead.end();
    await client.close();
  }
}
