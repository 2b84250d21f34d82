import { readFileSync } from 'node:fs';
import { UserError } from '../dictionary/user-error.js';
import type { FileReport } from '../report/messages.js';

/** One line for each finding of an NDJSON report, by file and fingerprint. */
function findingsIn(file: string): ReadonlyMap<string, { ruleId: string; line: string }> {
  const found = new Map<string, { ruleId: string; line: string }>();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UserError(
      `${file}：读不到。先在两个版本上各运行 gongwen-lint check --format ndjson --output 文件 语料文件夹。`,
    );
  }
  for (const line of text.split('\n').filter(Boolean)) {
    const report = JSON.parse(line) as FileReport;
    for (const message of report.messages)
      found.set(`${report.filePath}\t${message.fingerprint}`, {
        ruleId: message.ruleId,
        line: `${report.filePath}:${message.line}\t${message.message}`,
      });
  }
  return found;
}

const [before, after] = process.argv.slice(2);
try {
  if (before === undefined || after === undefined)
    throw new UserError('用法：npm run corpus-diff -- 旧.ndjson 新.ndjson');
  const old = findingsIn(before);
  const now = findingsIn(after);
  const gone = [...old].filter(([key]) => !now.has(key));
  const come = [...now].filter(([key]) => !old.has(key));
  const ids = [...new Set([...gone, ...come].map(([, { ruleId }]) => ruleId))].sort();
  for (const id of ids) {
    process.stdout.write(`${id}\n`);
    for (const [sign, list] of [
      ['-', gone],
      ['+', come],
    ] as const)
      for (const [, { ruleId, line }] of list) if (ruleId === id) process.stdout.write(`  ${sign} ${line}\n`);
  }
  process.stdout.write(`消失 ${gone.length}，新增 ${come.length}，不变 ${now.size - come.length}\n`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
