import type { TextlintPluginCreator, TextlintRuleModule } from '@textlint/types';
import { builtInRules } from '../generated/rules.js';
import { Processor } from './processor.js';
import { documentRule, textlintRule } from './reporter.js';

export { suppressionFilter } from './filter.js';

/** What textlint takes for a preset and for a plugin alike. */
export interface TextlintFace extends TextlintPluginCreator {
  readonly rules: Readonly<Record<string, TextlintRuleModule>>;
  /** Rules on trial are off; an object, be it empty, switches one on. */
  readonly rulesConfig: Readonly<Record<string, boolean>>;
}

const face: TextlintFace = {
  rules: {
    document: documentRule,
    ...Object.fromEntries(builtInRules.map((rule) => [rule.id, textlintRule(rule)])),
  },
  rulesConfig: { document: true, ...Object.fromEntries(builtInRules.map((rule) => [rule.id, rule.trial !== true])) },
  Processor,
};

export default face;
