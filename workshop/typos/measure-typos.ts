import { mkdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Context } from '../../src/document/document.js';
import { UserError } from '../../src/errors.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import type { Calibration } from '../../src/model/format.js';
import { type TypoCandidate, typoCandidates } from '../../src/views/typos/typo-candidates.js';
import { CURVES, recordTypos, type Scores, scoresInWords, type TypoFigures, typoManifest } from './figures.js';
import { isTaught, type SentencePair, sentencePairs } from './pairs.js';

/** A sentence as written, as it should be, and what was found in it. */
export interface Judged extends SentencePair {
  readonly found: readonly TypoCandidate[];
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
}

/** Scores when only what is at least so sure is reported. */
export function typoScores(all: readonly Judged[], least: number): TypoScores {
  const sentences = { detected: 0, corrected: 0, reported: 0, wanted: 0 };
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
  };
}

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

const LEVELS = ['error', 'warning', 'info'] as const;

/** Shows the scores at each level. */
export function showScores(all: readonly Judged[], least: Pick<Calibration, 'error' | 'warning' | 'info'>): void {
  for (const level of LEVELS) {
    const { detection, correction, characters } = typoScores(all, least[level]);
    process.stdout.write(`${level}\t${[detection, correction, characters].map(scoresInWords).join('\t')}\n`);
  }
}

/** Findings in the right sentences, for 10,000 characters of them. */
function alarmsIn(pairs: readonly SentencePair[], context: Context, least: number): number {
  const right = pairs.map(({ target }) => judge({ source: target, target }, context));
  const characters = right.reduce((sum, { target }) => sum + target.length, 0);
  const findings = right.flatMap(({ found }) => found.filter(({ logit }) => logit >= least));
  return (findings.length * 10_000) / characters;
}

/** The curve as CSV and SVG, into a folder. */
function writeCurve(name: string, all: readonly Judged[], out: string): void {
  const logits = [...new Set(all.flatMap(({ found }) => found.map(({ logit }) => logit)))].sort((a, b) => b - a);
  const points = logits.map((logit) => ({ logit, ...typoScores(all, logit).correction }));
  mkdirSync(out, { recursive: true });
  writeFileSync(
    `${out}/${name}.csv`,
    `logit,precision,recall,f1\n${points.map((p) => [p.logit, p.precision, p.recall, p.f1].map((v) => v.toFixed(4)).join(',')).join('\n')}\n`,
  );
  writeFileSync(`${out}/${name}.svg`, curveSvg(name, points));
}

/**
 * Scores over a file of sentences, `written⇥right` a line, at each level of the model, and the whole curve. Sentences
 * that the model learned from are left out.
 * @param out a folder for the curve as CSV and SVG
 * @param record whether the figures and the curve are kept beside the model, for its page and that of its rule
 */
export function evaluateTypos(file: string, context: Context, out: string | undefined, record: boolean): void {
  const model = context.typoModel?.();
  if (!model) throw new UserError('没有错字模型。请先用 npm run train-typo-model 训练。');
  const name = basename(file);
  const { others, sha256 } = typoManifest();
  const read = sentencePairs(file);
  const pairs = others.includes(name) ? read.filter((pair, i) => !isTaught(pair, i)) : read;
  const all = pairs.map((pair) => judge(pair, context));
  const wrong = all.filter(({ source, target }) => source !== target).length;
  const levels = LEVELS.map((level): TypoFigures => {
    const least = model.calibration[level];
    return { level, ...typoScores(all, least), alarms: alarmsIn(pairs, context, least) };
  });
  process.stdout.write(`句 ${read.length}，学过的除外 ${all.length}，有错 ${wrong}\n`);
  process.stdout.write('级别\t检出 P/R/F1\t改正 P/R/F1\t字 P/R/F1\t正确句上每万字误报\n');
  for (const { level, detection, correction, characters, alarms } of levels)
    process.stdout.write(
      `${level}\t${[detection, correction, characters].map(scoresInWords).join('\t')}\t${alarms.toFixed(2)}\n`,
    );
  const title = name.replace(/\.[^.]*$/u, '');
  if (out !== undefined) writeCurve(title, all, out);
  if (!record) return;
  writeCurve(title, all, CURVES);
  recordTypos({ file: name, sentences: all.length, wrong, model: sha256, levels });
}
