import { SaxesParser } from 'saxes';
import { UnreadableError } from '../errors.js';
import { type Edit, escaped, openPackage, packed, spliced } from './word-package.js';
import type { Span, TextNode, WordPart } from './word-part.js';

/** What a template may ask for: single values by name, and rows of a list by `list.name`. */
export interface TemplateValues {
  readonly fields: Readonly<Record<string, string>>;
  /** A table row with a field of a list in it stands once for each of its entries. */
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** Why a template cannot be filled: one Chinese sentence that names the field. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Where people write into a Word document. */
const FILLED = /^word\/(?:document|header\d{0,3}|footer\d{0,3}|footnotes|endnotes)\.xml$/u; // word/header1.xml

/** \{{ stands for {{ itself. */
const FIELD = /(?<escape>\\?)\{\{(?:(?<name>[^{}]{1,60})\}\})?/gu; // {{标题}}

interface Place extends Span {
  /** Undefined: `{{` as it is. */
  readonly name?: string;
}

/** The text between the tags of a w:t. */
function contentOf(raw: string): string {
  if (!/[<&\r]/u.test(raw)) return raw;
  let content = '';
  const parser = new SaxesParser();
  const take = (text: string): void => {
    content += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(`<t>${raw}</t>`).close();
  return content;
}

const quoteOf = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

/** @throws TemplateError for a field that does not end. */
function placesIn(text: string): readonly Place[] {
  return [...text.matchAll(FIELD)].map((match) => {
    const { escape: escapes, name } = match.groups ?? {};
    const place = { start: match.index, end: match.index + match[0].length };
    if (escapes) return { start: place.start, end: place.start + 3 };
    if (name === undefined)
      throw new TemplateError(
        `模板里“${quoteOf(text.slice(match.index))}”的字段没有写完：应为 {{名称}}，写在同一段里；要印出 {{ 本身，写作 \\{{。`,
      );
    return { ...place, name: name.trim() };
  });
}

type Filling = (name: string) => string;

/** The nodes of one paragraph with its fields filled. */
function filledNodes(xml: string, nodes: readonly TextNode[], fillingOf: Filling): readonly Edit[] {
  const texts = nodes.map(({ inner }) => contentOf(xml.slice(inner.start, inner.end)));
  const whole = texts.join('');
  const places = placesIn(whole);
  if (places.length === 0) return [];
  let passed = 0;
  return nodes.flatMap(({ inner }, i): Edit[] => {
    const from = passed;
    const to = from + (texts[i]?.length ?? 0);
    passed = to;
    const here = places.filter(({ start, end }) => start < to && end > from);
    if (here.length === 0) return [];
    const start = xml.lastIndexOf('<', inner.start - 1);
    const prefix = /^<(?<prefix>(?:[^\s<>:]{1,40}:)?)t[\s>]/u.exec(xml.slice(start, inner.start))?.groups?.prefix ?? ''; // <w:t>
    const open = `<${prefix}t xml:space="preserve">`;
    const inXml = (value: string): string => value.split('\n').map(escaped).join(`</${prefix}t><${prefix}br/>${open}`);
    let out = open;
    let at = from;
    for (const place of here) {
      out += escaped(whole.slice(at, Math.max(at, place.start)));
      // A field over several runs looks like its first character.
      if (place.start >= from) out += place.name === undefined ? '{{' : inXml(fillingOf(place.name));
      at = Math.min(to, place.end);
    }
    return [{ start, end: inner.end, text: out + escaped(whole.slice(at, to)) }];
  });
}

const byParagraph = (nodes: readonly TextNode[]): readonly (readonly TextNode[])[] => {
  const groups = new Map<number, TextNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.paragraph);
    if (group) group.push(node);
    else groups.set(node.paragraph, [node]);
  }
  return [...groups.values()];
};

const shifted = (edits: readonly Edit[], by: number): readonly Edit[] =>
  edits.map(({ start, end, text }) => ({ start: start - by, end: end - by, text }));

/** Ids that must be one of a kind: the copies of a row do without. */
const withoutIds = (xml: string): string => xml.replace(/\sw14:(?:paraId|textId)="[^"<>]{0,20}"/gu, ''); // w14:paraId="0A1B2C3D"

function filledPart({ xml, nodes }: WordPart, { fields, lists }: TemplateValues): string {
  const known = [
    ...Object.keys(fields),
    ...Object.entries(lists).flatMap(([list, entries]) =>
      Object.keys(entries[0] ?? {}).map((name) => `${list}.${name}`),
    ),
  ];
  const listOf = (name: string): string | undefined => Object.keys(lists).find((list) => name.startsWith(`${list}.`));
  const fieldOf: Filling = (name) => {
    if (Object.hasOwn(fields, name)) return fields[name] ?? '';
    if (listOf(name) !== undefined)
      throw new TemplateError(`模板里的 {{${name}}} 只能写在表格的一行里，这一行按条重复。`);
    throw new TemplateError(`模板里的字段 {{${name}}} 无从填写。可用的有：${known.join('、')}。`);
  };
  const rows = new Map<Span | undefined, TextNode[]>();
  for (const node of nodes) {
    const inRow = rows.get(node.row);
    if (inRow) inRow.push(node);
    else rows.set(node.row, [node]);
  }
  const edits: Edit[] = [];
  for (const [row, inRow] of rows) {
    const paragraphs = byParagraph(inRow);
    const edited = (fillingOf: Filling): readonly Edit[] =>
      paragraphs.flatMap((paragraph) => filledNodes(xml, paragraph, fillingOf));
    const asked = row
      ? paragraphs.flatMap((paragraph) =>
          placesIn(paragraph.map(({ inner }) => contentOf(xml.slice(inner.start, inner.end))).join('')).flatMap(
            ({ name }) => (name === undefined ? [] : (listOf(name) ?? [])),
          ),
        )
      : [];
    const [list] = asked;
    if (!row || list === undefined) {
      edits.push(...edited(fieldOf));
      continue;
    }
    const entries = lists[list] ?? [];
    const copies = (entries.length > 0 ? entries : [undefined]).map((entry, i) => {
      const fillingOf: Filling = (name) => {
        if (listOf(name) !== list) return fieldOf(name);
        const own = name.slice(list.length + 1);
        if (!entry) return '';
        if (!Object.hasOwn(entry, own))
          throw new TemplateError(`模板里的字段 {{${name}}} 无从填写。可用的有：${known.join('、')}。`);
        return entry[own] ?? '';
      };
      const copy = spliced(xml.slice(row.start, row.end), shifted(edited(fillingOf), row.start));
      return i === 0 ? copy : withoutIds(copy);
    });
    edits.push({ start: row.start, end: row.end, text: copies.join('') });
  }
  edits.sort((a, b) => a.start - b.start);
  if (edits.some(({ start }, i) => start < (edits[i - 1]?.end ?? 0)))
    throw new TemplateError('模板里按条重复的行不能再套表格。');
  return edits.length === 0 ? xml : spliced(xml, edits);
}

/**
 * A unit's own .docx with its {{fields}} filled; a field may be split over runs, its looks are those of its first
 * character. Line ends of a value become line breaks. All parts without fields stay byte for byte.
 * @throws TemplateError for an unknown field or one that does not end; UnreadableError where the package is signed or damaged.
 */
export async function fillTemplate(bytes: Uint8Array, values: TemplateValues): Promise<Uint8Array> {
  const { members, part } = await openPackage(bytes, '填写');
  if (!members.has('word/document.xml'))
    throw new UnreadableError('not-docx', '不是 Word 文档，不能用作模板。请另存为 .docx。');
  const written = new Map<string, string>();
  for (const name of [...members.keys()].filter((member) => FILLED.test(member))) {
    const known = part(name);
    if (!known) continue;
    const filled = filledPart(known, values);
    if (filled !== known.xml) written.set(name, filled);
  }
  return packed(members, written);
}
