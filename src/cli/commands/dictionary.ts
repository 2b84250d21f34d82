import { readFileSync } from 'node:fs';
import { refusals } from '../../dictionary/compile.js';
import { parseTsv } from '../../dictionary/tsv.js';
import { UserError } from '../../errors.js';

/** Says of each word list whether it is well formed. 0 when all are, else 2. */
export function checkDictionaries(files: readonly string[]): number {
  let faults = 0;
  for (const file of files) {
    try {
      const tsv = parseTsv(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''), file);
      const refused = refusals(tsv);
      faults += refused.length;
      for (const { key, reason } of refused) process.stdout.write(`${file}：“${key}”：${reason}。\n`);
      if (refused.length === 0) process.stdout.write(`${file}：合格，${tsv.rows.length} 行。\n`);
    } catch (error) {
      faults++;
      process.stdout.write(
        `${error instanceof UserError ? error.message : `${file}：读不到文件，请检查路径和权限。`}\n`,
      );
    }
  }
  return faults > 0 ? 2 : 0;
}
