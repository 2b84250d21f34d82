import { readFileSync } from 'node:fs';

/** What is left of bytes that were no UTF-8, or no text, after somebody has read them as UTF-8. */
const SUSPECT = /[\ufffd\0]/u;

/** Undefined for the name of a text from stdin or of an unsaved document: there is nothing to lose. */
function bytesOf(path: string | undefined): Uint8Array | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}

function isUtf8Text(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A file that textlint --fix would destroy: it writes every file it has visited, changed or not, as UTF-8. */
export class NotUtf8Error extends Error {
  override readonly name = 'NotUtf8Error';

  constructor(path: string) {
    super(`${path} 不是 UTF-8 文本，textlint 会把它改写坏，已停止；请改用 gongwen-lint check 或 gongwen-lint fix。`);
    // textlint prints the stack to people.
    this.stack = this.message;
  }
}

/** @throws NotUtf8Error where the file on disk cannot be written back as UTF-8 without loss. */
export function refuseToRewrite(path: string | undefined): void {
  const bytes = bytesOf(path);
  if (path !== undefined && bytes && !isUtf8Text(bytes)) throw new NotUtf8Error(path);
}

/**
 * As refuseToRewrite, but an editor that has decoded such a file rightly may have it linted.
 * @throws NotUtf8Error
 */
export function refuseMisread(text: string, path: string | undefined): void {
  if (SUSPECT.test(text)) refuseToRewrite(path);
}

/** Whether the file on disk begins with a BOM. */
export function beginsWithBom(path: string | undefined): boolean {
  const [a, b, c] = bytesOf(path) ?? [];
  return a === 0xef && b === 0xbb && c === 0xbf;
}
