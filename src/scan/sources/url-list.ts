import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Seed } from '../crawl/targets.js';

/** Addresses, one a line; blank lines and those that begin with # are passed over. */
export async function* urlList(input: Readable): AsyncIterable<Seed> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    const href = (number === 1 ? line.replace(/^\ufeff/u, '') : line).trim();
    if (href !== '' && !href.startsWith('#')) yield { href, place: `第${number}行` };
  }
}
