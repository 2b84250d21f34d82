/** Whether these words stand so often in a text. */
export function standsAtLeast(text: string, words: string, times: number): boolean {
  let found = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) if (++found >= times) return true;
  return false;
}
