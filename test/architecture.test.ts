import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Lower floors first: a floor imports itself and what stands before it. */
const FLOORS: readonly (readonly string[])[] = [
  ['src/errors.ts', 'src/package-root.ts', 'src/text'],
  ['src/model'],
  ['src/dictionary'],
  ['src/document', 'src/segment'],
  ['src/intake'],
  ['src/office'],
  ['src/views'],
  ['src/rule'],
  ['rules'],
  ['src/generated'],
  ['src/engine'],
  ['src/config'],
  ['src/record'],
  ['src/report'],
  ['src/approval'],
  ['src/retext', 'src/textlint'],
  ['src/index.ts'],
  ['src/scan'],
  ['src/cli'],
  ['workshop'],
];

/** Types of a Document may name Dictionaries and Context; nothing below may name a Document. */
const PURE = ['src/text', 'src/document', 'src/views', 'src/rule', 'rules', 'src/engine', 'src/report', 'src/approval'];

const files = ['src', 'rules', 'workshop'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);

/** How a rule's faults are planted lies beside the rule, and is work of the workshop. */
const floorOf = (file: string): number =>
  file.endsWith('/planting.ts')
    ? FLOORS.length - 1
    : FLOORS.findIndex((names) => names.some((name) => file === name || file.startsWith(`${name}/`)));

/** Imports of a file, type imports too: project files by path from the root, packages by name. */
const importsOf = new Map(
  files.map((file) => [
    file,
    ts
      .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
      .importedFiles.map(({ fileName }) =>
        fileName.startsWith('.') ? normalize(join(dirname(file), fileName)).replace(/\.js$/u, '.ts') : fileName,
      ),
  ]),
);

test('every file stands on a floor', () => {
  expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
});

test('nobody imports from a floor above', () => {
  const upward = [...importsOf].flatMap(([file, imported]) =>
    imported.filter((target) => floorOf(target) > floorOf(file)).map((target) => `${file} → ${target}`),
  );
  expect(upward).toEqual([]);
});

test('no circles, types counted', () => {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const target of importsOf.get(file) ?? []) if (importsOf.has(target)) visit(target, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('the core imports nothing of Node', () => {
  const impure = [...importsOf]
    .filter(([file]) => PURE.some((name) => file.startsWith(`${name}/`)))
    .flatMap(([file, imported]) =>
      imported.filter((target) => target.startsWith('node:')).map((target) => `${file} → ${target}`),
    );
  expect(impure).toEqual([]);
});

test('rules never import rules, and no file is a drawer', () => {
  const crossing = [...importsOf].filter(
    ([file, imported]) =>
      file.startsWith('rules/') &&
      imported.some((target) => target.startsWith('rules/') && dirname(target) !== dirname(file)),
  );
  expect(crossing.map(([file]) => file)).toEqual([]);
  expect(files.filter((file) => /(?:utils?|helpers?|common|manager)(?:\/|\.ts$)/u.test(file))).toEqual([]);
});
