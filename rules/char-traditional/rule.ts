import type { Dictionaries } from '../../src/dictionary/index.js';
import type { Block, Document } from '../../src/document/document.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule } from '../../src/rule/rule.js';
import { isHan, isHanCodePoint } from '../../src/text/chars.js';
import type { Range } from '../../src/text/range.js';
import { FREQUENT_SURNAMES, SURNAMES } from '../../src/text/surnames.js';
import { bookTitles } from '../../src/views/language/book-titles.js';
import { proseBlocks } from '../../src/views/language/prose.js';

const nonStandard = perDictionaries((dictionaries) => {
  const standard = new Set(dictionaries.rows('characters').map((row) => row.character));
  return new Map(
    dictionaries.rows('variants').flatMap((row) => (standard.has(row.variant) ? [] : [[row.variant, row] as const])),
  );
});

/** The characters of table three: names, places and the classics need them (其土騂刚而不化). */
const rareCharacters = perDictionaries(
  (dictionaries) =>
    new Set(dictionaries.rows('characters').flatMap(({ character, level }) => (level === 3 ? [character] : []))),
);

/** By UTF-16 unit 1 where a variant may begin. */
const variantUnits = perDictionaries((dictionaries) => {
  const units = new Uint8Array(0x10000);
  for (const character of nonStandard(dictionaries).keys()) units[character.charCodeAt(0)] = 1;
  return units;
});

function countHan(text: string): number {
  let han = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (isHanCodePoint(code)) han++;
    if (code > 0xffff) at++;
  }
  return han;
}

/** A non-standard character and where it stands. */
interface Place {
  readonly range: Range;
  readonly character: string;
}

/** Non-standard characters that follow one another: 國務. */
type Stretch = readonly [Place, ...Place[]];

/** Every non-standard character of a text, in order. */
function placesIn(text: string, dictionaries: Dictionaries): readonly Place[] {
  const variants = nonStandard(dictionaries);
  const units = variantUnits(dictionaries);
  const found: Place[] = [];
  for (let start = 0; start < text.length; start++) {
    if (units[text.charCodeAt(start)] !== 1) continue;
    const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
    if (variants.has(character)) found.push({ range: { start, end: start + character.length }, character });
  }
  return found;
}

/** Text that is traditional altogether: so many different characters, and such a share. */
const BLOCK = { kinds: 5, share: 0.05 };
const DOCUMENT = { kinds: 10, share: 0.01 };
/** Beyond this length and share no text is ordinary. */
const NOISE = { length: 1000, share: 0.3 };

const isAltogether = (places: readonly Place[], length: number, { kinds, share }: typeof BLOCK): boolean =>
  places.length >= length * share && new Set(places.map(({ character }) => character)).size >= kinds;

/** Whether the whole document is traditional, or no text. */
function isTraditional(text: string, places: readonly Place[]): boolean {
  const han = countHan(text);
  return (han > NOISE.length && places.length >= han * NOISE.share) || isAltogether(places, han, DOCUMENT);
}

/** A page's switch to another script is named in that script: 切換到繁體, 繁體版 */
const SCRIPT_SWITCH = /繁體|正體/u;
const SWITCH_LENGTH = 16;

const isScriptSwitch = (text: string, { region }: Block): boolean =>
  (region === 'boilerplate' || text.length <= SWITCH_LENGTH) && SCRIPT_SWITCH.test(text);

/** The stretches of each block that is not itself traditional or a switch of scripts; `places` are in order. */
function* stretchesIn(
  doc: Document,
  places: readonly Place[],
): Iterable<{ readonly block: Block; readonly stretch: Stretch }> {
  let next = 0;
  for (const block of proseBlocks(doc)) {
    while ((places[next]?.range.start ?? Infinity) < block.range.start) next++;
    const first = next;
    while ((places[next]?.range.start ?? Infinity) < block.range.end) next++;
    if (next === first) continue;
    const own = places.slice(first, next);
    const text = doc.text.slice(block.range.start, block.range.end);
    if (isScriptSwitch(text, block) || isAltogether(own, text.length, BLOCK)) continue;
    for (const stretch of joined(own)) yield { block, stretch };
  }
}

function joined(places: readonly Place[]): readonly Stretch[] {
  const stretches: [Place, ...Place[]][] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (last?.at(-1)?.range.end === place.range.start) last.push(place);
    else stretches.push([place]);
  }
  return stretches;
}

/** What a stretch should read: its characters' first standard forms, or every form of one that has several. */
function choicesFor(stretch: Stretch, variants: ReturnType<typeof nonStandard>): readonly string[] {
  const forms = stretch.map(({ character }) => variants.get(character)?.standard ?? []);
  const [only = []] = forms;
  return stretch.length === 1 && only.length !== 1
    ? only
    : [stretch.map(({ character }, i) => forms[i]?.[0] ?? character).join('')];
}

const NAME_AFTER =
  /^\p{Script=Han}{0,2}(?:同志|先生|女士|小姐|教授|博士|委员|等人|、\p{Script=Han}{2,3}(?:[、，；。等和]|$))/u;
const NAME_BEFORE =
  /(?:姓名|联系人|[^\p{Script=Han}]审判[长员]|审判[长员]|书记员|法官|律师|记者|编辑|作者|原告|被告|被告人|上诉人|申请人|第三人|代表人|代理人)[：:\s]{0,4}\p{Script=Han}{0,2}$|(?:^|[、，；（])\p{Script=Han}{2,4}、\p{Script=Han}{1,2}$/u;

// 马海湧、 宋懋璗， : one who bears the character as the last of a name.
const SURNAMED = new RegExp(`[${SURNAMES}]\\p{Script=Han}?$`, 'u');
// 马馼书记, 王濛因伤: directly after a surname that is hardly a word; not 王澠池.
const NAMED = new RegExp(`[${FREQUENT_SURNAMES}]$`, 'u');
const PLACE_AFTER = /^[池县区市州镇乡村江河湖山岛]/u;
// 二噁英, 噁唑 still stand in chemical standards; 家俬 in the names of firms; 塚 in Japanese surnames.
const LIVING = '噁俬塚';
/** What a mountain, temple or tomb is called it may be called by right: 閤皂山. */
const SITE_AFTER = /^\p{Script=Han}?[山岭峰岩洞寺庙庵祠观塔陵墓]/u;

/** Whether an offset lies in a book title, asked of offsets in order. */
function titledUpTo(doc: Document): (offset: number) => boolean {
  const titles = bookTitles(doc);
  let next = 0;
  let end = -1;
  return (offset) => {
    for (; (titles[next]?.range.start ?? Infinity) <= offset; next++)
      end = Math.max(end, titles[next]?.range.end ?? -1);
    return offset < end;
  };
}

/** The text about a stretch, within its block before it. */
interface Surroundings {
  readonly before: string;
  readonly after: string;
}

const REACH = 12;

/** Whether the stretch is shaped like a part of a person's name. */
const isNamed = (stretch: Stretch, { before, after }: Surroundings): boolean =>
  (SURNAMED.test(before) && !isHan(after.charAt(0))) ||
  (NAMED.test(before) && stretch.length === 1 && !PLACE_AFTER.test(after)) ||
  NAME_AFTER.test(after) ||
  NAME_BEFORE.test(before);

/** Quoted alone, the character is spoken of: “澠”. */
const isMentioned = ({ before, after }: Surroundings): boolean => /[“‘「]$/u.test(before) && /^[”’」]/u.test(after);

/** Whether such a standard form is met in names alone: one of table three, or outside the BMP as in 黄琨暐. */
const isOfNames = (text: string, form: string, { after }: Surroundings, rare: ReadonlySet<string>): boolean =>
  (rare.has(form) && !PLACE_AFTER.test(after)) || form.length > text.length;

export default defineRule({
  id: 'char-traditional',
  title: '混入繁体字、异体字',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '通用规范汉字表', clause: '表一至表三', verified: true }],
  why: '公文使用规范汉字；繁体字、异体字多由输入法或复制混入，检索时找不到。人名、引用的古籍可以保留，请核对。',
  examples: [
    {
      bad: '{{澠}}池县人民政府办公室年度报告',
      fixed: '渑池县人民政府办公室年度报告',
      message: '“澠”不是规范汉字，应写作“渑”。',
    },
    {
      bad: '短道速滑选手王{{濛}}因伤缺赛',
      fixed: '短道速滑选手王蒙因伤缺赛',
      severity: 'info',
      because: '人名：仅提示核对',
    },
    { bad: '加强{{國務}}院文件的学习', fixed: '加强国务院文件的学习' },
    { good: '渑池县人民政府办公室年度报告' },
    { good: '二〇二二年工作，於姓同志与喆、淼、堃等字', because: '2013年起为规范字' },
    { good: '切換到繁體', because: '网页的语言切换' },
    { good: '政府資訊公開條例規定，機關應當主動公開', because: '全文用繁体' },
    { bad: '加强{{後}}勤保障', fixed: '加强后勤保障' },
    { bad: '{{閒}}置土地收储', fixed: '闲置土地收储' },
    { bad: '烟气中的二{{噁}}英浓度', fixed: '烟气中的二恶英浓度', severity: 'info', because: '化工标准中仍用' },
    { bad: '{{閤}}皂山风景区', fixed: '合皂山风景区', severity: 'info', because: '山名' },
    { bad: '《{{國務}}院公{{報}}》刊登', fixed: '《国务院公报》刊登', severity: 'info', because: '书名照原文' },
    { bad: '所谓“{{國}}”字', fixed: '所谓“国”字', severity: 'info', because: '单独引用的字' },
    { bad: '张{{雲}}同志出席', fixed: '张云同志出席', severity: 'info', because: '后面是称呼' },
    { bad: '姓名：王小{{雲}}', fixed: '姓名：王小云', severity: 'info', because: '前面说是姓名' },
    { bad: '出席会议的有马海{{湧}}，李明', fixed: '出席会议的有马海涌，李明', severity: 'info', because: '姓名的末字' },
    { bad: '黄琨{{暐}}到会', fixed: '黄琨𬀩到会', severity: 'info', because: '规范字形在电脑上少见，只用于人名' },
    { bad: '其土{{騂}}刚而不化', fixed: '其土骍刚而不化', severity: 'info', because: '三级字，多见于古籍、人名' },
    { bad: '王{{澠}}池到会', fixed: '王渑池到会', because: '像地名，不作人名' },
    { good: '今年工作总结如下，各单位抓好落实。\n政府資訊公開條例規定', because: '整段用繁体' },
    { good: '甲國乙務\n丙開丁會戊報\n己個庚東辛車\n壬馬癸長子門', because: '全篇用繁体，虽然每行不多' },
  ],

  *check(doc) {
    const { text, context } = doc;
    const places = placesIn(text, context.dictionaries);
    if (places.length === 0 || isTraditional(text, places)) return;
    const variants = nonStandard(context.dictionaries);
    const rare = rareCharacters(context.dictionaries);
    const isInTitle = titledUpTo(doc);
    for (const { block, stretch } of stretchesIn(doc, places)) {
      const range = { start: stretch[0].range.start, end: (stretch.at(-1) ?? stretch[0]).range.end };
      const written = text.slice(range.start, range.end);
      const choices = choicesFor(stretch, variants);
      const around = {
        before: text.slice(Math.max(block.range.start, range.start - REACH), range.start),
        after: text.slice(range.end, range.end + REACH),
      };
      const isUnsure =
        isNamed(stretch, around) ||
        LIVING.includes(written) ||
        SITE_AFTER.test(around.after) ||
        isOfNames(written, choices[0] ?? '', around, rare) ||
        isInTitle(range.start) ||
        isMentioned(around);
      yield {
        range,
        message: `“${written}”不是规范汉字，应写作“${choices.join('”或“')}”。`,
        suggest: choices,
        ...(isUnsure && { severity: 'info' as const }),
      };
    }
  },
});
