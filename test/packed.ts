import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * A folder with the packed package in `package/`, beside the dependencies of this tree: the registry is not asked again.
 * `installed/` holds it by its name.
 */
export function packedPackage(): string {
  const folder = mkdtempSync(`${tmpdir()}/gongwen-lint-package-`);
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  symlinkSync(`${root}node_modules`, `${folder}/node_modules`);
  mkdirSync(`${folder}/installed`);
  symlinkSync(`${folder}/package`, `${folder}/installed/gongwen-lint`);
  return folder;
}
