import { createReadStream } from 'node:fs';
import { WARCParser, type WARCRecord } from 'warcio';
import { MAX_BYTES } from '../../intake/file.js';
import { officeExtension } from '../../intake/office/index.js';
import type { PageSource, SourceItem } from '../page.js';

const PAGES = new Set(['text/html', 'application/xhtml+xml', 'text/plain', 'text/markdown', 'text/csv']);

const essenceOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

interface Body {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** The payload, decoded from chunks and compression; a record cut short gives what is there. */
async function bodyOf(record: WARCRecord): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isWhole = true;
  try {
    for await (const chunk of record) {
      size += chunk.length;
      if (size > MAX_BYTES) {
        isWhole = false;
        break;
      }
      chunks.push(chunk);
    }
  } catch {
    isWhole = false;
  }
  return { bytes: Buffer.concat(chunks), isWhole };
}

async function itemOf(record: WARCRecord, archive: string, number: number): Promise<SourceItem> {
  const url = record.warcTargetURI ?? undefined;
  const type = record.warcType;
  if (type === 'revisit') return { leftOut: '重复存档（revisit）' };
  if ((type !== 'response' && type !== 'resource') || url === undefined) return { leftOut: `${type ?? '无类型'} 记录` };
  const status = record.httpHeaders?.statusCode;
  if (type === 'response' && status !== undefined && status !== 200) return { leftOut: `HTTP ${status}` };
  const contentType = record.httpHeaders?.headers.get('content-type') ?? record.warcContentType ?? '';
  const essence = essenceOf(contentType);
  if (!PAGES.has(essence) && officeExtension(essence) === undefined) return { leftOut: essence || '无类型' };
  const { bytes, isWhole } = await bodyOf(record);
  const name = `${archive}#${number} ${url}`;
  if (bytes.length === 0) return { name, url, lost: { code: 'empty', message: '存档中没有这一页的内容，未检查。' } };
  return {
    name,
    url,
    mediaType: contentType,
    body: { bytes },
    ...(!isWhole && { warnings: ['存档中的这一页不完整，只检查了已有的部分。'] }),
  };
}

/**
 * The pages of a WARC file, plain or gzip, record by record. A damaged record ends the reading: what stands before it is
 * kept, and where it broke off is told.
 */
export async function* warcPages(input: AsyncIterable<Uint8Array>, archive: string): PageSource {
  let number = 0;
  try {
    for await (const record of new WARCParser(input)) {
      number++;
      yield await itemOf(record, archive, number);
    }
  } catch (error) {
    yield {
      name: `${archive}#${number + 1}`,
      lost: {
        code: 'damaged',
        message: `存档在第${number + 1}条记录处损坏（${error instanceof Error ? error.message : ''}），其后未检查。`,
      },
    };
  }
}

export const warcFilePages = (path: string): PageSource => warcPages(createReadStream(path), path);
