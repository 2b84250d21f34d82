import type { Message } from '../../record/message.js';
import type { PageReport } from './page-report.js';

/** What makes faults in the navigation, head or foot of pages one fault. */
export const sharedFaultKey = ({ ruleId, message }: Message): string => `${ruleId}\t${message}`;

/**
 * Results of a scan as people read them: a fault in the navigation, head or foot stands on the first page that has it, with
 * the number of its pages. Results of single documents are given back as they are.
 */
export function toldOnce(reports: Iterable<PageReport>): Iterable<PageReport> {
  const pages = new Map<string, number>();
  for (const { messages, facts } of reports)
    if (facts)
      for (const key of new Set(messages.filter(({ region }) => region === 'boilerplate').map(sharedFaultKey)))
        pages.set(key, (pages.get(key) ?? 0) + 1);
  if (pages.size === 0) return reports;
  return { [Symbol.iterator]: () => onceEach(reports, pages) };
}

function* onceEach(reports: Iterable<PageReport>, pages: ReadonlyMap<string, number>): Iterator<PageReport> {
  const told = new Set<string>();
  for (const report of reports) {
    const { facts, messages } = report;
    if (!facts || !messages.some(({ region }) => region === 'boilerplate')) {
      yield report;
      continue;
    }
    const kept = messages.flatMap((message) => {
      const key = sharedFaultKey(message);
      if (message.region !== 'boilerplate') return [message];
      if (told.has(key)) return [];
      told.add(key);
      const on = pages.get(key) ?? 1;
      return [on > 1 ? { ...message, pages: on } : message];
    });
    yield { ...report, messages: kept };
  }
}
