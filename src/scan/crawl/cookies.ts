import { parseCookie } from 'undici';

/** Of a host; a site that sets more goes on with those it set first. */
const MAX_COOKIES = 50;
const MAX_VALUE = 4_096;

interface Kept {
  readonly value: string;
  readonly path: string;
  readonly isSecure: boolean;
}

/**
 * What sites set in the course of one crawl: in memory only, sent back to the very host that set it, whatever domain it asks
 * for. Enough for sites that send everybody round once to see whether cookies come back.
 */
export interface Cookies {
  /** @returns whether something is known now that was not before */
  keep(url: URL, setCookies: readonly string[]): boolean;
  /** The value of the header; empty where there is none. */
  of(url: URL): string;
}

const isGone = ({ maxAge, expires }: { readonly maxAge?: number; readonly expires?: Date | number }): boolean =>
  maxAge === undefined ? expires !== undefined && Number(new Date(expires)) <= Date.now() : maxAge <= 0;

/** RFC 6265, 5.1.4. */
const isUnder = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

export function openCookies(): Cookies {
  const byHost = new Map<string, Map<string, Kept>>();

  function keepOne(kept: Map<string, Kept>, setCookie: string): boolean {
    const cookie = parseCookie(setCookie);
    if (!cookie || cookie.name === '' || cookie.value.length > MAX_VALUE) return false;
    const { name, value, path = '/', secure = false } = cookie;
    if (isGone(cookie)) return kept.delete(name);
    if (kept.get(name)?.value === value || (kept.size >= MAX_COOKIES && !kept.has(name))) return false;
    kept.set(name, { value, path: path.startsWith('/') ? path : '/', isSecure: secure });
    return true;
  }

  return {
    keep({ hostname }, setCookies) {
      if (setCookies.length === 0) return false;
      const kept = byHost.get(hostname) ?? new Map<string, Kept>();
      byHost.set(hostname, kept);
      return setCookies.map((setCookie) => keepOne(kept, setCookie)).includes(true);
    },
    of({ hostname, pathname, protocol }) {
      return [...(byHost.get(hostname) ?? [])]
        .filter(([, { path, isSecure }]) => isUnder(pathname, path) && (!isSecure || protocol === 'https:'))
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; ');
    },
  };
}
