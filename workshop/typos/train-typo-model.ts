import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadDictionaries } from '../../src/dictionary/load-dictionaries.js';
import type { Context } from '../../src/document/document.js';
import { UserError } from '../../src/errors.js';
import { confusionTable } from '../../src/model/confusions.js';
import { FEATURE_COUNT } from '../../src/model/correction-features.js';
import { examinerOf } from '../../src/model/examiner.js';
import { type Calibration, type ModelParts, openModel, packModel, VERSION } from '../../src/model/format.js';
import { packageRoot } from '../../src/package-root.js';
import { loadSegmenter } from '../../src/segment/segmenter.js';
import { typoCandidates } from '../../src/views/typos/typo-candidates.js';
import { calibrate, familiarLoss, findingsIn, listing, ratesOf, uncalibrated } from './calibration.js';
import { type Growth, growTrees } from './grow-trees.js';
import { type Judged, judge, showScores } from './measure-typos.js';
import { foldOf, isTaught, sentencePairs } from './pairs.js';
import { verdictsIn } from './readings.js';
import { languageModelOf, type Size } from './train-language-model.js';
import { trainSlips } from './train-slips.js';
import { type CorpusDocument, corpusDocuments, type Part } from './training-corpus.js';
import { joinedRows, labelledRows, rowsOfPairs } from './training-rows.js';

/** What the shipped model is made with; MODEL.md has the figures of other sizes. */
const SIZE: Size = { least: [1, 2, 2, 3], fingerprintBits: 8, levelBits: 6 };
const GROWTH: Growth = { trees: 150, leaves: 31, rate: 0.12, leastHessian: 5, ridge: 1 };
const FOLDS = 5;
/** Errors are planted so often in each sentence of other domains, which are few. */
const ROUNDS_OF_OTHERS = 4;

const folder = `${packageRoot}dictionaries/typo-model`;
const FILE = 'model.bin';
const READ = `${folder}/read.tsv`;

const argumentsGiven = process.argv.slice(2);
const after = (flag: string): string | undefined => {
  const at = argumentsGiven.indexOf(flag);
  return at < 0 ? undefined : argumentsGiven[at + 1];
};

/** Files given after a flag, with commas between them. */
const filesAfter = (flag: string): readonly string[] => after(flag)?.split(',') ?? [];

function progress(what: string): void {
  const { user, system } = process.cpuUsage();
  const megabytes = Math.round(process.memoryUsage().rss / 1e6);
  process.stdout.write(`${((user + system) / 1e6).toFixed(0)} 秒 CPU\t${megabytes} MB\t${what}\n`);
}

/** The texts of a corpus by what they are for, and the tables of sounds and shapes. */
function trainingOf(corpus: string, seed: number) {
  const documents = [...corpusDocuments(corpus, seed)];
  progress(`读入 ${documents.length} 篇`);
  const of = (part: Part): readonly CorpusDocument[] => documents.filter((document) => document.part === part);
  const readings = readFileSync(`${folder}/readings.tsv`, 'utf8');
  const shapes = readFileSync(`${folder}/shapes.tsv`, 'utf8');
  const dictionaries = loadDictionaries();
  const verdicts = verdictsIn(existsSync(READ) ? readFileSync(READ, 'utf8') : '');
  const packed = (parts: Pick<ModelParts, 'language' | 'trees'>, calibration: Calibration): Uint8Array =>
    packModel({ ...parts, calibration, readings, shapes } satisfies ModelParts);
  const contextWith = (bytes: Uint8Array): Context => {
    const model = openModel(bytes);
    return { dictionaries, profile: {}, typoModel: () => model };
  };
  return {
    documents,
    of,
    texts: (part: Part): readonly string[] => of(part).map(({ text }) => text),
    verdicts,
    packed,
    contextWith,
    confusionsFor: (language: ModelParts['language']) => confusionTable(readings, shapes, language.alphabet),
    /** Thresholds for a model, and all that it finds on the texts they are taken from. */
    calibrated(parts: Pick<ModelParts, 'language' | 'trees'>) {
      const clean = of('calibration');
      const familiar = familiarLoss(clean, openModel(packed(parts, uncalibrated(0))));
      const findings = findingsIn(clean, contextWith(packed(parts, uncalibrated(familiar))), typoCandidates);
      return { findings, calibration: calibrate(findings, verdicts, familiar) };
    },
  };
}
type Training = ReturnType<typeof trainingOf>;

/** Right sentences of other domains, so that the trees learn to keep still where the counts know little. */
const othersToLearn = (files: readonly string[]): readonly string[] => {
  const sentences = files.flatMap((file) => sentencePairs(file).filter(isTaught));
  return Array.from({ length: ROUNDS_OF_OTHERS }, () => sentences.map(({ target }) => target)).flat();
};

/** What errors are planted in: texts that were not counted. */
const plantedIn = ({ texts }: Training): readonly string[] => [
  ...texts('trees'),
  ...othersToLearn(filesAfter('--others')),
];

/** Counts, then trees on errors planted in texts that were not counted. */
function grown(training: Training, seed: number): Pick<ModelParts, 'language' | 'trees'> {
  const { texts, confusionsFor } = training;
  const language = languageModelOf(texts('counts'), SIZE);
  progress('语言模型');
  const confusions = confusionsFor(language);
  const rows = labelledRows(plantedIn(training), language, confusions, examinerOf(language, confusions), seed);
  progress(`树的样本 ${rows.count} 行`);
  const trees = growTrees(rows, GROWTH);
  progress(`树 ${GROWTH.trees} 棵`);
  return { language, trees };
}

/** @param seed tells which documents serve for what, and which errors are planted */
function train(corpus: string, seed: number): void {
  const training = trainingOf(corpus, seed);
  const { of, documents, verdicts } = training;
  const parts = argumentsGiven.includes('--recalibrate')
    ? openModel(readFileSync(`${folder}/${FILE}`))
    : grown(training, seed);
  const { findings, calibration } = training.calibrated(parts);
  progress(`阈值 ${JSON.stringify(calibration)}`);
  const bytes = training.packed(parts, calibration);
  const report = findingsIn(of('report'), training.contextWith(bytes), typoCandidates);
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
    others: filesAfter('--others').map((file) => basename(file)),
    features: FEATURE_COUNT,
    characters: {
      counts: characters('counts'),
      trees: characters('trees'),
      calibration: characters('calibration'),
      report: characters('report'),
    },
    calibration,
    findingsPer10000: ratesOf(report, calibration, verdicts),
  };
  writeFileSync(`${folder}/manifest.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
  const list = after('--findings');
  if (list !== undefined) {
    writeFileSync(`${list}.calibration.tsv`, `${listing(findings)}\n`);
    writeFileSync(`${list}.report.tsv`, `${listing(report)}\n`);
  }
  progress(`写出 ${(bytes.length / 1e6).toFixed(1)} MB，sha256 ${sha256}`);
  slipsFor(documents, seed);
}

const RANK = { error: 3, warning: 2, info: 1 } as const;

/**
 * How trees do that have learned from sentences people wrote as well, on sentences of those files that they have not
 * seen. Nothing is written: the counts are those of the model in its folder.
 */
function crossValidate(corpus: string, seed: number, files: readonly string[]): void {
  const training = trainingOf(corpus, seed);
  const { language } = openModel(readFileSync(`${folder}/${FILE}`));
  const confusions = training.confusionsFor(language);
  const examiner = examinerOf(language, confusions);
  const planted = labelledRows(plantedIn(training), language, confusions, examiner, seed);
  const sets = files.map((file) => ({ file, pairs: sentencePairs(file), judged: [] as Judged[] }));
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = sets.flatMap(({ pairs }) => pairs.filter((pair) => foldOf(pair, FOLDS) !== fold));
    const trees = growTrees(joinedRows(planted, rowsOfPairs(others, language, examiner)), GROWTH);
    const { calibration } = training.calibrated({ language, trees });
    const context = training.contextWith(training.packed({ language, trees }, calibration));
    for (const { pairs, judged } of sets)
      for (const pair of pairs)
        if (foldOf(pair, FOLDS) === fold) {
          const { found, ...rest } = judge(pair, context);
          // Each fold has thresholds of its own: levels stand for logits.
          judged.push({ ...rest, found: found.map((one) => ({ ...one, logit: RANK[one.level] })) });
        }
    progress(`第 ${fold + 1} 份，共 ${FOLDS} 份`);
  }
  for (const { file, judged } of sets) {
    process.stdout.write(`${file}\n`);
    showScores(judged, RANK);
  }
}

/** The classifiers that stand beside the model as it lies in its folder. */
function slipsFor(documents: readonly CorpusDocument[], seed: number): void {
  const bytes = readFileSync(`${folder}/${FILE}`);
  const model = openModel(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const context: Context = {
    dictionaries: loadDictionaries(),
    profile: {},
    segmenter: loadSegmenter,
    typoModel: () => model,
  };
  const { language } = model;
  trainSlips({ documents, language, digest, context, folder, seed, progress, list: after('--findings') });
}

try {
  const [corpus] = argumentsGiven;
  if (corpus === undefined || corpus.startsWith('--'))
    throw new UserError(
      '用法：npm run train-typo-model -- 语料文件夹 [--seed N] [--others 句对,句对] [--recalibrate | --slips | --cross-validate 句对,句对] [--findings 文件前缀]',
    );
  const seed = Number(after('--seed') ?? 1);
  if (!Number.isInteger(seed)) throw new UserError('--seed 应为整数。');
  const pairs = filesAfter('--cross-validate');
  if (pairs.length > 0) crossValidate(corpus, seed, pairs);
  else if (argumentsGiven.includes('--slips')) slipsFor([...corpusDocuments(corpus, seed)], seed);
  else train(corpus, seed);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
