import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SyncTransformer } from '@jest/transform';
import type { Options } from '@swc/core';
import swc from '@swc/jest';

interface Settings {
  /** A JSON file: instrumented sources by path. */
  readonly sources: string;
  readonly swc: Options;
}

/** @swc/jest, but that the sources of a folder are read as they were instrumented. */
export default {
  createTransformer({ sources, swc: options }: Settings): SyncTransformer {
    const instrumented = JSON.parse(readFileSync(sources, 'utf8')) as Readonly<Record<string, string>>;
    const { process } = swc.createTransformer(options) as SyncTransformer;
    return {
      process: (text, path, transformOptions) => process(instrumented[path] ?? text, path, transformOptions),
      getCacheKey: (text, path) =>
        createHash('sha256')
          .update(path)
          .update('\0')
          .update(instrumented[path] ?? text)
          .digest('hex'),
    };
  },
};
