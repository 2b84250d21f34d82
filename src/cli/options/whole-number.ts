import { UserError } from '../../errors.js';

/** A whole number from the command line. */
export function wholeNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/u.test(given)) throw new UserError(`${option} ${given}：应为正整数。`);
  return Number(given);
}
