import { UserError } from '../../errors.js';
import { rules } from '../../index.js';
import { basisInWords, SEVERITY_WORD } from '../../report/words.js';
import type { Example } from '../../rule/rule.js';

const FIX = { safe: '可自动改', suggest: '给出建议', none: '不改' } as const;

/** The catalogue, for people or for programs. */
export function listRules(format: string): void {
  if (format === 'json') {
    const catalogue = rules.map(({ check: _, examples: __, ...meta }) => meta);
    process.stdout.write(`${JSON.stringify(catalogue, null, 2)}\n`);
    return;
  }
  for (const rule of rules)
    process.stdout.write(
      `${rule.id}\t${SEVERITY_WORD[rule.severity]}\t${FIX[rule.fix]}\t${rule.title}${rule.trial ? '（试用）' : ''}\n`,
    );
}

const noteOf = ({ because }: Example): string => (because === undefined ? '' : `（${because}）`);

/** One rule in words. @throws UserError for an unknown id. */
export function explainRule(id: string): void {
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) throw new UserError(`没有名为“${id}”的规则。用 gongwen-lint rules 查看全部规则。`);
  const examples = rule.examples.map((example) =>
    'bad' in example
      ? `  ✗ ${example.bad}${noteOf(example)}${example.fixed === undefined ? '' : `\n    → ${example.fixed}`}`
      : `  ✓ ${example.good}${noteOf(example)}`,
  );
  const options = Object.entries<string>(rule.optionNotes ?? {}).map(([name, note]) => `选项 ${name}：${note}\n`);
  process.stdout.write(
    `${rule.id}　${rule.title}\n级别：${SEVERITY_WORD[rule.severity]}　修改：${FIX[rule.fix]}${rule.trial ? '　（试用）' : ''}\n依据：${basisInWords(rule)}\n${rule.why}\n${options.join('')}\n${examples.join('\n')}\n`,
  );
}
