import { UnreadableError } from '../../errors.js';
import type { Draft, DraftBlock } from './draft.js';
import { blocksOfLines } from './lines.js';
import { joined, type Line, linesOf, type PlacedText, paragraphsOfLines } from './page-layout.js';
import { loadPdfjs, PDFJS } from './pdfjs.js';

/** Longer documents are read this far, and that is told. */
export const MAX_PAGES = 2_000;
/** Parts of a page's height: running heads and feet stand within this of its edges. */
const EDGE = 0.1;
/** A line repeats as a head or foot when it stands on this share of at least three pages. */
const REPEATS = 0.5;

const PAGE_NUMBER = /^[-—–－·\s第]{0,6}[0-9０-９ivxIVX]{1,5}[-—–－·\s页/共0-9]{0,12}$/u; // — 12 —
/** Programs set Chinese and figures apart by a little space, which a text layer tells as a character: 6 月. */
const SET_APART = /(?<=\p{Script=Han}) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=\p{Script=Han})/gu;
const digitsFolded = (text: string): string => text.replace(/\d{1,10}/gu, '0').trim();

interface Page {
  readonly lines: readonly Line[];
  readonly height: number;
  readonly hasImages: boolean;
}

/** Lines that stand at an edge of the page, by page: what repeats there is no text of the document. */
function runningLines(pages: readonly Page[]): ReadonlySet<Line> {
  const atEdge = pages.map(({ lines, height }) =>
    lines.filter(({ y }) => y < height * EDGE || y > height * (1 - EDGE)),
  );
  const pagesWith = new Map<string, number>();
  for (const lines of atEdge)
    for (const text of new Set(lines.map(({ text }) => digitsFolded(text))))
      pagesWith.set(text, (pagesWith.get(text) ?? 0) + 1);
  const repeats = (line: Line): boolean => {
    const count = pagesWith.get(digitsFolded(line.text)) ?? 0;
    return count >= 3 && count >= pages.length * REPEATS;
  };
  return new Set(atEdge.flat().filter((line) => PAGE_NUMBER.test(line.text.trim()) || repeats(line)));
}

async function pagesOf(bytes: Uint8Array, warnings: string[]): Promise<readonly Page[]> {
  const pdfjs = await loadPdfjs();
  const task = pdfjs.getDocument({
    // pdfjs takes the bytes over.
    data: Uint8Array.from(bytes),
    // Without these, fonts of GB1 give empty text.
    cMapUrl: `${PDFJS}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PDFJS}standard_fonts/`,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  try {
    const pages: Page[] = [];
    const count = Math.min(document.numPages, MAX_PAGES);
    if (count < document.numPages) warnings.push(`共${document.numPages}页，只检查了前${count}页。`);
    for (let number = 1; number <= count; number++) {
      const page = await document.getPage(number);
      const { height } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent({ disableNormalization: true });
      const texts: PlacedText[] = [];
      for (const item of items) {
        if (!('str' in item)) continue;
        const [, , , , x = 0, y = 0] = item.transform as readonly number[];
        texts.push({ text: item.str, x, y: height - y, width: item.width, height: item.height });
      }
      const lines = linesOf(texts);
      const hasImages =
        lines.length === 0 &&
        (await page.getOperatorList()).fnArray.some((operator) => operator === pdfjs.OPS.paintImageXObject);
      pages.push({ lines, height, hasImages });
      page.cleanup();
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/**
 * PDF with a text layer: pages, running heads and feet apart. Pages without text are told.
 * @throws UnreadableError encrypted, damaged, no-text-layer.
 */
export async function readPdf(bytes: Uint8Array): Promise<Draft> {
  const warnings: string[] = [];
  let pages: readonly Page[];
  try {
    pages = await pagesOf(bytes, warnings);
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      throw new UnreadableError('encrypted', 'PDF 已加密，未读取。请去掉密码后再检查。');
    throw new UnreadableError('damaged', `PDF 读不出（${error instanceof Error ? error.message : ''}），未读取。`);
  }
  if (pages.every(({ lines }) => lines.length === 0))
    throw new UnreadableError(
      'no-text-layer',
      `PDF 共${pages.length}页，没有文字层（可能是扫描件），未检查。请先做文字识别。`,
    );
  const running = runningLines(pages);
  const blocks: DraftBlock[] = [];
  const heads: DraftBlock[] = [];
  let open: { readonly place: string; readonly text: string } | undefined;
  const close = (): void => {
    if (open) blocks.push(...blocksOfLines(open.text.replace(SET_APART, ''), { place: open.place }));
    blocks.push(...heads.splice(0));
    open = undefined;
  };
  for (const [i, { lines, hasImages }] of pages.entries()) {
    const place = `第${i + 1}页`;
    if (lines.length === 0) warnings.push(`${place}没有文字${hasImages ? '，只有图片（可能是扫描件）' : ''}，未检查。`);
    const paragraphs = paragraphsOfLines(lines.filter((line) => !running.has(line)));
    for (const [at, { text, isFlush }] of paragraphs.entries()) {
      // The last paragraph of a page may go on in the next one.
      if (at === 0 && open && isFlush) {
        open = { place: open.place, text: joined(open.text, text) };
        continue;
      }
      close();
      open = { place, text };
    }
    if (paragraphs.length > 0 && paragraphs.at(-1)?.isFull !== true) close();
    const rest = lines.filter((line) => running.has(line));
    heads.push(...blocksOfLines(rest.map(({ text }) => text).join('\n'), { place, region: 'boilerplate' }));
  }
  close();
  return { blocks, warnings, metadata: [] };
}
