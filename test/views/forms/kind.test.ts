import { expect, test } from '@jest/globals';
import { kind } from '../../../src/views/forms/kind.js';
import { read } from '../read.js';

test.each([
  ['某县民政局2022年政府信息公开工作年度报告', 'annual-report'],
  ['某县2022年政府信息公开报告', 'annual-report'],
  ['某县政府信息公开年度报告', 'annual-report'],
  ['某县政府信息公开年报', 'annual-report'],
  ['关于报送政府信息公开工作年度报告的通知', 'annual-report'],
  ['关于某事的通知', 'notice'],
  ['关于某事的通知（试行）', 'notice'],
  ['关于某事的情况通报', 'notice'],
  ['招聘公告', 'announcement'],
  ['某人任前公示（第2号）', 'announcement'],
  ['统计公报', 'announcement'],
  ['关于某事的批复', 'reply'],
  ['关于某事的复函', 'reply'],
  ['关于某事的函', 'letter'],
  ['某次会议纪要', 'minutes'],
  ['政府工作报告', 'report'],
  ['某局工作总结（2022年）', 'report'],
  ['中华人民共和国行政处罚法', 'regulation'],
  ['某某实施细则（试行）', 'regulation'],
  ['通知书的领取', 'other'],
  ['县长调研', 'other'],
  ['', 'other'],
])('%s: %s', (text, expected) => {
  expect(kind(read(text))).toBe(expected);
});
