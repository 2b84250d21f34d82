/** Strings with lone surrogates replaced: a replacer for JSON.stringify. */
export const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

/**
 * An array as JSON.stringify writes it with two blanks a level, one element at a time.
 * @param depth levels around the array
 */
export function* jsonList(elements: Iterable<unknown>, depth: number, replacer?: typeof wellFormed): Iterable<string> {
  const indent = '  '.repeat(depth);
  let before = '[';
  for (const element of elements) {
    yield `${before}\n${indent}  ${JSON.stringify(element, replacer, 2).replaceAll('\n', `\n${indent}  `)}`;
    before = ',';
  }
  yield before === '[' ? '[]' : `\n${indent}]`;
}
