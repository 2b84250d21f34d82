import type { Document, Run as TextRun } from '../document/document.js';
import { UnreadableError } from '../errors.js';
import type { Range } from '../text/range.js';
import { type Edit, escaped, openPackage, packed, spliced } from './word-package.js';
import { type Run, rawOffset, type TextNode, type WordPart } from './word-part.js';

/** Something to say at a place in a Word document, and what to put there as a tracked change. */
export interface Annotation {
  /** In the document's text. */
  readonly range: Range;
  /** Paragraphs of the comment. */
  readonly comment: readonly string[];
  readonly replacement?: string;
}

export interface Annotated {
  readonly bytes: Uint8Array;
  readonly comments: number;
  /** Tracked changes made; the others are comments alone. */
  readonly changes: number;
}

/** Who comments, and when: ISO 8601. */
export interface Author {
  readonly author: string;
  readonly date: string;
}

const MAIN = 'word/document.xml';
const RELATIONS = 'word/_rels/document.xml.rels';
const TYPES = '[Content_Types].xml';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const COMMENTS_RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments';
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml';

/** A stretch of one text node, in code units of its content. */
interface Piece {
  readonly part: string;
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

/** What stands in the parts for a range of text, in order; and whether that is all of it. */
function piecesOf(placed: readonly (TextRun & { readonly offset: number })[], { start, end }: Range) {
  const pieces: Piece[] = [];
  let covered = 0;
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placed[middle]?.range.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < placed.length; i++) {
    const run = placed[i];
    if (!run || run.range.start >= end) break;
    const from = Math.max(start, run.range.start);
    const to = Math.min(end, run.range.end);
    covered += to - from;
    const shift = run.offset - run.range.start;
    const last = pieces.at(-1);
    if (last && last.part === run.part && last.node === run.node && last.to === from + shift)
      pieces[pieces.length - 1] = { ...last, to: to + shift };
    else pieces.push({ part: run.part, node: run.node, from: from + shift, to: to + shift });
  }
  return { pieces, isWhole: covered === end - start && covered > 0 };
}

/** A text node may come as several runs of text: how far into it each begins. */
function withOffsets(runs: readonly TextRun[]): readonly (TextRun & { readonly offset: number })[] {
  const passed = new Map<string, number>();
  return runs.map((run) => {
    const key = `${run.part}\n${run.node}`;
    const offset = passed.get(key) ?? 0;
    passed.set(key, offset + run.range.end - run.range.start);
    return { ...run, offset };
  });
}

/** An annotation on its way into the parts. */
interface Placement {
  readonly pieces: readonly Piece[];
  /** The id of its comment, where that stands here. */
  readonly comment?: number;
  /** The mark of the comment stands somewhere else, only its two ends here. */
  readonly isMarkElsewhere?: boolean;
  /** Of the tracked change, if there is to be one. */
  readonly change?: { readonly text: string; readonly id: number };
}

const commentStart = (prefix: string, id: number): string => `<${prefix}commentRangeStart ${prefix}id="${id}"/>`;
const commentRangeEnd = (prefix: string, id: number): string => `<${prefix}commentRangeEnd ${prefix}id="${id}"/>`;
const commentMark = (prefix: string, id: number): string =>
  `<${prefix}r><${prefix}commentReference ${prefix}id="${id}"/></${prefix}r>`;
const commentEnd = (prefix: string, id: number): string => commentRangeEnd(prefix, id) + commentMark(prefix, id);

/** One run as several, so that comments begin and end, and changes stand, at exact characters. */
function splitRun(
  { xml, nodes }: WordPart,
  run: Run,
  touching: readonly Placement[],
  part: string,
  { author, date }: Author,
): string {
  const { prefix: w, tag, children } = run;
  const properties = children.find(({ name }) => name === 'rPr');
  const head = `${tag}${properties ? xml.slice(properties.start, properties.end) : ''}`;
  const tail = `</${w}r>`;
  const by = (id: number): string => `${w}id="${id}" ${w}author="${escaped(author)}" ${w}date="${escaped(date)}"`;
  const out: string[] = [];
  let group: string[] = [];
  const put = (text: string): void => {
    if (group.length > 0) out.push(head, ...group, tail);
    group = [];
    if (text !== '') out.push(text);
  };
  for (const child of children) {
    if (child === properties) continue;
    const { node } = child;
    const here =
      node === undefined
        ? []
        : touching.flatMap((placement) =>
            placement.pieces.flatMap((piece, i) =>
              piece.part === part && piece.node === node
                ? [{ placement, piece, isFirst: i === 0, isLast: i === placement.pieces.length - 1 }]
                : [],
            ),
          );
    const inner = node === undefined ? undefined : nodes[node]?.inner;
    if (here.length === 0 || !inner) {
      group.push(xml.slice(child.start, child.end));
      continue;
    }
    const raw = xml.slice(inner.start, inner.end);
    const cuts = new Map<number, number>([[0, 0]]);
    for (const { piece } of here)
      for (const units of [piece.from, piece.to]) cuts.set(units, rawOffset(raw, units) ?? raw.length);
    cuts.set(Number.POSITIVE_INFINITY, raw.length);
    const sorted = [...cuts].sort(([a], [b]) => a - b);
    for (const [i, [from, rawFrom]] of sorted.entries()) {
      for (const { placement, piece, isLast } of here)
        if (isLast && piece.to === from) {
          const { change, comment, isMarkElsewhere } = placement;
          const end = isMarkElsewhere ? commentRangeEnd : commentEnd;
          const inserted =
            change && change.text !== ''
              ? `<${w}ins ${by(change.id + 1)}>${head}<${w}t xml:space="preserve">${escaped(change.text)}</${w}t>${tail}</${w}ins>`
              : '';
          put(`${inserted}${comment === undefined ? '' : end(w, comment)}`);
        }
      for (const { placement, piece, isFirst } of here)
        if (isFirst && piece.from === from && placement.comment !== undefined) put(commentStart(w, placement.comment));
      const rawTo = sorted[i + 1]?.[1];
      if (rawTo === undefined || rawTo <= rawFrom) continue;
      const text = raw.slice(rawFrom, rawTo);
      const gone = here.find(({ placement, piece }) => placement.change && piece.from <= from && from < piece.to);
      if (gone?.placement.change)
        put(
          `<${w}del ${by(gone.placement.change.id)}>${head}<${w}delText xml:space="preserve">${text}</${w}delText>${tail}</${w}del>`,
        );
      else group.push(`<${w}t xml:space="preserve">${text}</${w}t>`);
    }
  }
  put('');
  return out.join('');
}

/** A text node can be cut at these places, and nothing else stands in its run that must stay whole. */
function canCut(part: WordPart | undefined, node: TextNode | undefined, { from, to }: Piece): boolean {
  if (!part || !node?.run || node.run.isOuter) return false;
  const raw = part.xml.slice(node.inner.start, node.inner.end);
  return rawOffset(raw, from) !== undefined && rawOffset(raw, to) !== undefined;
}

function commentElement(id: number, paragraphs: readonly string[], { author, date }: Author): string {
  const lines = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`);
  return `<w:comment xmlns:w="${WORD}" w:id="${id}" w:author="${escaped(author)}" w:date="${escaped(date)}" w:initials="审">${lines.join('')}</w:comment>`;
}

/** Puts comments into the part that the document points to, else into a new one that is made known. */
function addComments(text: (name: string) => string | undefined, written: Map<string, string>, comments: string): void {
  const relations = text(RELATIONS) ?? `${XML}<Relationships xmlns="${PACKAGE}/relationships"></Relationships>`;
  const relation = relations
    .split('<Relationship ')
    .find((attributes) => attributes.includes(`"${COMMENTS_RELATION}"`));
  const target = /Target="(?<path>[^"]{1,300})"/u.exec(relation ?? '')?.groups?.path; // Target="comments.xml"
  const name = target?.startsWith('/') ? target.slice(1) : `word/${target ?? 'comments.xml'}`;
  const known = text(name);
  if (known !== undefined) {
    // An empty list may be one tag.
    const opened = known.replace(
      /<(?<name>(?:\w{1,40}:)?comments)(?<rest>(?:\s[^<>]{0,9000})?)\/>\s{0,99}$/u,
      '<$<name>$<rest>></$<name>>',
    ); // <w:comments/>
    const end = opened.lastIndexOf('</');
    written.set(name, opened.slice(0, end) + comments + opened.slice(end));
    return;
  }
  written.set(name, `${XML}<w:comments xmlns:w="${WORD}">${comments}</w:comments>`);
  let id = 'rIdComments';
  while (relations.includes(`"${id}"`)) id += '1';
  if (target === undefined)
    written.set(
      RELATIONS,
      relations.replace(
        '</Relationships>',
        `<Relationship Id="${id}" Type="${COMMENTS_RELATION}" Target="comments.xml"/></Relationships>`,
      ),
    );
  const types = text(TYPES) ?? `${XML}<Types xmlns="${PACKAGE}/content-types"></Types>`;
  if (!types.includes(`"/${name}"`))
    written.set(
      TYPES,
      types.replace('</Types>', `<Override PartName="/${name}" ContentType="${COMMENTS_TYPE}"/></Types>`),
    );
}

const COMMENTS = /^word\/comments\d{0,3}\.xml$/u; // word/comments.xml

/** The run of the main text that stands for a place where Word allows no comment. */
function standIn(
  main: WordPart & { readonly firstRun: Run },
  piece: Piece | undefined,
  node: TextNode | undefined,
): Run {
  if (!piece || !node) return main.firstRun;
  if (piece.part === MAIN) return node.box ?? node.run ?? main.firstRun;
  const kind = piece.part.includes('endnotes') ? 'endnote' : 'footnote';
  return main.references.get(`${kind}${node.note ?? ''}`) ?? main.firstRun;
}

/**
 * The author's own .docx with comments at exact characters, and tracked changes where there is a replacement. Every
 * other part is as it was, byte for byte; comments and changes of others stay.
 * Word allows no comments in headers, footers, notes and text boxes: there the comment hangs on the note's mark, on the
 * box, or on the beginning of the text. In somebody's tracked insertion, and in a content control around paragraphs,
 * nothing is changed, only commented.
 * @param doc as read from `bytes`
 * @throws UnreadableError where the package is signed, or cannot be written back.
 */
export async function annotate(
  bytes: Uint8Array,
  doc: Pick<Document, 'runs'>,
  annotations: readonly Annotation[],
  by: Author,
): Promise<Annotated> {
  const { members, part, text } = await openPackage(bytes, '加批注');
  const main = part(MAIN);
  const firstRun = main?.firstRun;
  if (!main || !firstRun || !main.xml.includes(WORD))
    throw new UnreadableError(
      'not-docx',
      '正文没有文字，或是“严格”格式的 Word 文档，不能加批注，未改动。请另存为普通 .docx。',
    );
  const runs = withOffsets(doc.runs ?? []);
  const commentParts = [...members.keys()].filter((name) => COMMENTS.test(name));
  // Above every id in use, whatever it numbers.
  let next =
    1 + Math.max(0, ...[MAIN, ...commentParts, ...runs.map((run) => run.part)].map((name) => part(name)?.maxId ?? 0));

  const comments: string[] = [];
  const edits = new Map<string, Edit[]>();
  const edit = (name: string, change: Edit): void => {
    const some = edits.get(name);
    if (some) some.push(change);
    else edits.set(name, [change]);
  };
  const touched = new Map<Run, { readonly part: string; readonly placements: Placement[] }>();
  let changes = 0;
  let changedTo = 0;
  for (const { range, comment, replacement } of [...annotations].sort((a, b) => a.range.start - b.range.start)) {
    const { pieces, isWhole } = piecesOf(runs, range);
    const nodes = pieces.map((piece) => part(piece.part)?.nodes[piece.node]);
    const isDivisible = pieces.length > 0 && pieces.every((piece, i) => canCut(part(piece.part), nodes[i], piece));
    const isMainText = pieces.every((piece) => piece.part === MAIN) && nodes.every((node) => !node?.box);
    const isChanged =
      replacement !== undefined &&
      isDivisible &&
      isWhole &&
      range.start >= changedTo &&
      // LibreOffice 7.4 takes deleted and inserted text of a content control around paragraphs for text both.
      nodes.every((node) => !node?.isInserted && !node?.control);
    const id = next++;
    comments.push(commentElement(id, comment, by));
    const hangs = !isDivisible || !isMainText;
    if (hangs) {
      const run = standIn({ ...main, firstRun }, pieces[0], nodes[0]);
      edit(MAIN, { start: run.start, end: run.start, text: commentStart(run.prefix, id) });
      edit(MAIN, { start: run.end, end: run.end, text: commentEnd(run.prefix, id) });
    }
    if (hangs && !isChanged) continue;
    // LibreOffice 7.4 loses the text of a content control around paragraphs when a comment's mark stands in it.
    const outside = hangs ? undefined : nodes.at(-1)?.control?.outside;
    if (outside) edit(MAIN, { start: outside.start, end: outside.start, text: commentMark(outside.prefix, id) });
    const placement: Placement = {
      pieces,
      ...(!hangs && { comment: id }),
      ...(outside && { isMarkElsewhere: true }),
      ...(isChanged && { change: { text: replacement, id: next } }),
    };
    if (isChanged) {
      next += 2;
      changes++;
      changedTo = range.end;
    }
    for (const [i, piece] of pieces.entries()) {
      const run = nodes[i]?.run;
      if (!run) continue;
      const placements = touched.get(run)?.placements;
      if (!placements) touched.set(run, { part: piece.part, placements: [placement] });
      else if (placements.at(-1) !== placement) placements.push(placement);
    }
  }
  for (const [run, { part: name, placements }] of touched) {
    const of = part(name);
    if (of) edit(name, { start: run.start, end: run.end, text: splitRun(of, run, placements, name, by) });
  }
  const written = new Map<string, string>();
  for (const [name, some] of edits) written.set(name, spliced(part(name)?.xml ?? '', some));
  if (comments.length > 0) addComments(text, written, comments.join(''));
  return { bytes: packed(members, written), comments: comments.length, changes };
}
