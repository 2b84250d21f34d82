import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Context } from '../../src/document/document.js';
import { contextOf, rules } from '../../src/index.js';
import { packageRoot } from '../../src/package-root.js';
import { composeMessage } from '../../src/record/message.js';
import { basisInWords, SEVERITY_WORD } from '../../src/report/words.js';
import { exampleDocument, exampleText, findingsOf } from '../../src/rule/examples.js';
import type { AnyRule, Example } from '../../src/rule/rule.js';
import { printable } from '../../src/text/printable.js';
import { plantings } from '../generated/plantings.js';
import { typoTables } from '../typos/figures.js';
import { fixLevel } from './differences.js';

const FIX = { safe: '可自动改', suggest: '给出建议，由人选定', none: '只指出' } as const;
const FIX_OF_ONE = { ...FIX, suggest: '由人选定' } as const;
const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('\t', ' ⇥ ').split('\n').map(printable).join('<br>');
const TYPO_RULE = 'typo-statistical';
const MARK = '<!-- 由 npm run generate 生成，请改 rule.ts -->';

/** One word where all findings share it, and a list of them where they do not; nothing where it is the rule's own. */
const unlike = <T extends string>(own: T, all: readonly T[], words: Readonly<Record<T, string>>): readonly string[] =>
  all.some((one) => one !== own) ? [[...new Set(all)].map((one) => words[one]).join('、')] : [];

function exampleRow(rule: AnyRule, example: Example, context: Context): string {
  const doc = exampleDocument(example, context);
  const findings = findingsOf(rule, doc, example.options);
  const messages = findings.map((finding) =>
    composeMessage(doc.text.slice(finding.range.start, finding.range.end), finding),
  );
  const shown = 'bad' in example ? example.bad.replaceAll('{{', '**').replaceAll('}}', '**') : exampleText(example);
  const severities = findings.map(({ severity = rule.severity }) => severity);
  const levels = findings.map((finding) => fixLevel(rule, doc, finding));
  const notes = [
    ...unlike(rule.severity, severities, SEVERITY_WORD),
    ...unlike(rule.fix, levels, FIX_OF_ONE),
    ...(example.options ? [`选项 \`${JSON.stringify(example.options)}\``] : []),
    ...(example.because === undefined ? [] : [example.because]),
  ];
  const cells = [
    'bad' in example ? '✗' : '✓',
    cell(shown),
    cell(messages.join('\n')) || '不报',
    cell(notes.join('；')),
  ];
  return `| ${cells.join(' | ')} |`;
}

const optionsOf = ({ options = {}, optionNotes = {} }: AnyRule): string =>
  Object.entries(options)
    .map(([name, value]) => `- 选项 \`${name}\`：${optionNotes[name]}；不写则为 \`${JSON.stringify(value)}\`\n`)
    .join('');

const rulePage = (rule: AnyRule, context: Context): string => `${MARK}

# ${rule.id}　${rule.title}

${rule.why}

- 级别：${SEVERITY_WORD[rule.severity]}${rule.trial ? '（试用，只作提示）' : ''}
- 修改：${FIX[rule.fix]}
- 依据：${basisInWords(rule)}
${recallOf(rule)}${optionsOf(rule)}
| | 文本 | 报告 | 说明 |
|---|---|---|---|
${rule.examples.map((example) => exampleRow(rule, example, context)).join('\n')}
${measured(rule)}`;

/** Measured figures of a rule, written by hand from `npm run evaluate`: false alarms, recall, data and date. */
function figures(id: string): readonly string[] {
  const file = `${packageRoot}rules/${id}/figures.tsv`;
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return (lines.find((line) => line !== '' && !line.startsWith('#')) ?? '').split('\t');
}

/** Measured recall, with what was planted. */
function recallOf({ id }: AnyRule): string {
  const [, recall] = figures(id);
  const planting = plantings.get(id);
  return recall && planting
    ? `- 植错召回：${recall}${planting.inTable ? '，表内' : ''}；植入的是：${planting.title}\n`
    : '';
}

function catalogue(): string {
  const rows = rules.map((rule) => {
    const [alarms, recall] = figures(rule.id);
    const told = recall && `${recall}${plantings.get(rule.id)?.inTable ? '，表内' : ''}`;
    return `| [${rule.id}](${rule.id}/README.md) | ${rule.title} | ${SEVERITY_WORD[rule.severity]} | ${FIX[rule.fix]} | ${alarms || '未测'} | ${told || '未测'} |`;
  });
  return `${MARK}

# 规则目录

| 规则 | 名称 | 级别 | 修改 | 每万字误报 | 植错召回 |
|---|---|---|---|---|---|
${rows.join('\n')}

“表内”：植入的错误取自规则自己的词表，召回只说明表内的认得出，不说明表外的。误报与召回的测法见 CONTRIBUTING.md；各规则文件夹的 figures.tsv 记数据与日期。
`;
}

const TYPO_MODEL = 'dictionaries/typo-model/MODEL.md';
const TABLES = '<!-- 表由 npm run evaluate -- typos 文件 --record 记下，npm run generate 写入 -->';
const TABLES_END = '<!-- 表完 -->';

/** The page of the typo model, its tables anew. */
function modelPage(): string {
  const page = readFileSync(`${packageRoot}${TYPO_MODEL}`, 'utf8');
  const [before = '', ...after] = page.split(TABLES);
  const [, rest = ''] = after.join(TABLES).split(TABLES_END);
  return `${before}${TABLES}\n\n${typoTables('curves')}\n${TABLES_END}${rest}`;
}

/** What was measured of the rule of the typo model. */
const measured = (rule: AnyRule): string =>
  rule.id === TYPO_RULE ? `\n## 成绩\n\n${typoTables('../../dictionaries/typo-model/curves')}` : '';

/** Path under the package → what it must hold. */
async function generated(): Promise<ReadonlyMap<string, string>> {
  const context = await contextOf();
  return new Map([
    ...rules.map((rule) => [`rules/${rule.id}/README.md`, rulePage(rule, context)] as const),
    ['rules/README.md', catalogue()] as const,
    [TYPO_MODEL, modelPage()] as const,
  ]);
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, text] of await generated()) {
  const file = `${packageRoot}${path}`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) stale.push(path);
  else writeFileSync(file, text);
}
if (stale.length > 0) {
  process.stderr.write(`过时的生成文件：${stale.join('、')}。请运行 npm run generate。\n`);
  process.exitCode = 1;
}
