import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** LIBREOFFICE names another than the one in PATH. */
const SOFFICE = process.env.LIBREOFFICE ?? 'soffice';

/** Tests of what an office program makes of our files are left out where there is none, and say so. */
export const hasLibreOffice = spawnSync(SOFFICE, ['--version'], { timeout: 60_000 }).status === 0;

/** Fields by commas, texts in quotes, UTF-8. */
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1';

/** Files as LibreOffice saves them in another format, by name without extension. @throws where it cannot open one. */
export function saveAs(
  format: 'odt' | 'pdf' | 'csv',
  files: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, Buffer>> {
  const folder = mkdtempSync(`${tmpdir()}/gongwen-office-`);
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(`${folder}/${name}`, bytes);
    const paths = Object.keys(files).map((name) => `${folder}/${name}`);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const { status, stderr } = spawnSync(
      SOFFICE,
      [profile, '--headless', '--convert-to', format === 'csv' ? CSV : format, '--outdir', `${folder}/out`, ...paths],
      { timeout: 150_000, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`LibreOffice: ${stderr}`);
    return Object.fromEntries(
      Object.keys(files).map((name) => {
        const stem = name.replace(/\.[a-z]{1,5}$/u, '');
        return [stem, readFileSync(`${folder}/out/${stem}.${format}`)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
