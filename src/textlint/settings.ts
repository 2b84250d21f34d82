import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { absolutePath } from '../config/globs.js';
import { loadConfig } from '../config/load-config.js';
import { besideOf, entriesFor, readSuppressions, SUPPRESSIONS_SUFFIX } from '../config/suppressions.js';
import { today } from '../config/today.js';
import { loadDictionaries } from '../dictionary/load-dictionaries.js';
import { shippedModels } from '../dictionary/models.js';
import type { Context, Profile } from '../document/document.js';
import type { Outside } from '../engine/suppress.js';
import { UserError } from '../errors.js';
import { builtInRules } from '../generated/rules.js';
import { loadSegmenter } from '../segment/segmenter.js';

const PLACE = '.textlintrc 的 preset-gongwen-lint.document';

const isText = (value: unknown): value is string => typeof value === 'string';

/** What each setting must be, in words, and whether a value is that. */
const SETTINGS: Readonly<Record<string, readonly [says: string, fits: (value: unknown) => boolean]>> = {
  region: ['六位区划代码，如 "411221"', (value) => isText(value) && /^\d{6}$/u.test(value)],
  organ: ['发布机关的名称', isText],
  year: ['年份，如 2025', (value) => Number.isInteger(value)],
  dictionaries: ['词表文件的数组，如 ["单位词表.tsv"]', (value) => Array.isArray(value) && value.every(isText)],
};

interface Settings extends Profile {
  readonly dictionaries?: readonly string[];
}

function checked(options: object): Settings {
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (!known) throw new UserError(`${PLACE}：没有“${name}”这一项；可用的有 ${Object.keys(SETTINGS).join('、')}。`);
    if (!known[1](value)) throw new UserError(`${PLACE}.${name}：应为${known[0]}。`);
  }
  return options;
}

/** What holds under one .textlintrc. */
interface Surroundings {
  readonly context: Context;
  /** The shared side-car file of suppressions, where there is one. */
  readonly suppressions?: string;
}

/** By their settings: dictionaries are read once for all documents. */
const known = new Map<string, Surroundings>();

/** Of .gongwenlintrc who publishes, word lists and suppressions count here; which rules run, .textlintrc says alone. */
function surroundingsOf(settings: Settings, folder: string): Surroundings {
  const key = JSON.stringify([folder, settings]);
  let surroundings = known.get(key);
  if (!surroundings) {
    const config = loadConfig(builtInRules, folder === '' ? {} : { cwd: folder });
    const { dictionaries, ...profile } = settings;
    const beside = resolve(folder, SUPPRESSIONS_SUFFIX);
    const suppressions = config.suppressions ?? (existsSync(beside) ? beside : undefined);
    surroundings = {
      context: {
        dictionaries: loadDictionaries(dictionaries?.map((file) => resolve(folder, file)) ?? config.dictionaries ?? []),
        profile: { ...config.profile, ...profile },
        segmenter: loadSegmenter,
        ...shippedModels,
      },
      ...(suppressions !== undefined && { suppressions }),
    };
    known.set(key, surroundings);
  }
  return surroundings;
}

/** By the folder of .textlintrc, for under --fix textlint runs each rule apart: one cannot hand settings to another. */
const inForce = new Map<string, Surroundings>();

/** Lays down who publishes and with which word lists, for the documents under this .textlintrc. @throws UserError */
export function settle(options: object, folder = ''): void {
  inForce.set(folder, surroundingsOf(checked(options), folder));
}

const surroundingsUnder = (folder: string): Surroundings => inForce.get(folder) ?? surroundingsOf({}, '');

export const contextUnder = (folder = ''): Context => surroundingsUnder(folder).context;

/**
 * What side-car files suppress in a file: textlint's filter rules see no findings, so ours are taken out before.
 * @throws UserError for a faulty side-car file
 */
export function outsideOf(file: string | undefined, folder = ''): Outside {
  if (file === undefined) return {};
  const sideCars = [besideOf(file), surroundingsUnder(folder).suppressions].filter((path) => path !== undefined);
  const ids = builtInRules.map(({ id }) => id);
  const entries = sideCars.flatMap((path) => readSuppressions(path, today(), ids).entries);
  return { suppressions: entriesFor(entries, absolutePath(file)) };
}
