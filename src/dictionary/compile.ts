import type { Row } from './schemas.js';
import type { Tsv } from './tsv.js';

/** One reason why a row cannot stand, and the key of the row. */
export interface Refusal {
  readonly key: string;
  readonly reason: string;
}

/** What holds of every row that gives a right form for a wrong one. */
function* refuseCorrection(row: Row<'confusions'> | Row<'usages'>): Iterable<Refusal> {
  if (row.wrong === row.right) yield { key: row.wrong, reason: '错误写法与正确写法相同' };
  for (const context of row.unless)
    if (!context.includes(row.wrong))
      yield { key: row.wrong, reason: `unless 中的“${context}”不含“${row.wrong}”，永不生效` };
  if (row.example.split(row.wrong).length !== 2) yield { key: row.wrong, reason: '例句应恰好含有一次错误写法' };
  if (row.unless.some((context) => row.example.includes(context)))
    yield { key: row.wrong, reason: '例句落在 unless 之中' };
  if (row.source === '') yield { key: row.wrong, reason: '没有出处' };
}

function* refuseConfusions(rows: readonly Row<'confusions'>[]): Iterable<Refusal> {
  const wrongs = new Set(rows.map((row) => row.wrong));
  for (const row of rows) {
    yield* refuseCorrection(row);
    if (row.basis !== '' && !row.verified) yield { key: row.wrong, reason: '出处未核实的，不写 basis' };
    if (wrongs.has(row.right)) yield { key: row.wrong, reason: `正确写法“${row.right}”本身又列为错误写法` };
    if (row.right.includes(row.wrong) && !row.unless.includes(row.right))
      yield { key: row.wrong, reason: `正确写法“${row.right}”含有错误写法，须列入 unless` };
  }
}

function* refuseUsages(rows: readonly Row<'usages'>[]): Iterable<Refusal> {
  for (const row of rows) {
    yield* refuseCorrection(row);
    if (row.note === '') yield { key: row.wrong, reason: '没有说明' };
  }
}

function* refusePhrases(rows: readonly Row<'set-phrases'>[]): Iterable<Refusal> {
  for (const { phrase, rigid } of rows) {
    if (!/^\p{Script=Han}{4,40}$/u.test(phrase)) yield { key: phrase, reason: '固定词语应由四个以上的汉字组成' };
    if (!rigid.every((position) => Number(position) >= 1 && Number(position) <= phrase.length))
      yield { key: phrase, reason: 'rigid 应是词语中的第几个字' };
  }
}

function* refuseSingleCharacters(keys: readonly string[]): Iterable<Refusal> {
  for (const key of keys) if ([...key].length !== 1) yield { key, reason: '首列应为一个字' };
}

function* refuseOrgans(rows: readonly Row<'organ-codes'>[]): Iterable<Refusal> {
  for (const { code } of rows)
    if (!/^[\p{Script=Han}A-Za-z]{1,16}$/u.test(code)) yield { key: code, reason: '机关代字应由一至十六个汉字组成' };
}

/** What a dictionary's rows say wrongly, beyond their form (parseTsv checks that). */
export function refusals(tsv: Tsv): readonly Refusal[] {
  switch (tsv.name) {
    case 'confusions':
      return [...refuseConfusions(tsv.rows as readonly Row<'confusions'>[])];
    case 'usages':
      return [...refuseUsages(tsv.rows as readonly Row<'usages'>[])];
    case 'set-phrases':
      return [...refusePhrases(tsv.rows as readonly Row<'set-phrases'>[])];
    case 'characters':
      return [...refuseSingleCharacters((tsv.rows as readonly Row<'characters'>[]).map((row) => row.character))];
    case 'variants':
      return [...refuseSingleCharacters((tsv.rows as readonly Row<'variants'>[]).map((row) => row.variant))];
    case 'organ-codes':
      return [...refuseOrgans(tsv.rows as readonly Row<'organ-codes'>[])];
    default:
      return [];
  }
}
