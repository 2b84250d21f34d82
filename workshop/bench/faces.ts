import { readFileSync } from 'node:fs';
import { TextlintKernel } from '@textlint/kernel';
import type { TextlintRuleModule } from '@textlint/types';
import retextStringify from 'retext-stringify';
import { loadTextlintrc } from 'textlint';
import { globSync } from 'tinyglobby';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { contextOf, lint, read } from '../../src/index.js';
import { retextChinese, retextGongwen } from '../../src/retext/index.js';
import face from '../../src/textlint/index.js';

/** Lints one text and gives the number of findings. */
type Way = (path: string, text: string) => Promise<number>;

const WAYS: Readonly<Record<string, () => Promise<Way>>> = {
  async lint() {
    const context = await contextOf();
    return async (path, text) => lint(await read({ text, name: path }, {}, context)).findings.length;
  },
  async textlint() {
    const { plugins = [] } = (await loadTextlintrc({ configFilePath: 'none' })).toKernelOptions();
    const rules = Object.entries(face.rules).map(([ruleId, rule]) => ({
      ruleId,
      rule: rule as TextlintRuleModule,
      options: face.rulesConfig[ruleId] ?? true,
    }));
    const kernel = new TextlintKernel();
    return async (filePath, text) =>
      (await kernel.lintText(text, { ext: '.txt', filePath, plugins, rules })).messages.length;
  },
  async retext() {
    const pipeline = unified().use(retextChinese).use(retextGongwen).use(retextStringify).freeze();
    return async (path, value) => (await pipeline.process(new VFile({ path, value }))).messages.length;
  },
};

const [way = '', folder = '.'] = process.argv.slice(2);
const run = await WAYS[way]?.();
if (!run) throw new Error(`no such way: ${way}`);
let findings = 0;
for (const path of globSync('*.txt', { cwd: folder, absolute: true }).sort())
  findings += await run(path, readFileSync(path, 'utf8'));
process.stdout.write(`${findings}\n`);
