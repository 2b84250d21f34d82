import { type Zippable, zipSync } from 'fflate';
import { UnreadableError } from '../errors.js';
import { unzip } from '../intake/office/zip.js';
import { type Span, type WordPart, wordPart } from './word-part.js';

/** A text as XML holds it; what XML cannot hold becomes U+FFFD. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A stretch that is to be replaced. */
export interface Edit extends Span {
  readonly text: string;
}

/** The XML with its stretches replaced. An insertion stands before what begins, and after what ends, at its place. */
export function spliced(xml: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of sorted) {
    parts.push(xml.slice(at, start), text);
    at = end;
  }
  return parts.join('') + xml.slice(at);
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

/** The earliest date that a zip can hold, so that the same input gives the same bytes. */
const EPOCH = new Date(1980, 0, 1);

export interface OpenPackage {
  readonly members: ReadonlyMap<string, Uint8Array>;
  readonly part: (name: string) => WordPart | undefined;
  readonly text: (name: string) => string | undefined;
}

/** The members of a package, decoded and taken apart when first asked for; `doing`: to what end, in words. @throws UnreadableError */
export async function openPackage(bytes: Uint8Array, doing: string): Promise<OpenPackage> {
  const members = await unzip(bytes, (name) => !name.endsWith('/'));
  if ([...members.keys()].some((name) => name.startsWith('_xmlsignatures/')))
    throw new UnreadableError('signed', `文件有数字签名，${doing}会使签名失效，未改动。`);
  const parts = new Map<string, WordPart>();
  const text = (name: string): string | undefined => {
    const content = members.get(name);
    try {
      return content && decode(content);
    } catch {
      throw new UnreadableError('not-utf-8', `${name} 不是 UTF-8，不能写回，未改动。请用 Word 或 WPS 另存为 .docx。`);
    }
  };
  const part = (name: string): WordPart | undefined => {
    const known = parts.get(name);
    if (known) return known;
    const xml = text(name);
    if (xml === undefined) return undefined;
    const made = wordPart(xml);
    parts.set(name, made);
    return made;
  };
  return { members, part, text };
}

/** The package with some members written anew; all others keep their bytes, and all their order. */
export function packed(members: ReadonlyMap<string, Uint8Array>, written: ReadonlyMap<string, string>): Uint8Array {
  const zipped: Zippable = {};
  for (const name of new Set([...members.keys(), ...written.keys()])) {
    const content = written.get(name);
    const kept = members.get(name) ?? new Uint8Array();
    zipped[name] = [content === undefined ? kept : new TextEncoder().encode(content), { mtime: EPOCH, level: 6 }];
  }
  return zipSync(zipped);
}
