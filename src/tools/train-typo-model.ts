import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadDictionaries, packageRoot } from '../dictionary/load.js';
import { UserError } from '../dictionary/user-error.js';
import type { Context, Document } from '../document/document.js';
import { readTxt } from '../intake/txt.js';
import { confusionTable } from '../model/confusions.js';
import { examinerOf, FEATURES } from '../model/correction.js';
import { type Calibration, type ModelParts, openModel, packModel, VERSION } from '../model/format.js';
import { loadSegmenter } from '../segment/segmenter.js';
import { type TypoCandidate, typoCandidates } from '../views/typo-candidates.js';
import { trainSlips } from './train-slips.js';
import { type CorpusDocument, corpusDocuments, type Part } from './typo-corpus.js';
import { languageModelOf, type Size } from './typo-language-model.js';
import { findingKey, verdictsIn } from './typo-readings.js';
import { labelledRows } from './typo-rows.js';
import { type Growth, growTrees } from './typo-trees.js';

/** What the shipped model is made with; MODEL.md has the figures of other sizes. */
const SIZE: Size = { least: [2, 3, 4, 6], fingerprintBits: 8, levelBits: 6 };
const GROWTH: Growth = { trees: 200, leaves: 31, rate: 0.1, leastHessian: 5, ridge: 1 };

/**
 * False alarms for 10,000 characters that the levels may give on clean text, each with those above it. What nobody has
 * read and found right counts as false.
 */
const ALARMS = { error: 0.05, warning: 0.5, info: 2 } as const;
const LOWEST = -2;
/** Fewer read findings than this do not tell how probable one is. */
const ENOUGH_READ = 50;

const folder = `${packageRoot}dictionaries/typo-model`;
const FILE = 'model.bin';

const argumentsGiven = process.argv.slice(2);
const after = (flag: string): string | undefined => {
  const at = argumentsGiven.indexOf(flag);
  return at < 0 ? undefined : argumentsGiven[at + 1];
};

function progress(what: string): void {
  const { user, system } = process.cpuUsage();
  const megabytes = Math.round(process.memoryUsage().rss / 1e6);
  process.stdout.write(`${((user + system) / 1e6).toFixed(0)} 秒 CPU\t${megabytes} MB\t${what}\n`);
}

/** An order that does not follow the files, the same each time. */
const shuffled = (texts: readonly string[]): readonly string[] =>
  texts
    .map((text, i) => ({ text, place: Math.imul(i + 1, 0x9e3779b1) >>> 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);

interface Finding {
  readonly doc: Document;
  readonly candidate: TypoCandidate;
  readonly key: string;
}

interface Findings {
  readonly characters: number;
  /** The surest first. */
  readonly all: readonly Finding[];
}

function findingsIn(documents: readonly CorpusDocument[], context: Context): Findings {
  let characters = 0;
  const all: Finding[] = [];
  for (const { name, text } of documents) {
    characters += text.length;
    const doc = readTxt({ name, source: text, context });
    for (const candidate of typoCandidates(doc)) all.push({ doc, candidate, key: findingKey(doc, candidate) });
  }
  return { characters, all: all.sort((a, b) => b.candidate.logit - a.candidate.logit) };
}

/** The logit down to which no more than `rate` false alarms come for 10,000 characters. */
function threshold({ characters, all }: Findings, isFalse: (one: Finding) => boolean, rate: number): number {
  const wrong = all.filter(isFalse);
  const allowed = Math.floor((rate * characters) / 10_000);
  return (wrong[allowed]?.candidate.logit ?? LOWEST) + 1e-6;
}

/** Newton's method for one slope and one offset: how often findings of a logit were read as right. */
function fitProbability(
  points: readonly (readonly [logit: number, right: boolean])[],
): Pick<Calibration, 'slope' | 'offset'> {
  let slope = 1;
  let offset = -4;
  for (let round = 0; round < 50; round++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-3, 0, 1e-3];
    for (const [logit, right] of points) {
      const p = 1 / (1 + Math.exp(-slope * logit - offset));
      const error = Number(right) - p;
      const weight = p * (1 - p);
      g0 += error;
      g1 += error * logit;
      h00 += weight;
      h01 += weight * logit;
      h11 += weight * logit * logit;
    }
    const determinant = h00 * h11 - h01 * h01;
    offset += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return { slope, offset };
}

/** A line for each finding, for somebody to read: key, verdict to be filled in, logit, where. */
const listing = ({ all }: Findings): string =>
  all
    .map(({ doc: { text, name }, candidate: { range, meant, logit }, key }) => {
      const [before, written, rest] = [
        text.slice(Math.max(0, range.start - 18), range.start),
        text.slice(range.start, range.end),
        text.slice(range.end, range.end + 18),
      ];
      return `${key}\t\t${logit.toFixed(2)}\t${name}\t${`${before}【${written}→${meant}】${rest}`.replaceAll(/\s/gu, '⏎')}`;
    })
    .join('\n');

/** Counts, then trees on errors planted in texts that were not counted. */
function grown(
  counted: readonly string[],
  held: readonly string[],
  readings: string,
  shapes: string,
  seed: number,
): Pick<ModelParts, 'language' | 'trees'> {
  const language = languageModelOf(counted, shuffled(held), SIZE);
  progress('语言模型');
  const confusions = confusionTable(readings, shapes, language.alphabet);
  const rows = labelledRows(held, language, confusions, examinerOf(language, confusions), seed);
  progress(`树的样本 ${rows.count} 行`);
  const trees = growTrees(rows, GROWTH);
  progress(`树 ${GROWTH.trees} 棵`);
  return { language, trees };
}

/** @param seed tells which documents serve for what, and which errors are planted */
function train(corpus: string, seed: number): void {
  const documents = [...corpusDocuments(corpus, seed)];
  const of = (part: Part): readonly CorpusDocument[] => documents.filter((document) => document.part === part);
  const texts = (part: Part): readonly string[] => of(part).map(({ text }) => text);
  progress(`读入 ${documents.length} 篇`);
  const readings = readFileSync(`${folder}/readings.tsv`, 'utf8');
  const shapes = readFileSync(`${folder}/shapes.tsv`, 'utf8');
  const { language, trees } = argumentsGiven.includes('--recalibrate')
    ? openModel(readFileSync(`${folder}/${FILE}`))
    : grown(texts('counts'), texts('trees'), readings, shapes, seed);
  const dictionaries = loadDictionaries();
  const packed = (calibration: Calibration): Uint8Array =>
    packModel({ language, trees, calibration, readings, shapes } satisfies ModelParts);
  const contextWith = (bytes: Uint8Array): Context => {
    const model = openModel(bytes);
    return { dictionaries, profile: {}, typoModel: () => model };
  };
  const table = `${folder}/read.tsv`;
  const verdicts = verdictsIn(existsSync(table) ? readFileSync(table, 'utf8') : '');
  const isFalse = ({ key }: Finding): boolean => verdicts.get(key) !== 'right';
  const all: Calibration = { error: LOWEST, warning: LOWEST, info: LOWEST, slope: 1, offset: 0 };
  const first = findingsIn(of('calibration'), contextWith(packed(all)));
  const read = first.all.flatMap(({ key, candidate }) => {
    const verdict = verdicts.get(key);
    return verdict === undefined ? [] : [[candidate.logit, verdict === 'right'] as const];
  });
  if (read.length < ENOUGH_READ) progress(`只有 ${read.length} 条读过，把握未能校准`);
  const error = threshold(first, isFalse, ALARMS.error);
  const probability = read.length < ENOUGH_READ ? { slope: 1, offset: 0 } : fitProbability(read);
  // Quotations are now held to the threshold of errors.
  const findings = findingsIn(of('calibration'), contextWith(packed({ ...all, error })));
  const calibration: Calibration = {
    error,
    warning: threshold(findings, isFalse, ALARMS.warning),
    info: threshold(findings, isFalse, ALARMS.info),
    ...probability,
  };
  progress(`阈值 ${JSON.stringify(calibration)}`);

  const bytes = packed(calibration);
  const report = findingsIn(of('report'), contextWith(bytes));
  const rate = (level: keyof typeof ALARMS, counted: (one: Finding) => boolean): number =>
    (report.all.filter((one) => one.candidate.logit >= calibration[level] && counted(one)).length * 10_000) /
    report.characters;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(`${folder}/${FILE}`, bytes);
  const characters = (part: Part): number => of(part).reduce((sum, { text }) => sum + text.length, 0);
  const manifest = {
    file: FILE,
    sha256,
    bytes: bytes.length,
    version: VERSION,
    seed,
    size: SIZE,
    growth: GROWTH,
    features: FEATURES,
    characters: {
      counts: characters('counts'),
      trees: characters('trees'),
      calibration: characters('calibration'),
      report: characters('report'),
    },
    calibration,
    findingsPer10000: Object.fromEntries(
      (['error', 'warning', 'info'] as const).map((level) => [
        level,
        { all: rate(level, () => true), notReadAsRight: rate(level, isFalse) },
      ]),
    ),
  };
  writeFileSync(`${folder}/manifest.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
  const list = after('--findings');
  if (list !== undefined) {
    writeFileSync(`${list}.calibration.tsv`, `${listing(first)}\n`);
    writeFileSync(`${list}.report.tsv`, `${listing(report)}\n`);
  }
  progress(`写出 ${(bytes.length / 1e6).toFixed(1)} MB，sha256 ${sha256}`);
  slipsFor(documents, seed);
}

/** The classifiers that stand beside the model as it lies in its folder. */
function slipsFor(documents: readonly CorpusDocument[], seed: number): void {
  const bytes = readFileSync(`${folder}/${FILE}`);
  const { language } = openModel(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const context: Context = { dictionaries: loadDictionaries(), profile: {}, segmenter: loadSegmenter };
  trainSlips({ documents, language, digest, context, folder, seed, progress, list: after('--findings') });
}

try {
  const [corpus] = argumentsGiven;
  if (corpus === undefined || corpus.startsWith('--'))
    throw new UserError(
      '用法：npm run train-typo-model -- 语料文件夹 [--seed N] [--recalibrate | --slips] [--findings 文件前缀]',
    );
  const seed = Number(after('--seed') ?? 1);
  if (!Number.isInteger(seed)) throw new UserError('--seed 应为整数。');
  if (argumentsGiven.includes('--slips')) slipsFor([...corpusDocuments(corpus, seed)], seed);
  else train(corpus, seed);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
