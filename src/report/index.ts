import { checkstyle } from './checkstyle.js';
import { csv } from './csv.js';
import { github } from './github.js';
import { html } from './html.js';
import { junit } from './junit.js';
import type { FileRenderer, Renderer } from './render.js';
import { sarif } from './sarif.js';
import { json, ndjson, stylish } from './text.js';

export type Format = 'stylish' | 'json' | 'ndjson' | 'sarif' | 'html' | 'checkstyle' | 'junit' | 'github' | 'csv';

/** Formats that are files, not text. */
export type FileFormat = 'docx' | 'xlsx';

export const RENDERERS: Readonly<Record<Format, Renderer>> = {
  stylish: (reports, { colour }) => stylish(reports, colour),
  json,
  ndjson,
  sarif,
  html,
  checkstyle,
  junit,
  github,
  csv,
};

/** Each loaded when first needed: their libraries are large. */
export const FILE_RENDERERS: Readonly<Record<FileFormat, FileRenderer>> = {
  docx: async (reports, context) => (await import('./docx.js')).docx(reports, context),
  xlsx: async (reports, context) => (await import('./xlsx.js')).xlsx(reports, context),
};

export const FORMATS: readonly string[] = [...Object.keys(RENDERERS), ...Object.keys(FILE_RENDERERS)];

/** Formats for people, who want to know when it was made; all others hold no clock. */
export const isDated = (format: Format | FileFormat): boolean =>
  format === 'html' || format === 'docx' || format === 'xlsx';
