/** The word list in jieba's own form: one `word frequency pos` a line, without the header of dictionaries/words.tsv. */
export function jiebaDictionary(tsvText: string): string {
  const header = /^(?:# [^\n]{0,2000}\n|\n){0,50}/u.exec(tsvText)?.[0] ?? ''; // # dictionary: words
  return tsvText.slice(header.length).replaceAll('\r', '').replaceAll('\t', ' ');
}
