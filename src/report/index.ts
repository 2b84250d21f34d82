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
export type FileFormat = 'docx' | 'xlsx' | 'inspection';

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
  inspection: async (reports, context) => (await import('./inspection.js')).inspection(reports, context),
};

/** Of a whole site; the others are of documents as well. */
const SITE_FORMATS: readonly string[] = ['inspection'];

export const FORMATS_OF_SITES: readonly string[] = [...Object.keys(RENDERERS), ...Object.keys(FILE_RENDERERS)];

export const FORMATS: readonly string[] = FORMATS_OF_SITES.filter((format) => !SITE_FORMATS.includes(format));

/** Formats for people, who want to know when it was made; all others hold no clock. */
export const isDated = (format: Format | FileFormat): boolean => format === 'html' || format in FILE_RENDERERS;
