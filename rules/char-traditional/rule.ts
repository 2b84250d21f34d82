import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isHan, isHanCodePoint } from '../../src/text/chars.js';
import type { Range } from '../../src/text/range.js';
import { FREQUENT_SURNAMES, SURNAMES } from '../../src/text/surnames.js';
import { bookTitles } from '../../src/views/language/book-titles.js';

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

/** Text that is traditional altogether: so many different characters, and such a share. */
const BLOCK = { kinds: 5, share: 0.05 };
const DOCUMENT = { kinds: 10, share: 0.01 };
/** Beyond this length and share no text is ordinary. */
const NOISE = { length: 1000, share: 0.3 };

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
/** A page's switch to another script is named in that script: 切換到繁體, 繁體版 */
const SCRIPT_SWITCH = /繁體|正體/u;
const SWITCH_LENGTH = 16;

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
    const variants = nonStandard(doc.context.dictionaries);
    const places: { range: Range; character: string }[] = [];
    const kinds = new Set<string>();
    const found: number[] = [];
    const units = variantUnits(doc.context.dictionaries);
    const { text } = doc;
    for (let at = 0; at < text.length; at++)
      if (units[text.charCodeAt(at)] === 1 && variants.has(String.fromCodePoint(text.codePointAt(at) ?? 0)))
        found.push(at);
    if (found.length === 0) return;
    const han = countHan(doc.text);
    if (han > NOISE.length && found.length >= han * NOISE.share) return;
    for (const start of found) {
      const character = String.fromCodePoint(doc.text.codePointAt(start) ?? 0);
      places.push({ range: { start, end: start + character.length }, character });
      kinds.add(character);
    }
    const rare = rareCharacters(doc.context.dictionaries);
    if (kinds.size >= DOCUMENT.kinds && places.length >= han * DOCUMENT.share) return;
    const titles = bookTitles(doc);
    let next = 0;
    let title = 0;
    let titleEnd = -1;
    for (const block of doc.blocks) {
      while ((places[next]?.range.start ?? Infinity) < block.range.start) next++;
      const first = next;
      while ((places[next]?.range.start ?? Infinity) < block.range.end) next++;
      const own = places.slice(first, next);
      if (own.length === 0 || block.kind === 'code') continue;
      if (
        (block.region === 'boilerplate' || block.range.end - block.range.start <= SWITCH_LENGTH) &&
        SCRIPT_SWITCH.test(doc.text.slice(block.range.start, block.range.end))
      )
        continue;
      if (
        new Set(own.map((place) => place.character)).size >= BLOCK.kinds &&
        own.length >= (block.range.end - block.range.start) * BLOCK.share
      )
        continue;
      for (let i = 0; i < own.length; ) {
        const from = own[i];
        if (!from) break;
        let to = from;
        const standards: string[] = [];
        let sure = true;
        for (; i < own.length && own[i] && (own[i] === from || own[i]?.range.start === to.range.end); i++) {
          to = own[i] ?? to;
          const standard = variants.get(to.character)?.standard ?? [];
          sure &&= standard.length === 1;
          standards.push(standard[0] ?? to.character);
        }
        const range = { start: from.range.start, end: to.range.end };
        const text = doc.text.slice(range.start, range.end);
        const choices = text === from.character && !sure ? (variants.get(text)?.standard ?? []) : [standards.join('')];
        while ((titles[title]?.range.start ?? Infinity) <= range.start)
          titleEnd = Math.max(titleEnd, titles[title++]?.range.end ?? -1);
        const before = doc.text.slice(Math.max(block.range.start, range.start - 12), range.start);
        const after = doc.text.slice(range.end, range.end + 12);
        const quoted = /[“‘「]$/u.test(before) && /^[”’」]/u.test(after);
        const named =
          (SURNAMED.test(before) && !isHan(after.charAt(0))) ||
          (NAMED.test(before) && text.length === from.character.length && !PLACE_AFTER.test(after));
        const unsure =
          named ||
          LIVING.includes(text) ||
          SITE_AFTER.test(after) ||
          (rare.has(choices[0] ?? '') && !PLACE_AFTER.test(after)) ||
          // 黄琨暐: a standard form outside the BMP is met in names alone.
          (choices[0] ?? '').length > text.length ||
          range.start < titleEnd ||
          quoted ||
          NAME_AFTER.test(after) ||
          NAME_BEFORE.test(before);
        const finding: Finding = {
          range,
          message: `“${text}”不是规范汉字，应写作“${choices.join('”或“')}”。`,
          suggest: choices,
        };
        yield unsure ? { ...finding, severity: 'info' } : finding;
      }
    }
  },
});
