import { SaxesParser, type SaxesTagNS } from 'saxes';
import { UnreadableError } from '../../errors.js';

/** Deeper XML is refused: no word processor writes it, and readers keep a stack. */
export const MAX_DEPTH = 512;

export interface XmlEvents {
  /** `name` without its prefix. */
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

/** An attribute by local name, whatever its prefix. */
function attributeOf(tag: SaxesTagNS, name: string): string | undefined {
  for (const attribute of Object.values(tag.attributes)) if (attribute.local === name) return attribute.value;
  return undefined;
}

/**
 * Streams the events of one XML part.
 * @throws UnreadableError doctype (no entity is ever expanded), too-deep, damaged.
 */
export function parseXml(bytes: Uint8Array, part: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true, fileName: part });
  let depth = 0;
  parser.on('doctype', () => {
    throw new UnreadableError('doctype', `${part} 含有 DOCTYPE，其中可能引入外部内容，未读取。`);
  });
  parser.on('error', (error) => {
    throw new UnreadableError('damaged', `${part} 不是合格的 XML（${error.message}），未读取。请用原软件打开后另存。`);
  });
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH) throw new UnreadableError('too-deep', `${part} 嵌套超过 ${MAX_DEPTH} 层，未读取。`);
    events.open(tag.local, (name) => attributeOf(tag, name));
  });
  parser.on('closetag', (tag) => {
    depth--;
    events.close(tag.local);
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  parser.write(new TextDecoder(utf16 ?? 'utf-8').decode(bytes)).close();
}
