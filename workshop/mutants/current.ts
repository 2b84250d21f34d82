/** What runs at present in this process; jest's environment reads it and reports to it. */
export const current: {
  /** Undefined: none, and hits are counted. */
  mutant: string | undefined;
  /** A mutant met more often than this is taken for an endless loop. */
  hitLimit: number;
  /** How often each mutant's place was met, where none was active. */
  hits: Readonly<Record<string, number>>;
} = { mutant: undefined, hitLimit: Infinity, hits: {} };
