import { readFileSync } from 'node:fs';
import { UserError } from '../../src/errors.js';
import { hashOf } from './training-corpus.js';

/** A sentence as written, and as it should be. */
export interface SentencePair {
  readonly source: string;
  readonly target: string;
}

/** Sentences of a file, `written⇥right` a line. @throws UserError for a line without both. */
export const sentencePairs = (file: string): readonly SentencePair[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line, i) => {
      const [source, target] = line.split('\t');
      if (source === undefined || target === undefined)
        throw new UserError(`${file}:${i + 1}：应为“原句⇥改正句”，以制表符分隔。`);
      return { source, target };
    });

/** Of a file of another domain, whether its sentence of this number, from 0, teaches the trees; the rest are for judging. */
export const isTaught = (_: SentencePair, index: number): boolean => index % 2 === 1;

/** Which of so many folds a sentence is in: by what it should be, so that no fold knows a sentence of another. */
export const foldOf = ({ target }: SentencePair, folds: number): number => hashOf(target) % folds;
