import { pageAddress } from '../pages/page-address.js';

/** Where a link leads. */
export type LinkTarget =
  /** A page or file that may be of a scanned site. `host` is empty where pages have no addresses, only places below a folder. */
  | {
      readonly kind: 'web';
      readonly host: string;
      readonly path: string;
      readonly search: string;
      readonly key: string;
    }
  /** A file of the writer's own machine: nobody else can open it. */
  | { readonly kind: 'disk' }
  /** Above the folder whose address is not known, or at the root of its server: it may be anywhere. */
  | { readonly kind: 'outside' }
  /** No address, or another protocol. */
  | { readonly kind: 'none' };

/** What a page needs to say of itself for its links to be followed. */
export interface LinkPlace {
  readonly name: string;
  readonly url?: string;
}

/** Stands for the place of a folder whose address is not known; deep, so that what climbs out of it is seen. */
const FOLDER = new URL(`http://folder.invalid${'/~'.repeat(32)}/`);

const DISK = /^(?:file:|[a-z]:[\\/]|\\\\)/iu; // C:\Users\… \\server\…

export const addressOf = ({ name, url }: LinkPlace): string =>
  url ?? new URL(name.split('/').map(encodeURIComponent).join('/'), FOLDER).href;

function resolved(href: string, base: string | undefined, place: LinkPlace): string {
  const own = addressOf(place);
  const from = base !== undefined && URL.canParse(base, own) ? new URL(base, own).href : own;
  return URL.canParse(href, from) ? new URL(href, from).href : '';
}

/** Navigation leads from all pages of a folder to the same places: begun anew when it is full. */
const MAX_KNOWN = 20_000;
const known = new Map<string, LinkTarget>();

/** @param base what the page says its links are relative to */
export function linkTarget(href: string, base: string | undefined, place: LinkPlace): LinkTarget {
  // A query alone is relative to the page, all else to its folder.
  if (href.startsWith('?')) return targetOf(href, base, place);
  const at = place.url ?? place.name;
  const key = `${place.url === undefined ? '' : 'url'}\t${at.slice(0, at.lastIndexOf('/'))}\t${base ?? ''}\t${href}`;
  const before = known.get(key);
  if (before) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const target = targetOf(href, base, place);
  known.set(key, target);
  return target;
}

function targetOf(href: string, base: string | undefined, place: LinkPlace): LinkTarget {
  if (DISK.test(href)) return { kind: 'disk' };
  const found = resolved(href, base, place);
  if (found.startsWith(FOLDER.origin)) return placeBelow(new URL(found));
  const address = pageAddress(found);
  if ('fault' in address) return { kind: 'none' };
  const { host, pathname: path, search } = address.url;
  return { kind: 'web', host, path, search, key: withoutScheme(address.key) };
}

function placeBelow({ pathname, search }: URL): LinkTarget {
  if (!pathname.startsWith(FOLDER.pathname)) return { kind: 'outside' };
  const path = pathname.slice(FOLDER.pathname.length - 1);
  return { kind: 'web', host: '', path, search, key: `${path}${search}` };
}

/** A page is one page by http and by https. */
const withoutScheme = (key: string): string => key.replace(/^https?:\/\//u, '');

/** What links to an address are known by; undefined: it is no address. */
export function keyOfUrl(url: string): string | undefined {
  const address = pageAddress(url);
  return 'fault' in address ? undefined : withoutScheme(address.key);
}
