import { readFileSync } from 'node:fs';
import { checkFor, keyPath } from '../config/check.js';
import { UserError } from '../dictionary/user-error.js';
import type { FileReport } from '../report/messages.js';
import { FILE_REPORT_SCHEMA } from '../report/schema.js';

const check = checkFor(() => FILE_REPORT_SCHEMA);

const AGAIN = '请用本版本的 check 或 scan 加 --format ndjson 重新生成';

function parsed(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UserError(`${where}：不是合格的 JSON，${AGAIN}。`);
  }
}

function reportOf(value: unknown, where: string): FileReport {
  const fault = check(value);
  if (fault)
    throw new UserError(
      `${where}：不是本工具的检查结果（${[keyPath(fault), fault.sentence.replace(/。$/u, '')].filter(Boolean).join('：')}），${AGAIN}。`,
    );
  return value as FileReport;
}

/**
 * Results that check or scan have stored, as NDJSON or as one JSON array; `-` is standard input.
 * @throws UserError with file and line for what is not ours.
 */
export function readStoredResults(file: string): readonly FileReport[] {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}：读不出（${error instanceof Error ? error.message : ''}）。请检查路径和权限。`);
  }
  if (text.startsWith('[')) {
    const values = parsed(text, file);
    return Array.isArray(values) ? values.map((value, i) => reportOf(value, `${file} 第 ${i + 1} 项`)) : [];
  }
  return text.split('\n').flatMap((json, i) => {
    const where = `${file}:${i + 1}`;
    return json.trim() === '' ? [] : [reportOf(parsed(json, where), where)];
  });
}
