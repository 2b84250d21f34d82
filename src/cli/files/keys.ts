import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { readText } from './record-file.js';

const inBase64 = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** Who holds a private key signs with it. */
export interface SigningKey {
  readonly publicKey: string;
  seal(hash: string): string;
}

/** @throws UserError where the file holds no Ed25519 private key. */
export function readKey(file: string): SigningKey {
  const text = readText(file);
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw new UserError(`${file}：不是私钥文件（PEM）。用 review key 可以生成一对。`);
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new UserError(
      `${file}：应为 Ed25519 私钥，不是 ${key.asymmetricKeyType ?? '别的'}。用 review key 可以生成一对。`,
    );
  return {
    publicKey: inBase64(createPublicKey(key)),
    seal: (hash) => sign(null, Buffer.from(hash, 'hex'), key).toString('base64'),
  };
}

/** Whether a seal was made of this hash by the key that belongs to the public one. */
export function isSealGood(publicKey: string, seal: string, hash: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return (
      key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(seal, 'base64'))
    );
  } catch {
    // Not a key, or not a seal.
    return false;
  }
}

/** A new pair: the private key into a file that only its owner may read. @returns the public key, for the roster. */
export function createKey(file: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new UserError(`${file}：写不进私钥（${error instanceof Error ? error.message : ''}）；已有的文件不会覆盖。`);
  }
  return inBase64(publicKey);
}
