import { lookup as lookupOfSystem } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { UnreadableError } from '../../errors.js';
import { MAX_BYTES } from '../../intake/file.js';
import { inflated } from '../pages/http-body.js';
import { type AllowedHosts, isInnerHost, isPublicAddress, portOf } from './address.js';

export interface FetchLimits {
  /** To connect, and from the request to the head of the answer. */
  readonly headMilliseconds: number;
  /** For the whole body. */
  readonly bodyMilliseconds: number;
  /** Of a body as it comes over the wire. */
  readonly bytes: number;
}

const LIMITS: FetchLimits = { headMilliseconds: 10_000, bodyMilliseconds: 30_000, bytes: MAX_BYTES };
const MAX_HEADER_BYTES = 64 * 1024;

export interface FetchOptions {
  readonly userAgent: string;
  readonly allowed: AllowedHosts;
  readonly limits?: FetchLimits;
  /** How a name becomes addresses; absent: as the system does it. */
  readonly lookup?: LookupFunction;
}

export interface Answer {
  readonly status: number;
  /** The value of a header, the first of several; empty where there is none. */
  header(name: string): string;
  /** Set-Cookie, each as it stands. */
  readonly setCookies: readonly string[];
  /** Out of its content codings. */
  readonly body: Uint8Array;
  readonly isWhole: boolean;
}

export interface NoAnswer {
  readonly failed: { readonly code: string; readonly message: string };
  /** Whether it may go better the next time. */
  readonly mayRetry: boolean;
}

export interface Fetcher {
  /** One request, no redirect followed, no cookie kept or sent but those given. */
  fetch(url: URL, headers?: Readonly<Record<string, string>>): Promise<Answer | NoAnswer>;
  close(): Promise<void>;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Whether an answer of this status leads elsewhere. */
export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

/** The address a name leads to is not one of the public internet. */
class InnerAddressError extends Error {
  override readonly name = 'InnerAddressError';
  readonly code = 'ERR_INNER_ADDRESS';
}

/** A lookup that gives only public addresses, and none at all of a name that has others too. */
const guarded =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, address, family) => {
      if (error) return callback(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map((one) => one.address);
      const inner = addresses.find((one) => !isPublicAddress(one));
      if (inner !== undefined || addresses.length === 0)
        callback(new InnerAddressError(`${hostname} → ${inner ?? '?'}`), '', 0);
      else callback(null, address, family);
    });

const failure = (code: string, message: string, mayRetry = false): NoAnswer => ({
  failed: { code, message },
  mayRetry,
});

/** Names and codes of an error and of what caused it; errors of a DOM have numbers for codes. */
function codesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { name, code, cause, errors } = error as Readonly<Record<string, unknown>>;
  return [
    ...[name, code].filter((value) => typeof value === 'string'),
    ...(Array.isArray(errors) ? errors.flatMap(codesOf) : []),
    ...codesOf(cause),
  ];
}

const SLOW = new Set(['TimeoutError', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function failureOf(error: unknown): NoAnswer {
  if (error instanceof UnreadableError) return failure(error.code, error.message);
  const codes = codesOf(error);
  if (codes.includes('ERR_INNER_ADDRESS')) return innerAddress();
  if (codes.some((code) => SLOW.has(code))) return failure('too-slow', '服务器迟迟不答或传得太慢，已停止。', true);
  if (codes.includes('ENOTFOUND')) return failure('no-such-host', '查不到这个主机名的地址。');
  if (codes.includes('UND_ERR_HEADERS_OVERFLOW')) return failure('bad-answer', '回应的头太长，未读取。');
  if (codes.some((code) => /^(?:CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_SSL)/u.test(code)))
    return failure('bad-certificate', `网站的证书有误（${codes.at(-1)}），未读取。`);
  if (codes.some((code) => code.startsWith('HPE_') || code === 'HTTPParserError'))
    return failure('bad-answer', '回应不合 HTTP，未读取。');
  return failure('connection-failed', `连接失败或中断（${codes.at(-1) ?? '原因不明'}）。`, true);
}

const innerAddress = (): NoAnswer =>
  failure('inner-address', '地址在内网或本机，未访问。确需检查的，请用 --allow-host 写明。');

async function bytesOf(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new UnreadableError('too-large', `超过 ${limit} 字节的上限，未读取。`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Requests to the public internet and to the hosts allowed by name; the address is checked as it is connected to. */
export function fetcher({ userAgent, allowed, limits = LIMITS, lookup = lookupOfSystem }: FetchOptions): Fetcher {
  const timeout = limits.headMilliseconds;
  const trusting = buildConnector({ timeout, lookup });
  const careful = buildConnector({ timeout, lookup: guarded(lookup) });
  const agent = new Agent({
    connect(options, callback) {
      const port = options.port || (options.protocol === 'https:' ? '443' : '80');
      if (allowed.includes(options.hostname, port)) trusting(options, callback);
      // A literal address is never looked up.
      else if (isInnerHost(options.hostname)) callback(new InnerAddressError(options.hostname), null);
      else careful(options, callback);
    },
    connections: 1,
    headersTimeout: timeout,
    bodyTimeout: limits.bodyMilliseconds,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  return {
    async fetch(url, headers = {}) {
      if (isInnerHost(url.hostname) && !allowed.includes(url.hostname, portOf(url))) return innerAddress();
      const controller = new AbortController();
      const stopAfter = (milliseconds: number): NodeJS.Timeout =>
        setTimeout(() => controller.abort(new DOMException('', 'TimeoutError')), milliseconds);
      // A head that comes byte by byte is no head.
      let timer = stopAfter(timeout * 2);
      try {
        const answer = await request(url, {
          dispatcher: agent,
          headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br', accept: '*/*', ...headers },
          signal: controller.signal,
        });
        clearTimeout(timer);
        timer = stopAfter(limits.bodyMilliseconds);
        const raw = await bytesOf(answer.body, limits.bytes);
        const header = (name: string): string => {
          const value = answer.headers[name];
          return (Array.isArray(value) ? value[0] : value) ?? '';
        };
        const { bytes, isWhole } = inflated(raw, header('content-encoding'));
        const setCookies = [answer.headers['set-cookie'] ?? []].flat();
        return { status: answer.statusCode, header, setCookies, body: bytes, isWhole };
      } catch (error) {
        return failureOf(error);
      } finally {
        clearTimeout(timer);
        controller.abort();
      }
    },
    close: () => agent.destroy(),
  };
}
