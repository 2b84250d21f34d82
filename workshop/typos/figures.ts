import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { packageRoot } from '../../src/package-root.js';
import { SEVERITY_WORD } from '../../src/report/words.js';
import type { Severity } from '../../src/rule/rule.js';

/** Precision, recall and F1, from 0 to 1. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What a model told of a file of sentences, at one level and those above it. */
export interface TypoFigures {
  readonly level: Severity;
  readonly detection: Scores;
  readonly correction: Scores;
  readonly characters: Scores;
  /** Findings in the right sentences, for 10,000 characters of them. */
  readonly alarms: number;
}

/** What `evaluate typos --record` keeps of a file, beside the model. */
export interface RecordedTypos {
  readonly file: string;
  readonly sentences: number;
  readonly wrong: number;
  /** The sha256 of the model. */
  readonly model: string;
  readonly levels: readonly TypoFigures[];
}

const folder = `${packageRoot}dictionaries/typo-model`;
const FILE = `${folder}/figures.json`;
/** Where the curves lie that are kept. */
export const CURVES = `${folder}/curves`;
const LEVELS = ['error', 'warning', 'info'] as const;

const recorded = (): readonly RecordedTypos[] =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as readonly RecordedTypos[]) : [];

/** Keeps the figures of a file in place of its older ones; `npm run generate` shows them. */
export function recordTypos(figures: RecordedTypos): void {
  const others = recorded().filter(({ file }) => file !== figures.file);
  const all = [...others, figures].sort((a, b) => (a.file < b.file ? -1 : 1));
  writeFileSync(FILE, `${JSON.stringify(all, undefined, 2)}\n`);
}

interface Manifest {
  /** The files of other domains that the trees learned from. */
  readonly others: readonly string[];
  readonly sha256: string;
  readonly characters: { readonly report: number };
  readonly findingsPer10000: Readonly<Record<Severity, { readonly all: number; readonly notReadAsRight: number }>>;
}

export const typoManifest = (): Manifest => JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest;

const percent = (value: number): string => (value * 100).toFixed(1);
export const scoresInWords = ({ precision, recall, f1 }: Scores): string =>
  [precision, recall, f1].map(percent).join(' / ');

/**
 * The tables of the model page and of the page of its rule.
 * @param curves the folder of the curves, as seen from the page
 */
export function typoTables(curves: string): string {
  const manifest = typoManifest();
  const alarms = LEVELS.map((level) => {
    const { all, notReadAsRight } = manifest.findingsPer10000[level];
    return `| ${SEVERITY_WORD[level]} | ${all.toFixed(3)} | ${notReadAsRight.toFixed(3)} |`;
  });
  const rows = recorded().flatMap(({ file, sentences, wrong, model, levels }) =>
    levels.map(({ level, detection, correction, characters, alarms: rate }) => {
      const stale = model === manifest.sha256 ? '' : '（旧模型）';
      return `| [${file}](${curves}/${file.replace(/\.[^.]{1,9}$/u, '')}.svg)${stale} | ${sentences}，${wrong} | ${SEVERITY_WORD[level]} | ${[detection, correction, characters].map(scoresInWords).join(' | ')} | ${rate.toFixed(2)} |`;
    }),
  );
  return `未参与训练的官方文字 ${(manifest.characters.report / 10_000).toFixed(0)} 万字，每万字的发现：

| 级别（含以上） | 全部 | 除去读作真错的 |
|---|---|---|
${alarms.join('\n')}

句对（文件名连着精确率、召回率曲线）：

| 文件 | 句，有错 | 级别（含以上） | 检出 P / R / F1 | 改正 P / R / F1 | 字 P / R / F1 | 正确句上每万字误报 |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
