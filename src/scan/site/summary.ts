import type { FileReport } from '../../record/file-report.js';
import type { Message } from '../../record/message.js';
import { printable } from '../../text/printable.js';
import { sharedFaultKey } from './shared-faults.js';

/** The same fault in the navigation, head or foot of many pages: told once. */
export interface SharedFault {
  readonly ruleId: string;
  readonly message: string;
  readonly pages: number;
  /** The first page it was met on. */
  readonly firstPage: string;
}

export interface Summary {
  readonly pages: number;
  readonly linted: number;
  readonly characters: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly failures: number;
  /** Findings of the articles by rule. */
  readonly byRule: ReadonlyMap<string, number>;
  /** Pages that could not be read, by code. */
  readonly unread: ReadonlyMap<string, number>;
  /** Left out on purpose, by kind. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly shared: readonly SharedFault[];
}

const LEVELS = { 1: 'warnings', 2: 'errors', 3: 'infos' } as const;

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** Counts of a scan, kept while it runs; its size grows with the kinds of things counted, not with the pages. */
export function summarise(): { add(report: FileReport): void; leaveOut(kind: string): void; result(): Summary } {
  const totals = { pages: 0, linted: 0, characters: 0, errors: 0, warnings: 0, infos: 0, failures: 0 };
  const byRule = new Map<string, number>();
  const unread = new Map<string, number>();
  const leftOut = new Map<string, number>();
  const shared = new Map<string, SharedFault>();

  const share = (message: Message, page: string): void => {
    const key = sharedFaultKey(message);
    const known = shared.get(key);
    if (!known) totals[LEVELS[message.severity]]++;
    shared.set(key, {
      ...(known ?? { ruleId: message.ruleId, message: message.message, firstPage: page }),
      pages: (known?.pages ?? 0) + 1,
    });
  };

  return {
    add(report) {
      totals.pages++;
      totals.failures += report.failures.length;
      if (report.status === 'linted') totals.linted++;
      else count(unread, report.reason?.code ?? report.status);
      totals.characters += report.characters ?? 0;
      for (const message of report.messages) {
        if (message.region === 'boilerplate') {
          share(message, report.filePath);
          continue;
        }
        totals[LEVELS[message.severity]]++;
        count(byRule, message.ruleId);
      }
    },
    leaveOut: (kind) => count(leftOut, kind),
    result: () => ({
      ...totals,
      byRule,
      unread,
      leftOut,
      shared: [...shared.values()].sort((a, b) => b.pages - a.pages || (a.message < b.message ? -1 : 1)),
    }),
  };
}

const byCount = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([key, n]) => `${printable(key)} ${n}`)
    .join('，');

/** Shared faults that the summary lists; the rest is counted. */
const SHOWN = 20;

/** The summary in Chinese, for a terminal. */
export function summaryInWords(summary: Summary): string {
  const { pages, linted, characters, errors, warnings, infos, unread, leftOut, byRule, shared, failures } = summary;
  const lines = [
    `共 ${pages} 页，检查 ${linted} 页、${characters} 字：错误 ${errors}，警告 ${warnings}，提示 ${infos}。`,
    ...(byRule.size > 0 ? [`按规则：${byCount(byRule)}。`] : []),
    ...(unread.size > 0 ? [`未能检查 ${pages - linted} 页：${byCount(unread)}。`] : []),
    ...(leftOut.size > 0 ? [`不在检查之列：${byCount(leftOut)}。`] : []),
    ...(failures > 0 ? [`规则出错 ${failures} 次，是本工具的缺陷，请报告。`] : []),
  ];
  if (shared.length > 0) {
    lines.push('页眉、页脚、导航等处的同一问题，只计一次：');
    for (const { ruleId, message, pages: on, firstPage } of shared.slice(0, SHOWN))
      lines.push(`  ${on} 页  ${printable(message)}  ${ruleId}  如 ${printable(firstPage)}`);
    if (shared.length > SHOWN) lines.push(`  另有 ${shared.length - SHOWN} 种。`);
  }
  return `${lines.join('\n')}\n`;
}
