import { readFileSync } from 'node:fs';
import { BASELINE_SCHEMA, type Baseline } from '../engine/baseline.js';
import { UserError } from '../errors.js';
import { checkFor, keyPath } from './validate.js';

const check = checkFor(() => BASELINE_SCHEMA);

/** @throws UserError for a file that cannot be read or is no baseline. */
export function readBaseline(file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(
      error instanceof SyntaxError
        ? `${file}：基线文件不是合格的 JSON；请删去，再用 --write-baseline 重新生成。`
        : `${file}：读不到基线文件；第一次请用 --write-baseline 生成。`,
    );
  }
  const fault = check(value);
  if (fault)
    throw new UserError(
      `${file}：不是本版本的基线文件（${[keyPath(fault), fault.sentence.replace(/。$/u, '')].filter(Boolean).join('：')}）；请删去，再用 --write-baseline 重新生成。`,
    );
  return value as Baseline;
}
