import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { UserError } from '../errors.js';
import { type Check, keyPath } from './validate.js';

/** A parsed JSON or YAML file that knows where its values stand. */
export interface ConfigSource {
  readonly value: unknown;
  /** Where the value at a path stands, or its key: `file:line:column`. */
  place(path: readonly string[], onKey?: boolean): string;
}

/** Where package.json keeps its config. */
const PACKAGE_KEY = 'gongwenlint';

function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0;
}

function offsetOf(document: Document, path: readonly string[], onKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (!pair) break;
      const atKey = (onKey && depth === path.length - 1) || !pair.value;
      offset = startOf(atKey ? pair.key : pair.value);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node);
    } else break;
  }
  return offset;
}

const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一个键写了两次',
  MISSING_CHAR: '缺少标点（引号、逗号或括号）',
  BAD_INDENT: '缩进不对',
  TAB_AS_INDENT: '缩进不能用制表符',
  MULTIPLE_DOCS: '一个文件里只能有一份',
};

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UserError(`${file}：读不到，请检查路径和权限。`);
  }
  if (!isUtf8(bytes)) throw new UserError(`${file}：不是 UTF-8 编码，请转换后再用。`);
  return new TextDecoder().decode(bytes);
}

/**
 * Reads JSON or YAML (of package.json, the key `gongwenlint`) and checks it; an empty file is `whenEmpty`.
 * @throws UserError with file, line and column.
 */
export function readSource(file: string, check: Check, whenEmpty: object = {}): ConfigSource {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error)
    throw new UserError(
      `${at(error.pos[0])}：不是合格的 ${file.endsWith('.json') ? 'JSON' : 'YAML'}：${SYNTAX[error.code] ?? `此处不合语法（${error.code}）`}。`,
    );
  const prefix = basename(file) === 'package.json' ? [PACKAGE_KEY] : [];
  const place: ConfigSource['place'] = (path, onKey = false) => at(offsetOf(document, [...prefix, ...path], onKey));
  let value: unknown;
  try {
    value = document.toJS() ?? whenEmpty;
  } catch {
    throw new UserError(`${at(0)}：别名（*）展开过多或没有所指，请直接写出。`);
  }
  if (prefix.length > 0) value = (value as Record<string, unknown>)[PACKAGE_KEY] ?? {};
  const fault = check(value);
  if (fault)
    throw new UserError(
      `${place(fault.path, fault.onKey)}：${[keyPath(fault), fault.sentence].filter(Boolean).join('：')}`,
    );
  return { value, place };
}
