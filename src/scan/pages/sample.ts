import { createHash } from 'node:crypto';
import type { PageSource } from './page.js';

const WHOLE = 0x1_0000_0000;

/**
 * A share of the pages, picked by their names: the same pages in every scan and on every machine, whatever the order. The
 * others are counted as left out.
 * @param percent above 0, below 100
 */
export async function* sampled(source: PageSource, percent: number): PageSource {
  for await (const item of source) {
    const isPicked =
      !('body' in item) || createHash('sha256').update(item.name).digest().readUInt32BE(0) < (percent / 100) * WHOLE;
    yield isPicked ? item : { leftOut: '抽样未抽中' };
  }
}
