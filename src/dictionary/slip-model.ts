import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../errors.js';
import { ModelError } from '../model/format.js';
import type { SlipModel } from '../model/slip-classifier.js';
import { openSlipModel } from '../model/slip-format.js';
import { packageRoot } from '../package-root.js';
import type { TypoManifest } from './typo-model.js';

const MEND = '请重新安装 gongwen-lint，或用 npm run train-typo-model 重新训练。';

/** What slips.json says of the classifiers. */
export interface SlipManifest extends TypoManifest {
  /** sha256 of the language model that they were trained on. */
  readonly model: string;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * The classifiers of missing, extra and misplaced characters in a folder; undefined where there are none, or none for
 * the language model that stands beside them.
 * @throws UserError for a file that is damaged, of another version or not the one its manifest names.
 */
export function readSlipModel(folder: string): SlipModel | undefined {
  const manifestFile = `${folder}/slips.json`;
  const languageFile = `${folder}/manifest.json`;
  if (!existsSync(manifestFile) || !existsSync(languageFile)) return undefined;
  let manifest: SlipManifest;
  let language: TypoManifest;
  let bytes: Uint8Array;
  try {
    manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as SlipManifest;
    language = JSON.parse(readFileSync(languageFile, 'utf8')) as TypoManifest;
    bytes = readFileSync(`${folder}/${manifest.file}`);
  } catch (error) {
    throw new UserError(
      `${manifestFile}：读不到多字漏字模型（${error instanceof Error ? error.message : ''}）。${MEND}`,
    );
  }
  if (digestOf(bytes) !== manifest.sha256)
    throw new UserError(
      `${folder}/${manifest.file}：多字漏字模型与 slips.json 所记的 sha256 不符，文件已损坏。${MEND}`,
    );
  if (manifest.model !== language.sha256) return undefined;
  try {
    return openSlipModel(bytes);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(`${folder}/${manifest.file}：${error.message}。${MEND}`);
  }
}

let loaded: { readonly model: SlipModel | undefined } | undefined;

/** The shipped classifiers, read on first call and kept. @throws UserError */
export function loadSlipModel(): SlipModel | undefined {
  loaded ??= { model: readSlipModel(`${packageRoot}dictionaries/typo-model`) };
  return loaded.model;
}
