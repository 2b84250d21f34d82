import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Lower floors first: a floor imports itself and what stands before it. */
export const FLOORS: readonly (readonly string[])[] = [
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
  ['src/linter'],
  ['src/report'],
  ['src/approval'],
  ['src/retext', 'src/textlint'],
  ['src/index.ts'],
  ['src/scan'],
  ['src/cli'],
  ['workshop'],
];

/** Run in a browser as they are: nothing of Node. */
export const PURE: readonly string[] = [
  'src/text',
  'src/document',
  'src/views',
  'src/rule',
  'rules',
  'src/engine',
  'src/record',
  'src/report',
  'src/approval',
];

/** How a rule's faults are planted lies beside the rule, and is work of the workshop. */
const isPlanting = (file: string): boolean => file.startsWith('rules/') && file.endsWith('/planting.ts');

/** Index of the floor a file stands on; -1 for none. */
export const floorOf = (file: string): number =>
  isPlanting(file)
    ? FLOORS.length - 1
    : FLOORS.findIndex((names) => names.some((name) => file === name || file.startsWith(`${name}/`)));

/** The folder that a file stands in; those at the foot of src/ stand each for itself. */
export function roomOf(file: string): string {
  if (isPlanting(file)) return 'rules/*/planting.ts';
  const folder = dirname(file);
  return folder === 'src' ? file : folder;
}

export const root = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url),
);

/** Every TypeScript file of the project, by path from its root → what it imports, types too: files likewise, packages by name. */
export function importGraph(): ReadonlyMap<string, readonly string[]> {
  const files = ['src', 'rules', 'workshop'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  return new Map(
    files.map((file) => [
      file,
      ts
        .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
        .importedFiles.map(({ fileName }) =>
          fileName.startsWith('.') ? normalize(join(dirname(file), fileName)).replace(/\.js$/u, '.ts') : fileName,
        ),
    ]),
  );
}

/** Which room imports from which, itself left out. */
export function roomGraph(graph: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const rooms = new Map<string, Set<string>>();
  for (const [file, imported] of graph) {
    const room = roomOf(file);
    const others = rooms.get(room) ?? new Set();
    rooms.set(room, others);
    for (const target of imported) if (graph.has(target) && roomOf(target) !== room) others.add(roomOf(target));
  }
  return new Map([...rooms].map(([room, others]) => [room, [...others].sort()]));
}

/** Each circle that a walk in depth comes upon, `a → b → a`. */
export function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
      return;
    }
    state.set(node, 'open');
    for (const target of graph.get(node) ?? []) if (graph.has(target)) visit(target, [...path, node]);
    state.set(node, 'done');
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}

/** The floors from the ground up: their rooms, with files and lines of each. */
export function floorPlan(): string {
  const rooms = new Map<string, { floor: number; files: number; lines: number }>();
  for (const file of importGraph().keys()) {
    const room = file.startsWith('rules/') && !isPlanting(file) ? 'rules/*' : roomOf(file);
    const { floor, files, lines } = rooms.get(room) ?? { floor: floorOf(file), files: 0, lines: 0 };
    const own = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    rooms.set(room, { floor, files: files + 1, lines: lines + own });
  }
  return FLOORS.map((_, floor) =>
    [...rooms]
      .filter(([, room]) => room.floor === floor)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, { files, lines }], i) =>
          `${i === 0 ? String(floor + 1).padStart(3) : '   '}  ${name.padEnd(28)}${String(files).padStart(5)} files${String(lines).padStart(7)} lines`,
      )
      .join('\n'),
  ).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${floorPlan()}\n`);
