import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type LilconfigResult, lilconfigSync } from 'lilconfig';
import type { Profile } from '../document/document.js';
import { merged, PROFILE_SCHEMA } from '../engine/config.js';
import type { Config, Override, Settings } from '../engine/ruleset.js';
import { UserError } from '../errors.js';
import type { AnyRule } from '../rule/rule.js';
import { anchoredConfig } from './globs.js';
import { readSource } from './source.js';
import { type Check, checkFor, configCheck } from './validate.js';

/** Names of a config file, in the order in which they are looked for. */
export const CONFIG_FILES = ['.gongwenlintrc.json', '.gongwenlintrc.yaml', '.gongwenlintrc.yml'] as const;

/** What `extends` may name beside files. */
const BUILT_IN: Readonly<Record<string, Config>> = {
  'gongwen-lint:recommended': {},
  'gongwen-lint:all': { trial: true },
};

type Written<T extends Settings> = Omit<T, 'profile'> & { readonly profile?: string | Profile };

/** A config as its file has it. */
type WrittenConfig = Written<Omit<Config, 'overrides'>> & {
  readonly $schema?: string;
  readonly extends?: string | readonly string[];
  readonly overrides?: readonly Written<Override>[];
};

export interface LoadOptions {
  /** Where the search begins, upward; the working directory. Never the folder of what is linted. */
  readonly cwd?: string;
  /** This file, without a search. */
  readonly file?: string;
}

const profileCheck = checkFor(() => PROFILE_SCHEMA);

/** Who publishes, from a JSON or YAML file. @throws UserError with file, line and column. */
export const readProfile = (file: string): Profile => readSource(file, profileCheck).value as Profile;

/** What a file itself sets, its paths absolute and its profile files read. */
function own(written: WrittenConfig, folder: string): Config {
  const path = (name: string): string => resolve(folder, name);
  const withProfile = <T extends { readonly profile?: string | Profile }>(settings: T) => {
    const { profile, ...rest } = settings;
    return profile === undefined
      ? rest
      : { ...rest, profile: typeof profile === 'string' ? readProfile(path(profile)) : profile };
  };
  const { $schema: _, extends: __, overrides, ...rest } = anchoredConfig(written, folder);
  // The schema has been checked; what is spread is optional in both shapes, which the compiler cannot see.
  return {
    ...withProfile(rest),
    ...(overrides && { overrides: overrides.map(withProfile) }),
    ...(rest.dictionaries && { dictionaries: rest.dictionaries.map(path) }),
    ...(rest.baseline !== undefined && { baseline: path(rest.baseline) }),
    ...(rest.suppressions !== undefined && { suppressions: path(rest.suppressions) }),
  } as Config;
}

/** A config file with what it extends laid under it. `chain`: the files that led here. */
function load(file: string, check: Check, chain: readonly string[]): Config {
  const source = readSource(file, check);
  const written = source.value as WrittenConfig;
  const names = typeof written.extends === 'string' ? [written.extends] : (written.extends ?? []);
  const bases = names.map((name, i) =>
    extended(name, source.place(['extends', String(i)]), dirname(file), check, [...chain, file]),
  );
  return [...bases, own(written, dirname(file))].reduce(merged, {});
}

/** What a file in `folder` extends at `place`. */
function extended(name: string, place: string, folder: string, check: Check, chain: readonly string[]): Config {
  const builtIn = BUILT_IN[name];
  if (builtIn) return builtIn;
  if (name.startsWith('gongwen-lint:'))
    throw new UserError(
      `${place}：extends：没有名为“${name}”的内置配置；可用的有：${Object.keys(BUILT_IN).join('、')}。`,
    );
  const file = resolve(folder, name);
  if (chain.includes(file))
    throw new UserError(
      `${place}：extends：循环引用 ${[...chain.slice(chain.indexOf(file)), file].map((link) => basename(link)).join(' → ')}。`,
    );
  if (!existsSync(file)) throw new UserError(`${place}：extends：没有“${name}”这个文件，路径相对于本文件。`);
  return load(file, check, chain);
}

/** The nearest config file at or above a folder, if any. @throws UserError for a package.json that is not JSON. */
function findConfig(cwd: string): string | undefined {
  const found: { file?: string } = {};
  const parse = (file: string, content: string): unknown => {
    found.file = file;
    return basename(file) === 'package.json' ? JSON.parse(content) : content;
  };
  let result: LilconfigResult;
  try {
    result = lilconfigSync('gongwenlint', {
      searchPlaces: [...CONFIG_FILES, 'package.json'],
      loaders: { '.json': parse, '.yaml': parse, '.yml': parse },
      ignoreEmptySearchPlaces: false,
    }).search(cwd);
  } catch (error) {
    throw new UserError(
      error instanceof SyntaxError
        ? `${found.file}：不是合格的 JSON，无法从中找配置；请修正，或用 --no-config。`
        : `查找配置文件时出错（${error instanceof Error ? error.message : ''}）；请检查权限，或用 --no-config。`,
    );
  }
  return result?.filepath;
}

/**
 * The config for a working directory: of the nearest file upward, or an empty one. Paths in it are absolute.
 * @throws UserError with file, line and column.
 */
export function loadConfig(rules: readonly AnyRule[], { cwd = process.cwd(), file }: LoadOptions = {}): Config {
  const from = file === undefined ? findConfig(cwd) : resolve(cwd, file);
  return from === undefined ? {} : load(from, configCheck(rules), []);
}
