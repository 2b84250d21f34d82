import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { codePointName } from '../../src/text/printable.js';

interface Ordinary {
  readonly characters: readonly string[];
  /** The one standard character that looks so. */
  readonly certain: boolean;
  /** Part of a character, which is no character of its own: 氵. */
  readonly part: boolean;
}

const index = perDictionaries((dictionaries) => {
  const standard = new Set(dictionaries.rows('characters').map((row) => row.character));
  const variants = new Map(dictionaries.rows('variants').map((row) => [row.variant, row.standard]));
  const listed = new Map(dictionaries.rows('codepoints').map((row) => [row.character, row]));
  return {
    letters: new Map([...listed].filter(([, { ordinary }]) => /^[A-Za-z]$/u.test(ordinary))),
    ordinaryOf(character: string): Ordinary | undefined {
      // What the list lacks, the supplement of compatibility ideographs, Unicode itself leads back.
      const ordinary = listed.get(character)?.ordinary ?? character.normalize('NFC');
      if (ordinary === character) return undefined;
      if (standard.has(ordinary)) return { characters: [ordinary], certain: true, part: false };
      const known = variants.get(ordinary);
      return { characters: known ?? [ordinary], certain: false, part: known === undefined };
    },
  };
});

const FOREIGN = /[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu; // ⼤, 金
// 二○二二年, 六六○二○○○一: a circle among the digits of a number. It looks back from its first character on, not at every one.
const CIRCLE = /[○◯⭘](?<=[一二三四五六七八九〇零].)[○◯⭘]{0,3}(?=[一二三四五六七八九〇年月日号])/gu;
const YEAR =
  /[OoＯОо0０](?<=(?:一[89八九]|二)[一二三四五六七八九〇]{0,2}.)[OoＯОо0０]{0,2}(?=[一二三四五六七八九〇]{0,2}年)/gu; // 二00八年
const LATIN_WORD = /[A-Za-z\u0370-\u03ff\u0400-\u04ff]{2,40}/gu; // АPP

function* zeros(text: string): Iterable<Finding> {
  for (const pattern of [CIRCLE, YEAR])
    for (const match of text.matchAll(pattern)) {
      const range = { start: match.index, end: match.index + match[0].length };
      const number = /[一二三四五六七八九十〇○◯⭘OoＯОо0０]{1,12}$/u.exec(
        text.slice(Math.max(0, range.end - 12), range.end),
      );
      const right = '〇'.repeat(match[0].length);
      yield {
        range,
        message: `数字“${number?.[0] ?? match[0]}”中的“${match[0]}”不是汉字“〇”，应改为“${right}”。`,
        suggest: [right],
        severity: 'warning',
        basis: [{ standard: 'GB/T 15835-2011', clause: '5.2.5', verified: true }],
      };
    }
}

export default defineRule({
  id: 'char-lookalike',
  title: '形近而编码不同的字',
  severity: 'error',
  fix: 'safe',
  basis: [{ standard: '通用规范汉字表', clause: '通知', verified: true }],
  why: '部首区、兼容区的字符看上去与常用汉字一样，编码却不同，多由PDF复制带入：检索不到，朗读不出，有的设备显示为空白。请换成通用的汉字。',
  examples: [
    {
      bad: '{{⽤}}户可在手机上办理',
      fixed: '用户可在手机上办理',
      message: '“⽤”（U+2F64）不是通用的汉字，应改为“用”。',
    },
    { bad: '强化{{⾦}}融服务，加快{{⻄}}部开发', fixed: '强化金融服务，加快西部开发' },
    { bad: '{{⼾}}籍管理', fixed: '户籍管理', fix: 'suggest', because: '对应繁体字，须人确认' },
    {
      bad: '二{{○}}二二年十一月',
      fixed: '二〇二二年十一月',
      severity: 'warning',
      message: '数字“二○”中的“○”不是汉字“〇”，应改为“〇”。',
    },
    { bad: '二{{OO}}八年和二{{0}}二二年', fixed: '二〇〇八年和二〇二二年', severity: 'warning' },
    { bad: '举报电话六六{{○}}二{{○○○}}一', fixed: '举报电话六六〇二〇〇〇一', severity: 'warning' },
    {
      bad: '下载{{А}}PP',
      fixed: '下载APP',
      message: '“АPP”中的“А”（U+0410）不是拉丁字母，应改为“A”。',
      because: '西里尔字母',
    },
    { good: '二〇二二年，用户可在手机上下载APP' },
    { good: '李○○、某○公司，●表示可配置，○表示不宜配置' },
    { good: '三比○轻取对手', because: '看不出是数字的一部分' },
    { good: 'β-兴奋剂与Δ值' },
    { bad: '部首“{{⺣}}”', fixed: '部首“灬”', severity: 'info', fix: 'suggest', because: '不成字的部件，仅提示' },
    { bad: '{{⺌}}字头', fixed: '小字头' },
    { good: 'ⅰphone、ЛДПР、Яндекс', because: '整个词都不是拉丁字母' },
    { good: '参数kπ与μg', because: '不与拉丁字母形近' },
    { good: 'СССР与Moсквa', because: '整个词是外文，或有的字母没有形近的' },
  ],

  *check(doc) {
    const { ordinaryOf, letters } = index(doc.context.dictionaries);
    for (const { 0: character, index: start } of doc.text.matchAll(FOREIGN)) {
      const ordinary = ordinaryOf(character);
      if (!ordinary) continue;
      yield {
        range: { start, end: start + character.length },
        message: `“${character}”（${codePointName(character)}）不是通用的汉字，应改为“${ordinary.characters.join('”或“')}”。`,
        suggest: ordinary.characters,
        ...(!ordinary.certain && { fix: 'suggest' }),
        ...(ordinary.part && { severity: 'info' }),
      };
    }
    for (const { 0: word, index: start } of doc.text.matchAll(LATIN_WORD)) {
      const foreign = [...word].filter((letter) => letter > '\u007f');
      if (foreign.length === 0 || foreign.length === word.length) continue;
      if (!foreign.every((letter) => letters.has(letter))) continue;
      for (const [i, letter] of [...word].entries()) {
        const latin = letters.get(letter)?.ordinary;
        if (latin === undefined) continue;
        yield {
          range: { start: start + i, end: start + i + 1 },
          message: `“${word}”中的“${letter}”（${codePointName(letter)}）不是拉丁字母，应改为“${latin}”。`,
          suggest: [latin],
        };
      }
    }
    yield* zeros(doc.text);
  },
});
