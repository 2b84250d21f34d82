import type { Context } from '../../src/document/document.js';
import { exampleDocument, exampleText, findingsOf } from '../../src/rule/examples.js';
import type { AnyRule } from '../../src/rule/rule.js';
import { STANDARDS } from '../../src/rule/standards.js';
import { differences } from './differences.js';

/** What the examples of a rule leave unsaid that one of them must say. */
function* unsaid(rule: AnyRule, context: Context): Iterable<string> {
  const bad = rule.examples.filter((example) => 'bad' in example);
  if (bad.length === 0) yield 'no bad example';
  if (!rule.examples.some((example) => 'good' in example)) yield 'no good example';
  if (!bad.some(({ message }) => message !== undefined)) yield 'no example says its message to the letter';
  const offersSeveral = bad.some((example) =>
    findingsOf(rule, exampleDocument(example, context), example.options).some(({ suggest = [] }) => suggest.length > 1),
  );
  if (offersSeveral && !bad.some(({ suggest }) => suggest !== undefined)) yield 'no example lists all suggestions';
}

function* unexplained({ options = {}, optionNotes = {}, examples }: AnyRule): Iterable<string> {
  for (const option of Object.keys(options)) {
    if (!Object.hasOwn(optionNotes, option)) yield `nothing says what the option ${option} is for`;
    if (!examples.some((example) => example.options && Object.hasOwn(example.options, option)))
      yield `no example sets the option ${option}`;
  }
  for (const example of examples)
    for (const option of Object.keys(example.options ?? {}))
      if (!Object.hasOwn(options, option)) yield `an example sets the option ${option}, which there is none of`;
}

/** What a rule lacks of the contract of HOUSE §5; empty when it keeps it. One English sentence each. */
export function breaches(rule: AnyRule, folder: string, context: Context): readonly string[] {
  const wrong: string[] = [];
  if (rule.id !== folder) wrong.push(`id ${rule.id} is not its folder ${folder}`);
  if (!rule.why.endsWith('。')) wrong.push('why does not end with 。');
  // As the skeleton of `rules new` has them.
  for (const [name, said] of Object.entries({ title: rule.title, why: rule.why }))
    if (said.startsWith('（')) wrong.push(`${name} is not written yet: ${said}`);
  for (const { standard, clause } of rule.basis) {
    if (!Object.hasOwn(STANDARDS, standard)) wrong.push(`unknown standard ${standard}`);
    if (clause === '' || clause.startsWith('（')) wrong.push(`no clause of ${standard}`);
  }
  wrong.push(...unsaid(rule, context), ...unexplained(rule));
  for (const example of rule.examples) {
    wrong.push(...differences(rule, example, context));
    const doc = exampleDocument(example, context);
    const [once, again] = [1, 2].map(() => JSON.stringify(findingsOf(rule, doc, example.options)));
    if (once !== again) wrong.push(`two checks differ: ${exampleText(example)}`);
  }
  return wrong;
}

/** What a slow pattern would choke on, repeated: a mark, Han, digits, pairs. */
export const NOISE: readonly string[] = ['〔', '县', '中', '1', '（', '《》', '“', '号', '2022〕', '三、'];
