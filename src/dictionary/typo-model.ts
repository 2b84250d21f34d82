import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { UserError } from '../errors.js';
import { ModelError, openModel, type TypoModel } from '../model/format.js';
import { packageRoot } from '../package-root.js';

const MEND = '请重新安装 gongwen-lint，或用 npm run train-typo-model 重新训练。';

/** What the manifest says of the model file. */
export interface TypoManifest {
  readonly file: string;
  readonly sha256: string;
}

/** Into memory that threads may share. */
function readShared(path: string): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    let read = 0;
    while (read < size) {
      const step = readSync(descriptor, bytes, read, size - read, read);
      if (step === 0) break;
      read += step;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The model in a folder, or undefined where there is none.
 * @throws UserError for a model that is damaged, of another version or not the one its manifest names.
 */
export function readTypoModel(folder: string): TypoModel | undefined {
  const manifestFile = `${folder}/manifest.json`;
  if (!existsSync(manifestFile)) return undefined;
  let manifest: TypoManifest;
  let bytes: Uint8Array;
  try {
    manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as TypoManifest;
    bytes = readShared(`${folder}/${manifest.file}`);
  } catch (error) {
    throw new UserError(`${manifestFile}：读不到错字模型（${error instanceof Error ? error.message : ''}）。${MEND}`);
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== manifest.sha256)
    throw new UserError(`${folder}/${manifest.file}：错字模型与 manifest.json 所记的 sha256 不符，文件已损坏。${MEND}`);
  try {
    return openModel(bytes);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(`${folder}/${manifest.file}：${error.message}。${MEND}`);
  }
}

let loaded: { readonly model: TypoModel | undefined } | undefined;

/** The shipped model, read on first call and kept; undefined where it is not installed. @throws UserError */
export function loadTypoModel(): TypoModel | undefined {
  loaded ??= { model: readTypoModel(`${packageRoot}dictionaries/typo-model`) };
  return loaded.model;
}

let versionsRead: Readonly<Record<string, string>> | undefined;

/** The digests of the shipped models, as far as they are installed, without loading them. */
export function typoModelVersions(): Readonly<Record<string, string>> {
  versionsRead ??= readVersions();
  return versionsRead;
}

function readVersions(): Readonly<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const [name, manifest] of [
    ['typo-model', 'manifest.json'],
    ['slip-model', 'slips.json'],
  ] as const) {
    const path = `${packageRoot}dictionaries/typo-model/${manifest}`;
    if (existsSync(path))
      versions[name] = (JSON.parse(readFileSync(path, 'utf8')) as Pick<TypoManifest, 'sha256'>).sha256.slice(0, 12);
  }
  return versions;
}
