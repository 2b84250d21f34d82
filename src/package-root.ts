import { fileURLToPath } from 'node:url';

/** The package's own folder, from src/ and from dist/src/ alike. */
export const packageRoot = fileURLToPath(
  new URL(import.meta.url.includes('/dist/src/') ? '../../' : '../', import.meta.url),
);
