import type { Context } from '../../src/document/document.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import { differences, exampleDocument, exampleText, findingsOf } from '../../src/rule/examples.js';
import type { AnyRule } from '../../src/rule/rule.js';
import { STANDARDS } from '../../src/rule/standards.js';

/** What a rule lacks of the contract of HOUSE §5; empty when it keeps it. One English sentence each. */
export function breaches(rule: AnyRule, folder: string, context: Context): readonly string[] {
  const wrong: string[] = [];
  if (rule.id !== folder) wrong.push(`id ${rule.id} is not its folder ${folder}`);
  if (!rule.why.endsWith('。')) wrong.push('why does not end with 。');
  if (!rule.examples.some((example) => 'bad' in example)) wrong.push('no bad example');
  if (!rule.examples.some((example) => 'good' in example)) wrong.push('no good example');
  for (const { standard, clause } of rule.basis) {
    if (!Object.hasOwn(STANDARDS, standard)) wrong.push(`unknown standard ${standard}`);
    if (clause === '') wrong.push(`no clause of ${standard}`);
  }
  for (const example of rule.examples) {
    wrong.push(...differences(rule, example, context));
    const doc = exampleDocument(example, context);
    const twice = [findingsOf(rule, doc), findingsOf(rule, doc)].map((findings) => JSON.stringify(findings));
    if (twice[0] !== twice[1]) wrong.push(`two checks differ: ${exampleText(example)}`);
  }
  return wrong;
}

const MEGABYTE = 1_000_000;

/** Texts that a slow pattern would choke on: 1 M code units each of a mark, of Han, of digits, of pairs. */
export const NOISE: readonly string[] = ['〔', '县', '中', '1', '（', '《》', '“', '号', '2022〕', '三、'];

/** Milliseconds a rule needs on each noise text: to be read beside the other rules', for no machine is quiet. */
export const noiseTimes = (rule: AnyRule, context: Context): readonly number[] =>
  NOISE.map((unit) => {
    const doc = readTxt({ name: 'noise.txt', source: unit.repeat(MEGABYTE / unit.length), context });
    const start = performance.now();
    findingsOf(rule, doc);
    return performance.now() - start;
  });
