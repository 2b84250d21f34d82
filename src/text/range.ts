/** Half-open `[start, end)` in UTF-16 code units of the text it belongs to (normally `Document.text`). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export const rangeOf = (start: number, end: number): Range => ({ start, end });

export const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

export const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const compareRanges = (a: Range, b: Range): number => a.start - b.start || a.end - b.end;

/** Of what stands in order and does not overlap, that which holds an offset. */
export function holderOf<T extends { readonly range: Range }>(ordered: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = ordered.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ordered[middle]?.range.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = ordered[low];
  return found && found.range.start <= offset && offset < found.range.end ? found : undefined;
}
