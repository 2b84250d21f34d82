import { Parser } from 'htmlparser2';

export interface PageLinks {
  /** As they stand in the page, each once, in order. */
  readonly hrefs: readonly string[];
  /** What they are relative to, where the page says so. */
  readonly base?: string;
  /** There were more than are given. */
  readonly isCut: boolean;
}

const MAX_LINKS = 5_000;
const MAX_HREF = 4_000;
/** Deeper pages are refused by the reader too; the parser looks through its stack at each closing tag. */
const MAX_DEPTH = 512;
const CHUNK = 16 * 1024;

const SOURCES: ReadonlyMap<string, string> = new Map([
  ['a', 'href'],
  ['area', 'href'],
  ['iframe', 'src'],
  ['frame', 'src'],
]);

/** 0;url=index.html: where a page sends its readers on. */
function refreshed(content: string): string | undefined {
  const semicolon = content.search(/[;,]/u);
  if (semicolon < 0) return undefined;
  const rest = content.slice(semicolon + 1).trim();
  const target = /^url\s{0,5}=/iu.test(rest) ? rest.slice(rest.indexOf('=') + 1).trim() : rest;
  return target.replace(/^["']|["']$/gu, '') || undefined;
}

/** The addresses a page leads to: links, frames, where it sends its readers on. None where it asks not to be followed. */
export function linksOf(source: string): PageLinks {
  const hrefs = new Set<string>();
  let base: string | undefined;
  let depth = 0;
  let mayFollow = true;
  let isCut = false;
  const add = (href: string | undefined): void => {
    const given = href?.trim();
    if (!given || given.startsWith('#') || given.length > MAX_HREF) return;
    if (hrefs.size >= MAX_LINKS) isCut = true;
    else hrefs.add(given);
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      depth++;
      const attribute = SOURCES.get(name);
      if (attribute !== undefined && !/\bnofollow\b/iu.test(attributes.rel ?? '')) add(attributes[attribute]);
      else if (name === 'base') base ??= attributes.href;
      else if (name === 'meta') {
        const content = attributes.content ?? '';
        if (attributes['http-equiv']?.toLowerCase() === 'refresh') add(refreshed(content));
        if (attributes.name?.toLowerCase() === 'robots' && /\b(?:nofollow|none)\b/iu.test(content)) mayFollow = false;
      }
    },
    onclosetag() {
      depth--;
    },
  });
  for (let at = 0; at < source.length && depth <= MAX_DEPTH && !isCut; at += CHUNK)
    parser.write(source.slice(at, at + CHUNK));
  // Not ended: closing a deep stack is what takes time.
  return { hrefs: mayFollow ? [...hrefs] : [], ...(base !== undefined && { base }), isCut };
}
