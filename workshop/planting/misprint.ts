import { draw } from './planting.js';

/** A figure with one digit changed, dropped or swapped with the next; never the figure itself. */
export function misprinted(figure: string, random: () => number): string {
  const digits = [...figure.matchAll(/\d/gu)].map(({ index }) => index);
  const at = draw(digits, random) ?? 0;
  const digit = figure[at] ?? '';
  const next = figure[at + 1] ?? '';
  const other = String((Number(digit) + 1 + Math.floor(random() * 9)) % 10);
  const after = figure.slice(at + 1);
  const faults = [
    figure.slice(0, at) + other + after,
    ...(/\d/u.test(next) && next !== digit ? [figure.slice(0, at) + next + digit + after.slice(1)] : []),
    ...(digits.length > 2 && !figure.includes('.') ? [figure.slice(0, at) + after] : []),
  ];
  return draw(faults, random) ?? figure;
}
