import { existsSync } from 'node:fs';
import { contextOf } from '../../src/linter/context.js';
import { packageRoot } from '../../src/package-root.js';
import { exampleDocument, findingsOf } from '../../src/rule/examples.js';
import type { AnyRule } from '../../src/rule/rule.js';
import { breaches } from './contract.js';

// The inner loop of whoever writes a rule: its examples alone, through tsx, with nothing built first.
const [id = ''] = process.argv.slice(2);
const file = `${packageRoot}rules/${id}/rule.ts`;
if (!/^[a-z-]{1,60}$/u.test(id) || !existsSync(file)) {
  process.stderr.write(`没有规则 ${id}：npm run rule -- 规则名，如 npm run rule -- docno-format。\n`);
  process.exitCode = 2;
} else {
  const { default: rule } = (await import(file)) as { readonly default: AnyRule };
  const context = contextOf({});
  const wrong = breaches(rule, id, context);
  for (const sentence of wrong) process.stdout.write(`✗ ${sentence}\n`);
  const found = rule.examples.flatMap((example) =>
    findingsOf(rule, exampleDocument(example, context), example.options).map(({ message }) => message),
  );
  process.stdout.write(`${id}：${rule.examples.length} 个例子，${found.length} 条结论，${wrong.length} 处不合。\n`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
