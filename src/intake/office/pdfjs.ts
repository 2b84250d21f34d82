import { pathToFileURL } from 'node:url';
import type * as Pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { packageRoot } from '../../package-root.js';

/** The folder of the parts of pdf.js that read text; the build puts them there. */
export const PDFJS = `${packageRoot}dist/pdfjs/`;

let loading: Promise<typeof Pdfjs> | undefined;

/** It draws as well, and complains while it is loaded that there is nothing to draw with; text needs none of that. */
async function load(): Promise<typeof Pdfjs> {
  const { warn } = console;
  const scope = globalThis as { DOMMatrix?: unknown };
  const isBare = scope.DOMMatrix === undefined;
  console.warn = () => undefined;
  if (isBare) scope.DOMMatrix = class {};
  try {
    return (await import(pathToFileURL(`${PDFJS}pdf.mjs`).href)) as typeof Pdfjs;
  } finally {
    console.warn = warn;
    if (isBare) delete scope.DOMMatrix;
  }
}

export function loadPdfjs(): Promise<typeof Pdfjs> {
  loading ??= load();
  return loading;
}
