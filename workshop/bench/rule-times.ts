import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { lint } from '../../src/engine/lint.js';
import { ruleset } from '../../src/engine/ruleset.js';
import { contextOf, read, rules } from '../../src/index.js';

/**
 * CPU of each rule over a folder of texts, run by itself on fresh Documents: its views are counted with it, so that the
 * shares overlap. Reading is told apart; dictionaries and segmenter are warm.
 */
const [folder = '.'] = process.argv.slice(2);
const context = await contextOf();
const texts = globSync('*.txt', { cwd: folder, absolute: true })
  .sort()
  .map((path) => ({ name: path, text: readFileSync(path, 'utf8') }));
const characters = texts.reduce((sum, { text }) => sum + text.length, 0);

/** CPU milliseconds for 1 M characters. */
async function cost(ids: readonly string[]): Promise<number> {
  const active = ruleset(
    rules.filter(({ id }) => ids.includes(id)),
    {},
  );
  const start = process.cpuUsage();
  for (const { name, text } of texts) lint(await read({ name, text }, {}, context), active);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / (characters / 1e6);
}

const all = rules.filter(({ trial }) => trial !== true).map(({ id }) => id);
await cost(all);
const reading = await cost([]);
process.stdout.write(
  `读取\t${reading.toFixed(0)} 毫秒/百万字\n全部规则\t${((await cost(all)) - reading).toFixed(0)}\n`,
);
const costs: (readonly [id: string, cost: number])[] = [];
for (const id of all) costs.push([id, (await cost([id])) - reading]);
for (const [id, milliseconds] of costs.sort(([, a], [, b]) => b - a))
  process.stdout.write(`  ${id}\t${milliseconds.toFixed(0)}\n`);
