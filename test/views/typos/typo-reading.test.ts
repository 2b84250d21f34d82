import { expect, test } from '@jest/globals';
import { dictionariesFrom } from '../../../src/dictionary/index.js';
import { Unavailable } from '../../../src/document/per-document.js';
import { readTxt } from '../../../src/intake/plain/txt.js';
import { typoReading } from '../../../src/views/typos/typo-reading.js';
import { read } from '../read.js';

const WITHOUT = '没有错字模型，未核对同音字、形近字、多字、漏字、错序';

test('says so where there is no model, or none that can be loaded', () => {
  const context = { dictionaries: dictionariesFrom(() => []), profile: {} };
  const none = readTxt({ name: 'a', source: '甲', context });
  const broken = readTxt({ name: 'a', source: '甲', context: { ...context, typoModel: () => undefined } });
  expect(() => typoReading(none)).toThrow(new Unavailable(WITHOUT));
  expect(() => typoReading(broken)).toThrow(WITHOUT);
});

test('one reading serves all who ask', () => {
  const doc = read('加强领导。');
  expect(typoReading(doc)).toBe(typoReading(doc));
  expect(typoReading(doc).model).toBe(doc.context.typoModel?.());
});
