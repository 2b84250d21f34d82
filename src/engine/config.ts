import picomatch from 'picomatch/posix.js';
import type { AnyRule } from '../rule/rule.js';
import type { Config, Override, Settings } from './ruleset.js';

/** `over` laid upon `base`: a rule named by its level alone keeps the options it had; a profile is replaced whole. */
function mergedRules(base: Settings['rules'] = {}, over: Settings['rules'] = {}): NonNullable<Settings['rules']> {
  const kept = Object.entries(over).map(([id, setting]) => {
    const before = base[id];
    return [id, typeof setting === 'string' && Array.isArray(before) ? [setting, ...before.slice(1)] : setting];
  });
  return { ...base, ...Object.fromEntries(kept) };
}

/** `over` laid upon `base`: rules by id, lists one after the other, all else replaced. */
export function merged(base: Config, over: Config): Config {
  const lists = (['dictionaries', 'ignores', 'overrides'] as const)
    .filter((key) => base[key] && over[key])
    .map((key) => [key, [...(base[key] ?? []), ...(over[key] ?? [])]]);
  return {
    ...base,
    ...over,
    ...Object.fromEntries(lists),
    ...((base.rules || over.rules) && { rules: mergedRules(base.rules, over.rules) }),
  };
}

const listed = (globs: string | readonly string[]): readonly string[] => (typeof globs === 'string' ? [globs] : globs);

/** Does a glob name the path, or a folder it stands in? Both absolute, with forward slashes. */
export const matchesGlob = (path: string, globs: string | readonly string[]): boolean =>
  picomatch.isMatch(
    path,
    listed(globs).flatMap((glob) => [glob, `${glob.replace(/\/$/u, '')}/**`]),
    { dot: true },
  );

const isFor = (override: Override, path: string): boolean =>
  matchesGlob(path, override.files) &&
  !(override.excludedFiles !== undefined && matchesGlob(path, override.excludedFiles));

/** The config of one file: its overrides applied in order, none left. Globs and path are absolute. */
export function configFor({ overrides = [], ...base }: Config, path: string): Config {
  return overrides
    .filter((override) => isFor(override, path))
    .reduce<Config>((config, { files: _, excludedFiles: __, ...settings }) => merged(config, settings), base);
}

/** A list or one of it, where people write both. */
const oneOrMore = (items: object): object => ({ anyOf: [items, { type: 'array', items, minItems: 1 }] });

/** An empty list is one of texts. */
const optionType = (value: unknown): object =>
  Array.isArray(value) ? { type: 'array', items: { type: typeof (value[0] ?? '') } } : { type: typeof value };

const optionsSchema = ({ options = {}, optionNotes = {} }: Pick<AnyRule, 'options' | 'optionNotes'>): object => ({
  title: '选项',
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      {
        ...optionType(value),
        ...(Object.hasOwn(optionNotes, name) && { description: optionNotes[name] }),
        default: value,
      },
    ]),
  ),
  additionalProperties: false,
});

const settingSchema = (rule: Pick<AnyRule, 'options' | 'optionNotes'>): object => ({
  anyOf: [
    { $ref: '#/$defs/level' },
    {
      type: 'array',
      prefixItems: [{ $ref: '#/$defs/level' }, optionsSchema(rule)],
      minItems: 1,
      items: false,
    },
  ],
});

export const PROFILE_SCHEMA = {
  type: 'object',
  properties: {
    region: { type: 'string', pattern: '^\\d{6}$', description: '六位区划代码，如 411221' },
    organ: { type: 'string', description: '发布机关' },
    year: { type: 'integer', description: '报告年度' },
  },
  additionalProperties: false,
} as const;

/** What a config file may hold; JSON Schema 2020-12. Published as dist/config.schema.json, and what checks configs. */
export function configSchema(rules: readonly AnyRule[]): object {
  const glob = { $ref: '#/$defs/glob' };
  const settings = {
    profile: {
      description: '发布者档案，或其文件',
      anyOf: [{ type: 'string' }, { $ref: '#/$defs/profile' }],
    },
    rules: { $ref: '#/$defs/rules' },
    trial: { type: 'boolean', description: '同时运行试用中的规则（只作提示）' },
    minSeverity: { enum: ['info', 'warning', 'error'], description: '低于此级别的不列' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      extends: {
        ...oneOrMore({ type: 'string' }),
        description: '配置文件的相对路径，或 gongwen-lint:recommended、gongwen-lint:all',
      },
      ...settings,
      dictionaries: { type: 'array', items: { type: 'string' }, description: '自备词表' },
      maxWarnings: { type: 'integer', minimum: 0, description: '警告超过此数即以 1 退出' },
      overrides: {
        type: 'array',
        description: '按文件另设，后者优先',
        items: {
          type: 'object',
          properties: { files: oneOrMore(glob), excludedFiles: oneOrMore(glob), ...settings },
          required: ['files'],
          additionalProperties: false,
        },
      },
      ignores: { type: 'array', items: glob, description: '不检查的文件' },
      baseline: { type: 'string', description: '基线文件：其中已有的不计' },
      suppressions: { type: 'string', description: '抑制文件' },
    },
    additionalProperties: false,
    $defs: {
      level: { enum: ['off', 'info', 'warning', 'error'] },
      glob: { type: 'string', pattern: '^[^!]', description: '通配符；不以 ! 开头，除外的写在 excludedFiles' },
      profile: PROFILE_SCHEMA,
      plainSetting: settingSchema({}),
      rules: {
        title: '规则',
        description: '用 gongwen-lint rules 查看全部规则',
        type: 'object',
        properties: Object.fromEntries(
          rules.map((rule) => [
            rule.id,
            {
              description: rule.title,
              ...(rule.options ? settingSchema(rule) : { $ref: '#/$defs/plainSetting' }),
            },
          ]),
        ),
        additionalProperties: false,
      },
    },
  };
}
