import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { UserError } from '../../errors.js';

const skeleton = (id: string): string => `import { defineRule } from '../../src/rule/rule.js';

export default defineRule({
  id: '${id}',
  title: '（规则名称）',
  severity: 'warning',
  fix: 'suggest',
  trial: true, // until its false-alarm rate and recall are known
  basis: [{ standard: 'GB/T 9704-2012', clause: '（条款）', verified: false }],
  why: '（为什么要紧，怎样改。）',
  examples: [
    { bad: '这里有一处{{待查}}的写法', fixed: '这里有一处正确的写法', message: '“待查”（错在哪里）。' },
    { good: '这里是容易误报而其实正确的写法' },
  ],

  *check(doc) {
    // Yield { range, message, suggest } for each fault; see rules/docno-format for a finished rule.
    void doc;
  },
});
`;

/**
 * rules/ID/rule.ts from a skeleton whose first example fails until the rule is written.
 * @throws UserError for a bad id, or outside a source tree, or where the rule is there already.
 */
export function newRule(root: string, id: string): string {
  if (!/^[a-z]{1,20}(?:-[a-z]{1,20}){1,4}$/u.test(id))
    throw new UserError(`规则名“${id}”应为小写英文词，以连字符相接，首词为类别，如 place-former-name。`);
  if (!existsSync(`${root}/workshop/build/list-rules.ts`))
    throw new UserError('请在 gongwen-lint 源代码的根目录中运行 rules new。');
  const folder = `${root}/rules/${id}`;
  if (existsSync(folder)) throw new UserError(`rules/${id} 已经存在。`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/rule.ts`, skeleton(id));
  return `已建立 rules/${id}/rule.ts。题名、依据、缘由和例子都写好之前通不过：npm run rule -- ${id}；写好后运行 npm test 和 npm run generate。\n`;
}
