import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { circlesIn, FLOORS, floorOf, floorPlan, importGraph, PURE, roomGraph } from '../workshop/build/floors.js';

const graph = importGraph();
const files = [...graph.keys()];

test('every file stands on a floor, and every floor holds something', () => {
  expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  expect(FLOORS.flat().filter((name) => !files.some((file) => file === name || file.startsWith(`${name}/`)))).toEqual(
    [],
  );
  process.stderr.write(`${floorPlan()}\n`);
});

test('nobody imports from a floor above', () => {
  const upward = [...graph].flatMap(([file, imported]) =>
    imported.filter((target) => floorOf(target) > floorOf(file)).map((target) => `${file} → ${target}`),
  );
  expect(upward).toEqual([]);
});

test('no circles of files, types counted', () => {
  expect(circlesIn(graph)).toEqual([]);
});

test('no circles of folders', () => {
  expect(circlesIn(roomGraph(graph))).toEqual([]);
});

test('a circle is seen', () => {
  const circle = new Map([
    ['a', ['b']],
    ['b', ['c', 'node:fs']],
    ['c', ['a']],
  ]);
  expect(circlesIn(circle)).toEqual(['a → b → c → a']);
});

test('nothing that ships imports from the workshop', () => {
  const borrowing = [...graph].filter(
    ([file, imported]) =>
      floorOf(file) < FLOORS.length - 1 && imported.some((target) => floorOf(target) === FLOORS.length - 1),
  );
  expect(borrowing.map(([file]) => file)).toEqual([]);
});

test('the core imports nothing of Node', () => {
  const impure = [...graph]
    .filter(([file]) => PURE.some((name) => file.startsWith(`${name}/`)) && floorOf(file) < FLOORS.length - 1)
    .flatMap(([file, imported]) =>
      imported.filter((target) => target.startsWith('node:')).map((target) => `${file} → ${target}`),
    );
  expect(impure).toEqual([]);
});

test('rules never import rules, and no file is a drawer', () => {
  const crossing = [...graph].filter(
    ([file, imported]) =>
      file.startsWith('rules/') &&
      imported.some((target) => target.startsWith('rules/') && dirname(target) !== dirname(file)),
  );
  expect(crossing.map(([file]) => file)).toEqual([]);
  expect(files.filter((file) => /(?:utils?|helpers?|common|manager)(?:\/|\.ts$)/u.test(file))).toEqual([]);
});

/** A command is named for what it runs, a reader and a renderer for their format, the list of rules for what it lists. */
const SHARED_NAMES = [
  'annotate.ts',
  'csv.ts',
  'docx.ts',
  'fix.ts',
  'html.ts',
  'index.ts',
  'rules.ts',
  'scan.ts',
  'xlsx.ts',
];

test('no two files of src share a name without cause', () => {
  const names = files.filter((file) => file.startsWith('src/')).map((file) => file.slice(file.lastIndexOf('/') + 1));
  const shared = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].sort();
  expect(shared).toEqual(SHARED_NAMES);
});
