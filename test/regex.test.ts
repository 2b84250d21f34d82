import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { checkSync } from 'recheck';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Regex {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** Written as literals. */
const literals: Regex[] = [];
/** Where one is built at run time: `new RegExp(…)` or `RegExp(…)`. */
const builders = new Set<string>();
for (const folder of ['src', 'rules'])
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    // How faults are planted is work of the workshop: it reads no foreign text.
    if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name === 'planting.ts') continue;
    const path = join(entry.parentPath, entry.name);
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
    const placeOf = (node: ts.Node): string =>
      `${relative(root, path)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const slash = node.text.lastIndexOf('/');
        literals.push({
          place: placeOf(node),
          source: node.text.slice(1, slash),
          flags: node.text.slice(slash + 1),
        });
      }
      const isMade = ts.isNewExpression(node) || ts.isCallExpression(node);
      if (isMade && node.expression.getText() === 'RegExp') builders.add(placeOf(node));
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

/** Seen while it was built, with the place in our own code that asked for it. */
const built: Regex[] = [];
function watched(regex: RegExp): RegExp {
  const caller = new Error().stack?.split('\n')[3] ?? '';
  const place = /(?<place>(?:src|rules)\/[\w/-]{1,200}\.ts:\d{1,6}):\d{1,6}\)?$/u.exec(caller)?.groups?.place;
  if (place !== undefined) built.push({ place, source: regex.source, flags: regex.flags });
  return regex;
}
globalThis.RegExp = new Proxy(RegExp, {
  construct: (target, args) => watched(Reflect.construct(target, args) as RegExp),
  apply: (target, self, args) => watched(Reflect.apply(target, self, args) as RegExp),
});

// Only now: what is imported above would be built unseen.
for (const file of new Set([...builders].map((place) => place.slice(0, place.indexOf(':')))))
  await import(`../${file}`);
const { builtInRules } = await import('../src/generated/rules.js');
const { exampleDocument } = await import('../src/rule/examples.js');
const { context } = await import('./context.js');
for (const rule of builtInRules)
  for (const example of rule.examples) [...rule.check(exampleDocument(example, context), rule.options ?? {})];

/** Each once; `d` asks for indices alone, and recheck does not know it. */
const regexes = new Map(
  [...literals, ...built].map((regex) => [
    `/${regex.source}/${regex.flags}`,
    { ...regex, flags: regex.flags.replace('d', '') },
  ]),
);

/**
 * An attack is judged by its steps, for by the clock a busy machine makes safe ones look slow. Only the whole of one check
 * ends some time: what is not decided by then is not called slow.
 */
const STEPS_ONLY = {
  timeout: 30_000,
  seedingTimeout: null,
  incubationTimeout: null,
  attackTimeout: null,
  randomSeed: 1,
};

test('every place where one is built was seen building', () => {
  expect(builders.size).toBeGreaterThan(0);
  const seen = new Set(built.map(({ place }) => place));
  expect([...builders].filter((place) => !seen.has(place))).toEqual([]);
});

test('one that runs long is seen', () => {
  expect(checkSync('(?:甲+)+乙', 'u', STEPS_ONLY).status).toBe('vulnerable');
});

describe('no regular expression can be made to run long', () => {
  test.each([...regexes.values()])('$place /$source/$flags', ({ source, flags }) => {
    expect(checkSync(source, flags, STEPS_ONLY).status).not.toBe('vulnerable');
  });
});
