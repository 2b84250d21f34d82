import type { AnyRule } from '../rule/rule.js';
import { STANDARDS } from '../rule/standards.js';

/** Severities as reviewers read them. */
export const SEVERITY_WORD = { error: '错误', warning: '警告', info: '提示' } as const;

/** What a rule rests on, in words: 《title》（number）clause, and whether anybody has read it. */
export const basisInWords = (rule: AnyRule): string =>
  rule.basis
    .map(
      ({ standard, clause, verified }) =>
        `《${STANDARDS[standard].title}》（${STANDARDS[standard].number}）${clause}${verified ? '' : '（条文未核）'}`,
    )
    .join('；');

/** Of an ISO time, as people in offices here read it, whatever the zone of the machine. */
export const beijingTime = (iso: string): string =>
  `${new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}（北京时间）`;
