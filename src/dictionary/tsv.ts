import { UserError } from '../errors.js';
import { type ColumnType, type DictionaryName, type Row, SCHEMAS, type Schema } from './schemas.js';

/** Header keys that a dictionary may not lack: a word without an origin is not shipped. */
const REQUIRED = ['dictionary', 'title', 'source', 'retrieved', 'licence', 'columns'] as const;

export interface Tsv<N extends DictionaryName = DictionaryName> {
  readonly name: N;
  readonly header: ReadonlyMap<string, string>;
  readonly rows: readonly Row<N>[];
}

const MEND = '请对照 dictionaries/README.md 修改。';

function readCell(text: string, type: ColumnType, where: () => string): string | number | boolean | readonly string[] {
  if (typeof type !== 'string') {
    if (!type.includes(text)) throw new UserError(`${where()}：“${text}”不在可选值（${type.join('、')}）之中。${MEND}`);
    return text;
  }
  switch (type) {
    case 'number':
      if (!/^\d{1,9}$/.test(text)) throw new UserError(`${where()}：“${text}”应为整数。${MEND}`);
      return Number(text);
    case 'flag':
      if (text !== 'yes' && text !== 'no') throw new UserError(`${where()}：“${text}”应为 yes 或 no。${MEND}`);
      return text === 'yes';
    case 'list':
      return text === '' ? [] : text.split(';');
    case 'text':
      return text;
  }
}

const namesOf = (columns: readonly (readonly [name: string, type: ColumnType])[]): string =>
  columns.map(([name]) => name).join('\t');

/** What makes a row one of its kind: the text of its key columns. */
export const keyOf = (row: Readonly<Record<string, unknown>>, { key }: Schema): string =>
  key.length === 1 ? String(row[key[0] as string]) : key.map((column) => String(row[column])).join('\t');

/**
 * A dictionary from its text. Columns, types, unique keys and the header are checked.
 * @throws UserError with file:line and how to mend it.
 */
export function parseTsv(text: string, file: string): Tsv {
  const header = new Map<string, string>();
  const rows: Record<string, unknown>[] = [];
  const seen = new Map<string, number>();
  let name: DictionaryName | undefined;
  let columns: [string, ColumnType][] = [];
  let schema: Schema | undefined;
  let lineNumber = 0;
  const begin = (): Schema => {
    for (const key of REQUIRED)
      if (!header.get(key)) throw new UserError(`${file}:1：词表头缺少“# ${key}: …”一行。${MEND}`);
    const named = header.get('dictionary') ?? '';
    if (!Object.hasOwn(SCHEMAS, named))
      throw new UserError(`${file}:1：没有名为“${named}”的词表；可用的有 ${Object.keys(SCHEMAS).join('、')}。`);
    name = named as DictionaryName;
    const known: Schema = SCHEMAS[name];
    columns = Object.entries(known.columns);
    const listed = header.get('columns');
    const lacking = known.added?.length ?? 0;
    if (lacking > 0 && listed === namesOf(columns.slice(0, -lacking))) columns = columns.slice(0, -lacking);
    else if (listed !== namesOf(columns))
      throw new UserError(
        `${file}:1：列应为“${columns.map(([column]) => column).join('、')}”（以制表符分隔）。${MEND}`,
      );
    return known;
  };
  for (const rawLine of text.split('\n')) {
    lineNumber++;
    const line = rawLine.endsWith('\r') ? rawLine.slice(0, -1) : rawLine;
    if (line === '') continue;
    if (line.startsWith('# ') && !schema) {
      const colon = line.indexOf(':');
      if (colon > 0) header.set(line.slice(2, colon).trim(), line.slice(colon + 1).trimStart());
      continue;
    }
    schema ??= begin();
    const cells = line.split('\t');
    const at = lineNumber;
    const where = (): string => `${file}:${at}`;
    if (cells.length !== columns.length)
      throw new UserError(
        `${where()}：有 ${cells.length} 列，应有 ${columns.length} 列（${columns.map(([c]) => c).join('、')}）。${MEND}`,
      );
    const row: Record<string, unknown> = {};
    for (const column of schema.added ?? []) row[column] = '';
    for (let i = 0; i < columns.length; i++) {
      const [column, type] = columns[i] as [string, ColumnType];
      const cell = cells[i] ?? '';
      row[column] = type === 'text' ? cell : readCell(cell, type, where);
    }
    const key = keyOf(row, schema);
    const before = seen.get(key);
    if (before !== undefined)
      throw new UserError(`${where()}：“${key.replace('\t', ' ')}”与第 ${before} 行重复，请删去一行。`);
    seen.set(key, lineNumber);
    rows.push(row);
  }
  schema ??= begin();
  // The row type follows from the schema whose columns were just checked one by one.
  return { name: name as DictionaryName, header, rows: rows as unknown as Row<DictionaryName>[] };
}
