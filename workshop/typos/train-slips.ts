import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SlipManifest } from '../../src/dictionary/slip-model.js';
import type { Context, Document } from '../../src/document/document.js';
import type { LanguageModel } from '../../src/model/language-model.js';
import {
  SLIP_KINDS,
  type SlipClassifier,
  type SlipKind,
  type SlipModel,
  type SlipThresholds,
} from '../../src/model/slip-classifier.js';
import { slipExaminerOf } from '../../src/model/slip-examiner.js';
import { SLIP_FEATURE_COUNT } from '../../src/model/slip-features.js';
import { openSlipModel, packSlipModel, SLIP_VERSION } from '../../src/model/slip-format.js';
import { type SlipCandidate, slipsBy } from '../../src/views/typos/slip-candidates.js';
import { seededRandom } from '../planting/planting.js';
import { type Finding, type Findings, findingsIn, listing, threshold } from './calibration.js';
import { type Growth, growTrees } from './grow-trees.js';
import { verdictsIn } from './readings.js';
import { slipSamples } from './slip-errors.js';
import type { CorpusDocument } from './training-corpus.js';

const GROWTH: Growth = { trees: 200, leaves: 31, rate: 0.1, leastHessian: 5, ridge: 1 };
/**
 * False alarms of a kind for 10,000 characters of clean text; what nobody has read and found right counts as false.
 * Warnings are held to half of what they may be, for so few events set the threshold.
 */
const ALARMS = { warning: 0.01, info: 0.3 } as const;
const LOWEST = 0;
const FILE = 'slips.bin';

const slipsOf =
  (model: SlipModel) =>
  (doc: Document): readonly SlipCandidate[] =>
    slipsBy(doc, model);

const kindAndLevel = ({ kind, level }: SlipCandidate): string => `${kind}\t${level}\t`;

export interface SlipTraining {
  /** Of the corpus, those that the language model has not counted. */
  readonly documents: readonly CorpusDocument[];
  readonly language: LanguageModel;
  /** sha256 of the language model's file. */
  readonly digest: string;
  readonly context: Context;
  readonly folder: string;
  readonly seed: number;
  readonly progress: (what: string) => void;
  /** Where to list findings, if anywhere: a prefix of files. */
  readonly list: string | undefined;
}

/**
 * Grows the classifiers of missing, extra and misplaced characters on slips planted into text that the language model
 * has not counted, sets their thresholds on other such text, reports on a third part, and writes slips.bin, slips.json.
 */
export function trainSlips({ documents, language, digest, context, folder, seed, progress, list }: SlipTraining): void {
  const of = (part: string): readonly CorpusDocument[] => documents.filter((document) => document.part === part);
  const held = of('trees');
  const grownOn = held.filter((_, i) => i % 2 === 0);
  const calibratedOn = [...held.filter((_, i) => i % 2 === 1), ...of('calibration')];
  const samples = slipSamples(
    grownOn.map(({ text }) => text),
    language,
    slipExaminerOf(language),
    seededRandom(seed),
  );
  const classifierOf = (kind: SlipKind): SlipClassifier => {
    const { rows, habits } = samples[kind];
    progress(`${kind}：样本 ${rows.count} 行`);
    return { trees: growTrees(rows, GROWTH), habits, thresholds: { warning: LOWEST, info: LOWEST } };
  };
  const grown: SlipModel = {
    missing: classifierOf('missing'),
    extra: classifierOf('extra'),
    order: classifierOf('order'),
  };
  const table = `${folder}/slips-read.tsv`;
  const verdicts = verdictsIn(existsSync(table) ? readFileSync(table, 'utf8') : '');
  const isFalse = ({ key }: Finding<SlipCandidate>): boolean => verdicts.get(key) !== 'right';
  const least = (clean: Findings<SlipCandidate>, kind: SlipKind, rate: number): number =>
    threshold(clean, (one) => one.candidate.kind === kind && isFalse(one), rate, LOWEST);
  const withThresholds = (of: (kind: SlipKind) => SlipThresholds): SlipModel => ({
    missing: { ...grown.missing, thresholds: of('missing') },
    extra: { ...grown.extra, thresholds: of('extra') },
    order: { ...grown.order, thresholds: of('order') },
  });
  const clean = findingsIn(calibratedOn, context, slipsOf(grown));
  const model = withThresholds((kind) => ({
    warning: least(clean, kind, ALARMS.warning),
    info: least(clean, kind, ALARMS.info),
  }));
  const bytes = packSlipModel(model);
  const report = findingsIn(of('report'), context, slipsOf(openSlipModel(bytes)));
  const counted = (
    findings: Findings<SlipCandidate>,
    kind: SlipKind,
    level: 'warning' | 'info',
    which: (one: Finding<SlipCandidate>) => boolean,
  ): number =>
    findings.all.filter(
      (one) => one.candidate.kind === kind && one.candidate.logit >= model[kind].thresholds[level] && which(one),
    ).length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = {
    file: FILE,
    sha256,
    model: digest,
    bytes: bytes.length,
    version: SLIP_VERSION,
    seed,
    growth: GROWTH,
    features: SLIP_FEATURE_COUNT,
    thresholds: Object.fromEntries(SLIP_KINDS.map((kind) => [kind, model[kind].thresholds])),
    findings: Object.fromEntries(
      (
        [
          ['calibration', clean],
          ['report', report],
        ] as const
      ).map(([part, findings]) => [
        part,
        {
          characters: findings.characters,
          ...Object.fromEntries(
            SLIP_KINDS.map((kind) => [
              kind,
              Object.fromEntries(
                (['warning', 'info'] as const).map((level) => [
                  level,
                  {
                    all: counted(findings, kind, level, () => true),
                    notReadAsRight: counted(findings, kind, level, isFalse),
                  },
                ]),
              ),
            ]),
          ),
        },
      ]),
    ),
  } satisfies SlipManifest & Record<string, unknown>;
  writeFileSync(`${folder}/${FILE}`, bytes);
  writeFileSync(`${folder}/slips.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
  if (list !== undefined) {
    writeFileSync(`${list}.slips-calibration.tsv`, `${listing(clean, kindAndLevel)}\n`);
    writeFileSync(`${list}.slips-report.tsv`, `${listing(report, kindAndLevel)}\n`);
  }
  progress(`写出 ${FILE} ${(bytes.length / 1e6).toFixed(2)} MB，sha256 ${sha256}`);
}
