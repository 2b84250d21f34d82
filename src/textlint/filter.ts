import type { TextlintFilterRuleReporter } from '@textlint/types';
import type { Document } from '../document/document.js';
import type { Range } from '../text/range.js';
import type { DocumentNode } from './processor.js';
import { reviewOf } from './review.js';

/**
 * A textlint filter rule for what somebody has answered for elsewhere, in a format that holds no comments: findings of
 * which `isSuppressed` says so (rule, range in Document.text) are left out. textlint itself shows a filter no finding.
 */
export const suppressionFilter =
  (isSuppressed: (ruleId: string, range: Range, doc: Document) => boolean): TextlintFilterRuleReporter =>
  (context) => ({
    async [context.Syntax.DocumentExit](node: DocumentNode) {
      const { doc, findings } = await reviewOf(node, context);
      if (!doc) return;
      for (const { rule, range } of findings) {
        if (!isSuppressed(rule.id, range, doc)) continue;
        const { start, end } = doc.map.toSource(range);
        context.shouldIgnore([start, end], { ruleId: `gongwen-lint/${rule.id}` });
      }
    },
  });
