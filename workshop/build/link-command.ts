import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { packageRoot } from '../../src/package-root.js';

// npm links the commands of a package's dependencies, not its own: in a clone, npx would look for it in the registry.
const folder = `${packageRoot}node_modules/.bin`;
const target = '../../dist/src/cli/main.js';
chmodSync(`${packageRoot}dist/src/cli/main.js`, 0o755);
if (existsSync(folder)) {
  const link = `${folder}/gongwen-lint`;
  rmSync(link, { force: true });
  if (process.platform === 'win32')
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\dist\\src\\cli\\main.js" %*\r\n');
  else symlinkSync(target, link);
}
