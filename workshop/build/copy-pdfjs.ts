import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

// Of the 38 MB of pdfjs-dist a reader of text needs these: the package ships them, and nobody installs the rest.
const from = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const to = `${packageRoot}dist/pdfjs`;
mkdirSync(to, { recursive: true });
copyFileSync(`${from}/legacy/build/pdf.min.mjs`, `${to}/pdf.mjs`);
copyFileSync(`${from}/legacy/build/pdf.worker.min.mjs`, `${to}/pdf.worker.mjs`);
copyFileSync(`${from}/LICENSE`, `${to}/LICENSE`);
cpSync(`${from}/cmaps`, `${to}/cmaps`, { recursive: true });
cpSync(`${from}/standard_fonts`, `${to}/standard_fonts`, { recursive: true });
