import type { Message } from '../record/message.js';

/** Who signs, in order. */
export const SIGN_LEVELS = ['初审', '复审', '终审'] as const;
export type SignLevel = (typeof SIGN_LEVELS)[number];

export const isSignLevel = (role: string): role is SignLevel => (SIGN_LEVELS as readonly string[]).includes(role);

/** 1 to 3 of those who sign; 0 of everybody else: authors, proof-readers. */
export const rankOf = (role: string): number => (SIGN_LEVELS as readonly string[]).indexOf(role) + 1;

/** The lowest level that may let a finding stand: errors 终审, warnings 复审, hints 初审. */
export function waivingLevel({ severity, veto }: Pick<Message, 'severity' | 'veto'>): SignLevel {
  if (severity === 2 || veto) return '终审';
  return severity === 1 ? '复审' : '初审';
}

/** A hint may be passed over; all else must be answered before anybody signs. */
export const needsAnswer = ({ severity, veto }: Pick<Message, 'severity' | 'veto'>): boolean => severity !== 3 || veto;

export interface Person {
  readonly name: string;
  /** 拟稿人, 校对 …, or the level at which a person acts. */
  readonly role: string;
}

/** Two ways to write one name: 王 五, 王五. */
export const isSamePerson = (a: string, b: string): boolean => {
  const plain = (name: string): string => name.normalize('NFKC').replace(/\s{1,100}/gu, '');
  return plain(a) === plain(b);
};
