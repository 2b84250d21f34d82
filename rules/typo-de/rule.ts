import type { Document } from '../../src/document/document.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule } from '../../src/rule/rule.js';
import { isHan } from '../../src/text/chars.js';
import { groupBy } from '../../src/text/group.js';
import type { Range } from '../../src/text/range.js';
import { isInCode } from '../../src/views/language/prose.js';
import { isQuoted } from '../../src/views/language/quotations.js';
import { type Token, tokensIn } from '../../src/views/language/tokens.js';
import { type ParticleWords, particleWords } from './words.js';

type Particle = '的' | '地' | '得';

interface Slip {
  readonly range: Range;
  readonly meant: Particle;
  readonly words: string;
  readonly why: string;
}

const LONGEST_ADVERBIAL = 6;
/** Ways into a predicate that no noun begins with. */
const INTO_PREDICATE = new Set(['把', '将', '向', '给', '让', '使']);
const AFTER_FUTURE = new Set('不 不只 不是 不再 于 会 是 在 要 继续 成为 有 来'.split(' '));
const VERB_LIKE = /^(?:v(?!n)|d|ad)/u; // v
const NO_OBJECT = /^[ucxpf]/u; // uj
/** After a verb, these leave no doubt whatever follows. */
const COMPLEMENTS = new Set('到 着 出来 起来 下去'.split(' '));
const REFERRING = new Set(['有关', '相关']);
const OPENING = /^[“《‘（]/u;

/** An adverbial before the particle, by the tokens or as the text has it (有 + 针对性). */
function adverbialBefore(
  tokens: readonly Token[],
  at: number,
  { adverbials }: ParticleWords,
): { word: string; first: number } | undefined {
  let word = '';
  let found: { word: string; first: number } | undefined;
  for (let first = at - 1; first >= 0 && at - first <= 3; first--) {
    word = (tokens[first] as Token).text + word;
    if (word.length > LONGEST_ADVERBIAL) break;
    if (adverbials.has(word)) found = { word, first };
  }
  return found;
}

/** What stands before an adverbial, the adjectives and adverbs of the same row passed over. */
function before(tokens: readonly Token[], first: number, words: ParticleWords): Token | undefined {
  for (let i = first - 1; i >= 0; i--) {
    const { text, partOfSpeech } = tokens[i] as Token;
    const isOfRow =
      /^[acdz]/u.test(partOfSpeech) || words.degrees.has(text) || text === '、' || words.adverbials.has(text);
    // 一直在积极地履行
    const isUnderWay = text === '在' && tokens[i - 1]?.partOfSpeech === 'd';
    if (!isUnderWay && (words.auxiliaries.has(text) || !isOfRow)) return tokens[i];
  }
  return undefined;
}

const isVerbal = (token: Token | undefined, words: ParticleWords): boolean =>
  token !== undefined && /^(?:v(?!n)|p)/u.test(token.partOfSpeech) && !words.auxiliaries.has(token.text); // p

/** Nothing that the particle's phrase could belong to stands before it. */
const isFree = (leading: Token | undefined, words: ParticleWords): boolean =>
  leading === undefined || !isHan(leading.text) || words.auxiliaries.has(leading.text);

const isObject = ({ text, partOfSpeech }: Token): boolean =>
  OPENING.test(text) || (isHan(text) && !NO_OBJECT.test(partOfSpeech) && text !== '是');

/** Whether what follows the particle can only be the predicate that the adverbial belongs to. */
function isPredicate(tokens: readonly Token[], at: number, leading: Token | undefined, words: ParticleWords): boolean {
  const [verb, next, after, last] = tokens.slice(at + 1, at + 5);
  if (!verb || !next) return false;
  if (INTO_PREDICATE.has(verb.text)) return isHan(next.text) && !AFTER_FUTURE.has(next.text);
  if (verb.text === '进行') return next.text !== '的' && (leading?.text === '在' || !isVerbal(leading, words));
  if (words.neverNouns.has(verb.text)) return next.text !== '的';
  // 解决问题 may be one token; 解决方案 is a noun.
  if (verb.text.length === 4 && words.withObject.has(verb.text.slice(0, 2)) && !words.withObject.has(verb.text)) {
    const object = verb.text.slice(2);
    return next.text !== '的' && !isVerbal(leading, words) && !words.heads.has(object) && !words.withObject.has(object);
  }
  const takesObject = words.withObject.has(verb.text);
  if ((takesObject || words.withMark.has(verb.text)) && words.afterVerbs.has(next.text))
    return (
      COMPLEMENTS.has(next.text) || (after !== undefined && /^[\p{L}\p{N}“《]/u.test(after.text) && after.text !== '的')
    ); // 《
  // 巩固和发展公有制经济
  if (
    takesObject &&
    isFree(leading, words) &&
    words.conjunctions.has(next.text) &&
    after &&
    /^v/u.test(after.partOfSpeech)
  )
    return last !== undefined && isObject(last) && !VERB_LIKE.test(last.partOfSpeech); // v
  if (!isObject(next) || isVerbal(leading, words)) return false;
  if (takesObject) {
    if (words.freeVerbs.has(verb.text)) return verb.text === '开展' || !words.heads.has(next.text);
    return !words.heads.has(next.text) && (!VERB_LIKE.test(next.partOfSpeech) || REFERRING.has(next.text)); // v
  }
  return (
    words.moreOftenVerbs.has(verb.text) &&
    isFree(leading, words) &&
    !words.heads.has(next.text) &&
    !VERB_LIKE.test(next.partOfSpeech)
  ); // v
}

/** What `isPredicate` takes for a verb, by its first character: few characters of a text begin any. */
const predicateVerbs = perDictionaries((dictionaries) => {
  const { neverNouns, withObject, withMark, moreOftenVerbs } = particleWords(dictionaries);
  return groupBy(['进行', ...INTO_PREDICATE, ...neverNouns, ...withObject, ...withMark, ...moreOftenVerbs], (verb) =>
    verb.charAt(0),
  );
});

/** Whether cutting the sentence may be worth while: a word of the lists on either side. */
function mayBeSlip({ text, context }: Document, at: number): boolean {
  const verbs = predicateVerbs(context.dictionaries).get(text.charAt(at + 1));
  if (!verbs?.some((verb) => text.startsWith(verb, at + 1))) return false;
  const { adverbials } = particleWords(context.dictionaries);
  for (let length = 2; length <= LONGEST_ADVERBIAL; length++)
    if (adverbials.has(text.slice(Math.max(0, at - length), at))) return true;
  return false;
}

function* afterAdverbials(doc: Document, at: number, written: Particle): Iterable<Slip> {
  const words = particleWords(doc.context.dictionaries);
  const tokens = tokensIn(doc, { start: at, end: at + 1 });
  const index = tokens.findIndex(({ range }) => range.start === at && range.end === at + 1);
  const adverbial = index > 0 ? adverbialBefore(tokens, index, words) : undefined;
  if (!adverbial) return;
  const previous = tokens[adverbial.first - 1];
  if (previous && words.negations.has(previous.text)) return;
  const leading = words.onlyAdverbials.has(adverbial.word) ? undefined : before(tokens, adverbial.first, words);
  if (!isPredicate(tokens, index, leading, words)) return;
  const verb = tokens[index + 1] as Token;
  yield {
    range: { start: at, end: at + 1 },
    meant: '地',
    words: `${adverbial.word}${written}${verb.text}`,
    why: `“${adverbial.word}”修饰后面的动词`,
  };
}

/** 的 where only 得 can stand: verbs that take 得, before what says how, or how far. */
const SINGLE_VERBS: readonly (readonly [verb: string, notAfter: RegExp, followed: RegExp])[] = [
  [
    '值',
    /[价产数增市总贬升均净峰阈面比保币幅等分权定]$/u,
    /^(?:注意|肯定|借鉴|推广|学习|一提|关注|信赖|警惕|庆幸|思考|我们)/u,
  ], // 值的注意
  ['显', /[明浅彰凸突隐潜]$/u, /^(?:尤为|更加|更为|十分|非常|格外|特别|异常|极为|极其|有些)/u], // 显的尤为
  ['变', /[改转事演应蜕突质量多嬗病政兵]$/u, /^(?:更加|更为|越来越|十分|非常|日益|日趋|愈加|愈发)/u], // 变的更加
  [
    '取',
    /[采收领录换获谋赚窃骗夺争听吸提抽汲牟摄截榨盗进所选支]$/u,
    /^(?:了|明显|显著|较好|良好|优异|突破性|阶段性)(?!的)/u,
  ], // 取的了
  ['做', /[当叫看所]$/u, /^(?:很好|非常好|不错|十分好|更好|不够|好)(?=[，。；、！])/u], // 做的很好，
  ['抓', /[所]$/u, /^(?:很好|很紧|不实|不紧|不够|紧|实|好)(?=[，。；、！])/u], // 抓的不实，
];
const SINGLES = new Set(SINGLE_VERBS.map(([verb]) => verb));
const SINGLE_REACH = 5;
const FIXED =
  /来的及|舍不的|了不的|巴不的|由不的|怨不的|不的不(?=\p{Script=Han})|不的已|不的(?=少于|超过|擅自|低于|高于|迟于|转让|泄露)/gu; // 来的及

function* insteadOfDe(doc: Document, at: number): Iterable<Slip> {
  const { text } = doc;
  const range = { start: at, end: at + 1 };
  for (const [verb, notAfter, followed] of SINGLE_VERBS) {
    if (text[at - 1] !== verb || notAfter.test(text.slice(Math.max(0, at - 2), at - 1))) continue;
    const found = followed.exec(text.slice(at + 1, at + 1 + SINGLE_REACH))?.[0];
    if (found === undefined) continue;
    const tokens = tokensIn(doc, range);
    const word = tokens.find((token) => token.range.start <= at - 1 && at <= token.range.end);
    if (word?.text !== verb && word?.text !== `${verb}的`) continue;
    yield { range, meant: '得', words: `${verb}的${found}`, why: `“${verb}”后面说的是结果或程度` };
  }
}

/** 地 before a noun that nothing but 的 leads to. */
const ATTRIBUTES =
  /(?:重要|显著|巨大|重大|突出|明显|良好|优异|可喜|长足|深远)地(?=(?:作用|成效|成绩|意义|进步|进展|成果|任务|问题|优势)(?:[，。；、！]|$))/gu; // 显著地成效，

function* slipsIn(doc: Document): Iterable<Slip> {
  const { text } = doc;
  for (let at = text.indexOf('的'); at >= 0; at = text.indexOf('的', at + 1)) {
    if (mayBeSlip(doc, at)) yield* afterAdverbials(doc, at, '的');
    if (SINGLES.has(text.charAt(at - 1))) yield* insteadOfDe(doc, at);
  }
  for (let at = text.indexOf('得'); at >= 0; at = text.indexOf('得', at + 1))
    if (mayBeSlip(doc, at)) yield* afterAdverbials(doc, at, '得');
  for (const { 0: words, index } of text.matchAll(FIXED)) {
    const start = index + words.indexOf('的');
    yield { range: { start, end: start + 1 }, meant: '得', words, why: '这个词里写“得”' };
  }
  for (const { 0: words, index } of text.matchAll(ATTRIBUTES)) {
    const start = index + words.length - 1;
    yield { range: { start, end: start + 1 }, meant: '的', words, why: '后面是名词' };
  }
}

export default defineRule({
  id: 'typo-de',
  title: '“的”“地”“得”用错',
  severity: 'warning',
  fix: 'suggest',
  basis: [{ standard: '图书质量管理规定', clause: '附件', verified: true }],
  why: '定语后面用“的”，状语后面用“地”，补语前面用“得”；只报没有第二种读法的，读作名词也通的（如“工作的有序推进”）不报。',
  examples: [
    {
      bad: '准确{{的}}把政策传达给群众',
      fixed: '准确地把政策传达给群众',
      message: '“准确的把”中的“的”应为“地”：“准确”修饰后面的动词。',
    },
    { bad: '全面而系统{{的}}回答了两个问题', fixed: '全面而系统地回答了两个问题' },
    { bad: '稳妥、有序{{的}}推进信用体系各项建设', fixed: '稳妥、有序地推进信用体系各项建设' },
    { bad: '更好{{的}}发挥村规民约作用', fixed: '更好地发挥村规民约作用' },
    { bad: '要深刻{{的}}认识到安全生产的极端重要性', fixed: '要深刻地认识到安全生产的极端重要性' },
    { bad: '认真{{得}}做好防汛准备', fixed: '认真地做好防汛准备' },
    {
      bad: '各项工作取{{的}}了明显进展',
      fixed: '各项工作取得了明显进展',
      message: '“取的了”中的“的”应为“得”：“取”后面说的是结果或程度。',
    },
    { bad: '这一做法值{{的}}借鉴', fixed: '这一做法值得借鉴' },
    {
      bad: '普法工作取得了显著{{地}}成效。',
      fixed: '普法工作取得了显著的成效。',
      message: '“显著地”中的“地”应为“的”：后面是名词。',
    },
    { good: '采取有效的保障措施，形成积极的推动作用，提供更好的服务。' },
    { good: '以更积极主动的作为为全局作贡献；充分的自信来自扎实的工作。', because: '的后面是名词' },
    { good: '对不及时的给予提醒，不公平的对价，对设备进行有效的维护和保养。' },
    { good: '这是一次艰难的考验，各地区、各部门要高质量地完成。' },
    { good: '采取的积极措施、具有明显的非法占有目的、值得注意的是' },
    { good: '会上放映了“形象的说明”系列片。', because: '引号里的是别人的话' },
    { good: '得力公司、地平线公司与的里雅斯特市签约，的黎波里会谈、帕提地·买买提。', because: '品牌、外国地名、人名' },
    { good: '“知之者不如好之者”，语出《论语》；得荣县、得妥镇、德地村。', because: '古语、地名' },
    {
      bad: '来{{的}}及办理，不{{的}}不说',
      fixed: '来得及办理，不得不说',
      message: ['“来的及”中的“的”应为“得”：这个词里写“得”。', '“不的不”中的“的”应为“得”：这个词里写“得”。'],
    },
    { good: '不是准确的把政策传达', because: '否定的说法' },
    { bad: '积极{{的}}进行整改', fixed: '积极地进行整改' },
    { bad: '认真{{的}}巩固和发展公有制经济', fixed: '认真地巩固和发展公有制经济' },
    { bad: '深入{{的}}开展工作，扎实{{的}}做好了准备', fixed: '深入地开展工作，扎实地做好了准备' },
    { good: '形成有效的巩固和发展，有效的解决方案，积极的促进作用', because: '作名词用' },
    { good: '采取积极的进行态度；更好的向前，更好的将会', because: '后面不是状语修饰的动词' },
    { good: '价值的注意，采取的了解', because: '“值”“取”只是词的一部分' },
  ],

  *check(doc) {
    const seen = new Set<number>();
    for (const { range, meant, words, why } of slipsIn(doc)) {
      if (seen.has(range.start) || isInCode(doc, range) || isQuoted(doc, range)) continue;
      seen.add(range.start);
      yield {
        range,
        message: `“${words}”中的“${doc.text.slice(range.start, range.end)}”应为“${meant}”：${why}。`,
        suggest: [meant],
      };
    }
  },
});
