import { readFileSync } from 'node:fs';
import { checkFor, keyPath } from '../../config/validate.js';
import { UserError } from '../../errors.js';
import { withWhat } from '../../record/stored.js';
import { PAGE_REPORT_SCHEMA, type PageReport } from '../../scan/site/page-report.js';
import { linesOfFile } from './lines-of-file.js';

const check = checkFor(() => PAGE_REPORT_SCHEMA);

const AGAIN = '请用本版本的 check 或 scan 加 --format ndjson 重新生成';

function parsed(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UserError(`${where}：不是合格的 JSON，${AGAIN}。`);
  }
}

function reportOf(value: unknown, where: string): PageReport {
  const fault = check(value);
  if (fault)
    throw new UserError(
      `${where}：不是本工具的检查结果（${[keyPath(fault), fault.sentence.replace(/。$/u, '')].filter(Boolean).join('：')}），${AGAIN}。`,
    );
  return withWhat(value as PageReport);
}

function* linesOf(file: string): Iterable<string> {
  try {
    yield* file === '-' ? readFileSync(0, 'utf8').split('\n') : linesOfFile(file);
  } catch (error) {
    throw new UserError(`${file}：读不出（${error instanceof Error ? error.message : ''}）。请检查路径和权限。`);
  }
}

/**
 * Results that check or scan have stored, as NDJSON or as one JSON array; `-` is standard input. NDJSON is read as it is
 * asked for.
 * @throws UserError with file and line for what is not ours.
 */
export function* readStoredResults(file: string): Iterable<PageReport> {
  let number = 0;
  let array: string[] | undefined;
  for (const line of linesOf(file)) {
    number++;
    if (number === 1 && line.startsWith('[')) array = [];
    if (array) array.push(line);
    else if (line.trim() !== '') yield reportOf(parsed(line, `${file}:${number}`), `${file}:${number}`);
  }
  if (!array) return;
  const values = parsed(array.join('\n'), file);
  if (Array.isArray(values)) for (const [i, value] of values.entries()) yield reportOf(value, `${file} 第 ${i + 1} 项`);
}
