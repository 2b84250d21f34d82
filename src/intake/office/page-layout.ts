/** A text on a page; x to the right, y of its base line downwards, in any one unit. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly height: number;
}

/** Parts of a height: two texts on one line differ less in their base lines. */
const SAME_LINE = 0.5;
/** A gap this wide between two texts of a line parts them, as a tab would: cells of a table, two columns. */
const WIDE_GAP = 2;
/** A line that ends within this of the margin may go on in the next. */
const NEAR_MARGIN = 1.6;
/** A blank as wide as this parts cells; in a line that has a gap too, so does one of a common space's width. */
const PARTING_BLANK = 1.2;
const COMMON_BLANK = 0.4;
/** A line that begins further in than this begins a paragraph. */
const INDENT = 1.2;
const LINE_GAP = 2.6;

/** Stands for a blank until the whole line is known. */
const BLANK = '\u000b';
const PARTED = '  ';

/** A blank text in a line whose height is known: what it stands for, and whether it shows the line to be one of cells. */
function blankOf(width: number, height: number): { readonly text: string; readonly isGap: boolean } {
  if (width > PARTING_BLANK * height) return { text: PARTED, isGap: width > WIDE_GAP * height };
  return { text: width > COMMON_BLANK * height ? BLANK : ' ', isGap: false };
}

/** Texts as lines, in the order in which the page gives them: that is the reading order of columns. */
export function linesOf(texts: readonly PlacedText[]): readonly Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  let hasGap = false;
  const end = (): void => {
    if (line) lines.push({ ...line, text: line.text.replaceAll(BLANK, hasGap ? PARTED : ' ') });
    hasGap = false;
  };
  for (const [i, { text, x, y, width, height }] of texts.entries()) {
    if (text.trim() === '' && !line) continue;
    if (line && Math.abs(y - line.y) <= SAME_LINE * Math.max(height, line.height) && x >= line.x) {
      const gap = x - line.end;
      const isWide = gap > WIDE_GAP * Math.max(height, line.height);
      // Blanks are told wider than they are: what follows shows where one ends.
      const room = (texts[i + 1]?.x ?? 0) - x;
      const blank = text === ' ' ? blankOf(Math.min(width, room), line.height) : undefined;
      hasGap ||= isWide || blank?.isGap === true;
      line = {
        text: line.text + (isWide ? '\t' : '') + (blank?.text ?? text),
        x: line.x,
        end: Math.max(line.end, x + width),
        y: line.y,
        height: Math.max(line.height, height),
      };
      continue;
    }
    end();
    line = text.trim() === '' ? undefined : { text, x, end: x + width, y, height };
  }
  end();
  return lines.filter(({ text }) => text.trim() !== '');
}

const endsLatin = (text: string): boolean => /[A-Za-z]$/u.test(text);
const beginsLatin = (text: string): boolean => /^[A-Za-z]/u.test(text);

/** One paragraph's next line: Chinese joins as it stands, English by a space or over its hyphen. */
export function joined(before: string, line: string): string {
  if (/[A-Za-z]-$/u.test(before) && beginsLatin(line)) return before.slice(0, -1) + line;
  return endsLatin(before) && beginsLatin(line) ? `${before} ${line}` : before + line;
}

/** Whether `next` may belong to the paragraph of `line`: the same size, and no gap between. */
const goesOn = (line: Line, next: Line): boolean =>
  Math.abs(next.height - line.height) <= 0.2 * line.height &&
  next.y > line.y &&
  next.y - line.y <= LINE_GAP * line.height;

/** Of a page's lines, how many must end at one place for it to be the margin: now and then a width is told too large. */
const MARGIN_LINES = 3;
const MARGIN_SHARE = 0.25;

function rightMargin(lines: readonly Line[]): number {
  const ends = lines.map(({ end }) => end).sort((a, b) => b - a);
  const needed = Math.max(MARGIN_LINES, Math.ceil(lines.length * MARGIN_SHARE));
  const tolerance = (lines[0]?.height ?? 0) / 2;
  return ends.find((end, i) => end - (ends[i + needed - 1] ?? -Infinity) <= tolerance) ?? ends[0] ?? 0;
}

export interface Paragraph {
  readonly text: string;
  /** Begins at the left margin: it may go on with what the page before ended in. */
  readonly isFlush: boolean;
  /** Ends at the right margin. */
  readonly isFull: boolean;
}

export function paragraphsOfLines(lines: readonly Line[]): readonly Paragraph[] {
  const left = Math.min(...lines.map(({ x }) => x));
  const right = rightMargin(lines);
  const paragraphs: Paragraph[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    const isFull = !line.text.includes('\t') && line.end >= right - NEAR_MARGIN * line.height;
    const isFlush = !line.text.includes('\t') && line.x <= left + INDENT * line.height;
    const text = line.text.trim();
    if (before && last?.isFull && isFlush && goesOn(before, line))
      paragraphs[paragraphs.length - 1] = { text: joined(last.text, text), isFlush: last.isFlush, isFull };
    else paragraphs.push({ text, isFlush, isFull });
    before = line;
  }
  return paragraphs;
}

export const paragraphsOf = (texts: readonly PlacedText[]): readonly Paragraph[] => paragraphsOfLines(linesOf(texts));
