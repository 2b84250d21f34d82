/** A record of a WARC file: its block is what stands behind the headers. */
export function record(
  headers: Readonly<Record<string, string>>,
  block: string | Uint8Array,
  length?: number,
): Uint8Array {
  const bytes = Buffer.from(block);
  const lines = Object.entries({
    'WARC-Record-ID': '<urn:uuid:00000000-0000-4000-8000-000000000000>',
    'WARC-Date': '2025-01-01T00:00:00Z',
    ...headers,
    'Content-Length': String(length ?? bytes.length),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${lines.join('')}\r\n`), bytes, Buffer.from('\r\n\r\n')]);
}

interface ResponseParts {
  readonly status?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the record, where it is not the true one. */
  readonly length?: number;
}

/** A response record: HTTP head and body as they went over the wire. */
export function response(url: string, body: string | Uint8Array, parts: ResponseParts = {}): Uint8Array {
  const { status = '200 OK', headers = {}, length } = parts;
  const lines = Object.entries({ 'Content-Type': 'text/html; charset=utf-8', ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  const block = Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines}\r\n`), Buffer.from(body)]);
  return record(
    { 'WARC-Type': 'response', 'WARC-Target-URI': url, 'Content-Type': 'application/http; msgtype=response' },
    block,
    length,
  );
}
