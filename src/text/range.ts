/** Half-open `[start, end)` in UTF-16 code units of the text it belongs to (normally `Document.text`). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export const rangeOf = (start: number, end: number): Range => ({ start, end });

export const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

export const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const compareRanges = (a: Range, b: Range): number => a.start - b.start || a.end - b.end;
