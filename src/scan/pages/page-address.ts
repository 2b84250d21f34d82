/** An address as it is asked for, and what makes it the same as another or like another. */
export interface PageAddress {
  readonly url: URL;
  /** Without session and tracking parts, parameters in order: equal for the same page. */
  readonly key: string;
  /** Numbers and tokens struck out: equal for pages of one make, such as the days of a calendar. */
  readonly pattern: string;
}

export type AddressFault = 'scheme' | 'malformed' | 'too-long' | 'too-deep' | 'repeating';

const MAX_LENGTH = 2_000;
const MAX_SEGMENTS = 20;
/** /a/b/a/b/a/b: relative links on a server that answers any path. */
const MAX_REPEATS = 3;

/** Names that hold a session whatever their value. */
const SESSION =
  /^(?:jsessionid|phpsessid|aspsessionid[a-z]{0,20}|asp\.net_sessionid|session_?id|cfid|cftoken|oscsid|zenid)$/iu; // PHPSESSID
/** Names that hold a session where their value is long and random. */
const PERHAPS_SESSION = /^(?:sid|s|session|sess|ssid|token)$/iu; // sid
const TRACKING = /^(?:utm_[a-z]{1,20}|spm|_)$/iu; // utm_source
/** ;jsessionid=0123 at the end of a path. */
const PATH_SESSION = /;(?:jsessionid|sid|phpsessid)=[^/;]{0,200}/giu;
/** /(S(4tbe1245ydgbvq45mlbyzyml))/ of ASP.NET. */
const ASP_SESSION = /\/\([A-Z]\([\w-]{1,200}\)\)/giu;
const TOKEN = /^(?=[a-z\d_-]{0,200}\d)[a-z\d_-]{16,200}$/iu; // 5f3c2a9b7d1e4c60
const DIGITS = /\d{1,40}/gu; // 20250101

const isDropped = (name: string, value: string): boolean =>
  SESSION.test(name) || TRACKING.test(name) || (PERHAPS_SESSION.test(name) && TOKEN.test(value));

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @param href as it stands in a page */
export function pageAddress(href: string, base?: string): PageAddress | { readonly fault: AddressFault } {
  let url: URL;
  try {
    url = new URL(href, base);
  } catch {
    return { fault: 'malformed' };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { fault: 'scheme' };
  url.hash = '';
  // Names and passwords are never sent.
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(PATH_SESSION, '').replace(ASP_SESSION, '');
  const parameters = url.search
    .slice(1)
    .split('&')
    .filter((part) => {
      const [name = '', value = ''] = part.split('=');
      return part !== '' && !isDropped(name, value);
    });
  url.search = parameters.join('&');
  if (url.href.length > MAX_LENGTH) return { fault: 'too-long' };
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > MAX_SEGMENTS) return { fault: 'too-deep' };
  const counts = new Map<string, number>();
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  if (Math.max(0, ...counts.values()) > MAX_REPEATS) return { fault: 'repeating' };
  const search = [...parameters].sort(inOrder).join('&');
  const path = segments.map((segment) => (TOKEN.test(segment) ? '*' : segment.replace(DIGITS, '0'))).join('/');
  const names = [...new Set(parameters.map((part) => (part.split('=')[0] ?? '').replace(DIGITS, '0')))].sort(inOrder);
  return {
    url,
    key: `${url.origin}${url.pathname}${search && `?${search}`}`,
    pattern: `${url.host}/${path}${names.length > 0 ? `?${names.join('&')}` : ''}`,
  };
}
