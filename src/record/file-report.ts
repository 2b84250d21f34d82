import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Block, Document } from '../document/document.js';
import { asSource, safeReplacement } from '../engine/fix.js';
import type { LintFinding, Result } from '../engine/lint.js';
import type { Suppression } from '../engine/suppress.js';
import { version } from '../generated/version.js';
import type { Clause } from '../rule/rule.js';
import { holderOf, type Range } from '../text/range.js';
import { kind } from '../views/forms/kind.js';
import { title } from '../views/forms/title.js';

/** One finding as programs read it (CONTRACT §3): textlint's message, and beside it what textlint does not know. */
export interface Message {
  readonly type: 'lint';
  readonly ruleId: string;
  readonly severity: 1 | 2 | 3;
  readonly veto: boolean;
  readonly message: string;
  readonly quote: string;
  readonly index: number;
  readonly range: readonly [number, number];
  readonly line: number;
  readonly column: number;
  readonly loc: { readonly start: Place; readonly end: Place };
  readonly fix?: Replacement;
  readonly suggestions: readonly { readonly id: string; readonly message: string; readonly fix: Replacement }[];
  readonly basis: readonly Clause[];
  readonly evidence: readonly { readonly range: readonly [number, number]; readonly quote: string }[];
  readonly fingerprint: string;
  readonly region?: 'boilerplate';
  /** What stands around the quote, so that a list can be read without the document. */
  readonly context: { readonly before: string; readonly after: string };
  /** For people, where lines do not lead there: 第3页, 脚注2, 工作表“汇总”B5. */
  readonly place?: string;
  /** The range in `FileReport.text.value`; there where the report carries its text. */
  readonly at?: readonly [number, number];
  /** On how many pages it stands, where it is told once for all of them. */
  readonly pages?: number;
}

/** A finding that does not count: a comment in the source, a side-car file or a baseline says so. */
export interface SuppressedMessage extends Message {
  readonly suppressed: Suppression;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Replacement {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** With what a document was checked: two results with equal digests can be compared. */
export interface CheckedWith {
  /** Of gongwen-lint. */
  readonly version: string;
  /** How many rules, and the digest of their ids. */
  readonly rules: number;
  readonly ruleset: string;
  /** The digest of the versions of the dictionaries that were used. */
  readonly dictionaries: string;
}

/** The text that was checked, and its blocks, for reports that show it with its findings marked. */
export interface CheckedText {
  readonly value: string;
  readonly blocks: readonly Block[];
}

/** What a page of a site says that other pages may agree with or not; only scan gives it. */
export interface PageFacts {
  /** Digest of its article without white space: equal for the same article at another address. */
  readonly content: string;
  /** 64 bits in hex, of which like articles differ in few. */
  readonly likeness: string;
  /** Texts it cites with number and title, each once: the number first. */
  readonly cites: readonly (readonly [number: string, title: string])[];
  /** What the page's metadata call the article, where its title says something else. */
  readonly articleTitle?: string;
  /** Of an HTML page. */
  readonly links?: PageLinks;
  /** Of a page of a column by its metadata. */
  readonly column?: ColumnFacts;
  /** Of an annual report of a known organ and year. */
  readonly annualReport?: AnnualReportFacts;
}

/** What an annual report says that those of other years and organs may agree with or not. */
export interface AnnualReportFacts {
  readonly organ: string;
  readonly year: number;
  /** 上年结转 and 结转下年度继续办理 by the name of their column. */
  readonly carriedIn: readonly (readonly [column: string, value: number])[];
  readonly carriedOut: readonly (readonly [column: string, value: number])[];
  /** Its longer paragraphs: digest without digits, spaces and its own name; characters; opening words. */
  readonly paragraphs: readonly (readonly [digest: string, characters: number, opening: string])[];
  /** Digest of all its figures, where they are many and not all zero. */
  readonly figures?: string;
}

/** Where a page leads: addresses as they stand, each once. */
export interface PageLinks {
  /** What they are relative to, where the page says so. */
  readonly base?: string;
  /** Files to be read or kept, by their names or by what the link is called. */
  readonly attachments: readonly string[];
  /** The others of the article. */
  readonly article: readonly string[];
  /** The others of the page. */
  readonly page: readonly string[];
  /** How many there were besides. */
  readonly more?: number;
  /** Of a page of a mirror: those that lead to a file of the mirror that is not there. */
  readonly missing?: readonly string[];
}

export interface ColumnFacts {
  readonly name: string;
  /** Where it holds no entry and says so, its words. */
  readonly saysEmpty?: string;
}

/** One input, linted or not, as programs read it. */
export interface FileReport {
  readonly filePath: string;
  /** Of a page of a site, what its source says of it. */
  readonly url?: string;
  readonly sourceTitle?: string;
  readonly column?: string;
  readonly published?: string;
  readonly status: 'linted' | 'skipped' | 'failed';
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly encoding?: string;
  readonly declaredEncoding?: string;
  readonly kind?: string;
  readonly title?: string;
  readonly characters?: number;
  readonly messages: readonly Message[];
  /** What was found and does not count; absent when there is none. */
  readonly suppressed?: readonly SuppressedMessage[];
  readonly notChecked: readonly { readonly ruleId: string; readonly reason: string }[];
  readonly failures: readonly { readonly ruleId: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  /** Absent where nothing was linted. */
  readonly checkedWith?: CheckedWith;
  /** Only where it was asked for. */
  readonly text?: CheckedText;
  /** Of a page of a scan. */
  readonly facts?: PageFacts;
}

const SEVERITY_NUMBER = { error: 2, warning: 1, info: 3 } as const;

const oneLine = (text: string): string =>
  text
    .replace(/[\r\n\t]{1,100}/gu, ' ')
    .replaceAll('"', '＂')
    .toWellFormed();

/** `quote -> first suggestion（what is wrong）`: the order from which editors compute what to underline. */
export function composeMessage(quote: string, finding: Pick<LintFinding, 'message' | 'suggest'>): string {
  const first = finding.suggest?.[0];
  const what = finding.message.replace(/。$/u, '');
  return oneLine(
    first === undefined ? `${quote}（${what}）` : `${quote} -> ${first === '' ? '（删去）' : first}（${what}）`,
  );
}

/** What is wrong, of a composed message: one sentence without the quote and the suggestion before it. */
export function whatOf({ message, quote, suggestions }: Message): string {
  const head = composeMessage(quote, { message: '', suggest: suggestions.map(({ message: text }) => text) });
  const prefix = head.slice(0, -1);
  return message.startsWith(prefix) && message.endsWith('）') ? `${message.slice(prefix.length, -1)}。` : message;
}

/** Characters of context on either side of a quote. */
const CONTEXT = 30;

/** Around a range, within its block and on its own line or row. */
function contextOf(text: string, { start, end }: Range, block: Block | undefined): Message['context'] {
  const from = Math.max(block?.range.start ?? 0, start - CONTEXT);
  const to = Math.min(block?.range.end ?? text.length, end + CONTEXT);
  const before = text.slice(from, start);
  const after = text.slice(end, to).split(/[\r\n]/u, 1)[0] ?? '';
  return { before: before.slice(before.lastIndexOf('\n') + 1).toWellFormed(), after: after.toWellFormed() };
}

/** Digests a list that hardly ever differs from the one before: document after document is checked with the same. */
function digester(): (list: readonly string[]) => string {
  let last: { readonly words: string; readonly digest: string } | undefined;
  return (list) => {
    const words = list.join('\n');
    if (last?.words !== words) last = { words, digest: bytesToHex(sha256(utf8ToBytes(words))).slice(0, 12) };
    return last.digest;
  };
}

const rulesetDigest = digester();
const dictionariesDigest = digester();

/** Where the place is a page, a note or a sheet, and for a cell with a name that too. */
function placeOf(block: Block, { start }: Range): string | undefined {
  const cell = block.table && holderOf(block.table.cells, start);
  return block.place === undefined ? undefined : `${block.place}${cell?.name ?? ''}`;
}

/** One finding of a document as programs read it; with its place in the text where the report carries that. */
export function messageOf(doc: Document, finding: LintFinding, withText = false): Message {
  const source = doc.map.toSource(finding.range);
  const quote = doc.text.slice(finding.range.start, finding.range.end);
  const start = doc.map.position(source.start);
  const end = doc.map.position(source.end);
  const range = [source.start, source.end] as const;
  const suggest = finding.suggest ?? [];
  const safe = safeReplacement(doc, finding);
  const block = holderOf(doc.blocks, finding.range.start);
  const place = block && placeOf(block, finding.range);
  return {
    type: 'lint',
    ruleId: finding.rule.id,
    severity: SEVERITY_NUMBER[finding.severity],
    veto: finding.rule.veto ?? false,
    message: composeMessage(quote, finding),
    quote: quote.toWellFormed(),
    index: source.start,
    range,
    line: start.line,
    column: start.column,
    loc: { start, end },
    ...(safe !== undefined && { fix: { range, text: asSource(doc, safe) } }),
    suggestions: suggest.map((text, i) => ({
      id: String(i),
      message: text,
      fix: { range, text: asSource(doc, text) },
    })),
    basis: finding.basis ?? finding.rule.basis,
    evidence: finding.evidence.map((evidence) => {
      const at = doc.map.toSource(evidence);
      return { range: [at.start, at.end] as const, quote: doc.text.slice(evidence.start, evidence.end).toWellFormed() };
    }),
    fingerprint: finding.fingerprint,
    ...(block?.region === 'boilerplate' && { region: 'boilerplate' as const }),
    context: contextOf(doc.text, finding.range, block),
    ...(place !== undefined && { place }),
    ...(withText && { at: [finding.range.start, finding.range.end] as const }),
  };
}

/** What a linted document shows to programs; with its text where asked. */
export const linted = (
  filePath: string,
  doc: Document,
  result: Result,
  { withText = false }: { readonly withText?: boolean } = {},
): FileReport => ({
  filePath,
  status: result.failures.length > 0 ? 'failed' : 'linted',
  reason:
    result.failures.length > 0 ? { code: 'rule-failed', message: '有规则运行出错，这是本工具的缺陷，请报告。' } : null,
  encoding: doc.encoding.label,
  ...(doc.encoding.declared !== undefined && { declaredEncoding: doc.encoding.declared }),
  kind: kind(doc),
  title: title(doc)?.text.toWellFormed() ?? '',
  characters: doc.text.length,
  messages: result.findings.map((finding) => messageOf(doc, finding, withText)),
  ...(result.suppressed.length > 0 && {
    suppressed: result.suppressed.map((finding) => ({
      ...messageOf(doc, finding, withText),
      suppressed: { kind: finding.suppressed.kind, reason: finding.suppressed.reason },
    })),
  }),
  notChecked: result.notChecked,
  failures: result.failures,
  ...(doc.warnings.length + result.warnings.length > 0 && { warnings: [...doc.warnings, ...result.warnings] }),
  checkedWith: {
    version,
    rules: result.checkedWith.rules.length,
    ruleset: rulesetDigest(result.checkedWith.rules),
    dictionaries: dictionariesDigest(
      Object.entries(result.checkedWith.dictionaries).map(([name, of]) => `${name} ${of}`),
    ),
  },
  ...(withText && { text: { value: doc.text, blocks: doc.blocks } }),
});

/** What an input that could not be read shows: never left out. */
export const unread = (filePath: string, code: string, message: string): FileReport => ({
  filePath,
  status: 'skipped',
  reason: { code, message },
  messages: [],
  notChecked: [],
  failures: [],
});
