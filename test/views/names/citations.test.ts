import { expect, test } from '@jest/globals';
import { citations } from '../../../src/views/names/citations.js';
import { read, textAt } from '../read.js';

const cited = (source: string): readonly unknown[] => {
  const doc = read(source);
  return citations(doc).map(({ title, number, range }) => [title.text, number.serial, textAt(doc, range)]);
};

test.each<[string, readonly unknown[]]>([
  ['按《通知》（国办函〔2020〕109号）要求', [['通知', '109', '《通知》（国办函〔2020〕109号']]],
  ['《通知》(国办函〔2020〕109号)', [['通知', '109', '《通知》(国办函〔2020〕109号']]],
  ['《通知》 （ 国办函〔2020〕109号）', [['通知', '109', '《通知》 （ 国办函〔2020〕109号']]],
  [
    '《印发〈办法〉的通知》（国发〔2020〕1号）',
    [['印发〈办法〉的通知', '1', '《印发〈办法〉的通知》（国发〔2020〕1号']],
  ],
  [
    '《甲》（国发〔2020〕1号）和《乙》（国发〔2021〕2号）',
    [
      ['甲', '1', '《甲》（国发〔2020〕1号'],
      ['乙', '2', '《乙》（国发〔2021〕2号'],
    ],
  ],
  // Between title and number stands something else, or nothing.
  ['《通知》等（国办函〔2020〕109号）', []],
  ['《通知》国办函〔2020〕109号', []],
  ['《通知》，（国办函〔2020〕109号）', []],
  ['通知（国办函〔2020〕109号）', []],
])('%s', (source, expected) => {
  expect(cited(source)).toEqual(expected);
});
