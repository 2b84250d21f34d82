import WordExtractor from 'word-extractor';
import { UnreadableError } from '../../errors.js';
import type { Draft } from './draft.js';
import { blocksOfLines } from './lines.js';

const OLE = [0xd0, 0xcf, 0x11, 0xe0] as const;

/**
 * Word's binary .doc and WPS's .wps: body, notes, text boxes, headers, by word-extractor.
 * @throws UnreadableError not-doc, damaged.
 */
export async function readDoc(bytes: Uint8Array): Promise<Draft> {
  if (OLE.some((byte, i) => bytes[i] !== byte))
    throw new UnreadableError('not-doc', '不是 Word 97–2003 或 WPS 文字的格式，未读取。请用原软件另存为 .docx。');
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return {
      blocks: [
        ...blocksOfLines(document.getHeaders({ includeFooters: false }), { region: 'boilerplate', place: '页眉' }),
        ...blocksOfLines(document.getBody()),
        ...blocksOfLines(document.getTextboxes({ includeHeadersAndFooters: false }), { place: '文本框' }),
        ...blocksOfLines(document.getFootnotes(), { place: '脚注' }),
        ...blocksOfLines(document.getEndnotes(), { place: '尾注' }),
        ...blocksOfLines(document.getFooters(), { region: 'boilerplate', place: '页脚' }),
      ],
      warnings: [],
      metadata: [],
    };
  } catch (error) {
    throw new UnreadableError(
      'damaged',
      `读不出文字（${error instanceof Error ? error.message : ''}），未读取。请用原软件另存为 .docx。`,
    );
  }
}
