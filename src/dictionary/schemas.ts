/** How a column is read: as it stands, as a whole number, as a `;`-joined list, as yes/no, or as one of a set. */
export type ColumnType = 'text' | 'number' | 'list' | 'flag' | readonly string[];

export interface Schema {
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The columns that together must be unique, in sorting order. */
  readonly key: readonly string[];
  /** Columns of text at the end that lists made before them lack; they are read as empty there. */
  readonly added?: readonly string[];
}

const schema = <const C extends Readonly<Record<string, ColumnType>>>(columns: C, ...key: (keyof C & string)[]) => ({
  columns,
  key,
});

/** The columns of each dictionary, typed once. Rows are typed from here. */
export const SCHEMAS = {
  places: schema(
    {
      code: 'text',
      name: 'text',
      level: ['省级', '地级', '县级'],
      parent: 'text',
      since: 'number',
      until: 'text',
      successor: 'list',
    },
    'code',
    'since',
  ),
  characters: schema({ character: 'text', level: 'number' }, 'character'),
  variants: schema({ variant: 'text', standard: 'list', kind: ['繁体', '异体'], source: 'text' }, 'variant'),
  lookalikes: schema({ characters: 'text', source: 'text', verified: 'flag' }, 'characters'),
  codepoints: schema(
    { character: 'text', ordinary: 'text', kind: ['部首区', '兼容区', '全角', '相似符号'] },
    'character',
  ),
  confusions: {
    ...schema(
      {
        wrong: 'text',
        right: 'text',
        unless: 'list',
        boundary: ['word', 'any'],
        example: 'text',
        source: 'text',
        verified: 'flag',
        kind: ['错别字', '异形词', '非规范词形'],
        basis: 'text',
      },
      'wrong',
    ),
    added: ['basis'],
  },
  documents: schema({ number: 'text', title: 'text', source: 'text', verified: 'flag' }, 'number'),
  usages: schema(
    {
      wrong: 'text',
      right: 'text',
      before: 'list',
      after: 'list',
      unless: 'list',
      example: 'text',
      note: 'text',
      source: 'text',
      verified: 'flag',
    },
    'wrong',
    'before',
    'after',
  ),
  'set-phrases': schema(
    { phrase: 'text', category: 'text', rigid: 'list', source: 'text', verified: 'flag' },
    'phrase',
  ),
  'phrase-variants': schema({ variant: 'text', phrase: 'text', count: 'number' }, 'variant'),
  collocations: schema({ head: 'text', rests: 'list' }, 'head'),
  'common-pairs': schema({ first: 'text', seconds: 'text' }, 'first'),
  homophones: schema({ characters: 'text' }, 'characters'),
  'annual-report': schema(
    {
      table: ['applications', 'disclosure', 'reviews', 'sections'],
      part: ['section', 'caption', 'row', 'column', 'formula'],
      id: 'text',
      label: 'text',
      group: 'list',
      aliases: 'list',
      formula: 'text',
    },
    'table',
    'part',
    'id',
  ),
  'particle-words': schema(
    {
      word: 'text',
      role: [
        '状语',
        '只作状语',
        '只作谓语',
        '带宾语',
        '宾语可为动词',
        '兼作定语',
        '多带宾语',
        '动词后',
        '中心语',
        '状语前',
        '程度',
        '否定',
        '连接',
      ],
      source: 'text',
      verified: 'flag',
    },
    'word',
    'role',
  ),
  'organ-codes': schema({ code: 'text', organ: 'text', source: 'text', verified: 'flag' }, 'code'),
} as const satisfies Readonly<Record<string, Schema>>;

export type DictionaryName = keyof typeof SCHEMAS;

type Value<T extends ColumnType> = T extends 'number'
  ? number
  : T extends 'list'
    ? readonly string[]
    : T extends 'flag'
      ? boolean
      : T extends readonly (infer M)[]
        ? M
        : string;

export type Row<N extends DictionaryName> = {
  readonly [C in keyof (typeof SCHEMAS)[N]['columns']]: (typeof SCHEMAS)[N]['columns'][C] extends infer T extends
    ColumnType
    ? Value<T>
    : never;
};
