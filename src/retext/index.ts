import type { Root } from 'nlcst';
import type { Plugin, Processor, Transformer } from 'unified';
import type { VFile } from 'vfile';
import { configOf } from '../config/validate.js';
import type { Document } from '../document/document.js';
import type { LintFinding } from '../engine/lint.js';
import type { Config } from '../engine/ruleset.js';
import { builtInRules } from '../generated/rules.js';
import { readTxt } from '../intake/plain/txt.js';
import { contextOf } from '../linter/context.js';
import { openLinter } from '../linter/linter.js';
import { messageOf } from '../record/message.js';
import { basisInWords } from '../report/words.js';
import { nlcstOf, positionOf } from './nlcst.js';
import { documentOfTree } from './tree.js';

const SOURCE = 'gongwen-lint';

const shipped = contextOf({});

/** The Documents of the trees that were made here. */
const documents = new WeakMap<Root, Document>();

function treeOf(doc: Document, sources?: Parameters<typeof nlcstOf>[1]): Root {
  const tree = nlcstOf(doc, sources);
  documents.set(tree, doc);
  return tree;
}

/**
 * Chinese to nlcst: a paragraph for each line, sentences, words with data.partOfSpeech, punctuation, symbols, white
 * space; every character is kept. Without a segmenter a run of Han is one word.
 *
 * In the pipeline that remark-retext or rehype-retext hands its tree to, the tree comes from their own parser, for Latin
 * scripts: it is cut anew before other plugins see it.
 */
export const retextChinese: Plugin<[], string, Root> = function (this: Processor) {
  this.parser = (source, file) => treeOf(readTxt({ name: file.path ?? '文本', source, context: shipped }));
  const rebuild: Transformer<Root, Root> = (tree, file) => {
    if (documents.has(tree)) return undefined;
    const { doc, sources } = documentOfTree(tree, file, shipped);
    return treeOf(doc, sources);
  };
  // A plugin's type knows parsers and transformers, but none that is both.
  return rebuild as unknown as undefined;
};

function report(file: VFile, doc: Document, finding: LintFinding): void {
  const { message, quote, suggestions } = messageOf(doc, finding);
  const told = file.message(message, {
    place: positionOf(doc, finding.range),
    ruleId: finding.rule.id,
    source: SOURCE,
  });
  // unified's three: true for an error, false for a warning, undefined for what only informs.
  told.fatal = finding.severity === 'error' ? true : finding.severity === 'warning' ? false : undefined;
  told.actual = quote;
  told.expected = suggestions.map(({ message: suggestion }) => suggestion);
  told.note = `${finding.rule.why}依据：${basisInWords({ ...finding.rule, basis: finding.basis ?? finding.rule.basis })}。`;
}

/**
 * Findings as messages on the VFile, at their places in the file that the tree came from. Takes any nlcst tree.
 * @throws UserError for a faulty config.
 */
export const retextGongwen: Plugin<[config?: Config], Root> = (config = {}) => {
  const { dictionaries, profile, overrides } = config;
  // What was analysed under the context that all share need not be analysed anew.
  const isUsual = !dictionaries && !profile && !overrides;
  const linter = openLinter(configOf(config, builtInRules), isUsual ? { context: shipped } : {});
  return (tree, file) => {
    const doc = linter.adopted(documents.get(tree) ?? documentOfTree(tree, file, shipped).doc);
    const { findings, failures, notChecked } = linter.lint(doc);
    for (const finding of findings) report(file, doc, finding);
    for (const { ruleId, reason } of notChecked) file.info(`未核对：${reason}。`, { ruleId, source: SOURCE });
    for (const { ruleId, message } of failures)
      file.message(`规则运行出错，这是本工具的缺陷，请报告：${message}`, { ruleId, source: SOURCE }).fatal = true;
  };
};
