import type { Region } from '../../document/document.js';
import { UnreadableError } from '../../errors.js';
import type { Draft, DraftBlock, DraftCell, Piece } from './draft.js';
import { parseXml } from './parse-xml.js';
import { unzip } from './zip.js';

const DOCUMENT = 'word/document.xml';
const PARTS = /^word\/(?:document|styles|footnotes|endnotes|header\d{0,4}|footer\d{0,4})\.xml$/u; // word/header2.xml

/** Levels of headings by style id: what the style, or one that it is based on, says of its outline. */
type StyleLevels = ReadonlyMap<string, number>;

/** A title has no outline level of its own. */
const TITLE_LEVEL = 0;
const HEADING_NAME = /^(?:heading|标题) ?([1-9])$/iu; // heading 1
const TITLE_NAME = /^(?:title|标题)$/iu;

function styleLevels(styles: Uint8Array | undefined): StyleLevels {
  const own = new Map<string, number>();
  const parents = new Map<string, string>();
  if (styles) {
    let id = '';
    parseXml(styles, 'word/styles.xml', {
      open(name, attribute) {
        const value = attribute('val');
        if (name === 'style') id = attribute('styleId') ?? '';
        else if (id === '' || value === undefined) return;
        else if (name === 'name') {
          const heading = HEADING_NAME.exec(value)?.[1];
          if (heading !== undefined) own.set(id, Number(heading));
          else if (TITLE_NAME.test(value)) own.set(id, TITLE_LEVEL);
        } else if (name === 'outlineLvl' && Number(value) < 9) own.set(id, Number(value) + 1);
        else if (name === 'basedOn') parents.set(id, value);
      },
      close(name) {
        if (name === 'style') id = '';
      },
      text() {},
    });
  }
  const levels = new Map<string, number>();
  for (const id of new Set([...own.keys(), ...parents.keys()])) {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = parents.get(at)) {
      seen.add(at);
      const level = own.get(at);
      if (level === undefined) continue;
      levels.set(id, level);
      break;
    }
  }
  return levels;
}

/** A paragraph being read. */
interface Paragraph {
  readonly pieces: Piece[];
  level?: number;
  isItem: boolean;
}

interface Table {
  readonly cells: DraftCell[];
  row: number;
  column: number;
  cell?: { pieces: Piece[]; columnSpan: number; merge: 'restart' | 'continue' | undefined };
  isHeader: boolean;
}

/** Which side of tracked changes is read. */
export type Revision = 'final' | 'original';

interface Story {
  readonly part: string;
  readonly region: Region;
  /** The place of a block for people, from the id of the note it stands in. */
  readonly placeOf: (note: string | undefined) => string | undefined;
}

/** Notes that Word keeps for its own lines. */
const SEPARATORS = new Set(['separator', 'continuationSeparator', 'continuationNotice']);
const isOff = (value: string | undefined): boolean => value === '0' || value === 'false' || value === 'off';

function blocksOf(xml: Uint8Array, story: Story, levels: StyleLevels, revision: Revision): readonly DraftBlock[] {
  const blocks: DraftBlock[] = [];
  // Text boxes stand inside a paragraph; they are told after it.
  const boxes: DraftBlock[] = [];
  const paragraphs: Paragraph[] = [];
  const tables: Table[] = [];
  /** Depth of what is not read: deleted text, the fallback of a drawing, a hidden run. */
  let skipped = 0;
  let boxDepth = 0;
  /** Tables open outside the text box that is being read. */
  const outerTables: number[] = [];
  let node = -1;
  let isText = false;
  let inRun = false;
  let hidden = false;
  let note: string | undefined;
  let isSeparator = false;
  const gone = revision === 'final' ? new Set(['del', 'moveFrom']) : new Set(['ins', 'moveTo']);
  const skips = (name: string): boolean => gone.has(name) || name === 'Fallback' || name === 'instrText';

  const place = (): { readonly place?: string } => {
    const told = boxDepth > 0 ? '文本框' : story.placeOf(note);
    return told === undefined ? {} : { place: told };
  };
  const tableHere = (): Table | undefined =>
    tables.length > (outerTables.at(-1) ?? 0) ? tables[tables.length - 1] : undefined;
  const push = (block: DraftBlock): void => void (boxDepth > 0 ? boxes : blocks).push(block);
  const append = (piece: Piece): void => {
    if (skipped === 0 && !hidden && piece.text !== '') paragraphs.at(-1)?.pieces.push(piece);
  };

  const endParagraph = (): void => {
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    const cell = tableHere()?.cell;
    if (cell) {
      if (cell.pieces.length > 0 && paragraph.pieces.length > 0) cell.pieces.push({ text: '\n' });
      cell.pieces.push(...paragraph.pieces);
    } else if (paragraph.pieces.some(({ text }) => text.trim() !== '')) {
      const { level } = paragraph;
      push({
        kind:
          level === TITLE_LEVEL ? 'title' : level !== undefined ? 'heading' : paragraph.isItem ? 'item' : 'paragraph',
        ...(level !== undefined && level > TITLE_LEVEL && { level: Math.min(level, 6) }),
        region: story.region,
        ...place(),
        pieces: paragraph.pieces,
      });
    }
    if (paragraphs.length === 0) blocks.push(...boxes.splice(0));
  };

  const endCell = (table: Table): void => {
    const { cell } = table;
    if (!cell) return;
    const { row, column } = table;
    table.column += cell.columnSpan;
    delete table.cell;
    if (cell.merge === 'continue') {
      const at = table.cells.findLastIndex((above) => above.column === column && above.row < row);
      const above = table.cells[at];
      if (above) {
        table.cells[at] = { ...above, rowSpan: row - above.row + 1 };
        return;
      }
    }
    table.cells.push({
      row,
      column,
      columnSpan: cell.columnSpan,
      header: table.isHeader,
      pieces: cell.pieces,
    });
  };

  const endTable = (): void => {
    const table = tables.pop();
    if (!table) return;
    const outer = tableHere()?.cell;
    // A table in a cell: its text belongs to the cell.
    if (outer)
      for (const { pieces } of table.cells) {
        if (pieces.length === 0) continue;
        if (outer.pieces.length > 0) outer.pieces.push({ text: '\n' });
        outer.pieces.push(...pieces);
      }
    else if (table.cells.length > 0) push({ kind: 'table', region: story.region, ...place(), cells: table.cells });
  };

  const open = (name: string, attribute: (name: string) => string | undefined): void => {
    if (name === 't' || name === 'delText') {
      isText = name === 't' || revision === 'original';
      if (name === 't') node++;
      return;
    }
    if (skips(name)) {
      skipped++;
      return;
    }
    if (skipped > 0) return;
    const table = tableHere();
    switch (name) {
      case 'p':
        paragraphs.push({ pieces: [], isItem: false });
        return;
      case 'pStyle': {
        const level = levels.get(attribute('val') ?? '');
        const paragraph = paragraphs.at(-1);
        if (paragraph && level !== undefined) paragraph.level ??= level;
        return;
      }
      case 'outlineLvl': {
        const paragraph = paragraphs.at(-1);
        const level = Number(attribute('val'));
        if (paragraph && level < 9) paragraph.level = level + 1;
        return;
      }
      case 'numPr': {
        const paragraph = paragraphs.at(-1);
        if (paragraph) paragraph.isItem = true;
        return;
      }
      case 'r':
        inRun = true;
        hidden = false;
        return;
      case 'vanish':
        if (inRun) hidden = !isOff(attribute('val'));
        return;
      case 'tab':
        // Also a tab stop in a paragraph's properties, which is no text.
        if (inRun) append({ text: '\t' });
        return;
      case 'br':
      case 'cr':
        if (inRun && attribute('type') !== 'page') append({ text: '\n' });
        return;
      case 'noBreakHyphen':
        append({ text: '-' });
        return;
      case 'txbxContent':
        boxDepth++;
        outerTables.push(tables.length);
        return;
      case 'footnote':
      case 'endnote':
        note = attribute('id');
        isSeparator = SEPARATORS.has(attribute('type') ?? '');
        if (isSeparator) skipped++;
        return;
      case 'tbl':
        tables.push({ cells: [], row: -1, column: 0, isHeader: false });
        return;
      case 'tr':
        if (table) {
          table.row++;
          table.column = 0;
          table.isHeader = false;
        }
        return;
      case 'tblHeader':
        if (table) table.isHeader = !isOff(attribute('val'));
        return;
      case 'gridBefore':
        if (table) table.column += Number(attribute('val') ?? 0);
        return;
      case 'tc':
        if (table) table.cell = { pieces: [], columnSpan: 1, merge: undefined };
        return;
      case 'gridSpan':
        if (table?.cell) table.cell.columnSpan = Math.max(1, Number(attribute('val') ?? 1));
        return;
      case 'vMerge':
        if (table?.cell) table.cell.merge = attribute('val') === 'restart' ? 'restart' : 'continue';
        return;
    }
  };

  parseXml(xml, story.part, {
    open,
    close(name) {
      if (name === 't' || name === 'delText') isText = false;
      else if (skips(name)) skipped--;
      else if (name === 'footnote' || name === 'endnote') {
        note = undefined;
        if (isSeparator) skipped--;
        isSeparator = false;
      } else if (skipped > 0) return;
      else if (name === 'p') endParagraph();
      else if (name === 'r') {
        inRun = false;
        hidden = false;
      } else if (name === 'txbxContent') {
        boxDepth--;
        outerTables.pop();
      } else if (name === 'tc') {
        const table = tableHere();
        if (table) endCell(table);
      } else if (name === 'tbl') endTable();
    },
    text(text) {
      if (isText) append({ text, part: story.part, node });
    },
  });
  blocks.push(...boxes);
  return blocks;
}

/**
 * Word's .docx: body, tables, text boxes, headers, footers, notes. Of tracked changes the final text, or the original;
 * comments, hidden text and field codes are left out.
 * @throws UnreadableError where the package or a part cannot be read.
 */
export async function readDocx(bytes: Uint8Array, revision: Revision = 'final'): Promise<Draft> {
  const parts = await unzip(bytes, (name) => PARTS.test(name));
  const body = parts.get(DOCUMENT);
  if (!body) throw new UnreadableError('not-docx', '压缩包里没有 word/document.xml，不是 Word 文档，未读取。');
  const levels = styleLevels(parts.get('word/styles.xml'));
  const blocks: DraftBlock[] = [];
  const read = (part: string, xml: Uint8Array | undefined, region: Region, placeOf: Story['placeOf']): void => {
    if (xml) blocks.push(...blocksOf(xml, { part, region, placeOf }, levels, revision));
  };
  const names = [...parts.keys()].sort();
  for (const name of names.filter((name) => name.startsWith('word/header')))
    read(name, parts.get(name), 'boilerplate', () => '页眉');
  read(DOCUMENT, body, 'main', () => undefined);
  read('word/footnotes.xml', parts.get('word/footnotes.xml'), 'main', (note) => `脚注${note ?? ''}`);
  read('word/endnotes.xml', parts.get('word/endnotes.xml'), 'main', (note) => `尾注${note ?? ''}`);
  for (const name of names.filter((name) => name.startsWith('word/footer')))
    read(name, parts.get(name), 'boilerplate', () => '页脚');
  return { blocks, warnings: [], metadata: [] };
}
