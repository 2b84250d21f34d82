import { fixedTime } from '../../config/today.js';
import { UserError } from '../../errors.js';
import { rules } from '../../index.js';
import { annotate as annotateWord } from '../../office/annotate.js';
import { annotationsOf } from '../../report/annotations.js';
import { checklistOf } from '../../report/checklist.js';
import { checkedDocument } from '../files/checked-document.js';
import { writeWhole } from '../files/output.js';
import type { ConfigOptions } from '../options/run-config.js';

export interface AnnotateOptions extends ConfigOptions {
  readonly output?: string;
  readonly author: string;
  /** Fingerprints of findings whose first suggestion is to stand as a tracked change. */
  readonly accept?: readonly string[];
}

/** 通知.docx → 通知-批注.docx */
const besideOf = (file: string): string => file.replace(/\.docx$/iu, '-批注.docx');

/**
 * The document with its findings as comments, and as tracked changes where a fix is safe or was accepted. The original
 * is not touched. Exit code by CONTRACT §2.
 */
export async function annotate(file: string, options: AnnotateOptions): Promise<number> {
  if (!/\.docx$/iu.test(file)) throw new UserError(`${file}：只能给 .docx 加批注；.doc、.wps 请先另存为 .docx。`);
  const { bytes, doc, result, report } = await checkedDocument(file, options);
  const [document] = checklistOf([report], rules).documents;
  const annotations = annotationsOf(document?.items ?? [], report.messages, new Set(options.accept ?? []));
  const unknown = (options.accept ?? []).filter((id) => !report.messages.some(({ fingerprint }) => fingerprint === id));
  if (unknown.length > 0)
    throw new UserError(`--accept ${unknown[0]}：没有这个指纹的问题，请用 check --format csv 查看。`);
  const date = (fixedTime() ?? new Date()).toISOString().replace(/\.\d{3}Z$/u, 'Z');
  const annotated = await annotateWord(bytes, doc, annotations, { author: options.author, date });
  const output = options.output ?? besideOf(file);
  await writeWhole(output, annotated.bytes);
  process.stdout.write(`${output}：批注 ${annotated.comments} 条，修订 ${annotated.changes} 处；原文件未改动。\n`);
  if (result.failures.length > 0) return 2;
  return result.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
