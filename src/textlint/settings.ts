import { resolve } from 'node:path';
import { loadDictionaries } from '../dictionary/load.js';
import { UserError } from '../dictionary/user-error.js';
import type { Context, Profile } from '../document/document.js';
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

/** Contexts by their settings: dictionaries are read once for all documents. */
const known = new Map<string, Context>();

function contextOf(settings: Settings, folder: string): Context {
  const key = JSON.stringify([folder, settings]);
  let context = known.get(key);
  if (!context) {
    const { dictionaries = [], ...profile } = settings;
    context = {
      dictionaries: loadDictionaries(dictionaries.map((file) => resolve(folder, file))),
      profile,
      segmenter: loadSegmenter,
    };
    known.set(key, context);
  }
  return context;
}

/** By the folder of .textlintrc, for under --fix textlint runs each rule apart: one cannot hand settings to another. */
const inForce = new Map<string, Context>();

/** Lays down who publishes and with which word lists, for the documents under this .textlintrc. @throws UserError */
export function settle(options: object, folder = ''): void {
  inForce.set(folder, contextOf(checked(options), folder));
}

export const contextUnder = (folder = ''): Context => inForce.get(folder) ?? contextOf({}, '');
