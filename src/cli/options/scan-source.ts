import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { UnreadableError, UserError } from '../../errors.js';
import { readFileBytes } from '../../intake/file.js';
import { packageRoot } from '../../package-root.js';
import { readSitemap } from '../../scan/crawl/sitemap.js';
import type { Seed } from '../../scan/crawl/targets.js';
import type { PageSource } from '../../scan/pages/page.js';
import { folderPages } from '../../scan/sources/folder.js';
import { ndjsonPages } from '../../scan/sources/ndjson.js';
import { urlList } from '../../scan/sources/url-list.js';
import { waczPages } from '../../scan/sources/wacz.js';
import { warcFilePages } from '../../scan/sources/warc.js';
import type { RunConfig } from './run-config.js';
import { wholeNumber } from './whole-number.js';

/** Options of scan that say what is read. */
export interface SourceOptions {
  readonly state?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rootUrl?: string;
  readonly maxPages?: string;
  readonly rate?: string;
  readonly depth?: string;
  readonly maxPerPattern?: string;
  readonly allowHost?: readonly string[];
  readonly since?: string;
  readonly contact?: string;
}

function wantedBy({ include, exclude }: SourceOptions): (path: string) => boolean {
  const isIn = include ? picomatch([...include]) : () => true;
  const isOut = exclude ? picomatch([...exclude]) : () => false;
  return (path) => isIn(path) && !isOut(path);
}

/** A source, and what is to be done when its results are safe and when it is done with. */
export interface OpenSource {
  readonly pages: PageSource;
  finish?(): void;
  close?(): void;
}

const isAddress = (input: string): boolean => /^https?:\/\//iu.test(input);
const SITEMAP = /\.xml(?:\.gz)?$/iu; // sitemap.xml.gz

/** The sitemap or list of a file as seeds of a crawl; undefined where it is neither. */
function seedsIn(input: string): Iterable<Seed> | AsyncIterable<Seed> | undefined {
  if (SITEMAP.test(input)) {
    try {
      const { isIndex, entries, cut } = readSitemap(readFileBytes(input), input);
      if (cut > 0) process.stderr.write(`${input}：条数超过上限，末尾 ${cut} 条没有访问。\n`);
      return entries.map((entry, i) => ({
        ...entry,
        place: `第${i + 1}条`,
        kind: isIndex ? ('sitemap' as const) : ('page' as const),
      }));
    } catch (error) {
      if (error instanceof UnreadableError) throw new UserError(`${input}：${error.message}`);
      throw error;
    }
  }
  if (!/\.(?:txt|urls)$/iu.test(input)) return undefined;
  return beginsWithAddress(input) ? urlList(createReadStream(input)) : undefined;
}

const LOOKED_AT = 64 * 1024;

function beginsWithAddress(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(LOOKED_AT);
    const lines = buffer
      .toString('utf8', 0, readSync(descriptor, buffer))
      .replace(/^\ufeff/u, '')
      .split('\n');
    return isAddress(lines.find((line) => line.trim() !== '' && !line.trim().startsWith('#'))?.trim() ?? '');
  } finally {
    closeSync(descriptor);
  }
}

async function crawlOf(inputs: readonly string[], options: SourceOptions): Promise<OpenSource | undefined> {
  const [first = ''] = inputs;
  const seeds = isAddress(first)
    ? inputs.map((href): Seed => ({ href, kind: SITEMAP.test(new URL(href).pathname) ? 'sitemap' : 'page' }))
    : seedsIn(first);
  if (!seeds) return undefined;
  const isList = !isAddress(first) || SITEMAP.test(new URL(first).pathname);
  const rate = Number(options.rate ?? 1);
  if (!(rate > 0 && rate <= MAX_RATE)) throw new UserError(`--rate ${options.rate}：应为 0 到 ${MAX_RATE} 之间的数。`);
  if (options.since !== undefined && !/^\d{4}(?:-\d{2}){0,2}$/u.test(options.since))
    throw new UserError(`--since ${options.since}：应为日期，如 2025-01-31。`);
  if (options.contact !== undefined && !/^[\x21-\x7e]{1,200}$/u.test(options.contact))
    throw new UserError(`--contact ${options.contact}：应为邮箱或网址，不含空格和汉字。`);
  const { maxPages, maxPerPattern, since, allowHost, contact } = options;
  const depth = options.depth === '0' ? 0 : wholeNumber('--depth', options.depth);
  const limits = {
    depth: depth ?? (isList ? 0 : undefined),
    maxPages: wholeNumber('--max-pages', maxPages),
    perPattern: wholeNumber('--max-per-pattern', maxPerPattern),
  };
  const [{ openFrontier }, { crawlPages }] = await Promise.all([
    import('../../scan/crawl/frontier.js'),
    import('../../scan/crawl/crawl.js'),
  ]);
  const frontier = openFrontier(options.state);
  const identity = createHash('sha256')
    .update(JSON.stringify([inputs, limits.depth, limits.perPattern, since, allowHost]))
    .update(isAddress(first) ? '' : readFileSync(first));
  const { version } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as { version: string };
  return {
    pages: crawlPages({
      frontier,
      seeds,
      identity: identity.digest('hex'),
      requestsPerSecond: rate,
      version,
      ...(allowHost && { allowHosts: allowHost }),
      ...(limits.depth !== undefined && { depth: limits.depth }),
      ...(limits.maxPages !== undefined && { maxPages: limits.maxPages }),
      ...(limits.perPattern !== undefined && { perPattern: limits.perPattern }),
      ...(since !== undefined && { since }),
      ...(contact !== undefined && { contact }),
    }),
    finish: () => frontier.finish(),
    close: () => frontier.close(),
  };
}

/** The folder that files of a source lie in. */
export function folderOf([input = '-']: readonly string[]): string {
  if (input === '-' || isAddress(input)) return '.';
  return statSync(input).isDirectory() ? input : dirname(input);
}

/** Requests a second to one host. */
const MAX_RATE = 100;

function storedPages(input: string, options: SourceOptions, { isIgnored }: RunConfig): PageSource {
  if (input === '-') return ndjsonPages(process.stdin, folderOf([input]));
  if (statSync(input).isDirectory()) {
    const isWanted = wantedBy(options);
    return folderPages(input, {
      ...(options.rootUrl !== undefined && { rootUrl: options.rootUrl }),
      isWanted: (path) => isWanted(path) && !isIgnored(join(input, path)),
    });
  }
  if (/\.warc(?:\.gz)?$/u.test(input)) return warcFilePages(input); // crawl-00001.warc.gz
  if (/\.wacz$/u.test(input)) return waczPages(input);
  if (/\.(?:ndjson|jsonl)$/u.test(input)) return ndjsonPages(createReadStream(input), folderOf([input]));
  throw new UserError(
    `${input}：scan 读网址、文件夹、.warc、.warc.gz、.wacz、.ndjson、站点地图（.xml、.xml.gz）、网址清单（.txt，一行一个）或 -（标准输入）；单个文件请用 check。`,
  );
}

async function* oneAfterAnother(sources: readonly PageSource[]): PageSource {
  for (const source of sources) yield* source;
}

/** @throws UserError where there is no such source, or an option of it is wrong. */
export async function openSource(
  inputs: readonly string[],
  options: SourceOptions,
  run: RunConfig,
): Promise<OpenSource> {
  const missing = inputs.find((input) => input !== '-' && !isAddress(input) && !existsSync(input));
  if (missing !== undefined) throw new UserError(`${missing}：没有这个文件或文件夹。`);
  const invalid = inputs.find((input) => isAddress(input) && !URL.canParse(input));
  if (invalid !== undefined) throw new UserError(`${invalid}：不成网址。`);
  const addresses = inputs.filter(isAddress).length;
  if (
    inputs.length > 1 &&
    addresses !== inputs.length &&
    !inputs.every((input) => /\.(?:warc(?:\.gz)?|wacz)$/u.test(input))
  )
    throw new UserError('一次只能检查一个来源；网址可以写几个，WARC、WACZ 存档也可以写几个。');
  const crawl = await crawlOf(inputs, options);
  return crawl ?? { pages: oneAfterAnother(inputs.map((input) => storedPages(input, options, run))) };
}
