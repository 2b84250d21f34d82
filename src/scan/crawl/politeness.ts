import type { Clock } from './clock.js';
import type { Answer, Fetcher, NoAnswer } from './fetch.js';
import { type NoRobots, type Robots, readRobots } from './robots.js';
import type { Scope } from './scope.js';

/** How servers are asked: what robots.txt allows, one request at a time to a host, no sooner than it wishes. */
export interface Politeness {
  /** Runs one act after another for each host. */
  inTurn<T>(hostname: string, act: () => Promise<T>): Promise<T>;
  robotsFor(url: URL): Promise<Robots | NoRobots>;
  /**
   * Asks, and asks again where the server was busy or the line broke.
   * @param headersNow made anew for each request
   */
  ask(url: URL, headersNow: () => Readonly<Record<string, string>>): Promise<Answer | NoAnswer>;
}

/** Longer than that nobody waits for a busy server. */
const MAX_RETRY_SECONDS = 60;
const RETRY_SECONDS = 10;
const MAX_BUSY = 2;

/** Seconds; undefined where none are given. */
function retryAfter(value: string): number | undefined {
  if (/^\d{1,9}$/u.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

/** @param requestsPerSecond of a host, unless its robots.txt asks for fewer */
export function openPoliteness(client: Fetcher, scope: Scope, clock: Clock, requestsPerSecond: number): Politeness {
  const robots = new Map<string, Robots | NoRobots>();
  const lastAsked = new Map<string, number>();
  const delays = new Map<string, number>();
  const turns = new Map<string, Promise<unknown>>();

  async function waitTurn({ hostname }: URL): Promise<void> {
    const delay = Math.max(1_000 / requestsPerSecond, delays.get(hostname) ?? 0);
    const last = lastAsked.get(hostname);
    const rest = last === undefined ? 0 : last + delay - clock.now();
    // Taken before it is waited for: nobody else gets the same turn.
    lastAsked.set(hostname, clock.now() + Math.max(0, rest));
    if (rest > 0) await clock.wait(rest);
    lastAsked.set(hostname, Math.max(lastAsked.get(hostname) ?? 0, clock.now()));
  }

  return {
    inTurn(hostname, act) {
      const mine = (turns.get(hostname) ?? Promise.resolve()).then(act);
      turns.set(
        hostname,
        mine.catch(() => undefined),
      );
      return mine;
    },
    async robotsFor(url) {
      const known = robots.get(url.origin);
      if (known) return known;
      const read = await readRobots(url.origin, client, scope.includes, waitTurn);
      robots.set(url.origin, read);
      if ('delay' in read) delays.set(url.hostname, Math.max(delays.get(url.hostname) ?? 0, read.delay * 1_000));
      return read;
    },
    async ask(url, headersNow) {
      for (let busy = 0, broken = 0; ; ) {
        await waitTurn(url);
        const answer = await client.fetch(url, headersNow());
        if ('failed' in answer) {
          if (!answer.mayRetry || broken++ > 0) return answer;
          continue;
        }
        if ((answer.status !== 429 && answer.status !== 503) || busy++ >= MAX_BUSY) return answer;
        const seconds = retryAfter(answer.header('retry-after')) ?? RETRY_SECONDS;
        if (seconds > MAX_RETRY_SECONDS) return answer;
        await clock.wait(seconds * 1_000);
      }
    },
  };
}
