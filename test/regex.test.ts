import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { checkSync } from 'recheck';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));

const regexes: (readonly [place: string, source: string, flags: string])[] = [];
for (const folder of ['src', 'rules'])
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const slash = node.text.lastIndexOf('/');
        const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        regexes.push([`${relative(root, path)}:${line}`, node.text.slice(1, slash), node.text.slice(slash + 1)]);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

describe('no regular expression can be made to run long', () => {
  test.each(regexes)('%s', (_, source, flags) => {
    const { status } = checkSync(source, flags, { timeout: 10_000, randomSeed: 1 });
    expect(status).not.toBe('vulnerable');
  });
});
