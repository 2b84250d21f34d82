import { pageAddress } from '../pages/page-address.js';
import { openCookies } from './cookies.js';
import { type Answer, isRedirect, type NoAnswer } from './fetch.js';
import { type Asked, type Frontier, lost, type Target } from './frontier.js';
import type { Politeness } from './politeness.js';
import type { Scope } from './scope.js';

/** What of an answer's head is read when its turn comes. */
const READ_HEADERS = ['location', 'content-type', 'content-disposition', 'etag', 'last-modified'];
/** Steps of a way round that leads back with a cookie. */
const MAX_ROUND = 3;

const askedOf = ({ status, header, body, isWhole }: Answer): Asked => ({
  status,
  headers: Object.fromEntries(READ_HEADERS.map((name) => [name, header(name)])),
  body,
  isWhole,
});

/** How a target is asked for: as robots.txt allows, with the cookies of its site, and only for what has changed. */
export function openRequests(
  frontier: Frontier,
  scope: Scope,
  { robotsFor, ask }: Politeness,
): (target: Target) => Promise<Asked> {
  const cookies = openCookies();

  const askFrom = (url: URL, headers: Readonly<Record<string, string>>): Promise<Answer | NoAnswer> =>
    ask(url, () => {
      const cookie = cookies.of(url);
      return { ...headers, ...(cookie !== '' && { cookie }) };
    });

  /**
   * Asks for a target. Some sites set a cookie and send their readers round, back to where they came from: with the cookie
   * they are asked once more.
   */
  async function askWithCookies(target: Target, headers: Readonly<Record<string, string>>): Promise<Answer | NoAnswer> {
    const start = new URL(target.url);
    const first = await askFrom(start, headers);
    let url = start;
    for (let answer = first, hops = 0; !('failed' in answer); hops++) {
      const hasNew = cookies.keep(url, answer.setCookies);
      if (!isRedirect(answer.status) || (hops === 0 && !hasNew) || hops >= MAX_ROUND) return first;
      const address = pageAddress(answer.header('location'), url.href);
      if ('fault' in address) return first;
      if (address.key === target.key) {
        const again = await askFrom(start, headers);
        if (!('failed' in again)) cookies.keep(start, again.setCookies);
        return again;
      }
      ({ url } = address);
      // Others have turns of their own.
      if (url.hostname !== start.hostname || !scope.includes(url)) return first;
      const robots = await robotsFor(url);
      if ('refused' in robots || !robots.isAllowed(url)) return first;
      answer = await askFrom(url, {});
    }
    return first;
  }

  return async (target) => {
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
  };
}
