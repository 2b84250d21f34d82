import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { configSchema } from '../engine/config.js';
import type { Config } from '../engine/ruleset.js';
import { UserError } from '../errors.js';
import type { AnyRule } from '../rule/rule.js';
import { anchoredConfig } from './globs.js';

/** What is wrong, and where: keys and indices from the root; `onKey`: the last key itself is wrong, not its value. */
export interface Fault {
  readonly path: readonly string[];
  readonly onKey: boolean;
  /** Without the path, with 。 */
  readonly sentence: string;
}

export type Check = (value: unknown) => Fault | undefined;

/** Keys beyond which a list of all of them helps nobody. */
const FEW = 20;

/** The known name nearest to a mistyped one, by shared letters in order. */
export function nearest(name: string, known: readonly string[]): string | undefined {
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

const TYPE: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: 'true 或 false',
  array: '数组',
  object: '对象',
};

interface Annotated {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

function unknownKey(key: string, { title = '项', description, properties = {} }: Annotated): string {
  const known = Object.keys(properties).filter((name) => !name.startsWith('$'));
  const guess = nearest(key, known);
  const hints = [
    `没有名为“${key}”的${title}${guess === undefined ? '' : `，是否指“${guess}”`}`,
    known.length <= FEW && `可用的有：${known.join('、') || '（无）'}`,
    description,
  ];
  return `${hints.filter(Boolean).join('；')}。`;
}

function sentenceOf({ keyword, params, parentSchema, data }: ErrorObject, types: readonly string[]): string {
  const schema = (parentSchema ?? {}) as Annotated;
  if (keyword === 'additionalProperties') return unknownKey(String(params.additionalProperty), schema);
  if (keyword === 'required') return `缺少“${params.missingProperty}”这一项。`;
  if (keyword === 'type') {
    const quoted = typeof data === 'number' && types.includes('string') ? '，数字请加引号' : '';
    return `类型不对，应为${types.map((type) => TYPE[type] ?? type).join('或')}${quoted}。`;
  }
  if (keyword === 'enum')
    return `${typeof data === 'string' ? `“${data}”` : '其值'}应为 ${(params.allowedValues as unknown[]).join('、')} 之一。`;
  if (keyword === 'const') return `应为 ${params.allowedValue}。`;
  if (keyword === 'pattern') return `“${data}”写法不对，应为${schema.description}。`;
  if (keyword === 'minimum') return `${data} 太小，不得小于 ${params.limit}。`;
  if (keyword === 'minItems') return '不得为空。';
  if (keyword === 'items') return `项数过多，只能有 ${params.limit} 项。`;
  return `不合要求（${keyword}）。`;
}

/** Of the errors of several branches the one that says most: the deepest, and there the least general. */
const TELLING = [
  'additionalProperties',
  'required',
  'items',
  'minItems',
  'pattern',
  'minimum',
  'enum',
  'const',
  'type',
];

function faultOf(errors: readonly ErrorObject[]): Fault {
  const rank = ({ keyword }: ErrorObject): number =>
    TELLING.includes(keyword) ? TELLING.indexOf(keyword) : TELLING.length;
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  const [error] = [...errors].sort((a, b) => depth(b) - depth(a) || rank(a) - rank(b)) as [ErrorObject];
  const types = errors
    .filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === error.instancePath)
    .map(({ params }) => String(params.type));
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const onKey = error.keyword === 'additionalProperties';
  return {
    path: onKey ? [...path, String(error.params.additionalProperty)] : path,
    onKey,
    sentence: sentenceOf(error, [...new Set(types)]),
  };
}

const requireLazily = createRequire(import.meta.url);

/** Checks values against a JSON Schema 2020-12. ajv loads and compiles on the first check: a run without config needs neither. */
export function checkFor(schema: () => object): Check {
  let validate: ValidateFunction | undefined;
  return (value) => {
    if (!validate) {
      const { Ajv2020 } = requireLazily('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
      // The schemas are ours and tested in strict mode; here only the values are in question.
      const ajv = new Ajv2020({ verbose: true, strict: false, meta: false, validateSchema: false });
      validate = ajv.compile(schema());
    }
    return validate(value) ? undefined : faultOf(validate.errors ?? []);
  };
}

/** Where a faulty value stands, for people: the keys that lead to it, not to a wrong key itself. */
export const keyPath = ({ path, onKey }: Fault): string => (onKey ? path.slice(0, -1) : path).join('.');

const checks = new WeakMap<readonly AnyRule[], Check>();

/** The check of configs under these rules. */
export function configCheck(rules: readonly AnyRule[]): Check {
  const check = checks.get(rules) ?? checkFor(() => configSchema(rules));
  checks.set(rules, check);
  return check;
}

const checked = new WeakMap<Config, readonly AnyRule[]>();

/** Refuses a config made by a program. @throws UserError that names the key. */
export function checkConfig(config: Config, rules: readonly AnyRule[]): void {
  if (Object.keys(config).length === 0 || checked.get(config) === rules) return;
  if ('extends' in config) throw new UserError('配置 extends：只能写在配置文件里，用 loadConfig 读取。');
  const fault = configCheck(rules)(config);
  if (fault) throw new UserError(`${['配置', keyPath(fault)].filter(Boolean).join(' ')}：${fault.sentence}`);
  checked.set(config, rules);
}

/** A config made by a program as `loadConfig` would give it: checked, its globs absolute. @throws UserError that names the key. */
export function configOf(config: Config, rules: readonly AnyRule[]): Config {
  checkConfig(config, rules);
  return anchoredConfig(config, process.cwd());
}
