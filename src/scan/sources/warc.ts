import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableError } from '../../errors.js';
import { MAX_BYTES } from '../../intake/file.js';
import { dechunked, inflated } from '../pages/http-body.js';
import type { PageSource, SourceItem } from '../pages/page.js';
import { essenceOf, extensionOf, isAsset, isPageType } from '../pages/page-kind.js';
import { ByteReader } from './byte-reader.js';

const VERSION = /^WARC\/1\.\d{1,2}\r?\n$/u; // WARC/1.1
const NEXT_RECORD = '\r\n\r\nWARC/1.';
const SEPARATOR = '\r\n\r\n';
const MAX_LINE = 64 * 1024;
const MAX_HEADERS = 1_000;
/** Of a record: a page's limit and its HTTP head. */
const MAX_BLOCK = MAX_BYTES + 1024 * 1024;

const PARTIAL = '存档中的这一页不完整，只检查了已有的部分。';
const WRONG_LENGTH = '存档中这一页的长度与所写的不符。';

type Headers = ReadonlyMap<string, string>;

/** Headers by name in lower case, of lines without their ends; the first of a name holds. */
function headersOf(lines: readonly string[]): Headers {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

interface Http {
  readonly status: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

function httpOf(block: Buffer): Http | undefined {
  let end = block.indexOf('\r\n\r\n');
  let gap = 4;
  if (end < 0) {
    end = block.indexOf('\n\n');
    gap = 2;
  }
  const head = block.toString('latin1', 0, end < 0 ? block.length : end).split(/\r?\n/u);
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/u.exec(head[0] ?? '')?.[1]; // HTTP/1.1 200 OK
  if (status === undefined) return undefined;
  return { status, headers: headersOf(head.slice(1)), body: end < 0 ? Buffer.alloc(0) : block.subarray(end + gap) };
}

interface Record {
  readonly name: string;
  readonly headers: Headers;
  readonly block: Buffer;
  readonly warnings: readonly string[];
}

/** What a reader asked for in vain; of pictures and of what crawlers ask for themselves nobody needs to know. */
function isPageNotThere(status: string, url: string): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return /^[45]/u.test(status) && path !== '/robots.txt' && !isAsset(extensionOf(path));
}

function pageOf({ name, headers, block, warnings }: Record): SourceItem {
  const url = headers.get('warc-target-uri')?.replace(/^<(.{0,8000})>$/u, '$1') ?? '';
  const about = { name: `${name} ${url}`, url };
  const http = headers.get('warc-type') === 'response' ? httpOf(block) : undefined;
  if (headers.get('warc-type') === 'response') {
    if (!http) return { ...about, lost: { code: 'damaged', message: '存档中这一页没有 HTTP 头，未检查。' } };
    if (http.status !== '200')
      return isPageNotThere(http.status, url)
        ? { ...about, lost: { code: `http-${http.status}`, message: `网站返回 ${http.status}，没有内容可查。` } }
        : { leftOut: `HTTP ${http.status}` };
  }
  const mediaType = (http?.headers ?? headers).get('content-type') ?? '';
  if (!isPageType(mediaType)) return { leftOut: essenceOf(mediaType) || '无类型' };
  try {
    const raw = http?.body ?? block;
    const joined = /chunked/iu.test(http?.headers.get('transfer-encoding') ?? '')
      ? dechunked(raw)
      : { bytes: raw, isWhole: true };
    const body = inflated(joined.bytes, http?.headers.get('content-encoding') ?? '');
    if (body.bytes.length === 0)
      return { ...about, lost: { code: 'empty', message: '存档中没有这一页的内容，未检查。' } };
    const told = joined.isWhole && body.isWhole ? warnings : [...warnings, PARTIAL];
    return { ...about, mediaType, body: { bytes: body.bytes }, ...(told.length > 0 && { warnings: told }) };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { ...about, lost: { code: error.code, message: error.message } };
  }
}

const isWanted = (headers: Headers): boolean =>
  /^(?:response|resource)$/u.test(headers.get('warc-type') ?? '') && headers.has('warc-target-uri');

async function* recordsOf(reader: ByteReader, archive: string): PageSource {
  for (let number = 1; ; number++) {
    const start = reader.position;
    const name = `${archive}#${number}`;
    let line = await reader.line(MAX_LINE);
    while (line.length > 0 && line.toString('latin1').trim() === '') line = await reader.line(MAX_LINE);
    if (line.length === 0) return;
    if (!VERSION.test(line.toString('latin1'))) {
      while (line.length > 0 && !line.toString('latin1').startsWith('WARC/1.')) line = await reader.line(MAX_LINE);
      reader.putBack(line);
      yield {
        name,
        lost: { code: 'damaged', message: `存档从第${start}字节到第${reader.position}字节不成记录，未检查。` },
      };
      continue;
    }
    const lines: string[] = [];
    for (line = await reader.line(MAX_LINE); line.toString('latin1').trim() !== ''; line = await reader.line(MAX_LINE))
      if (lines.push(line.toString('utf8').trimEnd()) > MAX_HEADERS) break;
    const headers = headersOf(lines);
    const written = headers.get('content-length') ?? '';
    if (!/^\d{1,15}$/u.test(written)) {
      yield { name, lost: { code: 'damaged', message: `存档第${start}字节处的记录没有写明长度，未检查。` } };
      continue;
    }
    const length = Number(written);
    if (!isWanted(headers)) {
      await reader.skip(length);
      const type = headers.get('warc-type');
      yield { leftOut: type === 'revisit' ? '重复存档（revisit）' : `${type ?? '无类型'} 记录` };
      continue;
    }
    if (length > MAX_BLOCK) {
      await reader.skip(length);
      yield { name, lost: { code: 'too-large', message: `记录有 ${length} 字节，超过上限，未检查。` } };
      continue;
    }
    let block = await reader.take(length);
    const warnings: string[] = [];
    if (block.length < length) warnings.push(PARTIAL);
    const next = await reader.peek(SEPARATOR.length);
    if (next.toString('latin1') !== SEPARATOR) {
      const end = block.indexOf(NEXT_RECORD);
      if (end >= 0) {
        // Longer than it is: it would swallow the records behind it.
        reader.putBack(block.subarray(end));
        block = block.subarray(0, end);
        warnings.splice(0, 1, WRONG_LENGTH);
      } else if (next.length === SEPARATOR.length) warnings.push(WRONG_LENGTH);
    }
    yield pageOf({ name, headers, block, warnings });
  }
}

/** Text and markup shrink 10 to 20 times; what grows more than that is a bomb. */
const MAX_RATIO = 200;
/** Small runs of one byte shrink further. */
const FREE_BYTES = MAX_BYTES;

/** @throws Error where something inflates as only a bomb does */
export function refuseBomb(inflated: number, packed: number): void {
  if (inflated > FREE_BYTES + MAX_RATIO * packed) throw new Error('解压后大得不成比例');
}

/** The stream itself, or what its gzip members hold, as long as that stays in proportion. */
async function* plain(input: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = new ByteReader(input);
  const [first, second] = await reader.peek(2);
  const rest = async function* (): AsyncIterable<Uint8Array> {
    for (let chunk = await reader.take(MAX_LINE); chunk.length > 0; chunk = await reader.take(MAX_LINE)) yield chunk;
  };
  if (first !== 0x1f || second !== 0x8b) {
    yield* rest();
    return;
  }
  let size = 0;
  // Its faults come out of the stream that is read here.
  for await (const chunk of pipeline(Readable.from(rest()), createGunzip(), () => undefined)) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    refuseBomb(size, reader.position);
    yield bytes;
  }
}

/**
 * The pages of a WARC file, plain or gzip, record by record. What is no record is passed over and told with its place, and
 * reading goes on; where compressed data is damaged it ends, and that is told.
 */
export async function* warcPages(input: AsyncIterable<Uint8Array>, archive: string): PageSource {
  const reader = new ByteReader(plain(input));
  try {
    yield* recordsOf(reader, archive);
  } catch (error) {
    yield {
      name: `${archive}#末尾`,
      lost: {
        code: 'damaged',
        message: `存档在解压后第${reader.position}字节之后损坏（${error instanceof Error ? error.message : String(error)}），其后未检查。`,
      },
    };
  }
}

export const warcFilePages = (path: string): PageSource => warcPages(createReadStream(path), path);
