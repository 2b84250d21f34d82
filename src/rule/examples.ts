import type { Context, Document } from '../document/document.js';
import { readTxt } from '../intake/plain/txt.js';
import { printable } from '../text/printable.js';
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

/** The text with each finding's first suggestion in its place; findings without one leave it as it is. */
export function withSuggestions(text: string, findings: readonly Finding[]): string {
  let result = text;
  for (const { range, suggest } of [...findings].sort((a, b) => compareRanges(b.range, a.range)))
    if (suggest?.[0] !== undefined) result = result.slice(0, range.start) + suggest[0] + result.slice(range.end);
  return result;
}

export const exampleText = (example: Example): string => unmark('bad' in example ? example.bad : example.good).text;

const documentOf = (source: string, context: Context): Document => readTxt({ name: '示例.txt', source, context });

export const exampleDocument = (example: Example, context: Context): Document =>
  documentOf(exampleText(example), {
    ...context,
    ...(example.profile && { profile: example.profile }),
    ...(example.archive && { archive: archiveOf(example.archive.map((text) => documentOf(text, context))) }),
  });

export const findingsOf = (rule: AnyRule, doc: Document): readonly Finding[] =>
  [...rule.check(doc, { ...rule.options })].sort((a, b) => compareRanges(a.range, b.range));

const show = (text: string, ranges: readonly Range[]): string => {
  let shown = text;
  for (const { start, end } of [...ranges].reverse())
    shown = `${shown.slice(0, start)}{{${shown.slice(start, end)}}}${shown.slice(end)}`;
  return shown;
};

/** What an example shows otherwise than it says; empty when it holds. */
export function differences(rule: AnyRule, example: Example, context: Context): readonly string[] {
  const { text, ranges } = unmark('bad' in example ? example.bad : example.good);
  const found = findingsOf(rule, exampleDocument(example, context));
  const wanted = show(text, ranges);
  const got = show(
    text,
    found.map((finding) => finding.range),
  );
  const wrong: string[] = [];
  if (wanted !== got) wrong.push(`expected ${wanted}, found ${got}`);
  if ('bad' in example && ranges.length === 0) wrong.push(`a bad example marks nothing: ${example.bad}`);
  if ('bad' in example && example.fixed !== undefined) {
    const fixed = withSuggestions(text, found);
    if (fixed !== example.fixed) wrong.push(`expected ${example.fixed} after fixing, got ${fixed}`);
    const again = findingsOf(rule, exampleDocument({ ...example, bad: example.fixed }, context));
    if (again.length > 0)
      wrong.push(
        `the fixed text is found again: ${show(
          example.fixed,
          again.map((f) => f.range),
        )}`,
      );
  }
  for (const { message, range } of found) {
    if (!message.endsWith('。')) wrong.push(`message does not end with 。: ${message}`);
    if (message.includes('"')) wrong.push(`ASCII quote in message: ${message}`);
    if (!message.includes(printable(text.slice(range.start, range.end))))
      wrong.push(`message does not quote its text: ${message}`);
  }
  return wrong;
}
