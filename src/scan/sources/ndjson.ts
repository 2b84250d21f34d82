import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { PageSource, SourceItem } from '../pages/page.js';

/** Which field of a record holds what; the defaults are the names of the contract. */
export interface FieldNames {
  readonly url: string;
  readonly html: string;
  readonly text: string;
  readonly path: string;
  readonly title: string;
  readonly column: string;
  readonly pubDate: string;
}

export const FIELD_NAMES: FieldNames = {
  url: 'url',
  html: 'html',
  text: 'text',
  path: 'path',
  title: 'title',
  column: 'column',
  pubDate: 'pubDate',
};

/** Longer lines are told, not parsed. */
const MAX_LINE = 64 * 1024 * 1024;

/** The file of a record, where it lies in the folder; an export cannot have other files of the machine read. */
function fileIn(folder: string, path: string): string | undefined {
  try {
    const file = realpathSync(resolve(folder, path));
    return file.startsWith(`${realpathSync(folder)}${sep}`) ? file : undefined;
  } catch {
    // Not there: told where it is read.
    const file = resolve(folder, path);
    return file.startsWith(`${resolve(folder)}${sep}`) ? file : undefined;
  }
}

function itemOf(line: string, number: number, folder: string, fields: FieldNames): SourceItem {
  const lost = (code: string, message: string): SourceItem => ({ name: `第${number}行`, lost: { code, message } });
  if (line.length > MAX_LINE) return lost('too-large', `这一行有 ${line.length} 字，超过上限，未读取。`);
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return lost('damaged', '这一行不是合格的 JSON，未读取。');
  }
  if (typeof record !== 'object' || record === null) return lost('damaged', '这一行不是 JSON 对象，未读取。');
  const values = record as Readonly<Record<string, unknown>>;
  const field = (name: keyof FieldNames): string | undefined => {
    const value = Object.hasOwn(values, fields[name]) ? values[fields[name]] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const [url, html, text, path] = [field('url'), field('html'), field('text'), field('path')];
  const [title, column, published] = [field('title'), field('column'), field('pubDate')];
  const name = url ?? path ?? `第${number}行`;
  const about = {
    name,
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(column !== undefined && { column }),
    ...(published !== undefined && { published }),
  };
  const inline = html ?? text;
  if (inline !== undefined)
    return {
      ...about,
      mediaType: `${html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
      body: { bytes: new TextEncoder().encode(inline) },
    };
  if (path !== undefined) {
    const file = fileIn(folder, path);
    return file === undefined
      ? { ...about, lost: { code: 'outside', message: `“${path}”不在所给的文件夹之内，未读取。` } }
      : { ...about, body: { file } };
  }
  return lost('damaged', `这一行没有 ${fields.html}、${fields.text} 或 ${fields.path}，未读取。`);
}

/** Pages as lines of JSON, from an export or a pipe; they are read as they come. Files that they name lie in `folder`. */
export async function* ndjsonPages(input: Readable, folder: string, fields: FieldNames = FIELD_NAMES): PageSource {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() !== '') yield itemOf(line, number, folder, fields);
  }
}
