import { readdirSync, readFileSync, statSync } from 'node:fs';

/** An entry of a lock file of npm, as far as it is asked here. */
export interface LockedPackage {
  /** From the folder of the lock file: node_modules/ajv. */
  readonly path: string;
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly engines?: { readonly node?: string };
}

/** All packages of a lock file, the project itself apart. */
export function lockedPackages(file: string): readonly LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly packages: Readonly<Record<string, Omit<LockedPackage, 'path'>>>;
  };
  return Object.entries(packages).flatMap(([path, entry]) => (path === '' ? [] : [{ ...entry, path }]));
}

/**
 * What a user gets who leaves out the optional parts: each package of a version once, for what the tools of this repository
 * push aside here lies flat there.
 */
export function withoutOptional(packages: readonly LockedPackage[]): readonly LockedPackage[] {
  const needed = packages.filter(({ dev, optional, devOptional, peer }) => !(dev || optional || devOptional || peer));
  return [...new Map(needed.map((entry) => [`${nameOf(entry)}@${entry.version}`, entry])).values()];
}

const nameOf = ({ path }: LockedPackage): string => path.slice(path.lastIndexOf('node_modules/'));

/** Bytes of all files of a package, those of packages within it apart. */
export function bytesIn(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) bytes += bytesIn(path);
    else if (entry.isFile()) bytes += statSync(path).size;
  }
  return bytes;
}

const numbersOf = (version: string): readonly number[] => version.split('.').map((part) => Number(part) || 0);

function isAtMost(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const i of [0, 1, 2]) if (left[i] !== right[i]) return (left[i] ?? 0) < (right[i] ?? 0);
  return true;
}

/**
 * Whether `engines.node` of a package admits this version of Node: one of its alternatives begins at or below it, and,
 * where it is of one major version only, is of this one.
 */
export const admits = (range: string, node: string): boolean =>
  range.split('||').some((alternative) => {
    const [, sign = '', version = ''] =
      /^\s{0,3}(>=|\^|~)?\s{0,3}v?(\d{1,3}(?:\.\d{1,3}){0,2})/u.exec(alternative) ?? [];
    if (version === '') return alternative.trim() === '*';
    return isAtMost(version, node) && (sign === '>=' || numbersOf(version)[0] === numbersOf(node)[0]);
  });
