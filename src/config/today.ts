import { UserError } from '../errors.js';

/** The time that SOURCE_DATE_EPOCH fixes, so that a run can be had again. @throws UserError where it is no number. */
export function fixedTime(): Date | undefined {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return undefined;
  if (!/^\d{1,11}$/u.test(epoch)) throw new UserError(`SOURCE_DATE_EPOCH=${epoch}：应为自 1970 年起的秒数。`);
  return new Date(Number(epoch) * 1000);
}

/** YYYY-MM-DD: of the fixed time in UTC, else of the clock where the user is. */
export function today(): string {
  const fixed = fixedTime();
  if (fixed) return fixed.toISOString().slice(0, 10);
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
