import { UnreadableError } from '../../errors.js';
import type { Draft, DraftBlock } from './draft.js';
import { type PlacedText, paragraphsOf } from './page-layout.js';
import { parseXml } from './parse-xml.js';
import { unzip } from './zip.js';

const ENTRY = 'OFD.xml';

/** A path inside the package, from the folder of the part that names it (GB/T 33190-2016 7.3). */
function resolve(folder: string, location: string): string {
  if (location.startsWith('/')) return location.slice(1);
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of location.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const folderOf = (part: string): string => part.slice(0, Math.max(0, part.lastIndexOf('/')));
const numbers = (text: string | undefined): readonly number[] => (text ?? '').split(/\s{1,10}/u).map(Number);

/** Attribute or text of the first element with this name. */
function firstText(xml: Uint8Array, part: string, element: string): string {
  let found = '';
  let reads = false;
  parseXml(xml, part, {
    open: (name) => {
      reads = name === element && found === '';
    },
    close: () => {
      reads = false;
    },
    text: (text) => {
      if (reads) found += text;
    },
  });
  return found.trim();
}

/** The texts of one page; positions in millimetres from the top left. */
function textsOf(xml: Uint8Array, part: string): readonly PlacedText[] {
  const texts: PlacedText[] = [];
  let boundary: readonly number[] = [];
  let size = 0;
  let reads = false;
  let text = '';
  parseXml(xml, part, {
    open(name, attribute) {
      if (name === 'TextObject') {
        boundary = numbers(attribute('Boundary'));
        size = Number(attribute('Size') ?? 0);
      } else if (name === 'TextCode') {
        reads = true;
        text = '';
      }
    },
    close(name) {
      if (name !== 'TextCode') return;
      reads = false;
      const [x = 0, y = 0, width = 0, height = 0] = boundary;
      texts.push({ text, x, y: y + height, width, height: size || height });
    },
    text(part) {
      if (reads) text += part;
    },
  });
  return texts;
}

/**
 * OFD (GB/T 33190-2016): text by page.
 * @throws UnreadableError where the package or a part cannot be read.
 */
export async function readOfd(bytes: Uint8Array): Promise<Draft> {
  const parts = await unzip(bytes, (name) => name.endsWith('.xml'));
  const entry = parts.get(ENTRY);
  if (!entry) throw new UnreadableError('not-ofd', '压缩包里没有 OFD.xml，不是 OFD 文件，未读取。');
  const root = resolve('', firstText(entry, ENTRY, 'DocRoot'));
  const document = parts.get(root);
  if (!document) throw new UnreadableError('damaged', `OFD 文件缺少 ${root}，未读取。`);
  const pages: string[] = [];
  parseXml(document, root, {
    open(name, attribute) {
      const location = attribute('BaseLoc');
      if (name === 'Page' && location !== undefined) pages.push(resolve(folderOf(root), location));
    },
    close() {},
    text() {},
  });
  const blocks: DraftBlock[] = [];
  const warnings: string[] = [];
  pages.forEach((part, i) => {
    const xml = parts.get(part);
    const texts = xml ? textsOf(xml, part) : [];
    if (texts.length === 0) warnings.push(`第${i + 1}页没有文字，未检查。`);
    for (const { text } of paragraphsOf(texts))
      blocks.push({ kind: 'paragraph', place: `第${i + 1}页`, pieces: [{ text }] });
  });
  return { blocks, warnings, metadata: [] };
}
