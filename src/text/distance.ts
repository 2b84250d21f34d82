/**
 * How many characters must be put in, taken out or changed to turn one text into the other (UTF-16 units), or
 * `limit + 1` where it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(
        Math.min(
          (row[j - 1] as number) + 1,
          (above[j] as number) + 1,
          (above[j - 1] as number) + Number(a[i - 1] !== b[j - 1]),
        ),
      );
    if (Math.min(...row) > limit) return limit + 1;
    above = row;
  }
  return above[b.length] as number;
}

/** One slip makes one text of the other: a character changed, lost or added, or two neighbours swapped. */
export function isMisprint(a: string, b: string): boolean {
  if (a === b) return false;
  if (editDistance(a, b, 1) <= 1) return true;
  if (a.length !== b.length) return false;
  const i = [...a].findIndex((character, at) => character !== b[at]);
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}
