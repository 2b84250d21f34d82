import type { Context, Document } from '../document/document.js';
import { readTxt } from '../intake/plain/txt.js';
import { compareRanges, type Range } from '../text/range.js';
import { archiveOf } from '../views/forms/report-facts.js';
import type { AnyRule, Example, Finding } from './rule.js';

/** `甲{{乙}}丙` → text 甲乙丙 and the ranges that were marked. */
export function unmark(marked: string): { text: string; ranges: readonly Range[] } {
  const ranges: Range[] = [];
  let text = '';
  for (const [i, part] of marked.split(/\{\{|\}\}/u).entries()) {
    if (i % 2 === 1) ranges.push({ start: text.length, end: text.length + part.length });
    text += part;
  }
  return { text, ranges };
}

export const exampleText = (example: Example): string => unmark('bad' in example ? example.bad : example.good).text;

const documentOf = (source: string, context: Context): Document => readTxt({ name: '示例.txt', source, context });

export const exampleDocument = (example: Example, context: Context): Document =>
  documentOf(exampleText(example), {
    ...context,
    ...(example.profile && { profile: example.profile }),
    ...(example.archive && { archive: archiveOf(example.archive.map((text) => documentOf(text, context))) }),
  });

/** What the rule alone finds, in order of text, with the options of an example over its own. */
export const findingsOf = (rule: AnyRule, doc: Document, options?: Example['options']): readonly Finding[] =>
  [...rule.check(doc, { ...rule.options, ...options })].sort((a, b) => compareRanges(a.range, b.range));
