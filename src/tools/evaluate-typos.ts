import { mkdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../dictionary/user-error.js';
import type { Context } from '../document/document.js';
import { readTxt } from '../intake/txt.js';
import type { Calibration } from '../model/format.js';
import { type TypoCandidate, typoCandidates } from '../views/typo-candidates.js';
import { type SentencePair, sentencePairs } from './typo-pairs.js';

/** A sentence as written, as it should be, and what was found in it. */
export interface Judged extends SentencePair {
  readonly found: readonly TypoCandidate[];
}

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const scoresOf = (right: number, reported: number, wanted: number): Scores => {
  const precision = reported === 0 ? 1 : right / reported;
  const recall = wanted === 0 ? 1 : right / wanted;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
};

const isDifferent = (a: string, b: string, i: number): boolean => a[i] !== b[i];

export interface TypoScores {
  /** Sentences told wrong where they are; told right, nothing else being counted. */
  readonly detection: Scores;
  /** Sentences whose correction gives the target exactly. */
  readonly correction: Scores;
  /** Characters. */
  readonly characters: Scores;
  /** Right sentences that were touched. */
  readonly touched: number;
}

/** Scores when only what is at least so sure is reported. */
export function typoScores(all: readonly Judged[], least: number): TypoScores {
  const sentences = { detected: 0, corrected: 0, reported: 0, wanted: 0, touched: 0 };
  const characters = { right: 0, reported: 0, wanted: 0 };
  for (const { source, target, found } of all) {
    const reported = found.filter(({ logit }) => logit >= least);
    let corrected = source;
    for (const { range, meant } of reported.toReversed())
      corrected = corrected.slice(0, range.start) + meant + corrected.slice(range.end);
    const isWrong = source !== target;
    if (isWrong) sentences.wanted++;
    if (reported.length > 0) {
      sentences.reported++;
      if (!isWrong) sentences.touched++;
      if (isWrong && corrected === target) sentences.corrected++;
      const places = new Set(reported.flatMap(({ range }) => [range.start, range.end - 1]));
      const wrongPlaces = [...target].map((_, i) => i).filter((i) => isDifferent(source, target, i));
      if (
        isWrong &&
        source.length === target.length &&
        wrongPlaces.every((i) => reported.some(({ range }) => range.start <= i && i < range.end)) &&
        [...places].every((i) => isDifferent(source, target, i))
      )
        sentences.detected++;
    }
    if (source.length !== target.length) continue;
    for (let i = 0; i < source.length; i++) {
      if (isDifferent(source, target, i)) characters.wanted++;
      if (isDifferent(source, corrected, i)) {
        characters.reported++;
        if (isDifferent(source, target, i) && corrected[i] === target[i]) characters.right++;
      }
    }
  }
  return {
    detection: scoresOf(sentences.detected, sentences.reported, sentences.wanted),
    correction: scoresOf(sentences.corrected, sentences.reported, sentences.wanted),
    characters: scoresOf(characters.right, characters.reported, characters.wanted),
    touched: sentences.touched,
  };
}

const percent = (value: number): string => (value * 100).toFixed(1);

const row = ({ precision, recall, f1 }: Scores): string => [precision, recall, f1].map(percent).join(' / ');

/** The curve as a picture of its own: recall to the right, precision upwards. */
function curveSvg(title: string, points: readonly Scores[]): string {
  const at = ({ precision, recall }: Scores): string =>
    `${(40 + recall * 400).toFixed(1)},${(420 - precision * 400).toFixed(1)}`;
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1]
    .map(
      (v) =>
        `<path d="M${40 + v * 400} 20V420M40 ${420 - v * 400}H440" stroke="#ddd"/><text x="${40 + v * 400}" y="436" text-anchor="middle">${v}</text><text x="34" y="${424 - v * 400}" text-anchor="end">${v}</text>`,
    )
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 460" font-family="sans-serif" font-size="12"><rect width="460" height="460" fill="#fff"/>${grid}<polyline fill="none" stroke="#1a6" stroke-width="2" points="${points.map(at).join(' ')}"/><text x="240" y="14" text-anchor="middle">${title}</text><text x="240" y="454" text-anchor="middle">召回率</text><text x="10" y="220" transform="rotate(-90 10 220)" text-anchor="middle">精确率</text></svg>\n`;
}

export function judge({ source, target }: SentencePair, context: Context): Judged {
  const doc = readTxt({ name: 'sentence.txt', source, context });
  return { source, target, found: doc.text === source ? typoCandidates(doc) : [] };
}

/** Shows the scores at each level. */
export function showScores(all: readonly Judged[], least: Pick<Calibration, 'error' | 'warning' | 'info'>): void {
  process.stdout.write(`句 ${all.length}，有错 ${all.filter(({ source, target }) => source !== target).length}\n`);
  process.stdout.write('级别\t检出 P/R/F1\t改正 P/R/F1\t字 P/R/F1\t误改的正确句\n');
  for (const level of ['error', 'warning', 'info'] as const) {
    const { detection, correction, characters, touched } = typoScores(all, least[level]);
    process.stdout.write(`${level}\t${row(detection)}\t${row(correction)}\t${row(characters)}\t${touched}\n`);
  }
}

/**
 * Scores over a file of sentences, `written⇥right` a line, at each level of the model, and the whole curve.
 * @param out a folder for the curve as CSV and SVG
 */
export function evaluateTypos(file: string, context: Context, out: string | undefined): void {
  const model = context.typoModel?.();
  if (!model) throw new UserError('没有错字模型。请先用 npm run train-typo-model 训练。');
  const all = sentencePairs(file).map((pair) => judge(pair, context));
  showScores(all, model.calibration);
  if (out === undefined) return;
  const logits = [...new Set(all.flatMap(({ found }) => found.map(({ logit }) => logit)))].sort((a, b) => b - a);
  const points = logits.map((logit) => ({ logit, ...typoScores(all, logit).correction }));
  const name = basename(file).replace(/\.[^.]*$/u, '');
  mkdirSync(out, { recursive: true });
  writeFileSync(
    `${out}/${name}.csv`,
    `logit,precision,recall,f1\n${points.map((p) => [p.logit, p.precision, p.recall, p.f1].map((v) => v.toFixed(4)).join(',')).join('\n')}\n`,
  );
  writeFileSync(`${out}/${name}.svg`, curveSvg(name, points));
}
