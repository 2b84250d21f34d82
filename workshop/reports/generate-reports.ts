import { mkdirSync, writeFileSync } from 'node:fs';
import type { Context } from '../../src/document/document.js';
import { UserError } from '../../src/errors.js';
import { contextOf } from '../../src/index.js';
import { type AnnualForm, annualForm } from '../../src/views/forms/annual-form.js';
import { seededRandom } from '../planting/planting.js';
import { BUDGET_FAULTS, budgetPage, rightBudget } from './budget-model.js';
import { markedRange, writeDocx } from './page-docx.js';
import { type Page, pageWithoutMarks, TEXT_FORMATS, withoutMarks, writePage } from './page-formats.js';
import { REPORT_FAULTS } from './report-faults.js';
import { MARK, type Random, rightReport } from './report-model.js';
import { pageOf } from './report-page.js';
import { PAIR_FAULTS, rightPair } from './report-pairs.js';

/** One line of manifest.ndjson: what is wrong in a file, and where; a right one has only its file. */
export interface ManifestLine {
  readonly file: string;
  readonly fault?: string;
  readonly rule?: string;
  /** Half-open, in UTF-16 units of the file; of an office file, of the text that is read from it. */
  readonly range?: readonly [number, number];
  /** Files with the reports of another year or organ that it is compared with. */
  readonly archive?: readonly string[];
}

const FORMATS = [...TEXT_FORMATS, 'docx'] as const;
type Format = (typeof FORMATS)[number];

/** What is to be written, or undefined where the draw offers no place for the fault. */
interface Publication {
  readonly page: Page;
  /** Reports that it is compared with, written beside it. */
  readonly archive?: readonly Page[];
}

interface Kind {
  readonly name: string;
  readonly fault?: string;
  readonly rule?: string;
  readonly make: (random: Random, number: number) => Publication | undefined;
}

function kindsOf(form: AnnualForm): readonly Kind[] {
  const annual = (plant?: (model: ReturnType<typeof rightReport>, random: Random) => boolean): Kind['make'] =>
    function make(random) {
      const model = rightReport(form, random);
      return plant && !plant(model, random) ? undefined : { page: pageOf(model, form, random) };
    };
  const budget = (plant?: (model: ReturnType<typeof rightBudget>, random: Random) => boolean): Kind['make'] =>
    function make(random) {
      const model = rightBudget(random);
      return plant && !plant(model, random) ? undefined : { page: budgetPage(model) };
    };
  const pair = (plant?: (typeof PAIR_FAULTS)[number]['plant']): Kind['make'] =>
    function make(random, number) {
      const models = rightPair(form, random, number);
      if (plant && !plant(models, random)) return undefined;
      const [page, ...archive] = [models.now, models.last, models.other].map((model) => pageOf(model, form, random));
      return page && { page, archive };
    };
  return [
    { name: 'right', make: annual() },
    { name: 'budget-right', make: budget() },
    { name: 'pair-right', make: pair() },
    ...REPORT_FAULTS.map(({ name, rule, plant }, i) => ({
      name: `fault-${i}`,
      fault: name,
      rule,
      make: annual(plant),
    })),
    ...BUDGET_FAULTS.map(({ name, plant }, i) => ({
      name: `budget-fault-${i}`,
      fault: name,
      rule: 'number-budget',
      make: budget(plant),
    })),
    ...PAIR_FAULTS.map(({ name, rule, plant }, i) => ({
      name: `pair-fault-${i}`,
      fault: name,
      rule,
      make: pair(plant),
    })),
  ];
}

interface Written {
  readonly bytes: Uint8Array | string;
  readonly range?: readonly [number, number] | undefined;
}

async function write(page: Page, format: Format, random: Random, context: Context, faulty: boolean): Promise<Written> {
  if (format === 'docx')
    return {
      bytes: writeDocx(pageWithoutMarks(page)),
      range: faulty ? await markedRange(writeDocx(page), context) : undefined,
    };
  const text = writePage(page, format, random);
  const start = text.indexOf(MARK.open);
  return { bytes: withoutMarks(text), range: start < 0 ? undefined : [start, text.indexOf(MARK.close) - 1] };
}

function number(flag: string, fallback: number): number {
  const at = process.argv.indexOf(flag);
  const value = at < 0 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new UserError(`${flag} 应为非负整数。`);
  return value;
}

async function generate(): Promise<void> {
  const at = process.argv.indexOf('--out');
  const out = at < 0 ? undefined : process.argv[at + 1];
  if (out === undefined)
    throw new UserError(
      '用法：npm run generate-reports -- --seed N --count N [--right N] --out 文件夹；每种错误写 N 份，无错的每种格式写 N 份（或 --right 的份数）。',
    );
  const count = number('--count', 100);
  const right = number('--right', count);
  const random: Random = seededRandom(number('--seed', 1));
  const context = await contextOf();
  mkdirSync(out, { recursive: true });
  const manifest: ManifestLine[] = [];
  const save = async (name: string, kind: Kind, format: Format, serial: number): Promise<boolean> => {
    const made = kind.make(random, serial);
    if (!made) return false;
    const { bytes, range } = await write(made.page, format, random, context, kind.fault !== undefined);
    const file = `${name}.${format}`;
    writeFileSync(`${out}/${file}`, bytes);
    const archive: string[] = [];
    for (const [i, page] of (made.archive ?? []).entries()) {
      const other = `${name}-archive-${i}.${format}`;
      writeFileSync(`${out}/${other}`, (await write(pageWithoutMarks(page), format, random, context, false)).bytes);
      archive.push(other);
    }
    const { fault, rule } = kind;
    manifest.push({
      file,
      ...(fault && rule && range && { fault, rule, range }),
      ...(archive.length > 0 && { archive }),
    });
    return true;
  };
  let serial = 0;
  for (const kind of kindsOf(annualForm(context.dictionaries))) {
    const files = kind.fault === undefined ? right * FORMATS.length : count;
    for (let i = 0, tried = 0; i < files && tried < files * 50; tried++)
      if (await save(`${kind.name}-${i}`, kind, FORMATS[i % FORMATS.length] ?? 'txt', serial++)) i++;
  }
  writeFileSync(`${out}/manifest.ndjson`, manifest.map((line) => `${JSON.stringify(line)}\n`).join(''));
  process.stdout.write(`${out}：${manifest.length} 份，清单在 manifest.ndjson。\n`);
}

try {
  await generate();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
