import type { DocumentBuilder } from '../../document/builder.js';

const ENTITY = /^&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][\dA-Za-z]{1,31});/;
/** A few named references stand for two characters; these are the second ones. */
const SECOND: ReadonlySet<string | undefined> = new Set([
  '\u0331',
  '\u0333',
  '\u0338',
  '\u200a',
  '\u20d2',
  '\u20e5',
  '\ufe00',
]);
const ESCAPABLE = /[!-/:-@[-`{-~]/;

/**
 * Appends the value of a text node of a mark-up tree, read from within source[start, end): escapes, entities, line ends
 * and line prefixes may stand otherwise in the source. Returns the source offset that it came to.
 */
export function appendValue(
  builder: DocumentBuilder,
  source: string,
  value: string,
  start: number,
  end: number,
): number {
  if (source.slice(start, end) === value) {
    builder.copy(start, end);
    return end;
  }
  let at = start;
  let run = start;
  const flush = (): void => {
    if (at > run) builder.copy(run, at);
  };
  for (let index = 0; index < value.length; ) {
    const char = source[at];
    if (at >= end) {
      flush();
      builder.insert(value.slice(index), end, end);
      return end;
    }
    if (char === '\\' && source[at + 1] === value[index] && ESCAPABLE.test(value[index] as string)) {
      flush();
      builder.insert(value[index] as string, at, at + 2);
      run = at += 2;
      index++;
      continue;
    }
    const entity = char === '&' ? ENTITY.exec(source.slice(at, Math.min(end, at + 40)))?.[0] : undefined;
    if (entity && !value.startsWith(entity, index)) {
      flush();
      const after = at + entity.length;
      let length = (value.codePointAt(index) as number) > 0xffff ? 2 : 1;
      if (entity[1] !== '#' && (SECOND.has(value[index + length]) || entity === '&fjlig;')) length++;
      builder.insert(value.slice(index, index + length), at, after);
      run = at = after;
      index += length;
      continue;
    }
    if (char === value[index]) {
      at++;
      index++;
      continue;
    }
    flush();
    run = ++at;
  }
  flush();
  return at;
}
