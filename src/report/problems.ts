import type { FileReport } from '../record/file-report.js';

/** Why a file, or a rule over it, was not checked: what a report must not leave out beside the findings. */
export interface Problem {
  /** `not-found`, `binary`, a rule's id … */
  readonly code: string;
  readonly severity: 'error' | 'info';
  readonly message: string;
}

/** In the order in which people should read them. */
export const problemsOf = (report: FileReport): readonly Problem[] => [
  ...(report.reason ? [{ code: report.reason.code, severity: 'error' as const, message: report.reason.message }] : []),
  ...report.failures.map(({ ruleId, message }) => ({
    code: ruleId,
    severity: 'error' as const,
    message: `规则出错：${message}`,
  })),
  ...(report.warnings ?? []).map((message) => ({ code: 'reading', severity: 'info' as const, message })),
  ...report.notChecked.map(({ ruleId, reason }) => ({
    code: ruleId,
    severity: 'info' as const,
    message: `未核对：${reason}`,
  })),
];
