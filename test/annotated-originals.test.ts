import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { SaxesParser } from 'saxes';
import type { Document } from '../src/document/document.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules as rules } from '../src/generated/rules.js';
import { readDocument } from '../src/intake/index.js';
import { type Annotated, annotate } from '../src/office/annotate.js';
import { linted } from '../src/record/file-report.js';
import type { Message } from '../src/record/message.js';
import { annotationsOf } from '../src/report/annotations.js';
import { checklistOf } from '../src/report/checklist.js';
import { context } from './context.js';
import { hasLibreOffice, saveAs } from './libreoffice.js';
import { OFFICE_SAMPLES, type OfficeSample } from './office-samples.js';

const by = { author: '审校员', date: '2026-11-24T08:00:00Z' };

interface Made {
  readonly sample: OfficeSample;
  readonly doc: Document;
  readonly messages: readonly Message[];
  readonly annotated: Annotated;
}

async function made(sample: OfficeSample): Promise<Made> {
  const doc = await readDocument(sample.bytes, { name: sample.name, context });
  const report = linted(sample.name, doc, lint(doc, ruleset(rules, {})), { withText: true });
  const [document] = checklistOf([report], rules).documents;
  const annotations = annotationsOf(document?.items ?? [], report.messages, new Set());
  return { sample, doc, messages: report.messages, annotated: await annotate(sample.bytes, doc, annotations, by) };
}

let all: readonly Made[] = [];
beforeAll(async () => {
  all = await Promise.all(OFFICE_SAMPLES.map(made));
});
const of = (name: string): Made => all.find(({ sample }) => sample.name === name) as Made;

describe.each(OFFICE_SAMPLES.map(({ name }) => name))('%s', (name) => {
  test('its faults are found', () => {
    const { messages, sample } = of(name);
    expect(messages.map(({ quote }) => quote).sort()).toEqual([...sample.quotes].sort());
  });

  test('all other parts are as they were, byte for byte', () => {
    const { sample, annotated } = of(name);
    const [before, after] = [unzipSync(sample.bytes), unzipSync(annotated.bytes)];
    const written = Object.keys(after).filter(
      (part) => !before[part] || Buffer.compare(before[part], after[part] as Uint8Array) !== 0,
    );
    const own = ['[Content_Types].xml', 'word/_rels/document.xml.rels', 'word/comments.xml', 'word/document.xml'];
    // The note that a change was made in.
    if (before['word/footnotes.xml']) own.push('word/footnotes.xml');
    expect(written.filter((part) => !own.includes(part))).toEqual([]);
    expect(Object.keys(before).filter((part) => !after[part])).toEqual([]);
    expect(Object.keys(after).length - Object.keys(before).length).toBe(before['word/comments.xml'] ? 0 : 1);
  });

  test('a second library reads every comment, and the text with its changes made', async () => {
    const { doc, messages, annotated } = of(name);
    const buffer = Buffer.from(annotated.bytes);
    const { value, messages: told } = await mammoth.convertToHtml(
      { buffer },
      { styleMap: ['comment-reference => sup'] },
    );
    expect(told.filter(({ type }) => type === 'error')).toEqual([]);
    for (const { basis } of messages) expect(value).toContain(basis[0]?.clause ?? '');
    expect(value.match(/\[审\d{0,3}\]/gu)?.length).toBeGreaterThanOrEqual(messages.length);
    const again = await readDocument(annotated.bytes, { name, context });
    let right = '';
    let at = 0;
    for (const message of [...messages].sort((a, b) => a.index - b.index)) {
      const { suggestions, at: range } = message;
      if (!isChanged(of(name).sample, message) || !range) continue;
      right += doc.text.slice(at, range[0]) + (suggestions[0]?.message ?? '');
      at = range[1];
    }
    expect(again.text).toBe(right + doc.text.slice(at));
  });
});

/** What LibreOffice has between the two ends of each comment of ours, in changes of ours, and as text with nothing inserted by us and nothing deleted. */
function readBack(odt: Uint8Array) {
  const comments: { comment: string; marked: string }[] = [];
  const changes = new Map<string, { kind: 'insertion' | 'deletion'; creator: string; text: string }>();
  const open = new Map<string, { comment: string; marked: string }>();
  const path: string[] = [];
  const inserting = new Set<string>();
  let annotation: { comment: string; marked: string; creator: string; name: string } | undefined;
  let region = '';
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes: given }) => {
    const attributes = given as Record<string, string>;
    path.push(name);
    if (name === 'office:annotation')
      annotation = { comment: '', marked: '', creator: '', name: attributes['office:name'] ?? '' };
    else if (name === 'office:annotation-end') open.delete(attributes['office:name'] ?? '');
    else if (name === 'text:changed-region') region = attributes['text:id'] ?? '';
    else if (name === 'text:insertion' || name === 'text:deletion')
      changes.set(region, { kind: name === 'text:insertion' ? 'insertion' : 'deletion', creator: '', text: '' });
    else if (name === 'text:change-start') inserting.add(attributes['text:change-id'] ?? '');
    else if (name === 'text:change-end') inserting.delete(attributes['text:change-id'] ?? '');
    else if (name === 'text:change') {
      const change = changes.get(attributes['text:change-id'] ?? '');
      if (change?.creator === by.author) text += change.text;
    }
  });
  parser.on('closetag', ({ name }) => {
    path.pop();
    if (name === 'office:annotation' && annotation) {
      if (annotation.creator === by.author) comments.push(annotation);
      open.set(annotation.name, annotation);
      annotation = undefined;
    } else if (name === 'text:changed-region') region = '';
  });
  parser.on('text', (piece) => {
    if (annotation) {
      if (path.at(-1) === 'dc:creator') annotation.creator += piece;
      else if (path.includes('text:p')) annotation.comment += piece;
    } else if (region !== '') {
      const change = changes.get(region);
      if (change && path.at(-1) === 'dc:creator') change.creator += piece;
      else if (change && path.includes('text:p')) change.text += piece;
    } else if (path.includes('office:text')) {
      const now = [...inserting].map((id) => changes.get(id));
      const ours = now.find((change) => change?.creator === by.author);
      if (ours) ours.text += piece;
      else text += piece;
      for (const marks of open.values()) marks.marked += piece;
    }
  });
  parser.write(strFromU8(unzipSync(odt)['content.xml'] as Uint8Array)).close();
  const ours = [...changes.values()].filter(({ creator }) => creator === by.author);
  const texts = (kind: string): readonly string[] =>
    ours.flatMap((change) => (change.kind === kind ? [change.text] : [])).sort();
  return { comments, inserted: texts('insertion'), deleted: texts('deletion'), text };
}

if (hasLibreOffice)
  describe('in LibreOffice', () => {
    test('comments and changes sit on the right characters, and no word is lost', () => {
      const saved = saveAs(
        'odt',
        Object.fromEntries(
          all.flatMap(({ sample: { name, bytes }, annotated }) => [
            [`${name.replace('.docx', '')}-原.docx`, bytes],
            [`${name.replace('.docx', '')}-批注.docx`, annotated.bytes],
          ]),
        ),
      );
      for (const { sample, messages } of all) {
        const stem = sample.name.replace('.docx', '');
        const before = readBack(saved[`${stem}-原`] as Buffer);
        const after = readBack(saved[`${stem}-批注`] as Buffer);
        expect(after.text).toBe(before.text);
        const fixed = messages.filter((message) => isChanged(sample, message));
        expect(after.deleted).toEqual(fixed.map(({ quote }) => quote).sort());
        expect(after.inserted).toEqual(fixed.map(({ suggestions: [first] }) => first?.message).sort());
        // Notes and boxes have theirs on what leads there; in a content control LibreOffice shows the mark behind it.
        const direct = messages.filter(({ place, quote }) => place === undefined && !isControlled(sample, quote));
        const marked = after.comments.map((comment) => comment.marked);
        for (const message of direct)
          expect(marked).toContain(isChanged(sample, message) ? message.suggestions[0]?.message : message.quote);
        expect(marked).toHaveLength(messages.length);
      }
    });
  });
else
  test('LibreOffice is not here: what only it can show is left out, and this says so', () =>
    expect(hasLibreOffice).toBe(false));

/** In a content control nothing is changed, only commented. */
const isChanged = (sample: OfficeSample, { fix, quote }: Message): boolean =>
  fix !== undefined && !isControlled(sample, quote);

/** It stands in the content control of a sample. */
function isControlled({ bytes }: OfficeSample, quote: string): boolean {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array);
  return /<w:sdt>.*<\/w:sdt>/su.exec(xml)?.[0].includes(quote) ?? false;
}
