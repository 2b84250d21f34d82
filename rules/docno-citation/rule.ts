import type { Document } from '../../src/document/document.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { groupBy } from '../../src/text/group.js';
import type { Range } from '../../src/text/range.js';
import { similarity } from '../../src/text/similarity.js';
import { bookTitles } from '../../src/views/language/book-titles.js';
import { type Citation, citations } from '../../src/views/names/citations.js';
import { type DocNumber, docNumbers } from '../../src/views/names/doc-numbers.js';

/** Shorter, and a title is an abbreviation: 《通知》. */
const FULL_TITLE = 12;
/** Two full titles less alike than this are of two documents. */
const UNLIKE = 0.3;
/** Two titles of one number that differ in no more units differ by a slip. */
const MAX_SLIP = 2;
const MAX_EVIDENCE = 5;

const isFull = (title: string): boolean => title.length >= FULL_TITLE && title.includes('关于');

// Marks, and what comes and goes with the form of citing: 国务院办公厅关于印发〈X管理办法（试行）〉的通知 → X管理办法
const MARKS = /[\s《》〈〉“”‘’"、，,：:·]/gu;
const NOTE = /[（(][^（）()]{1,8}[）)]/gu; // （试行）
const ISSUER = /^.{0,40}?关于(?:印发|转发|批转|公布|发布)?/u; // 国务院办公厅关于印发

/** What a title is about, for comparing. */
const subjectOf = (title: string): string =>
  title
    .replace(NOTE, '')
    .replace(MARKS, '')
    .replace(ISSUER, '')
    .replace(/的?通知$/u, '');

// Issued again and again under one title, with another number each time
const RECURRING = /取消|调整|下放|任免|任命|修改|废止|批复|答复|复函|第.{1,3}批|公布|表彰|分工/u;

const keyOf = ({ organ, year, serial }: DocNumber): string => `${organ}〔${year}〕${Number(serial)}号`;

/** One slip of the pen away: the same organ, and the same year or the same serial. */
const isNear = (a: DocNumber, b: { organ: string; year: string; serial: string }): boolean =>
  a.organ === b.organ && (a.year === b.year) !== (Number(a.serial) === Number(b.serial));

function slips(a: string, b: string): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}

interface Registered {
  readonly number: string;
  readonly organ: string;
  readonly year: string;
  readonly serial: string;
  readonly title: string;
}

const registry = perDictionaries((dictionaries) => {
  const rows = dictionaries.rows('documents').flatMap(({ number, title, verified }): Registered[] => {
    const parts = /^(?<organ>.{1,16})〔(?<year>\d{4})〕(?<serial>\d{1,5})号$/u.exec(number)?.groups; // 国办函〔2020〕109号
    const { organ, year, serial } = parts ?? {};
    return verified && organ && year && serial ? [{ number, organ, year, serial, title }] : [];
  });
  return {
    byNumber: new Map(rows.map((row) => [row.number, row])),
    bySubject: new Map(rows.map((row) => [subjectOf(row.title), row])),
  };
});

/** Against the registry: the number belongs to another document, or the document has another number. */
function misnumbered(doc: Document, { title, number }: Citation): Finding | undefined {
  const { byNumber, bySubject } = registry(doc.context.dictionaries);
  const subject = subjectOf(title.text);
  const written = quote(doc, number.range);
  const own = bySubject.get(subject);
  const holder = byNumber.get(keyOf(number));
  if (own?.number === keyOf(number)) return undefined;
  if (own && subject.length >= FULL_TITLE - 4 && !RECURRING.test(title.text) && isNear(number, own))
    return {
      range: number.range,
      message: `发文字号“${written}”与所引标题不符，《${title.text}》的发文字号是“${own.number}”。`,
      suggest: [own.number],
    };
  if (holder && isFull(holder.title) && areUnlike(subject, subjectOf(holder.title)))
    return {
      range: number.range,
      message: `发文字号“${written}”与所引标题不符，该字号的文件是《${holder.title}》。`,
      ...(own && { suggest: [own.number] }),
    };
  return undefined;
}

const quote = (doc: Document, { start, end }: Range): string => doc.text.slice(start, end);

const areUnlike = (a: string, b: string): boolean => !a.includes(b) && !b.includes(a) && similarity(a, b) < UNLIKE;

/** Within the document: citations that disagree with those before them. */
function* inconsistent(doc: Document, cited: readonly Citation[]): Iterable<Finding> {
  const evidenceOf = (others: readonly Citation[]) => others.slice(0, MAX_EVIDENCE).map(({ range }) => range);
  for (const same of groupBy(cited, ({ number }) => keyOf(number)).values()) {
    const [first, ...rest] = same;
    if (!first) continue;
    const subject = subjectOf(first.title.text);
    for (const other of rest) {
      const others = subjectOf(other.title.text);
      if (subject === others) continue;
      const differing = slips(subject, others);
      if (!areUnlike(subject, others) && differing > MAX_SLIP) continue;
      yield {
        range: other.title.range,
        message: `标题“${quote(doc, other.title.range)}”与前文不一致，发文字号“${quote(doc, other.number.range)}”前文引作《${first.title.text}》。`,
        evidence: evidenceOf([first]),
        ...(differing <= MAX_SLIP && { severity: 'warning' as const }),
      };
    }
  }
  for (const same of groupBy(cited, ({ title }) => title.text).values()) {
    const [first, ...rest] = same;
    if (!first || RECURRING.test(first.title.text)) continue;
    for (const other of rest)
      if (isNear(other.number, first.number))
        yield {
          range: other.number.range,
          message: `发文字号“${quote(doc, other.number.range)}”与前文不一致，《${first.title.text}》的发文字号前文作“${quote(doc, first.number.range)}”。`,
          evidence: evidenceOf([first]),
        };
  }
}

/** 国办发〔2020〕1号《关于…的通知》: the number before the title. */
function* misplaced(doc: Document): Iterable<Finding> {
  const titles = new Map(bookTitles(doc).map((title) => [title.range.start, title]));
  for (const number of docNumbers(doc)) {
    const title = titles.get(number.range.end);
    if (!title || !isFull(title.text) || !number.known || number.suffix === '') continue;
    const range = { start: number.range.start, end: title.range.end };
    const written = quote(doc, number.range);
    const cited = quote(doc, title.range);
    yield {
      range,
      message: `“${written}${cited}”先写了发文字号，引用公文应先引标题，后引发文字号。`,
      suggest: [`${cited}（${written}）`],
      severity: 'info',
    };
  }
}

export default defineRule({
  id: 'docno-citation',
  title: '引用公文的标题与发文字号不符',
  severity: 'error',
  fix: 'suggest',
  basis: [
    { standard: '公文处理工作条例', clause: '第九条', verified: true },
    { standard: 'GB/T 9704-2012', clause: '7.2.5', verified: true },
  ],
  why: '发文字号和标题一一对应；同一字号配了两个标题、同一标题配了两个字号，必有一处引错，读者无从查找原文。',
  examples: [
    {
      bad: '《国务院办公厅关于印发政府网站发展指引的通知》（{{国办发〔2017〕17号}}）',
      fixed: '《国务院办公厅关于印发政府网站发展指引的通知》（国办发〔2017〕47号）',
      message:
        '发文字号“国办发〔2017〕17号”与所引标题不符，《国务院办公厅关于印发政府网站发展指引的通知》的发文字号是“国办发〔2017〕47号”。',
    },
    {
      bad: '《关于做好高校毕业生就业创业服务工作的通知》（{{国办函〔2020〕109号}}）',
      fix: 'none',
      message:
        '发文字号“国办函〔2020〕109号”与所引标题不符，该字号的文件是《国务院办公厅关于印发政府信息公开信息处理费管理办法的通知》。',
    },
    {
      bad: '按照《关于进一步加强消防安全工作的通知》（豫政办〔2021〕8号）；《关于进一步加强消防安全工作的通知》（{{豫政办〔2021〕18号}}）',
      fix: 'none',
      message:
        '发文字号“豫政办〔2021〕18号”与前文不一致，《关于进一步加强消防安全工作的通知》的发文字号前文作“豫政办〔2021〕8号”。',
    },
    {
      bad: '《关于进一步加强消防安全工作的通知》（豫政办〔2021〕8号）；{{《关于开展春季植树造林活动的通知》}}（豫政办〔2021〕8号）',
      fix: 'none',
      message:
        '标题“《关于开展春季植树造林活动的通知》”与前文不一致，发文字号“豫政办〔2021〕8号”前文引作《关于进一步加强消防安全工作的通知》。',
    },
    {
      bad: '《关于进一步推进户籍制度改革的意见》（豫政〔2014〕7号），{{《关于进一步推进户藉制度改革的意见》}}（豫政〔2014〕7号）',
      severity: 'warning',
      fix: 'none',
    },
    {
      bad: '根据{{国办发〔2020〕1号《关于开展春季植树造林活动的通知》}}要求',
      fixed: '根据《关于开展春季植树造林活动的通知》（国办发〔2020〕1号）要求',
      severity: 'info',
      message:
        '“国办发〔2020〕1号《关于开展春季植树造林活动的通知》”先写了发文字号，引用公文应先引标题，后引发文字号。',
    },
    {
      good: '《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）',
    },
    { good: '《关于印发〈节水管理办法〉的通知》（豫政办〔2021〕8号），《通知》（豫政办〔2021〕8号）', because: '简称' },
    {
      good: '《国务院关于取消和调整一批行政审批项目等事项的决定》（国发〔2014〕27号）、《国务院关于取消和调整一批行政审批项目等事项的决定》（国发〔2014〕50号）',
      because: '两份文件同名',
    },
    {
      good: '《关于进一步加强消防安全工作的通知》（豫政办〔2021〕8号）和《关于进一步加强消防安全工作的通知》（三政办〔2021〕12号）',
      because: '上下级各发一份',
    },
    {
      bad: '《国务院办公厅关于印发政府网站发展指引的通知》（{{国办函〔2020〕109号}}）',
      fixed: '《国务院办公厅关于印发政府网站发展指引的通知》（国办发〔2017〕47号）',
    },
    {
      good: '《关于进一步加强消防安全工作的通知》（豫政办〔2021〕8号）；《关于进一步加强消防安全工作的通知》（豫政办〔2022〕18号）',
      because: '年份、序号都不同，是另一份文件',
    },
    {
      good: '《关于表彰先进集体和先进个人的决定》（豫政〔2014〕7号），《关于表彰先进集体和先进个人的决定》（豫政〔2015〕7号）',
      because: '年年用同一标题',
    },
    {
      good: '《关于进一步推进户籍制度改革的意见》（豫政〔2014〕7号），《关于进一步推进户籍管理制度改革的意见》（豫政〔2014〕7号）',
      because: '标题只是引得不全',
    },
    { good: '根据国办发〔2020〕1号《通知》要求', because: '简称' },
    { good: '国办发〔2020〕1《关于开展春季植树造林活动的通知》', because: '字号不全' },
  ],

  *check(doc) {
    const agreeing: Citation[] = [];
    for (const citation of citations(doc)) {
      if (citation.title.depth > 0 || !isFull(citation.title.text)) continue;
      const finding = misnumbered(doc, citation);
      if (finding) yield finding;
      else agreeing.push(citation);
    }
    yield* inconsistent(doc, agreeing);
    yield* misplaced(doc);
  },
});
