import { SaxesParser } from 'saxes';

/** A stretch of a part's XML, in code units: half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A w:r with what it holds. */
export interface Run extends Span {
  /** Its start tag as written, and the prefix of its name: `w:`. */
  readonly tag: string;
  readonly prefix: string;
  /** Its direct children, in order; `node` of those that are text. */
  readonly children: readonly (Span & { readonly name: string; readonly node?: number })[];
  /** It holds other runs: those of a text box. */
  readonly isOuter: boolean;
}

/** A text node by its number in the part, as the reader counts them. */
export interface TextNode {
  /** Between the tags. */
  readonly inner: Span;
  readonly run?: Run;
  /** The run of the main text that a text box hangs on. */
  readonly box?: Run;
  /** The id of the note that it stands in. */
  readonly note?: string;
  /** It stands in somebody's tracked insertion. */
  readonly isInserted: boolean;
  /** Where its paragraph begins: the innermost. */
  readonly paragraph: number;
  /** The table row that it stands in: the innermost. */
  readonly row?: Span;
  /** The content control around whole paragraphs that it stands in: the outermost. */
  readonly control?: Control;
}

/** A content control around paragraphs, and the run next to it that is in none: the first behind it, else the last before. */
export interface Control {
  readonly outside?: Run;
}

export interface WordPart {
  readonly xml: string;
  readonly nodes: readonly TextNode[];
  /** Runs that refer to a note: by `footnote2`, `endnote3`. */
  readonly references: ReadonlyMap<string, Run>;
  readonly firstRun?: Run;
  /** The greatest w:id that is a number. */
  readonly maxId: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface OpenRun extends Mutable<Omit<Run, 'children'>> {
  readonly children: Mutable<Run['children'][number]>[];
  readonly depth: number;
}

const INSERTIONS = new Set(['ins', 'moveTo']);
const DELETIONS = new Set(['del', 'moveFrom']);

/**
 * Where the runs and text nodes of a WordprocessingML part stand in its XML.
 * @throws Error where it is not well-formed; the reader has refused such parts before.
 */
export function wordPart(xml: string): WordPart {
  const nodes: Mutable<TextNode>[] = [];
  const references = new Map<string, Run>();
  const runs: OpenRun[] = [];
  const paragraphs: number[] = [];
  const rows: Mutable<Span>[] = [];
  const controls: { readonly control: Mutable<Control>; readonly depth: number }[] = [];
  let open: Mutable<Control>[] = [];
  let lastOutside: Run | undefined;
  let depth = 0;
  let insertions = 0;
  let deletions = 0;
  let note: string | undefined;
  let firstRun: Run | undefined;
  let maxId = -1;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  // In well-formed XML `<` stands nowhere but where a tag begins.
  const tagStart = (): number => xml.lastIndexOf('<', parser.position - 1);
  parser.on('opentag', (tag) => {
    const start = tagStart();
    depth++;
    const attribute = (name: string): string | undefined =>
      Object.values(tag.attributes).find(({ local }) => local === name)?.value;
    const id = attribute('id');
    if (id !== undefined && /^\d{1,9}$/u.test(id)) maxId = Math.max(maxId, Number(id));
    const run = runs.at(-1);
    if (run && depth === run.depth + 1) run.children.push({ start, end: start, name: tag.local });
    if (tag.local === 'r') {
      if (run) run.isOuter = true;
      const opened: OpenRun = {
        start,
        end: start,
        tag: xml.slice(start, parser.position),
        prefix: tag.prefix === '' ? '' : `${tag.prefix}:`,
        children: [],
        isOuter: false,
        depth,
      };
      firstRun ??= opened;
      if (runs.length === 0 && controls.length === 0 && insertions === 0 && deletions === 0) {
        lastOutside = opened;
        for (const control of open) control.outside = opened;
        open = [];
      }
      runs.push(opened);
    } else if (tag.local === 't') {
      const child = run?.children.at(-1);
      const isDirect = run !== undefined && depth === run.depth + 1;
      if (child && isDirect) child.node = nodes.length;
      const row = rows.at(-1);
      nodes.push({
        inner: { start: parser.position, end: parser.position },
        isInserted: insertions > 0,
        paragraph: paragraphs.at(-1) ?? 0,
        ...(row && { row }),
        ...(controls[0] && { control: controls[0].control }),
        ...(isDirect && { run }),
        ...(runs.length > 1 && runs[0] && { box: runs[0] }),
        ...(note !== undefined && { note }),
      });
    } else if (tag.local === 'p') paragraphs.push(start);
    else if (tag.local === 'tr') rows.push({ start, end: start });
    else if (tag.local === 'sdt' && paragraphs.length === 0)
      controls.push({ control: lastOutside ? { outside: lastOutside } : {}, depth });
    else if (INSERTIONS.has(tag.local)) insertions++;
    else if (DELETIONS.has(tag.local)) deletions++;
    else if (tag.local === 'footnote' || tag.local === 'endnote') note = id;
    else if ((tag.local === 'footnoteReference' || tag.local === 'endnoteReference') && run && id !== undefined)
      references.set(`${tag.local.replace('Reference', '')}${id}`, run);
  });
  parser.on('closetag', (tag) => {
    const end = parser.position;
    const run = runs.at(-1);
    if (tag.local === 'r' && run) {
      run.end = end;
      runs.pop();
    } else if (tag.local === 't') {
      const node = nodes.at(-1);
      if (node) node.inner = { start: node.inner.start, end: Math.max(node.inner.start, tagStart()) };
    } else if (tag.local === 'p') paragraphs.pop();
    else if (tag.local === 'tr') {
      const row = rows.pop();
      if (row) row.end = end;
    } else if (tag.local === 'sdt' && controls.at(-1)?.depth === depth) {
      const closed = controls.pop();
      if (closed && controls.length === 0) open.push(closed.control);
    } else if (INSERTIONS.has(tag.local)) insertions--;
    else if (DELETIONS.has(tag.local)) deletions--;
    else if (tag.local === 'footnote' || tag.local === 'endnote') note = undefined;
    const holder = runs.at(-1);
    if (holder && depth === holder.depth + 1) {
      const child = holder.children.at(-1);
      if (child) child.end = end;
    }
    depth--;
  });
  parser.write(xml).close();
  return { xml, nodes, references, maxId, ...(firstRun && { firstRun }) };
}

/**
 * The offset in raw XML text at which its n-th code unit of content stands; undefined where it cannot be cut there: in
 * CDATA, or within a pair of surrogates that one reference stands for.
 */
export function rawOffset(raw: string, units: number): number | undefined {
  if (raw.includes('<')) return undefined;
  let at = 0;
  let passed = 0;
  while (passed < units && at < raw.length) {
    if (raw[at] === '&') {
      const end = raw.indexOf(';', at);
      if (end < 0) return undefined;
      const code = /^&#(?:x(?<hex>[0-9a-fA-F]{1,6})|(?<decimal>\d{1,7}));$/u.exec(raw.slice(at, end + 1))?.groups; // &#x1F600;
      const point = code?.hex ? Number.parseInt(code.hex, 16) : Number(code?.decimal ?? 0);
      passed += point > 0xffff ? 2 : 1;
      at = end + 1;
    } else {
      at += raw.startsWith('\r\n', at) ? 2 : 1;
      passed++;
    }
  }
  return passed === units ? at : undefined;
}
