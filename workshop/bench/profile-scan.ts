import { Parser } from 'htmlparser2';
import type { Context } from '../../src/document/document.js';
import { lint } from '../../src/engine/lint.js';
import { ruleset } from '../../src/engine/ruleset.js';
import { rules } from '../../src/index.js';
import { decode } from '../../src/intake/decode.js';
import { readFileBytes } from '../../src/intake/file.js';
import { readBytes } from '../../src/intake/index.js';
import { linted } from '../../src/record/file-report.js';
import type { AnyRule } from '../../src/rule/rule.js';
import type { Page } from '../../src/scan/pages/page.js';
import { missingLinks } from '../../src/scan/site/mirror.js';
import { openPageComparison } from '../../src/scan/site/page-comparison.js';
import { factsOf } from '../../src/scan/site/page-facts.js';
import type { PageReport } from '../../src/scan/site/page-report.js';
import { summarise } from '../../src/scan/site/summary.js';
import { folderPages } from '../../src/scan/sources/folder.js';

const PAGES = 1_000;
/** The first pages pay for what is loaded and compiled once. */
const WARM = 100;

/** Milliseconds by stage: by the clock, for to ask for CPU time costs more than what is measured. */
class Stopwatch {
  readonly #spent = new Map<string, number>();

  time<T>(stage: string, act: () => T): T {
    const start = process.hrtime.bigint();
    try {
      return act();
    } finally {
      this.add(stage, Number(process.hrtime.bigint() - start) / 1e6);
    }
  }

  add(stage: string, milliseconds: number): void {
    this.#spent.set(stage, this.of(stage) + milliseconds);
  }

  of(stage: string): number {
    return this.#spent.get(stage) ?? 0;
  }

  clear(): void {
    this.#spent.clear();
  }
}

/** A rule whose time is told apart, less what the segmenter took of it. */
const timed = (rule: AnyRule, watch: Stopwatch): AnyRule => ({
  ...rule,
  *check(doc, options) {
    const segmenting = watch.of('分词');
    const found = watch.time(rule.id, () => [...rule.check(doc, options)]);
    watch.add(rule.id, segmenting - watch.of('分词'));
    yield* found;
  },
});

/** Milliseconds of a stage for a thousand pages. */
export type Cost = readonly [stage: string, milliseconds: number];

export interface ScanProfile {
  readonly stages: readonly Cost[];
  /** The dearest first. A rule pays for the views it is the first to ask for. */
  readonly rules: readonly Cost[];
}

/** Where a page's time goes, one page of a folder after another in one thread. */
export async function profileScan(folder: string, context: Context, count = PAGES): Promise<ScanProfile> {
  const watch = new Stopwatch();
  const segmenter = context.segmenter?.();
  const watched: Context = {
    ...context,
    ...(segmenter && { segmenter: () => (text: string) => watch.time('分词', () => segmenter(text)) }),
  };
  const active = ruleset(
    rules.map((rule) => timed(rule, watch)),
    {},
  );
  const comparison = openPageComparison();
  const summary = summarise();

  function scanned(page: Page, file: string | Uint8Array): void {
    const bytes = watch.time('读文件', () => readFileBytes(file));
    const { source } = watch.time('解码', () => decode(bytes, { mediaType: 'text/html' }));
    watch.time('解析 HTML', () => new Parser({}).end(source));
    const doc = watch.time('文档', () => readBytes(bytes, { name: page.name, context: watched }));
    const result = watch.time('规则', () => lint(doc, active, 'info', { ignoresComments: true }));
    const facts = watch.time('供核对的事实', () => factsOf(doc));
    const { mirror } = page;
    const { links } = facts;
    if (links && mirror) watch.time('在镜像中查链接', () => missingLinks(mirror, page, links));
    const json = watch.time('结果', () => JSON.stringify({ ...linted(page.name, doc, result), facts, url: page.url }));
    watch.time('主线程汇总', () => {
      const report = JSON.parse(json) as PageReport;
      comparison.add(report);
      summary.add(report);
    });
  }

  let pages = 0;
  for await (const item of folderPages(folder)) {
    if (pages >= WARM + count) break;
    if (!('body' in item) || !('file' in item.body)) continue;
    if (pages++ === WARM) watch.clear();
    scanned(item, item.body.file);
  }
  comparison.close();
  const cost = (stage: string, milliseconds = watch.of(stage)): Cost => [
    stage,
    (milliseconds * 1_000) / (pages - WARM),
  ];
  const perRule = active.map(({ rule: { id } }) => cost(id)).sort(([, a], [, b]) => b - a);
  const inRules = active.reduce((sum, { rule: { id } }) => sum + watch.of(id), 0);
  return {
    stages: [
      cost('读文件'),
      cost('解码'),
      cost('解析 HTML'),
      cost('取正文、建文档', watch.of('文档') - watch.of('解码') - watch.of('解析 HTML')),
      cost('分词'),
      cost('规则', inRules),
      cost('结论去重、指纹', watch.of('规则') - inRules - watch.of('分词')),
      cost('供核对的事实'),
      cost('在镜像中查链接'),
      cost('结果'),
      cost('主线程汇总'),
    ],
    rules: perRule,
  };
}
