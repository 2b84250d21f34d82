import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { UnreadableError } from '../../errors.js';
import { MAX_BYTES } from '../../intake/file.js';

/** A body as far as it could be decoded. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

const CHUNK_HEAD = /^\s{0,8}([\da-f]{1,8})\s{0,8}(?:;[^\r\n]{0,200})?\r?\n/iu; // 1a;name=value
const CHUNK_HEAD_BYTES = 256;

/** Chunks joined. Archives often hold bodies that were joined already under a header that says otherwise. */
export function dechunked(bytes: Uint8Array): Body {
  const chunks: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const head = CHUNK_HEAD.exec(Buffer.from(bytes.subarray(at, at + CHUNK_HEAD_BYTES)).toString('latin1'));
    if (!head) return chunks.length === 0 ? { bytes, isWhole: true } : { bytes: Buffer.concat(chunks), isWhole: false };
    const size = Number.parseInt(head[1] ?? '', 16);
    if (size === 0) return { bytes: Buffer.concat(chunks), isWhole: true };
    const start = at + head[0].length;
    chunks.push(bytes.subarray(start, start + size));
    at = start + size;
    if (bytes[at] === 13) at++;
    if (bytes[at] === 10) at++;
  }
  return { bytes: Buffer.concat(chunks), isWhole: false };
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZlib = (bytes: Uint8Array): boolean =>
  ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;

/** What a content coding does; undefined: the bytes are not in it, whatever the header says. */
function inflaterOf(coding: string, bytes: Uint8Array): ((isWhole: boolean) => Uint8Array) | undefined {
  const options = (isWhole: boolean) => ({
    maxOutputLength: MAX_BYTES,
    finishFlush: isWhole ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
  });
  if (coding === 'gzip' || coding === 'x-gzip')
    return isGzip(bytes) ? (isWhole) => gunzipSync(bytes, options(isWhole)) : undefined;
  if (coding === 'deflate') return (isWhole) => (isZlib(bytes) ? inflateSync : inflateRawSync)(bytes, options(isWhole));
  if (coding === 'br')
    return (isWhole) =>
      brotliDecompressSync(bytes, {
        maxOutputLength: MAX_BYTES,
        finishFlush: isWhole ? constants.BROTLI_OPERATION_FINISH : constants.BROTLI_OPERATION_FLUSH,
      });
  throw new UnreadableError('unsupported', `不支持内容编码“${coding}”，未读取。`);
}

function inflatedOnce(bytes: Uint8Array, coding: string): Body {
  const inflate = inflaterOf(coding, bytes);
  if (!inflate) return { bytes, isWhole: true };
  for (const isWhole of [true, false]) {
    try {
      return { bytes: inflate(isWhole), isWhole };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        throw new UnreadableError('inflates-too-far', `解压后超过 ${MAX_BYTES} 字节的上限，未读取。`);
    }
  }
  throw new UnreadableError('damaged', '压缩的内容已损坏，未读取。');
}

const MAX_CODINGS = 3;

/**
 * A body out of its content codings, the last first; a cut one as far as it goes.
 * @throws UnreadableError where it inflates too far, is damaged, or in a coding that is not known.
 */
export function inflated(bytes: Uint8Array, contentEncoding: string): Body {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_CODINGS)
    throw new UnreadableError('unsupported', `内容编码套了 ${codings.length} 层，未读取。`);
  let body: Body = { bytes, isWhole: true };
  for (const coding of codings.reverse()) {
    const { bytes: inner, isWhole } = inflatedOnce(body.bytes, coding);
    body = { bytes: inner, isWhole: isWhole && body.isWhole };
  }
  return body;
}
