import { Parser } from 'htmlparser2';
import { documentBuilder, MAX_SPAN } from '../../document/builder.js';
import type { BlockKind, Document, Region } from '../../document/document.js';
import { UnreadableError } from '../../errors.js';
import type { TextSource } from '../plain/txt.js';
import {
  canonicalMetadata,
  chooseMain,
  type HtmlItem,
  type HtmlLink,
  type HtmlNode,
  type HtmlPage,
} from './main-content.js';

export interface HtmlSource extends TextSource {
  readonly maxDepth?: number;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const SKIPPED = set(
  'script style noscript template textarea select option datalist iframe object embed svg canvas audio video noframes rt rp',
);
const BLOCKS = set(
  'html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody thead tfoot ' +
    'tr td th caption ul ucapcontent ucaptitle',
);
const HEADINGS = set('h1 h2 h3 h4 h5 h6');
const VOID = set('area base br col embed hr img input link meta param source track wbr');
const HIDDEN_STYLE = /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden/i;

// By code unit and not by regular expression: these are asked of every character of a page.
/** White space that HTML collapses: space, tab, line feed, form feed, carriage return. */
const isSpace = (unit: number): boolean =>
  unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d;
/** That, and the wide kinds that HTML keeps: no-break, en, em, thin and ideographic space. */
const isBlank = (unit: number): boolean =>
  unit <= 0x3000 &&
  (isSpace(unit) || unit === 0xa0 || unit === 0x2002 || unit === 0x2003 || unit === 0x2009 || unit === 0x3000);

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60“”‘’—…]/u;
/** More declared grid than this is a trap: further cells count as one by one. */
const MAX_GRID = 1_000_000;

function positive(value: string | undefined): number {
  const number = value === undefined ? 1 : Number.parseInt(value.slice(0, 12), 10);
  return Number.isNaN(number) || number < 1 ? 1 : Math.min(number, MAX_SPAN);
}

/** Elements that lead somewhere, and the attribute that says where. */
const LINKS: ReadonlyMap<string, string> = new Map([
  ['a', 'href'],
  ['area', 'href'],
  ['iframe', 'src'],
  ['frame', 'src'],
]);
/** More of a link's words are its article, not its name. */
const MAX_LINK_TEXT = 100;

type Counters =
  | 'text'
  | 'linked'
  | 'score'
  | 'main'
  | 'title'
  | 'rows'
  | 'cells'
  | 'complex'
  | 'paragraphs'
  | 'tables'
  | 'layout';

/** A node before the page is counted through. All its fields stand in one literal: a spread here costs more than the parser. */
const uncounted = (read: Omit<HtmlNode, Counters>): HtmlNode => ({
  tag: read.tag,
  parent: read.parent,
  skipped: read.skipped,
  block: read.block,
  pre: read.pre,
  kind: read.kind,
  level: read.level,
  id: read.id,
  classes: read.classes,
  start: read.start,
  inLink: read.inLink,
  colSpan: read.colSpan,
  rowSpan: read.rowSpan,
  text: 0,
  linked: 0,
  score: 0,
  main: false,
  title: false,
  rows: 0,
  cells: 0,
  complex: false,
  paragraphs: 0,
  tables: 0,
  layout: false,
});

const NO_CLASSES: readonly string[] = [];

/** One streaming pass: a flat list of nodes (parents first) and items in source order. Nothing recurses over the page. */
function scan(source: string, maxDepth: number): HtmlPage {
  const root = uncounted({
    tag: '#root',
    parent: undefined,
    skipped: false,
    block: true,
    pre: false,
    kind: 'paragraph',
    level: 0,
    id: '',
    classes: [],
    start: 0,
    inLink: false,
    colSpan: 1,
    rowSpan: 1,
  });
  const nodes: HtmlNode[] = [root];
  const items: HtmlItem[] = [];
  const metadata = new Map<string, string>();
  const links: HtmlLink[] = [];
  let linkBase: string | undefined;
  let openLink: HtmlLink | undefined;
  let current = root;
  let depth = 0;
  let title = '';
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (++depth > maxDepth) throw new UnreadableError('too-deep', `嵌套超过 ${maxDepth} 层，未读取。`);
        const parent = current;
        const style = attributes.style ?? '';
        const heading = HEADINGS.has(tag);
        let kind: BlockKind = parent.kind;
        if (heading) kind = 'heading';
        else if (tag === 'li' || tag === 'dd' || tag === 'dt') kind = 'item';
        else if (tag === 'blockquote') kind = 'quotation';
        else if (tag === 'caption' || tag === 'figcaption') kind = 'caption';
        else if (tag === 'table' || (kind === 'item' && BLOCKS.has(tag) && parent.tag !== 'li')) kind = 'paragraph';
        current = uncounted({
          tag,
          parent,
          skipped:
            parent.skipped ||
            SKIPPED.has(tag) ||
            attributes.hidden !== undefined ||
            (style.length < 2000 && HIDDEN_STYLE.test(style)),
          block: BLOCKS.has(tag),
          pre: parent.pre || tag === 'pre',
          kind,
          level: heading ? Number(tag[1]) : parent.level,
          id: attributes.id ?? '',
          classes: attributes.class ? attributes.class.slice(0, 1000).split(/\s/).filter(Boolean) : NO_CLASSES,
          start: parser.startIndex,
          inLink: parent.inLink || tag === 'a',
          colSpan: positive(attributes.colspan),
          rowSpan: attributes.rowspan?.trim() === '0' ? MAX_SPAN : positive(attributes.rowspan),
        });
        nodes.push(current);
        items.push({ type: 'open', node: current, start: parser.startIndex, end: parser.endIndex + 1 });
        const href = attributes[LINKS.get(tag) ?? '']?.trim();
        const leads = href && !parent.skipped ? { href, node: current, text: '' } : undefined;
        if (leads) links.push(leads);
        if (tag === 'a') openLink = leads;
        else if (tag === 'base') linkBase ??= attributes.href;
        if (tag === 'meta') {
          const name = canonicalMetadata(attributes.name ?? attributes.property ?? '');
          const content = (attributes.content ?? '').slice(0, 10_000).trim();
          if (name && content && !metadata.has(name)) metadata.set(name, content);
        }
      },
      onclosetag() {
        items.push({ type: 'close', node: current, start: parser.startIndex, end: parser.endIndex + 1 });
        current = current.parent ?? root;
        depth--;
      },
      ontext(data) {
        if (current.tag === 'title') {
          if (title.length < 1000) title += data;
          return;
        }
        if (current.skipped) return;
        if (openLink && current.inLink && openLink.text.length < MAX_LINK_TEXT) openLink.text += data;
        const end = parser.endIndex + 1;
        const last = items.at(-1);
        if (end <= parser.startIndex && last?.type === 'text') {
          // The second character of a reference that stands for two.
          items[items.length - 1] = { ...last, data: last.data + data, verbatim: false };
          return;
        }
        const verbatim = source.startsWith(data, end - data.length) && end - data.length >= parser.startIndex;
        items.push({
          type: 'text',
          node: current,
          data,
          verbatim,
          start: verbatim ? end - data.length : parser.startIndex,
          end,
        });
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(source);
  parser.end();
  const pageTitle = title.replace(/\s{1,100}/g, ' ').trim();
  if (pageTitle) metadata.set('title', pageTitle);
  return { nodes, items, metadata, links, ...(linkBase !== undefined && { linkBase }) };
}

/** What a table is for: a table that holds headings, several paragraphs or the article itself only lays the page out. */
function judgeTables(nodes: readonly HtmlNode[]): void {
  for (let i = nodes.length - 1; i > 0; i--) {
    const node = nodes[i] as HtmlNode;
    const parent = node.parent as HtmlNode;
    const isCell = node.tag === 'td' || node.tag === 'th';
    if (node.skipped) continue;
    if (node.tag === 'table') {
      node.layout = node.cells <= 1 || node.complex;
      parent.tables += 1;
      if (node.layout || isRoot(node)) parent.complex = true;
      continue;
    }
    let complex = node.complex || isRoot(node) || (node.kind === 'heading' && node.block && node.text > 0);
    if (isCell) complex ||= node.text > 200 && (node.paragraphs >= 3 || node.tables > 0);
    if (complex) parent.complex = true;
    if (isCell) parent.cells += 1;
    else {
      parent.paragraphs += node.paragraphs + (node.tag === 'p' && node.text > 0 ? 1 : 0);
      parent.tables += node.tables;
      parent.cells += node.cells;
      parent.rows += node.rows + (node.tag === 'tr' ? 1 : 0);
    }
  }
}

/** Where the article or its title begins: a table round it is layout, a table in it may be data. */
const isRoot = (node: HtmlNode): boolean =>
  (node.main && node.parent?.main !== true) || (node.title && node.parent?.title !== true);

interface Grid {
  readonly node: HtmlNode;
  row: number;
  column: number;
  /** For each column, the first row that is free again. */
  readonly free: number[];
  area: number;
  opened: boolean;
  cell: boolean;
  cells: number;
}

/** HTML to a Document: main text by the editor's container or by density, everything else kept as boilerplate. */
export function readHtml({ name, source, context, encoding, maxDepth = 512 }: HtmlSource): Document {
  const builder = documentBuilder({ name, source, context, mediaType: 'text/html', ...(encoding && { encoding }) });
  const page = scan(source, maxDepth);
  for (const [key, value] of page.metadata) builder.metadata(key, value);
  chooseMain(page);
  judgeTables(page.nodes);
  const regionOf = (node: HtmlNode): Region => (node.main || node.title ? 'main' : 'boilerplate');

  /** Blanks seen and not yet written: only what is followed by text is. */
  let blanks: { text: string; start: number; end: number; collapsible: boolean }[] = [];
  let sourceEnd = 0;
  let open = false;
  /** Inside a cell: a block boundary was passed since the last text. */
  let broken = false;
  let inCellText = false;
  let before = '';
  let grid: Grid | undefined;
  let nested = 0;

  const separate = (text: string, next: number): void => {
    if (builder.length > 0) builder.insert(text, Math.min(sourceEnd, next), next);
    sourceEnd = Math.max(sourceEnd, next);
    before = '';
  };
  const put = (text: string, start: number, end: number, verbatim: boolean): void => {
    if (verbatim) builder.copy(start, end);
    else builder.insert(text, start, end);
    sourceEnd = end;
    before = text;
  };
  const flushBlanks = (next: string, kept: 'all' | 'wide'): void => {
    let collapsed = false;
    for (const blank of blanks) {
      if (!blank.collapsible)
        put(
          blank.text,
          blank.start,
          blank.end,
          source.startsWith(blank.text, blank.start) && blank.end - blank.start === blank.text.length,
        );
      else if (kept === 'all' && !collapsed) {
        collapsed = true;
        const line = /[\n\r]/.test(blank.text);
        if (line && WIDE.test(before.slice(-1)) && WIDE.test(next)) continue;
        if (before === '' || /[\s\u3000]$/.test(before)) continue;
        put(' ', blank.start, blank.end, blank.text === ' ');
      }
    }
    blanks = [];
  };
  const endBlock = (): void => {
    blanks = [];
    if (grid?.opened) {
      broken = true;
      return;
    }
    if (open) builder.close();
    open = false;
    before = '';
  };
  const startText = (node: HtmlNode, start: number, next: string): void => {
    if (grid?.opened) {
      if (broken && inCellText) {
        separate('\n', blanks[0]?.start ?? start);
        blanks = blanks.filter((blank) => !blank.collapsible);
      }
      broken = false;
      flushBlanks(next, inCellText ? 'all' : 'wide');
      inCellText = true;
      return;
    }
    if (open) {
      flushBlanks(next, 'all');
      return;
    }
    const wide = blanks.find((blank) => !blank.collapsible);
    separate('\n', wide?.start ?? start);
    flushBlanks(next, 'wide');
    const title = node.title;
    builder.open(title ? 'title' : node.kind, {
      region: regionOf(node),
      ...(!title && node.kind === 'heading' && { level: node.level }),
    });
    open = true;
    before = '';
  };
  const text = (item: Extract<HtmlItem, { type: 'text' }>): void => {
    const { data, node, verbatim, start, end } = item;
    if (!verbatim) {
      // An entity, or text the tokenizer changed: indivisible.
      const unit = data.charCodeAt(0);
      if (data.length === 1 && isBlank(unit)) blanks.push({ text: data, start, end, collapsible: isSpace(unit) });
      else if (data !== '') {
        startText(node, start, data.slice(0, 1));
        put(data, start, end, false);
      }
      return;
    }
    for (let i = 0; i < data.length; ) {
      let j = i;
      const first = data.charCodeAt(i);
      if (isBlank(first)) {
        const collapsible = !node.pre && isSpace(first);
        while (
          j < data.length &&
          isBlank(data.charCodeAt(j)) &&
          (node.pre || isSpace(data.charCodeAt(j)) === collapsible)
        )
          j++;
        blanks.push({ text: data.slice(i, j), start: start + i, end: start + j, collapsible });
      } else {
        while (j < data.length && !isBlank(data.charCodeAt(j))) j++;
        startText(node, start + i, data.charAt(i));
        put(data.slice(i, j), start + i, start + j, true);
      }
      i = j;
    }
  };
  const closeCell = (): void => {
    if (grid?.cell) {
      builder.closeCell();
      grid.cell = false;
    }
  };
  const openCell = (node: HtmlNode, at: number): void => {
    if (!grid) return;
    closeCell();
    blanks = [];
    if (!grid.opened) {
      if (open) builder.close();
      open = false;
      separate('\n', at);
      builder.open('table', { region: regionOf(grid.node) });
      grid.opened = true;
    }
    if (grid.row < 0) grid.row = 0;
    while ((grid.free[grid.column] ?? 0) > grid.row) grid.column++;
    const spare = grid.area < MAX_GRID;
    const columnSpan = spare ? Math.max(1, Math.min(node.colSpan, MAX_SPAN - grid.column)) : 1;
    const rowSpan = spare ? Math.max(1, Math.min(node.rowSpan, grid.node.rows - grid.row)) : 1;
    grid.area += columnSpan * rowSpan;
    if (grid.cells > 0) separate(rowStarted ? '\t' : '\n', at);
    rowStarted = true;
    grid.cells++;
    builder.openCell({ row: grid.row, column: grid.column, rowSpan, columnSpan, header: node.tag === 'th' });
    for (let c = grid.column; c < grid.column + columnSpan; c++) grid.free[c] = grid.row + rowSpan;
    grid.column += columnSpan;
    grid.cell = true;
    inCellText = false;
    broken = false;
    before = '';
  };
  let rowStarted = false;

  for (const item of page.items) {
    const { node } = item;
    if (node.skipped) continue;
    if (item.type === 'text') {
      text(item);
      continue;
    }
    const opening = item.type === 'open';
    if (node.tag === 'br') {
      // A break before any text of its block shows nothing that a rule could read.
      if (opening && (grid?.opened ? inCellText && !broken : open)) {
        blanks = [];
        put('\n', item.start, item.end, false);
      }
      continue;
    }
    if (VOID.has(node.tag) && node.tag !== 'hr') continue;
    if (!node.block && !isRoot(node)) continue;
    if (node.tag === 'table' && !node.layout) {
      if (opening) {
        if (grid) nested++;
        else {
          endBlock();
          grid = { node, row: -1, column: 0, free: [], area: 0, opened: false, cell: false, cells: 0 };
        }
      } else if (nested > 0) nested--;
      else {
        closeCell();
        blanks = [];
        if (grid?.opened) builder.close();
        grid = undefined;
        endBlock();
      }
    } else if (grid && nested === 0 && node.tag === 'tr' && opening) {
      closeCell();
      grid.row++;
      grid.column = 0;
      rowStarted = false;
    } else if (grid && nested === 0 && (node.tag === 'td' || node.tag === 'th') && tableOf(node) === grid.node) {
      if (opening) openCell(node, Math.max(sourceEnd, item.start));
      else closeCell();
    } else endBlock();
  }
  if (grid?.opened) {
    closeCell();
    builder.close();
  } else if (open) builder.close();
  return {
    ...builder.build(),
    links: page.links.map(({ href, text: words, node }) => ({
      href,
      text: words.trim().slice(0, MAX_LINK_TEXT),
      region: regionOf(node),
    })),
    ...(page.linkBase !== undefined && { linkBase: page.linkBase }),
  };
}

/** The table a cell belongs to: at most tr, tbody and table away in well-formed pages, bounded by the depth cap. */
function tableOf(node: HtmlNode): HtmlNode | undefined {
  let at = node.parent;
  while (at && at.tag !== 'table') at = at.parent;
  return at;
}
