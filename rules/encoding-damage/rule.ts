import { perDictionaries } from '../../src/document/per-document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isHan } from '../../src/text/chars.js';
import { type Mojibake, mojibake } from '../../src/text/mojibake.js';
import { printable } from '../../src/text/printable.js';

// 锟斤拷: U+FFFD as UTF-8, read as GBK. 烫烫烫, 屯屯屯: memory that was never written to.
const LOST = /锟斤拷[锟斤拷]{0,400}|烫{3,400}|屯{3,400}|\ufffd{1,400}/gu;
const LATIN_PAIR = /(?:[ÂÃ][\u00a0-\u00bf]){1,200}/gu; // Ã©

const IN_WORDS = {
  'UTF-8 as GBK': '以GBK误读UTF-8',
  'UTF-8 as Latin-1': '以西欧编码误读UTF-8',
  'GBK as Latin-1': '以西欧编码误读GBK',
} as const;

const standard = perDictionaries(
  (dictionaries) => new Map(dictionaries.rows('characters').map(({ character, level }) => [character, level])),
);

/** Whether what was recovered is likelier than what stands there, by 通用规范汉字表: its first two levels are in use. */
function isLikely({ recovered, misreading }: Mojibake, written: string, levels: ReadonlyMap<string, number>): boolean {
  const han = [...recovered].filter((character) => isHan(character));
  if (!han.every((character) => (levels.get(character) ?? 3) < 3)) return false;
  if (misreading !== 'UTF-8 as GBK') return true;
  // 鏂囦欢 is not written with standard characters alone; 4 of a kind are no chance.
  return han.length >= 4 || (recovered.length >= 2 && [...written].some((character) => !levels.has(character)));
}

const misread = (range: Finding['range'], written: string, how: string, recovered: string): Finding => ({
  range,
  message: `“${printable(written)}”是${how}造成的乱码，原文应为“${printable(recovered)}”。`,
  suggest: [recovered],
});

export default defineRule({
  id: 'encoding-damage',
  title: '编码错误造成的乱码',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '公文处理工作条例', clause: '第五条', verified: true }],
  why: '文字经过错误的编码转换变成乱码，读者无法阅读。能推出原文的列出原文，推不出的请按原稿补上。',
  examples: [
    {
      bad: '关于{{锟斤拷锟斤拷}}的通知',
      fix: 'none',
      message: '“锟斤拷锟斤拷”是编码转换造成的乱码，原有的字已经丢失，请按原稿补上。',
    },
    { bad: '主动公开{{\ufffd\ufffd}}情况', fix: 'none' },
    { bad: '{{烫烫烫烫}}', fix: 'none' },
    {
      bad: '关于公开{{鏂囦欢}}的说明',
      fixed: '关于公开文件的说明',
      message: '“鏂囦欢”是以GBK误读UTF-8造成的乱码，原文应为“文件”。',
    },
    {
      bad: '请下载{{æ–‡ä»¶}}',
      fixed: '请下载文件',
      message: '“æ–‡ä»¶”是以西欧编码误读UTF-8造成的乱码，原文应为“文件”。',
    },
    { bad: '{{ÖÐÎÄ}}页面', fixed: '中文页面', message: '“ÖÐÎÄ”是以西欧编码误读GBK造成的乱码，原文应为“中文”。' },
    { bad: 'caf{{Ã©}}咖啡', fixed: 'café咖啡' },
    { good: '陈锟同志，café résumé，××××年·××月' },
    { good: '水很烫烫手，屯屯有人' },
    { good: '锘是一种化学元素，涓涓细流，娴熟' },
    { bad: '{{屯屯屯}}与{{烫烫烫}}', fix: 'none' },
    { bad: '关于政府信息公开{{锛屽姞寮虹粍}}织', fixed: '关于政府信息公开，加强组织' },
    { bad: '关于{{鏀垮簻淇℃伅鍏紑}}', fix: 'none', because: '末尾丢了字节，推出的不全' },
    { bad: '第{{Â§}}条', fixed: '第§条' },
    { good: '涓枃', because: '只有两个字，也许是巧合' },
  ],

  *check(doc) {
    const { text } = doc;
    for (const { 0: lost, index: start } of text.matchAll(LOST))
      yield {
        range: { start, end: start + lost.length },
        message: `“${lost}”是编码转换造成的乱码，原有的字已经丢失，请按原稿补上。`,
      };
    const levels = standard(doc.context.dictionaries);
    for (const found of mojibake(text)) {
      const written = text.slice(found.range.start, found.range.end);
      if (!isLikely(found, written, levels)) continue;
      const { suggest, ...finding } = misread(found.range, written, IN_WORDS[found.misreading], found.recovered);
      yield found.complete ? { ...finding, ...(suggest && { suggest }) } : finding;
    }
    for (const { 0: pairs, index: start } of text.matchAll(LATIN_PAIR)) {
      // The first byte, C2 or C3, says whether the second one's letter lies in the lower half.
      const recovered = pairs.replace(/([ÂÃ])(.)/gu, (_, first: string, second: string) =>
        String.fromCharCode(second.charCodeAt(0) + (first === 'Ã' ? 0x40 : 0)),
      );
      yield misread({ start, end: start + pairs.length }, pairs, IN_WORDS['UTF-8 as Latin-1'], recovered);
    }
  },
});
