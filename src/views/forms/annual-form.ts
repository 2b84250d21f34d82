import type { Row } from '../../dictionary/schemas.js';
import { perDictionaries } from '../../document/per-document.js';
import { editDistance } from '../../text/distance.js';

export type FormTableId = 'disclosure' | 'applications' | 'reviews';

/** What people call the tables of the form: by the number of the section they stand in. */
export const TABLE_NAME: Readonly<Record<FormTableId, string>> = {
  disclosure: '表二',
  applications: '表三',
  reviews: '表四',
};

/** A section, caption, row or column of the form. */
export interface FormItem {
  readonly id: string;
  /** As the form prints it: 1.属于国家秘密. */
  readonly label: string;
  /** Without number, brackets and notes: 属于国家秘密. */
  readonly name: string;
  readonly group: readonly string[];
  /** Label and aliases. */
  readonly names: readonly string[];
  /** The names, folded. */
  readonly spellings: readonly string[];
}

/** Σ left = Σ right over rows (for each column) or over columns (for each row). */
export interface Formula {
  readonly id: string;
  readonly says: string;
  readonly over: 'rows' | 'columns';
  readonly left: readonly string[];
  readonly right: readonly string[];
}

export interface FormTable {
  readonly captions: readonly FormItem[];
  readonly rows: readonly FormItem[];
  readonly columns: readonly FormItem[];
  readonly formulas: readonly Formula[];
}

export interface AnnualForm {
  readonly sections: readonly FormItem[];
  readonly tables: Readonly<Record<FormTableId, FormTable>>;
}

/** 一、 （三） 1. before a label. */
const NUMBER = /^\s{0,4}(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、．.]|\d{1,2}[.．、])/u;
/** （区分处理的，只计这一情形，不计其他情形） behind a label, even where the bracket stays open. */
const NOTE = /[（(][^（(]{0,60}$/u;

/** A label without number, spaces and note: 危及“三安全一稳定”. */
export const nameOf = (label: string): string => {
  const bare = label.replace(NUMBER, '').trim();
  const note = NOTE.exec(bare);
  return note && note.index > 0 ? bare.slice(0, note.index).trim() : bare;
};

/** A label as it is compared: width, spaces, punctuation, numbers and notes do not count. */
export const foldLabel = (label: string): string =>
  nameOf(label)
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]/gu, '');

const itemOf = ({ id, label, group, aliases }: Row<'annual-report'>): FormItem => ({
  id,
  label,
  name: nameOf(label),
  group,
  names: [label, ...aliases],
  spellings: [label, ...aliases].map(foldLabel),
});

/** The form of the annual report, as dictionaries/annual-report.tsv has it. */
export const annualForm = perDictionaries((dictionaries): AnnualForm => {
  const rows = dictionaries.rows('annual-report');
  const items = (table: string, part: string): readonly FormItem[] =>
    rows.filter((row) => row.table === table && row.part === part).map(itemOf);
  const tableOf = (table: FormTableId): FormTable => {
    const formRows = items(table, 'row');
    return {
      captions: items(table, 'caption'),
      rows: formRows,
      columns: items(table, 'column'),
      formulas: rows
        .filter((row) => row.table === table && row.part === 'formula')
        .map(({ id, label, formula }) => {
          const [left = [], right = []] = formula.split('=').map((side) => side.split('+'));
          const over = formRows.some((row) => left.includes(row.id)) ? 'rows' : 'columns';
          return { id, says: label, over, left, right };
        }),
    };
  };
  return {
    sections: items('sections', 'section'),
    tables: {
      disclosure: tableOf('disclosure'),
      applications: tableOf('applications'),
      reviews: tableOf('reviews'),
    },
  };
});

/** The item a label names to the letter (folded), or undefined. */
export const itemNamed = (items: readonly FormItem[], label: string): FormItem | undefined => {
  const folded = foldLabel(label);
  return folded === '' ? undefined : items.find(({ spellings }) => spellings.includes(folded));
};

/** The item nearest to a misprinted label: at most a third of it changed, and no other item as near. */
export function itemNear(items: readonly FormItem[], label: string): FormItem | undefined {
  const folded = foldLabel(label);
  const limit = Math.floor(folded.length / 3);
  if (limit === 0 || folded.length > 60) return undefined;
  let best: { item: FormItem; distance: number } | undefined;
  let tied = false;
  for (const item of items) {
    const distance = Math.min(...item.spellings.map((spelling) => editDistance(spelling, folded, limit)));
    if (distance > limit || (best && distance > best.distance)) continue;
    tied = distance === best?.distance;
    best = { item, distance };
  }
  return best && !tied ? best.item : undefined;
}
