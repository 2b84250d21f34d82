import robotsParser from 'robots-parser';
import type { Fetcher } from './fetch.js';

/** What a host allows. */
export interface Robots {
  isAllowed(url: URL): boolean;
  /** Seconds that it asks for between two requests. */
  readonly delay: number;
}

export interface NoRobots {
  readonly refused: { readonly code: string; readonly message: string };
}

/** The name robots.txt knows us by. */
export const PRODUCT = 'gongwen-lint';

const MAX_REDIRECTS = 5;
/** RFC 9309 asks for 500 KiB at least. */
const MAX_BYTES = 512 * 1024;
/** A host that asks for more is left alone. */
const MAX_DELAY = 600;

const EVERYTHING: Robots = { isAllowed: () => true, delay: 0 };

function parsed(url: URL, body: Uint8Array): Robots | NoRobots {
  const text = new TextDecoder().decode(body.subarray(0, MAX_BYTES));
  // The package types its default export as a module that is callable.
  const rules = (robotsParser as unknown as typeof robotsParser.default)(url.href, text);
  const delay = rules.getCrawlDelay(PRODUCT) ?? 0;
  if (delay > MAX_DELAY)
    return { refused: { code: 'crawl-delay', message: `robots.txt 要求每 ${delay} 秒才访问一次，未访问。` } };
  return { isAllowed: (page) => rules.isAllowed(page.href, PRODUCT) ?? false, delay: Math.max(0, delay) };
}

/**
 * Reads robots.txt of an origin by RFC 9309: where there is none everything is allowed; where the server is at fault or
 * cannot be reached, nothing is.
 * @param follows whether a redirect may be followed
 * @param waitTurn called before each request
 */
export async function readRobots(
  origin: string,
  fetcher: Fetcher,
  follows: (url: URL) => boolean,
  waitTurn: (url: URL) => Promise<void>,
): Promise<Robots | NoRobots> {
  const asked = new URL('/robots.txt', origin);
  let url = asked;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    await waitTurn(url);
    const answer = await fetcher.fetch(url);
    if ('failed' in answer) {
      const { code, message } = answer.failed;
      // What cannot be connected to says why itself.
      if (code === 'inner-address' || code === 'no-such-host') return { refused: answer.failed };
      return { refused: { code: 'robots-unreachable', message: `robots.txt 读不到，未访问本站：${message}` } };
    }
    const { status } = answer;
    if (status >= 500 || status === 429)
      return { refused: { code: 'robots-unreachable', message: `robots.txt 返回 ${status}，未访问本站。` } };
    if (status < 300) return parsed(asked, answer.body);
    const location = answer.header('location');
    const target = location !== '' && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (status >= 400 || !target || !follows(target)) return EVERYTHING;
    url = target;
  }
  return EVERYTHING;
}
