import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixFile } from '../../src/cli/commands/fix.js';
import { Refusal } from '../../src/cli/files/replace-file.js';
import type { Context, Document, Encoding } from '../../src/document/document.js';
import { safeReplacement } from '../../src/engine/fix.js';
import { rules } from '../../src/index.js';
import { decode } from '../../src/intake/decode.js';
import { encode } from '../../src/intake/encode.js';
import { readBytes } from '../../src/intake/index.js';
import { readTxt } from '../../src/intake/plain/txt.js';
import { type Linter, openLinter } from '../../src/linter/linter.js';
import type { AnyRule } from '../../src/rule/rule.js';
import type { Range } from '../../src/text/range.js';
import { plantings } from '../generated/plantings.js';
import { draw, type Planting, seededRandom } from '../planting/planting.js';
import { documentsIn, filesIn } from './corpus.js';

/** Characters of a plain text, and faults in each; what stands between two faults is at least this long. */
const LENGTH = 3_000;
const FAULTS = 5;
const APART = 30;

/** How a text is written to disk. */
interface Variant {
  readonly name: string;
  readonly encoding: Encoding;
  readonly crlf?: true;
}

const VARIANTS: readonly Variant[] = [
  { name: 'UTF-8', encoding: { label: 'utf-8', bom: false } },
  { name: 'UTF-8 BOM', encoding: { label: 'utf-8', bom: true } },
  { name: 'UTF-8 CRLF', encoding: { label: 'utf-8', bom: false }, crlf: true },
  { name: 'GB18030', encoding: { label: 'gb18030', bom: false } },
  { name: 'GB18030 CRLF', encoding: { label: 'gb18030', bom: false }, crlf: true },
  { name: 'UTF-16LE BOM', encoding: { label: 'utf-16le', bom: true } },
];

const EXTENSION: Readonly<Record<string, string>> = { 'text/html': '.html', 'text/markdown': '.md' };

/** A source with faults: what is right before, between and behind them, and how the faults stood. */
interface Planted {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const sourceOf = ({ right, wrong }: Planted): string => right.map((piece, i) => piece + (wrong[i] ?? '')).join('');

const safeRules = (): readonly AnyRule[] =>
  rules.filter(({ fix }) => fix === 'safe').map(({ trial: _, ...rule }): AnyRule => rule);

/** Faults of the safe rules, put into the source of a document far from one another. */
function plantInto(doc: Document, planters: readonly Planting[], random: () => number): Planted {
  const faults: { readonly range: Range; readonly text: string }[] = [];
  for (let tries = 0; tries < FAULTS * 4 && faults.length < FAULTS; tries++) {
    const fault = draw(planters, random)?.plant(doc.text, random, doc.context.dictionaries);
    if (!fault || !doc.map.isVerbatim({ start: fault.range.start - 1, end: fault.range.end + 1 })) continue;
    const range = doc.map.toSource(fault.range);
    if (faults.every((other) => range.start > other.range.end + APART || range.end < other.range.start - APART))
      faults.push({ range, text: fault.text });
  }
  faults.sort((a, b) => a.range.start - b.range.start);
  const { source } = doc.map;
  return {
    right: [...faults, undefined].map((fault, i) =>
      source.slice(faults[i - 1]?.range.end ?? 0, fault?.range.start ?? source.length),
    ),
    wrong: faults.map(({ text }) => text),
  };
}

/** True where the bytes are the right pieces in their order, with nothing but short stretches between them. */
function onlyFaultsChanged(bytes: Buffer, pieces: readonly Uint8Array[], longest: number): boolean {
  const [first = Buffer.alloc(0), ...others] = pieces;
  if (!bytes.subarray(0, first.length).equals(first)) return false;
  let at = first.length;
  for (const [i, piece] of others.entries()) {
    const last = i === others.length - 1;
    const found = last ? bytes.length - piece.length : bytes.indexOf(piece, at);
    if (found < at || found - at > longest || !bytes.subarray(found).subarray(0, piece.length).equals(piece))
      return false;
    at = found + piece.length;
  }
  return others.length > 0 || at === bytes.length;
}

interface Tally {
  files: number;
  faults: number;
  fixed: number;
  refused: number;
  untouched: number;
}

/** What is wrong with what fix did to one file; undefined where all is as it should be. */
async function faultOf(
  file: string,
  planted: Planted,
  { encoding }: Variant,
  linter: Linter,
  context: Context,
  tally: Tally,
): Promise<string | undefined> {
  const before = readFileSync(file);
  utimesSync(file, 1, 1);
  try {
    const { applied, result } = await fixFile(file, linter);
    tally.fixed += applied.length;
    const after = readFileSync(file);
    if (applied.length === 0) {
      tally.untouched++;
      if (!after.equals(before) || statSync(file).mtimeMs !== 1000) return '没有可改的，文件却动了';
    }
    const pieces = planted.right.map((piece, i) => encode(piece, { ...encoding, bom: encoding.bom && i === 0 }));
    if (!pieces.every((piece) => piece !== undefined)) return '不能编码';
    if (!onlyFaultsChanged(after, pieces, 120)) return '植错以外的字节变了';
    const doc = readBytes(after, { name: file, context });
    const left = linter.lint(doc).findings.filter((finding) => safeReplacement(doc, finding) !== undefined);
    if (left.length > 0 || result.failures.length > 0) return `改后仍有可自动改的：${left[0]?.message}`;
    utimesSync(file, 2, 2);
    const second = await fixFile(file, linter);
    if (second.applied.length > 0 || !readFileSync(file).equals(after) || statSync(file).mtimeMs !== 2000)
      return '再运行一次又变了';
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tally.refused++;
    return readFileSync(file).equals(before) ? undefined : `拒绝后文件却变了：${error.message}`;
  }
}

function* documentsOf(path: string, context: Context): Iterable<Document> {
  for (const file of filesIn(path)) {
    try {
      yield* documentsIn(file, context, 600_000);
    } catch (error) {
      process.stdout.write(`未读\t${file}\t${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

/** A page as it is; of a plain text a piece that begins where a line does. */
function groundOf(doc: Document, context: Context, random: () => number): Document {
  const { source } = doc.map;
  if (doc.mediaType !== 'text/plain') return doc;
  const from = source.lastIndexOf('\n', Math.floor(random() * Math.max(1, source.length - LENGTH)));
  return readTxt({ name: doc.name, source: source.slice(from + 1, from + 1 + LENGTH), context });
}

/**
 * Faults of the safe rules planted into files of many encodings, then fixed on disk: nothing else may change, nothing
 * may be left, and a second run may change nothing. The exit code is 1 where that was not so.
 */
export async function evaluateFix(
  path: string,
  context: Context,
  { count, show, only }: { readonly count: number; readonly show: number; readonly only: string | undefined },
): Promise<number> {
  const safe = safeRules().filter(({ id }) => only === undefined || only === id);
  const linter = openLinter({}, { context, rules: safe });
  const planters = safe.flatMap(({ id }) => plantings.get(id) ?? []);
  const random = seededRandom(1);
  const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-fix-'));
  const tallies = new Map(
    VARIANTS.map((variant) => [variant, { files: 0, faults: 0, fixed: 0, refused: 0, untouched: 0 }]),
  );
  const documents = [...documentsOf(path, context)];
  let texts = 0;
  let faulty = 0;
  try {
    for (let tries = 0; texts < count && tries < count * 40; tries++) {
      const drawn = draw(documents, random);
      if (!drawn) break;
      const doc = groundOf(drawn, context, random);
      if (linter.lint(doc).findings.some((finding) => safeReplacement(doc, finding) !== undefined)) continue;
      const unix = plantInto(doc, planters, random);
      if (unix.wrong.length === 0) continue;
      texts++;
      for (const [variant, tally] of tallies) {
        const lineEnds = (piece: string): string => (variant.crlf ? piece.replace(/\r?\n/gu, '\r\n') : piece);
        const planted = { right: unix.right.map(lineEnds), wrong: unix.wrong.map(lineEnds) };
        const bytes = encode(sourceOf(planted), variant.encoding);
        const file = join(folder, `a${EXTENSION[doc.mediaType] ?? '.txt'}`);
        // What the encoding cannot hold is another text; one that reads as another encoding is not this variant.
        if (!bytes || decode(bytes, { mediaType: doc.mediaType }).source !== sourceOf(planted)) continue;
        writeFileSync(file, bytes);
        tally.files++;
        tally.faults += planted.wrong.length;
        const fault = await faultOf(file, planted, variant, linter, context, tally);
        if (fault !== undefined && faulty++ < show)
          process.stdout.write(`  错\t${doc.name}\t${variant.name}\t${fault}\n`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`规则：${safe.map(({ id }) => id).join('、')}；文本 ${texts} 篇，不合要求 ${faulty} 处\n`);
  for (const [{ name }, { files, faults, fixed, refused, untouched }] of tallies)
    process.stdout.write(
      `  ${name}\t文件 ${files}，植错 ${faults}，改正 ${fixed}，拒绝 ${refused} 个文件，无可改而未动 ${untouched} 个文件\n`,
    );
  return faulty > 0 || texts === 0 ? 1 : 0;
}
