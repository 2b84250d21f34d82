import type { Range } from './range.js';

/** Line and column, both from 1; the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Text range ↔ source range ↔ line:column. All offsets are UTF-16 code units of the decoded source (after the BOM).
 * A range of text maps to the smallest source range that covers it; what a reader inserted maps to an empty place.
 */
export interface SourceMap {
  readonly source: string;
  /** The source range that the text range was read from. */
  toSource(range: Range): Range;
  /** The text range read from a source range, or undefined where nothing of it was read. */
  toText(range: Range): Range | undefined;
  /** The position of a source offset. CR, LF and CRLF each end one line. */
  position(sourceOffset: number): Position;
  /** True where the text of the range is the source of the range, unit for unit. */
  isVerbatim(range: Range): boolean;
  /** The runs of a text range that are their source, unit for unit, in order; what lies between was inserted or changed. */
  verbatim(range: Range): Iterable<Range>;
}

/**
 * One run: `length` units of text from `sourceLength` units of source.
 * Equal lengths and not `atomic`: unit for unit. Otherwise indivisible (an entity, an inserted separator).
 */
export interface Segment {
  readonly text: number;
  readonly length: number;
  readonly source: number;
  readonly sourceLength: number;
  readonly atomic: boolean;
}

/** The index of the last segment that starts at or before `offset`; 0 when there is none. */
function segmentAt(starts: readonly Segment[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as Segment).text <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Segments in order of text, without gaps, from 0 to the length of the text; source offsets never decrease. */
export function sourceMap(source: string, segments: readonly Segment[]): SourceMap {
  let lineStarts: number[] | undefined;
  const lines = (): number[] => {
    if (lineStarts) return lineStarts;
    lineStarts = [0];
    for (let i = 0; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === 10 || (code === 13 && source.charCodeAt(i + 1) !== 10)) lineStarts.push(i + 1);
    }
    return lineStarts;
  };
  const startOf = (offset: number): number => {
    const segment = segments[segmentAt(segments, offset)];
    if (!segment) return 0;
    if (offset >= segment.text + segment.length) return segment.source + segment.sourceLength;
    return segment.atomic ? segment.source : segment.source + (offset - segment.text);
  };
  const endOf = (offset: number): number => {
    const segment = segments[segmentAt(segments, offset - 1)];
    if (!segment) return 0;
    return segment.atomic ? segment.source + segment.sourceLength : segment.source + (offset - segment.text);
  };
  return {
    source,
    toSource(range) {
      const start = startOf(range.start);
      return range.end <= range.start ? { start, end: start } : { start, end: Math.max(start, endOf(range.end)) };
    },
    toText(range) {
      let start: number | undefined;
      let end = 0;
      for (const s of segments) {
        if (s.source + s.sourceLength <= range.start || s.source >= range.end || s.sourceLength === 0) continue;
        const from = s.atomic ? s.text : s.text + Math.max(0, range.start - s.source);
        start ??= from;
        end = s.atomic ? s.text + s.length : s.text + Math.min(s.length, range.end - s.source);
      }
      return start === undefined ? undefined : { start, end };
    },
    position(offset) {
      const starts = lines();
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] as number) + 1 };
    },
    isVerbatim(range) {
      for (let i = segmentAt(segments, range.start); i < segments.length; i++) {
        const s = segments[i] as Segment;
        if (s.text >= range.end) break;
        const next = segments[i + 1];
        if (s.atomic) return false;
        if (next && next.text < range.end && next.source !== s.source + s.sourceLength) return false;
      }
      return true;
    },
    *verbatim(range) {
      for (let i = segmentAt(segments, range.start); i < segments.length; i++) {
        const s = segments[i] as Segment;
        if (s.text >= range.end) return;
        const start = Math.max(s.text, range.start);
        const end = Math.min(s.text + s.length, range.end);
        if (!s.atomic && end > start) yield { start, end };
      }
    },
  };
}
