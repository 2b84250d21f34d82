import type {
  TextlintFixableRuleModule,
  TextlintRuleContext,
  TextlintRuleModule,
  TextlintRuleReporter,
} from '@textlint/types';
import { checkConfig } from '../config/validate.js';
import type { Document } from '../document/document.js';
import type { LintFinding } from '../engine/lint.js';
import type { Level } from '../engine/ruleset.js';
import { builtInRules } from '../generated/rules.js';
import { messageOf } from '../record/message.js';
import type { AnyRule } from '../rule/rule.js';
import { enlist, type Review, reviewOf } from './document-review.js';
import { beginsWithBom, refuseToRewrite } from './encoding.js';
import type { DocumentNode } from './processor.js';
import { type ChosenRule, settle } from './settings.js';
import { squiggleMessage } from './squiggle.js';

type Mode = 'lint' | 'fix';
type Context = Readonly<TextlintRuleContext>;

/** A rule as textlint's configuration has it. Its object replaces our defaults wholly, so they are filled in here. */
function chosenRule(rule: AnyRule, given: Readonly<Record<string, unknown>>): ChosenRule | undefined {
  const { severity = rule.severity, ...options } = given;
  const level = severity === 'none' ? 'off' : (severity as Level); // checkConfig refuses what is no level
  const setting = [level, options] as const;
  if (Object.keys(given).length > 0) checkConfig({ rules: { [rule.id]: setting } }, builtInRules);
  return level === 'off' ? undefined : { rule, setting };
}

// All reports are plain objects: from no other does textlint take the severity of a single finding.

function reportFinding(node: DocumentNode, context: Context, doc: Document, finding: LintFinding): void {
  const { range, fix, suggestions, severity, veto, basis, fingerprint } = messageOf(doc, finding);
  const [start, end] = range;
  context.report(node, {
    message: squiggleMessage(doc.map.source.slice(start, end), finding),
    severity,
    padding: end > start ? context.locator.range(range) : context.locator.at(start),
    ...(fix && { fix: context.fixer.replaceTextRange(fix.range, fix.text) }),
    suggestions: suggestions.map(({ id, message, fix: { range: at, text } }) => ({
      id,
      message,
      fix: context.fixer.replaceTextRange(at, text),
    })),
    veto,
    basis,
    fingerprint,
  });
}

function reportRule(node: DocumentNode, context: Context, { doc, ...review }: Review, { rule }: ChosenRule): void {
  const atStart = { padding: context.locator.at(0) };
  if (doc) for (const finding of review.findings) if (finding.rule === rule) reportFinding(node, context, doc, finding);
  for (const { ruleId, message } of review.failures)
    if (ruleId === rule.id)
      context.report(node, { message: `规则运行出错，这是本工具的缺陷，请报告：${message}`, severity: 2, ...atStart });
  for (const { ruleId, reason } of review.notChecked)
    if (ruleId === rule.id) context.report(node, { message: `未核对：${reason}。`, severity: 3, ...atStart });
}

const reporter =
  (mode: Mode, prepare: (options: Readonly<Record<string, unknown>>, context: Context) => ChosenRule | undefined) =>
  (context: Context, options: Readonly<Record<string, unknown>> = {}): ReturnType<TextlintRuleReporter> => {
    const active = prepare(options, context);
    let first = false;
    return {
      [context.Syntax.Document](node) {
        if (mode === 'fix') refuseToRewrite(context.getFilePath());
        first = enlist(node, active);
      },
      async [context.Syntax.DocumentExit](node: DocumentNode) {
        const review = await reviewOf(node, context);
        if (first)
          for (const message of review.notices)
            context.report(node, { message, severity: review.doc ? 3 : 2, padding: context.locator.at(0) });
        if (active) reportRule(node, context, review, active);
      },
    };
  };

/** One of our rules as textlint's: on the document alone, and one analysis for all of them. */
export function textlintRule(rule: AnyRule): TextlintRuleModule {
  const prepare = (options: Readonly<Record<string, unknown>>) => chosenRule(rule, options);
  return rule.fix === 'safe'
    ? { linter: reporter('lint', prepare), fixer: reporter('fix', prepare) }
    : reporter('lint', prepare);
}

/**
 * Stands first in the preset and finds nothing: its options say who publishes and with which word lists all the others
 * work. It tells what could not be read. Under --fix it keeps watch over files that are not UTF-8, and puts back the BOM
 * that textlint drops from every file it visits.
 */
export const documentRule: TextlintFixableRuleModule = (() => {
  const prepare = ({ severity, ...options }: Readonly<Record<string, unknown>>, context: Context) => {
    settle(options, context.getConfigBaseDir());
    return undefined;
  };
  return {
    linter: reporter('lint', prepare),
    fixer: (context, options) => {
      const { DocumentExit } = context.Syntax;
      const handlers = reporter('fix', prepare)(context, options);
      return {
        ...handlers,
        async [DocumentExit](node) {
          await handlers[DocumentExit]?.(node);
          if (beginsWithBom(context.getFilePath()))
            context.report(node, {
              message: '文件开头的 BOM 保留不动。',
              severity: 3,
              padding: context.locator.at(0),
              fix: context.fixer.replaceTextRange([0, 0], '\ufeff'),
            });
        },
      };
    },
  };
})();
