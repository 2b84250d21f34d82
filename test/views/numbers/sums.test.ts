import { describe, expect, test } from '@jest/globals';
import type { Quantity } from '../../../src/views/numbers/quantities.js';
import { changes, shares, sums } from '../../../src/views/numbers/sums.js';
import { read, textAt } from '../read.js';

const summed = (source: string): readonly string[] => {
  const doc = read(source);
  const said = ({ range }: Quantity): string => textAt(doc, range);
  return sums(doc).map(
    ({ total, parts, complete }) => `${said(total)}${complete ? '=' : '≥'}${parts.map(said).join('+')}`,
  );
};

describe('a total and its parts', () => {
  test.each<[string, readonly string[]]>([
    ['收到申请15件，其中网上9件、信函6件。', ['15件≥9件+6件']],
    ['收到申请15件，其中：网上9件；信函6件。', ['15件≥9件+6件']],
    ['收到申请15件，分别为甲类9件、乙类6件。', ['15件=9件+6件']],
    ['收到申请15件，分别是甲类9件和乙类6件。', ['15件=9件+6件']],
    ['受理费5800元，由原告负担3800元，被告负担2000元。', ['5800元=3800元+2000元']],
    ['甲费2081元、乙费200元，合计2281元。', ['2281元=2081元+200元']],
    ['甲费2081元、乙费200元，以上共计为2281元。', ['2281元=2081元+200元']],
    // Brackets are no part of a name.
    ['全县15人，其中甲镇（新设）9人，丙镇6人。', ['15人≥9人+6人']],
    ['收到15件（其中网上9件、信函6件），办结20件。', ['15件≥9件+6件']],
    // A list with 、 ends at the comma.
    ['培育15家，其中A种2家、B种3家，引进C种4家。', ['15家≥2家+3家']],
    ['共15件、其中A占3件、C2件，B4件。', ['15件≥3件+2件']],
    ['共15件，其中A3件，B4件；C5件。', ['15件≥3件+4件']],
    // Percentages of the parts lie between them.
    ['共15件，其中网上9件，占60%，信函6件，占40%。', ['15件≥9件+6件']],
  ])('%s', (source, expected) => {
    expect(summed(source)).toEqual(expected);
  });

  test.each([
    '收到申请15件，其中网上9件。',
    '收到申请15件，其中网上9人、信函6人。',
    '收到申请15件，其中网上9件、信函约6件。',
    '收到申请约15件，其中网上9件、信函6件。',
    '收到申请0件，其中网上0件、信函0件。',
    '收到申请15件，办理的情况良好，其中网上9件、信函6件。',
    '比上年增加15件，其中网上9件、信函6件。',
    '占15%，其中网上9%、信函6%。',
    '收到申请15件，将其中的9件、6件转办。',
    '收到申请15件，其中的9件、6件转办。',
    '收到申请15件，其中分别有9件、6件。',
    '收到申请15件，其中增加9件、减少6件。',
    '收到申请15件，其中每镇9件、每村6件。',
    '收到申请15件，其中网上9件信函6件。',
    '收到申请15件，其中网上九件、信函六件。',
    `收到申请15件，其中${'甲'.repeat(25)}9件、乙6件。`,
    '收到申请15件。其中网上9件、信函6件。',
    '收到申请15件，由甲9件、乙6件。',
    '甲费2081元、乙费200元。合计2281元。',
    '甲费2081元，合计2081元。',
    '甲费2081元（含税）、乙费200元，合计2281元。',
    '甲费约2081元、乙费200元，合计2281元。',
  ])('none: %s', (source) => {
    expect(summed(source)).toEqual([]);
  });
});

describe('a part and its percentage', () => {
  const shared = (source: string): readonly string[] => {
    const doc = read(source);
    return shares(doc).map((share) =>
      [share.part, share.whole, share.percent].map(({ range }) => textAt(doc, range)).join(' '),
    );
  };

  test.each<[string, readonly string[]]>([
    ['共1200件，其中网上300件，占25%。', ['300件 1200件 25%']],
    ['共1200件，其中网上300件（占25%）。', ['300件 1200件 25%']],
    ['共1200件，其中网上300件，占25%，信函900件，占总数的75%。', ['300件 1200件 25%', '900件 1200件 75%']],
    ['共1200件，其中网上300件，占比为25%。', ['300件 1200件 25%']],
    ['共1200件，其中网上300件，占全部总量的比例达25%。', ['300件 1200件 25%']],
    ['共1200件，其中网上300件，占网上申请的25%。', []],
    ['共1200件，其中网上300件，增长25%。', []],
    ['共1200件，其中网上300件，占约25%。', []],
    ['共1200件，其中网上1300件，占25%。', []],
    ['共1200件，其中网上1200件，占100%。', ['1200件 1200件 100%']],
  ])('%s', (source, expected) => {
    expect(shared(source)).toEqual(expected);
  });
});

describe('two figures and the percentage between them', () => {
  const changed = (source: string): readonly unknown[] => {
    const doc = read(source);
    return changes(doc).map(({ base, difference, percent, figures }) => [
      Number(base.value) / 1e6,
      Number(difference.value) / 1e6,
      textAt(doc, percent.range),
      figures.map(({ range }) => textAt(doc, range)).join(' '),
    ]);
  };

  test.each<[string, readonly unknown[]]>([
    ['申请由2020年的100件增加到150件，增长50%。', [[100, 50, '50%', '100件 150件']]],
    ['申请从150件下降至100件，下降了33.3%。', [[150, 50, '33.3%', '150件 100件']]],
    ['收到150件，比上年增加50件，增长50%。', [[100, 50, '50%', '150件 50件']]],
    ['收到100件，较上年减少50件，降幅达33.3%。', [[150, 50, '33.3%', '100件 50件']]],
    ['收到100件，同比多20件，增幅为25%。', [[80, 20, '25%', '100件 20件']]],
    ['收到100件，比上年少20件、下降16.7%。', [[120, 20, '16.7%', '100件 20件']]],
    // Nothing before, other units, vague figures, points of percent.
    ['收到50件，比上年增加50件，增长50%。', []],
    ['由100件增加到150人，增长50%。', []],
    ['由约100件增加到150件，增长50%。', []],
    ['由10%增加到15%，增长50%。', []],
    ['由0件增加到150件，增长50%。', []],
    ['申请100件增加到150件，增长50%。', []],
    ['由100件增加到150件，占50%。', []],
    ['由100件，增加到150件，增长50%。', []],
  ])('%s', (source, expected) => {
    expect(changed(source)).toEqual(expected);
  });

  test('the steps of both figures go into what is worked out', () => {
    const [{ base, difference } = { base: undefined, difference: undefined }] = changes(
      read('收入15.5万元，比上年增加5万元，增长50%。'),
    );
    expect(base).toEqual({ value: 105_000_000_000n, step: 11_000_000_000n });
    expect(difference).toMatchObject({ value: 50_000_000_000n, step: 10_000_000_000n });
  });
});
