import { describe, expect, test } from '@jest/globals';
import { readTxt } from '../../../src/intake/plain/txt.js';
import { slips } from '../../../src/views/typos/slip-candidates.js';
import { context } from '../../context.js';
import { read, textAt, withCode } from '../read.js';

const found = (source: string): readonly string[] => {
  const doc = read(source);
  return slips(doc).map(
    ({ kind, range, meant, characters }) => `${kind} ${range.start} ${textAt(doc, range)}→${meant} ${characters}`,
  );
};

describe('a slip', () => {
  test('too many, too few and out of order', () => {
    expect(found('各单位要认真贯彻彻落实会议精神。')).toEqual(['extra 8 彻→ 彻']);
    expect(found('各级人民府应当加强对这项工作的组织领导。')).toEqual(['missing 3 民府→民政府 政']);
    expect(found('各级人民府政应当加强对这项工作的组织领导。')).toEqual(['order 4 府政→政府 府政']);
  });

  test('right text has none', () => {
    expect(found('各级人民政府应当加强对这项工作的组织领导，认真贯彻落实会议精神。')).toEqual([]);
  });

  test('is left alone in code, in quotations, and where the document writes so again', () => {
    expect(slips(withCode('甲。', '各级人民府政应当加强组织领导。', '乙。'))).toEqual([]);
    expect(found('他说“各级人民府政应当加强组织领导”的话。')).toEqual([]);
    expect(found('各级人民府政应当加强组织领导。\n各级人民府政应当负责。')).toEqual([]);
  });
});

test('says what is missing', () => {
  const without = (key: 'typoModel' | 'slipModel' | 'segmenter') => {
    const { [key]: _, ...rest } = context;
    return () => slips(readTxt({ name: 'a', source: '甲', context: rest }));
  };
  expect(without('typoModel')).toThrow('没有错字模型');
  expect(without('slipModel')).toThrow('没有与错字模型配套的多字漏字模型，未核对多字、漏字、错序');
  expect(without('segmenter')).toThrow('没有可用的分词组件，未核对多字、漏字、错序');
});
