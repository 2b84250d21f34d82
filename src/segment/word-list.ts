/** The word list in jieba's own form: one `word frequency pos` a line, without the header of dictionaries/words.tsv. */
export function jiebaDictionary(tsvText: string): string {
  return tsvText
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('# '))
    .map((line) => `${line.trimEnd().replaceAll('\t', ' ')}\n`)
    .join('');
}
