import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Archive } from '../../document/document.js';
import type { Config } from '../../engine/ruleset.js';
import { packageRoot } from '../../package-root.js';
import { segmenterName } from '../../segment/segmenter.js';

const SHOWN = 16;

/** This program, its dictionaries and models; both segmenters cut alike, none does not. */
function programVersion(): string {
  const hash = createHash('sha256')
    .update(readFileSync(`${packageRoot}package.json`))
    .update(segmenterName() === 'none' ? 'none' : 'jieba');
  for (const folder of ['dist', 'dictionaries'])
    for (const entry of readdirSync(`${packageRoot}${folder}`, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && /\.(?:js|tsv|bin)$/u.test(file.name))
      .map((file) => `${file.parentPath}/${file.name}`)
      .sort())
      hash.update(readFileSync(entry));
  return hash.digest('hex').slice(0, SHOWN);
}

/** What the config has to do with the findings of a page; not where on this machine its files lie. */
function settingsVersion(config: Config, archive: Archive | undefined): string {
  const { profile, rules, trial, minSeverity, dictionaries = [] } = config;
  const hash = createHash('sha256').update(
    JSON.stringify([profile, rules, trial, minSeverity, archive], (_, value) =>
      value instanceof Map ? [...value] : value,
    ),
  );
  for (const file of dictionaries) hash.update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, SHOWN);
}

/** What results rest on besides the page: `program-settings`, the same on every machine that gives the same results. */
export const rulesVersionOf = (config: Config, archive: Archive | undefined): string =>
  `${programVersion()}-${settingsVersion(config, archive)}`;
