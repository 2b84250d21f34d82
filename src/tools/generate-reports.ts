import { mkdirSync, writeFileSync } from 'node:fs';
import { UserError } from '../dictionary/user-error.js';
import { contextOf } from '../index.js';
import { seededRandom } from '../rule/planting.js';
import { annualForm } from '../views/annual-form.js';
import { REPORT_FAULTS, type ReportFault } from './report-faults.js';
import { FORMATS, writeReport } from './report-formats.js';
import { MARK, type Random, rightReport } from './report-model.js';

/** One line of manifest.ndjson: what is wrong in a file, and where; a right report has only its file. */
export interface ManifestLine {
  readonly file: string;
  readonly fault?: string;
  readonly rule?: string;
  /** Half-open, in UTF-16 units of the file. */
  readonly range?: readonly [number, number];
}

const MARKS = new RegExp(`[${MARK.open}${MARK.close}]`, 'gu');

/** The text without marks, and the range that they enclosed. */
function unmarked(text: string): { readonly source: string; readonly range?: readonly [number, number] } {
  const start = text.indexOf(MARK.open);
  const source = text.replace(MARKS, '');
  return start < 0 ? { source } : { source, range: [start, text.indexOf(MARK.close) - 1] };
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
      '用法：npm run generate-reports -- --seed N --count N --out 文件夹；各格式、各种错误都写 N 份。',
    );
  const count = number('--count', 100);
  const random: Random = seededRandom(number('--seed', 1));
  const form = annualForm((await contextOf()).dictionaries);
  mkdirSync(out, { recursive: true });
  const manifest: ManifestLine[] = [];
  const write = (name: string, format: (typeof FORMATS)[number], fault?: ReportFault): boolean => {
    const model = rightReport(form, random);
    if (fault && !fault.plant(model, random)) return false;
    const { source, range } = unmarked(writeReport(model, format, form, random));
    const file = `${name}.${format}`;
    writeFileSync(`${out}/${file}`, source);
    manifest.push({ file, ...(fault && range && { fault: fault.name, rule: fault.rule, range }) });
    return true;
  };
  for (const format of FORMATS) for (let i = 0; i < count; i++) write(`right-${i}`, format);
  for (const [kind, fault] of REPORT_FAULTS.entries())
    for (let i = 0, tried = 0; i < count && tried < count * 50; tried++)
      if (write(`fault-${kind}-${i}`, FORMATS[i % FORMATS.length] ?? 'txt', fault)) i++;
  writeFileSync(`${out}/manifest.ndjson`, manifest.map((line) => `${JSON.stringify(line)}\n`).join(''));
  process.stdout.write(`${out}：${manifest.length} 份年报，清单在 manifest.ndjson。\n`);
}

try {
  await generate();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
