import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UserError } from '../../src/errors.js';
import { packageRoot } from '../../src/package-root.js';
import { FORMATS } from '../../src/report/index.js';

const MAIN = `${packageRoot}dist/src/cli/main.js`;
const FINDINGS = 100_000;
const PER_DOCUMENT = 100;

/** Tells the greatest memory of a process as it ends, in KiB, and its CPU time in microseconds: what else the machine does counts in neither. */
const TELL_USAGE =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("\\nmaxRSS "+u.maxRSS+" CPU "+(u.userCPUTime+u.systemCPUTime))})';

/** What a hostile page puts into its text: markup, script, directions, formulas. */
const EVIL = ['</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '\u202e\u2066', '=1+1', '@SUM(A1)'];

function measured(args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL_USAGE, MAIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, SOURCE_DATE_EPOCH: '1795507200' },
  });
  const usage = /maxRSS (?<memory>\d{1,12}) CPU (?<time>\d{1,15})/u.exec(stderr)?.groups; // maxRSS 123456 CPU 654321
  const seconds = Number(usage?.time ?? 0) / 1e6;
  const memory = Number(usage?.memory ?? 0) / 1024;
  if (status === 2) throw new UserError(`${args.join(' ')}：${stderr}`);
  return { seconds, memory };
}

const faulty = (i: number): string => `第${i}项：根据豫政办[2021]${i + 1}号${EVIL[i % EVIL.length] ?? ''}要求办理。`;

/**
 * CPU time and peak memory of each format at 10^5 findings: many documents, and one that is all faults and hostile; whether
 * a report of stored results has the bytes of the one made directly. The files stay in the folder.
 */
export function evaluateReportLoad(folder: string, count = FINDINGS): void {
  for (const [name, documents, each] of [
    ['多个文件', count / PER_DOCUMENT, PER_DOCUMENT],
    ['一个文件', 1, count],
  ] as const) {
    const source = `${folder}/${name}`;
    rmSync(source, { recursive: true, force: true });
    mkdirSync(source, { recursive: true });
    for (let i = 0; i < documents; i++)
      writeFileSync(
        `${source}/${i}.txt`,
        Array.from({ length: each }, (_, line) => `${faulty(i * each + line)}\n`).join(''),
      );
    const stored = `${folder}/${name}.ndjson`;
    const check = [
      'check',
      source,
      '--no-config',
      '--no-progress',
      '--rule',
      'punct-width=off',
      '--rule',
      'char-invisible=off',
    ];
    const { seconds, memory } = measured([...check, '--format', 'ndjson', '--with-text', '--output', stored]);
    const found = readFileSync(stored, 'utf8').split('"type":"lint"').length - 1;
    process.stdout.write(
      `${name}\t${found} 条\t检查 CPU ${seconds.toFixed(1)} 秒 ${memory.toFixed(0)} MB\t存下 ${(statSync(stored).size / 1e6).toFixed(1)} MB\n`,
    );
    for (const format of FORMATS) {
      const [direct, later] = [`${folder}/${name}-直接.${format}`, `${folder}/${name}-再制.${format}`];
      const report = measured(['report', stored, '--format', format, '--output', later]);
      // The text is in json and ndjson only where asked, as it was when they were stored.
      measured([...check, '--format', format, ...(/json$/u.test(format) ? ['--with-text'] : []), '--output', direct]);
      const isEqual = readFileSync(direct).equals(readFileSync(later));
      process.stdout.write(
        `${name}\t${format}\tCPU ${report.seconds.toFixed(1)} 秒\t${report.memory.toFixed(0)} MB\t${(statSync(later).size / 1e6).toFixed(1)} MB\t${isEqual ? '与直接制作的相同' : '与直接制作的不同'}\n`,
      );
      rmSync(direct);
    }
  }
}
