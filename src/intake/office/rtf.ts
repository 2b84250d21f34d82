import { Tokenize } from 'rtf-stream-parser';
import { UnreadableError } from '../../errors.js';
import type { Draft, DraftBlock, DraftCell } from './draft.js';

/** Groups that hold no text of the document. */
const NO_TEXT = new Set([
  '*',
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'headerl',
  'headerr',
  'headerf',
  'footer',
  'footerl',
  'footerr',
  'footerf',
  'listtable',
  'listoverridetable',
  'rsidtbl',
  'themedata',
  'fldinst',
  'comment',
  'annotation',
  'xmlnstbl',
  'generator',
  'datastore',
  'latentstyles',
]); // prettier-ignore
const MAX_DEPTH = 512;

/** Encodings by the charset number of a font (RTF 1.9.1, \fcharset). */
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [128, 'shift_jis'],
  [129, 'euc-kr'],
  [134, 'gb18030'],
  [136, 'big5'],
]);
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
]);

interface Group {
  readonly skips: boolean;
  readonly font: number;
  /** How many bytes stand for one \u character for programs that do not know it. */
  readonly fallback: number;
  readonly hidden: boolean;
}

interface Token {
  readonly type: number;
  readonly word?: string;
  readonly param?: number;
  readonly data?: Uint8Array;
}

// TokenType of rtf-stream-parser, a const enum that isolated modules cannot name.
const GROUP_START = 0;
const GROUP_END = 1;
const CONTROL = 2;

async function* tokensOf(bytes: Uint8Array): AsyncIterable<Token> {
  const tokenize = new Tokenize();
  tokenize.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  yield* tokenize as AsyncIterable<Token>;
}

/**
 * Rich Text Format: paragraphs and tables; pictures, objects, headers, hidden text and field codes are left out.
 * @throws UnreadableError not-rtf, damaged, too-deep.
 */
export async function readRtf(bytes: Uint8Array): Promise<Draft> {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 5)) !== '{\\rtf')
    throw new UnreadableError('not-rtf', '文件开头不是 {\\rtf，不是 RTF 文件，未读取。');
  const blocks: DraftBlock[] = [];
  const fonts = new Map<number, string>();
  const stack: Group[] = [];
  let group: Group = { skips: false, font: -1, fallback: 1, hidden: false };
  let codePage = 'windows-1252';
  let inFonts = 0;
  let pending: number[] = [];
  let toSkip = 0;
  let text = '';
  let cells: DraftCell[] = [];
  let row = 0;
  let column = 0;

  const flush = (): void => {
    if (pending.length > 0) text += new TextDecoder(fonts.get(group.font) ?? codePage).decode(Uint8Array.from(pending));
    pending = [];
  };
  const endTable = (): void => {
    if (cells.length > 0) blocks.push({ kind: 'table', cells });
    cells = [];
    row = 0;
    column = 0;
  };
  const endParagraph = (): void => {
    if (column > 0 || (cells.length > 0 && text.trim() === '')) {
      if (text !== '') text += '\n';
      return;
    }
    endTable();
    if (text.trim() !== '') blocks.push({ kind: 'paragraph', pieces: [{ text }] });
    text = '';
  };
  const bytesOf = (data: Uint8Array): void => {
    for (const byte of data) {
      if (toSkip > 0) toSkip--;
      else pending.push(byte);
    }
  };
  const control = (word: string, parameter: number | undefined, data: Uint8Array | undefined): void => {
    if (NO_TEXT.has(word)) {
      if (word === 'fonttbl') inFonts = stack.length;
      group = { ...group, skips: true };
      return;
    }
    if (word === 'ansicpg') codePage = CODE_PAGES.get(parameter ?? 0) ?? `windows-${parameter ?? 1252}`;
    if (word === 'f' && parameter !== undefined) {
      flush();
      group = { ...group, font: parameter };
    }
    if (word === 'fcharset' && inFonts > 0) {
      const charset = CHARSETS.get(parameter ?? 0);
      if (charset !== undefined) fonts.set(group.font, charset);
    }
    if (word === 'uc') group = { ...group, fallback: parameter ?? 1 };
    if (word === 'v') group = { ...group, hidden: parameter !== 0 };
    if (group.skips || group.hidden) return;
    if (word === "'") {
      bytesOf(data ?? Uint8Array.of(parameter ?? 0));
      return;
    }
    switch (word) {
      case 'u':
        flush();
        text += String.fromCharCode((parameter ?? 0) & 0xffff);
        toSkip = group.fallback;
        return;
      case 'par':
      case 'sect':
      case 'page':
        flush();
        endParagraph();
        return;
      case 'line':
        flush();
        text += '\n';
        return;
      case 'tab':
        flush();
        text += '\t';
        return;
      case 'cell':
        flush();
        cells.push({ row, column: column++, pieces: [{ text: text.trim() }] });
        text = '';
        return;
      case 'row':
        row++;
        column = 0;
        text = '';
        return;
      case 'emdash':
        flush();
        text += '—';
        return;
      case 'lquote':
      case 'rquote':
      case 'ldblquote':
      case 'rdblquote':
        flush();
        text += { lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”' }[word];
        return;
      case '~':
        flush();
        text += '\u00a0';
        return;
      case '\\':
      case '{':
      case '}':
        bytesOf(Uint8Array.of(word.charCodeAt(0)));
        return;
    }
  };

  try {
    for await (const { type, word, param, data } of tokensOf(bytes)) {
      if (type === GROUP_START) {
        flush();
        stack.push(group);
        if (stack.length > MAX_DEPTH) throw new UnreadableError('too-deep', `RTF 嵌套超过 ${MAX_DEPTH} 层，未读取。`);
      } else if (type === GROUP_END) {
        flush();
        group = stack.pop() ?? group;
        if (stack.length < inFonts) inFonts = 0;
      } else if (type === CONTROL) control(word ?? '', param, data);
      else if (data && !group.skips && !group.hidden) bytesOf(data);
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    throw new UnreadableError(
      'damaged',
      `RTF 文件损坏（${error instanceof Error ? error.message : ''}），未读取。请用原软件打开后另存。`,
    );
  }
  flush();
  column = 0;
  endParagraph();
  endTable();
  return { blocks, warnings: [], metadata: [] };
}
