import { perDictionaries, perDocument } from '../../document/per-document.js';
import type { Range } from '../../text/range.js';

/** A 发文字号, well formed or not: 三政办明电【2022】14号. */
export interface DocNumber {
  readonly range: Range;
  readonly organ: string;
  readonly organRange: Range;
  readonly open: string;
  readonly close: string;
  /** From the opening to the closing bracket, the year included. */
  readonly bracketRange: Range;
  readonly year: string;
  /** 第, where it stands before the serial, or the empty string. */
  readonly ordinal: string;
  readonly serial: string;
  readonly serialRange: Range;
  /** 号, or the empty string where it is missing. */
  readonly suffix: string;
  /** True if the organ code is listed in organ-codes.tsv. */
  readonly known: boolean;
}

const MAX_ORGAN = 16;
const MAX_GUESS = 10;

// 〔2022〕14号, 【2022】14号, [2021]第008号, 〔87〕12号
const NUMBER =
  /(?<open>[〔[【(（﹝［])(?<year>\d{4}|\d{2})(?<close>[〕\]】)）﹞］])(?<ordinal>第?)(?<serial>\d{1,5})(?!\d)(?<suffix>号?)/gu;

// 法（研）发 before 〔2022〕
const RUN = /(?:\p{Script=Han}{1,6}（\p{Script=Han}{1,3}）)?\p{Script=Han}{1,16}$/u;

// What stands between the sentence and a code: 按照豫政办〔2021〕8号
const LEAD =
  /^.{0,14}(?:按照|根据|依据|依照|参照|遵照|贯彻|落实|执行|印发|下发|转发|废止|详见|参见|收到|简称|部令|文件|以及|[和与及或称为见了的以由对自据])/u;

const CODE = /^.{1,9}[发办函字令政通电规文综建法]$/u;
const NOT_CODE = /关于|规定|通知|意见|号文|同意|批准|公布|发布|进行|开发|政策|法律|司法|条例/u;
const BOUNDARY = /[（(《》〈〉。，、；：:“”‘’\s,;【〔]/u;
const ROUND = '(（';

const codes = perDictionaries((dictionaries) => new Set(dictionaries.rows('organ-codes').map((row) => row.code)));

function organOf(
  run: string,
  before: string,
  known: ReadonlySet<string>,
): { organ: string; known: boolean } | undefined {
  const bounded = before === '' || BOUNDARY.test(before);
  const candidate = run.replace(LEAD, '');
  const isCut = candidate.length < run.length;
  let listed = '';
  for (let length = Math.min(run.length, MAX_ORGAN); length > 0 && listed === ''; length--) {
    const suffix = run.slice(run.length - length);
    if (known.has(suffix) && (length > 1 || (bounded && length === run.length))) listed = suffix;
  }
  // A long unknown run that ends in a listed code is words before that code: 我们学习国办发
  const words = candidate.length > 6 && listed.length > 2 && listed.length < candidate.length;
  if (
    !words &&
    (bounded || isCut) &&
    candidate.length <= MAX_GUESS &&
    CODE.test(candidate) &&
    !NOT_CODE.test(candidate)
  )
    return { organ: candidate, known: known.has(candidate) };
  return listed === '' ? undefined : { organ: listed, known: true };
}

/** Every 发文字号 of a text. Court-case numbers, （2019）豫12刑终34号, have the court after the year and are none. */
export const docNumbers = perDocument((doc): readonly DocNumber[] => {
  const known = codes(doc.context.dictionaries);
  const numbers: DocNumber[] = [];
  for (const match of doc.text.matchAll(NUMBER)) {
    const { open = '', year = '', close = '', ordinal = '', serial = '', suffix = '' } = match.groups ?? {};
    if (year.length === 4 && !/^(?:19[4-9]|20)\d/u.test(year)) continue;
    if (year.length === 2 && suffix === '') continue;
    const run = RUN.exec(doc.text.slice(Math.max(0, match.index - MAX_ORGAN - 12), match.index))?.[0];
    if (run === undefined) continue;
    const runStart = match.index - run.length;
    const found = organOf(run, runStart > 0 ? doc.text.charAt(runStart - 1) : '', known);
    if (!found) continue;
    if (ROUND.includes(open) && !(found.known && suffix !== '')) continue;
    const organStart = match.index - found.organ.length;
    const end = match.index + match[0].length;
    const bracketEnd = match.index + open.length + year.length + close.length;
    const serialEnd = end - suffix.length;
    numbers.push({
      range: { start: organStart, end },
      organ: found.organ,
      organRange: { start: organStart, end: match.index },
      open,
      close,
      bracketRange: { start: match.index, end: bracketEnd },
      year,
      ordinal,
      serial,
      serialRange: { start: serialEnd - serial.length, end: serialEnd },
      suffix,
      known: found.known,
    });
  }
  return numbers;
});
