import { checkstyle } from './checkstyle.js';
import { csv } from './csv.js';
import { github } from './github.js';
import { junit } from './junit.js';
import type { Renderer } from './render.js';
import { sarif } from './sarif.js';
import { json, ndjson, stylish } from './text.js';

export type Format = 'stylish' | 'json' | 'ndjson' | 'sarif' | 'checkstyle' | 'junit' | 'github' | 'csv';

export const RENDERERS: Readonly<Record<Format, Renderer>> = {
  stylish: (reports, { colour }) => stylish(reports, colour),
  json,
  ndjson,
  sarif,
  checkstyle,
  junit,
  github,
  csv,
};
