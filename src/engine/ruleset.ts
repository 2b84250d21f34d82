import { UserError } from '../dictionary/user-error.js';
import type { Profile } from '../document/document.js';
import type { AnyRule, Severity } from '../rule/rule.js';

export type Level = Severity | 'off';

export interface Config {
  readonly profile?: Profile;
  /** By rule id: a level, or a level with options. */
  readonly rules?: Readonly<Record<string, Level | readonly [Level, object]>>;
  /** Run rules that are still on trial; they never rise above info. */
  readonly trial?: boolean;
  /** Leave out findings below this severity. */
  readonly minSeverity?: Severity;
  /** The user's own word lists, laid over the shipped ones. */
  readonly dictionaries?: readonly string[];
}

export interface ActiveRule {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly options: object;
}

export type Ruleset = readonly ActiveRule[];

const LEVELS: readonly string[] = ['off', 'info', 'warning', 'error'];

/** The known name nearest to a mistyped one, by shared letters in order. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const score = (candidate: string): number => {
    let at = 0;
    let hits = 0;
    for (const letter of name) {
      const found = candidate.indexOf(letter, at);
      if (found >= 0) {
        hits++;
        at = found + 1;
      }
    }
    return hits / Math.max(name.length, candidate.length);
  };
  const best = [...known].sort((a, b) => score(b) - score(a))[0];
  return best !== undefined && score(best) >= 0.5 ? best : undefined;
}

function checkOptions(rule: AnyRule, given: object): object {
  const defaults: Readonly<Record<string, unknown>> = rule.options ?? {};
  for (const [name, value] of Object.entries(given)) {
    const expected = defaults[name];
    if (!Object.hasOwn(defaults, name))
      throw new UserError(
        `配置 rules.${rule.id}：没有选项“${name}”；可用的有：${Object.keys(defaults).join('、') || '（无）'}。`,
      );
    if (typeof value !== typeof expected || Array.isArray(value) !== Array.isArray(expected))
      throw new UserError(`配置 rules.${rule.id}.${name}：类型不对，应与默认值 ${JSON.stringify(expected)} 同类。`);
  }
  return { ...defaults, ...given };
}

/**
 * Which rules run, how severe each is, with which options.
 * @throws UserError for an unknown rule, level or option.
 */
export function ruleset(rules: readonly AnyRule[], config: Config): Ruleset {
  const settings = config.rules ?? {};
  const ids = rules.map((rule) => rule.id);
  for (const [id, setting] of Object.entries(settings)) {
    if (!ids.includes(id)) {
      const guess = nearest(id, ids);
      throw new UserError(
        `配置 rules：没有名为“${id}”的规则${guess ? `，是否指“${guess}”` : ''}。用 gongwen-lint rules 查看全部规则。`,
      );
    }
    const level = typeof setting === 'string' ? setting : setting[0];
    if (!LEVELS.includes(level))
      throw new UserError(`配置 rules.${id}：级别“${level}”应为 ${LEVELS.join('、')} 之一。`);
  }
  return rules.flatMap((rule) => {
    const setting = settings[rule.id];
    const level: Level =
      setting === undefined
        ? rule.trial
          ? 'info'
          : rule.severity
        : typeof setting === 'string'
          ? setting
          : setting[0];
    if (level === 'off' || (rule.trial && !config.trial)) return [];
    const options = checkOptions(rule, setting === undefined || typeof setting === 'string' ? {} : setting[1]);
    return [{ rule, severity: rule.trial ? 'info' : level, options }];
  });
}
