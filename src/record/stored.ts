import type { FileReport } from './file-report.js';
import { composeMessage, type Message } from './message.js';

/** What is wrong, of a line that was composed with it: the sentence behind the quote and the suggestion. */
function whatIn({ message, quote, suggestions }: Message): string {
  const head = composeMessage(quote, { message: '', suggest: suggestions.map(({ message: text }) => text) });
  const before = head.slice(0, -1);
  return message.startsWith(before) && message.endsWith('）') ? `${message.slice(before.length, -1)}。` : message;
}

// Of a stored message the schema asks no `what`, which the type promises.
const completed = <M extends Message>(message: M): M =>
  (message as Partial<Message>).what === undefined ? { ...message, what: whatIn(message) } : message;

/** A stored report as this version would have made it: earlier ones did not store `what` beside `message`. */
export const withWhat = <R extends FileReport>(stored: R): R => ({
  ...stored,
  messages: stored.messages.map(completed),
  ...(stored.suppressed && { suppressed: stored.suppressed.map(completed) }),
});
