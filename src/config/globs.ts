import { isAbsolute, posix, resolve, sep } from 'node:path';

interface WithGlobs {
  readonly overrides?: readonly {
    readonly files: string | readonly string[];
    readonly excludedFiles?: string | readonly string[];
  }[];
  readonly ignores?: readonly string[];
}

const forward = (path: string): string => path.replaceAll(sep, '/');

/** An absolute path with forward slashes, as globs are matched with. */
export const absolutePath = (path: string): string => forward(resolve(path));

/** The characters of a folder's name that would be read as part of a glob. */
const escaped = (folder: string): string => folder.replace(/[\\()[\]{}!*?+@]/gu, '\\$&');

/** A glob of a config in this folder, absolute; one without a slash fits at any depth, as in .gitignore. */
export function anchored(folder: string, glob: string): string {
  if (isAbsolute(glob)) return forward(glob);
  const inside = glob.replace(/\/$/u, '').includes('/') ? glob : `**/${glob}`;
  return posix.join(escaped(forward(folder)), inside);
}

const anchoredAll = (folder: string, globs: string | readonly string[]): string | readonly string[] =>
  typeof globs === 'string' ? anchored(folder, globs) : globs.map((glob) => anchored(folder, glob));

/** A config in this folder, its globs absolute; absolute ones stay. */
export function anchoredConfig<C extends WithGlobs>(config: C, folder: string): C {
  const { overrides, ignores } = config;
  return {
    ...config,
    ...(overrides && {
      overrides: overrides.map((override) => ({
        ...override,
        files: anchoredAll(folder, override.files),
        ...(override.excludedFiles !== undefined && { excludedFiles: anchoredAll(folder, override.excludedFiles) }),
      })),
    }),
    ...(ignores && { ignores: ignores.map((glob) => anchored(folder, glob)) }),
  };
}
