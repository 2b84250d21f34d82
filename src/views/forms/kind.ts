import { perDocument } from '../../document/per-document.js';
import { title } from './title.js';

export const KINDS = [
  'annual-report',
  'notice',
  'announcement',
  'reply',
  'letter',
  'minutes',
  'report',
  'regulation',
  'news',
  'other',
] as const;

/** What a document is, by the last word of its title (党政机关公文处理工作条例 第八条 names the 文种). */
export type Kind = (typeof KINDS)[number];

const BY_TITLE: readonly (readonly [RegExp, Kind])[] = [
  [
    /政府信息公开工作.{0,6}年度?报告|年政府信息公开.{0,8}报告|政府信息公开年度?报告|政府信息公开(?:工作)?年报/u,
    'annual-report',
  ], // 渑池县人民政府办公室2022年政府信息公开工作年度报告
  [/(?:通知|通报)(?:（.{1,20}）)?$/u, 'notice'],
  [/(?:公告|通告|公示|公报)(?:（.{1,20}）)?$/u, 'announcement'],
  [/(?:批复|答复|复函)$/u, 'reply'],
  [/函$/u, 'letter'],
  [/纪要$/u, 'minutes'],
  [/(?:报告|总结)(?:（.{1,20}）)?$/u, 'report'],
  [/(?:法|条例|规定|办法|细则|规则|规程|解释|决定)(?:（.{1,20}）)?$/u, 'regulation'],
];

export const kind = perDocument((doc): Kind => {
  const text = title(doc)?.text ?? '';
  return BY_TITLE.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
});
