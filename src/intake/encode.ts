import iconv from 'iconv-lite';
import type { Encoding } from '../document/document.js';

/**
 * Text to bytes, the way back from `decode`; undefined where nobody here writes that encoding.
 * What the encoding lacks becomes `?`: whoever keeps the bytes reads them again and compares.
 */
export const encode = (source: string, { label, bom }: Encoding): Uint8Array | undefined =>
  iconv.encodingExists(label) ? iconv.encode(source, label, { addBOM: bom }) : undefined;
