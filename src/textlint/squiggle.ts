import type { Finding } from '../rule/rule.js';

/** A longer quote is cut: an editor then underlines this much of the range. */
export const MAX_QUOTE = 300;

/** One unit for one, so that the quote stays as long as the source it stands for, and steers no terminal. */
const printable = (text: string): string =>
  text
    .replace(/[\t\n\r\u2028\u2029]/gu, ' ')
    .replace(/[\u0000-\u001f]/gu, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '␦')
    .replaceAll('"', '＂')
    .toWellFormed();

/**
 * `source -> replacement（what is wrong）`. VS Code's textlint extension looks at no range: it underlines as many
 * characters as stand before the first ` ->`, and where the message holds two ASCII quotes, what is between them.
 */
export function squiggleMessage(source: string, { message, suggest }: Pick<Finding, 'message' | 'suggest'>): string {
  const quote = printable(source.length > MAX_QUOTE ? `${source.slice(0, MAX_QUOTE - 1)}…` : source);
  const [first] = suggest ?? [];
  const replacement = first === '' ? '（删去）' : printable(first ?? '');
  return `${quote.replaceAll(' ->', ' −>')} -> ${replacement}（${printable(message.replace(/。$/u, ''))}）`;
}
