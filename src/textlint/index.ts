import { builtInRules } from '../generated/rules.js';
import { Processor } from './processor.js';
import { documentRule, textlintRule } from './reporter.js';

/** What textlint takes for a preset and for a plugin alike; without its types, for textlint need not be installed. */
export interface TextlintFace {
  readonly rules: Readonly<Record<string, object>>;
  /** Rules on trial are off; an object, be it empty, switches one on. */
  readonly rulesConfig: Readonly<Record<string, boolean>>;
  readonly Processor: new (options?: Readonly<Record<string, unknown>>) => object;
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
