import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Mirror } from '../pages/page.js';
import { shownName } from '../sources/folder.js';
import { type LinkPlace, type LinkTarget, linkTarget } from './link-target.js';
import { allLinks, type PageLinks } from './page-links.js';

/** Names of a folder in lower case, with what they are on disk: servers on Windows do not tell one from the other. */
type Listing = ReadonlyMap<string, readonly Buffer[]>;

/** What is remembered of a mirror: begun anew when it is full. */
const MAX_NAMES = 200_000;
const MAX_ANSWERS = 50_000;

const listings = new Map<string, Listing | undefined>();
const answers = new Map<string, boolean>();
let names = 0;

function listed(folder: Buffer): Listing | undefined {
  const key = folder.toString('latin1');
  if (listings.has(key)) return listings.get(key);
  if (names > MAX_NAMES) {
    listings.clear();
    names = 0;
  }
  let listing: Listing | undefined;
  try {
    const entries = readdirSync(folder, 'buffer');
    const found = new Map<string, Buffer[]>();
    for (const name of entries) {
      const lower = shownName(name).toLowerCase();
      found.set(lower, [...(found.get(lower) ?? []), name]);
    }
    listing = found;
    names += entries.length;
  } catch {
    // No such folder, or none that can be read.
  }
  names++;
  listings.set(key, listing);
  return listing;
}

/** Where the folder would hold what a link leads to, as names from its root; undefined: not in what it mirrors. */
function placeIn({ folder, rootUrl }: Mirror, target: LinkTarget): readonly string[] | undefined {
  // What a server makes of parameters is named in many ways.
  if (target.kind !== 'web' || target.search !== '') return undefined;
  let path: string;
  try {
    path = decodeURIComponent(target.path);
  } catch {
    return undefined;
  }
  let below = path;
  if (rootUrl !== undefined) {
    const root = new URL(rootUrl.endsWith('/') ? rootUrl : `${rootUrl}/`);
    if (target.host !== root.host || !path.startsWith(root.pathname)) return undefined;
    below = path.slice(root.pathname.length - 1);
  } else if (target.host !== '') {
    if (!listed(Buffer.from(folder))?.has(target.host)) return undefined;
    below = `/${target.host}${path}`;
  }
  const segments = below.slice(1).split('/');
  return segments.some((segment) => segment === '..' || segment.includes('\0')) ? undefined : segments;
}

const SLASH = Buffer.from('/');
/** What a crawler adds to the name of a page that has none. */
const ENDINGS = ['', '.html', '.htm', '.shtml'];

/** Whether there is surely nothing at a place. A folder without an index is one whose server made it. */
function isAbsent(root: string, segments: readonly string[]): boolean {
  let folders = [Buffer.from(root)];
  for (const segment of segments.slice(0, -1).filter((name) => name !== ''))
    folders = folders.flatMap((folder) =>
      (listed(folder)?.get(segment.toLowerCase()) ?? []).map((name) => Buffer.concat([folder, SLASH, name])),
    );
  const last = (segments.at(-1) ?? '').toLowerCase();
  return !folders.some((folder) => {
    const listing = listed(folder);
    return listing && (last === '' || ENDINGS.some((ending) => listing.has(`${last}${ending}`)));
  });
}

/** Those links of a page that lead into its mirror, to a file that is not there. */
export function missingLinks(mirror: Mirror, place: LinkPlace, links: PageLinks): readonly string[] {
  return allLinks(links).filter((href) => {
    const target = linkTarget(href, links.base, place);
    if (target.kind !== 'web') return false;
    const key = join(mirror.folder, target.key);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const segments = placeIn(mirror, target);
    const isMissing = segments !== undefined && isAbsent(mirror.folder, segments);
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(key, isMissing);
    return isMissing;
  });
}
