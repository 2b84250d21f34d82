import type { Message } from '../record/message.js';
import type { Range } from '../text/range.js';
import type { Item } from './checklist.js';

/** A finding as a comment, and as a change where somebody or the rule stands for it. */
export interface FindingAnnotation {
  readonly range: Range;
  readonly comment: readonly string[];
  readonly replacement?: string;
}

/**
 * What a reviewer reads beside the text.
 * @param messages with their place in the text (`at`)
 * @param accepted fingerprints whose first suggestion a person has accepted
 */
export function annotationsOf(
  items: readonly Item[],
  messages: readonly Message[],
  accepted: ReadonlySet<string>,
): readonly FindingAnnotation[] {
  const byFingerprint = new Map(items.map((item) => [item.fingerprint, item]));
  return messages.flatMap((message) => {
    const item = byFingerprint.get(message.fingerprint);
    if (!message.at || !item) return [];
    const [start, end] = message.at;
    const isAccepted = accepted.has(message.fingerprint) && message.suggestions.length > 0;
    const replacement = message.fix || isAccepted ? message.suggestions[0]?.message : undefined;
    return [
      {
        range: { start, end },
        comment: [
          `【${item.level}${item.veto ? '·单项否决' : ''}】${item.ruleTitle}${message.place === undefined ? '' : `（${message.place}“${item.quote}”）`}`,
          item.what,
          ...(item.advice.length > 0 ? [`建议：${item.advice.join('；')}`] : []),
          `依据：${item.basis}`,
        ],
        ...(replacement !== undefined && { replacement }),
      },
    ];
  });
}
