import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Block, Document } from '../document/document.js';
import type { Result } from '../engine/lint.js';
import { version } from '../generated/version.js';
import { kind } from '../views/forms/kind.js';
import { title } from '../views/forms/title.js';
import { type Message, messageOf, type SuppressedMessage } from './message.js';

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
