import { defineRule, type Finding } from '../../src/rule/rule.js';
import { isHan } from '../../src/text/chars.js';
import { codePointName, printable } from '../../src/text/printable.js';
import type { Range } from '../../src/text/range.js';

// 渑\u200b池
const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Variation_Selector}]{1,100}/gu;
const PRIVATE = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]{1,100}/gu; // 2\ue0105米

/** Names by the last code point that bears them. */
const NAMES: readonly (readonly [last: number, name: string])[] = [
  [0x9f, '控制字符'],
  [0xad, '软连字符'],
  [0x61c, '书写方向标记'],
  [0x180d, '变体选择符'],
  [0x180e, '元音分隔符'],
  [0x200b, '零宽空格'],
  [0x200c, '零宽不连字'],
  [0x200d, '零宽连字'],
  [0x200f, '书写方向标记'],
  [0x202e, '书写方向控制符'],
  [0x2060, '零宽不换行'],
  [0x2064, '不可见运算符'],
  [0x206f, '书写方向控制符'],
  [0xf8ff, '私用区字符'],
  [0xfe0f, '变体选择符'],
  [0xfeff, '字节序标记'],
  [0xfffb, '行间注释符'],
  [0xe01ef, '变体选择符'],
  [0x10ffff, '私用区字符'],
];

const named = (characters: string): string =>
  [...new Set(characters)]
    .map((c) => `${codePointName(c)}（${NAMES.find(([last]) => (c.codePointAt(0) ?? 0) <= last)?.[1]}）`)
    .join('、');

// Emoji, and scripts whose letters join or run from the right, are written with these.
const OWNER =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Mongolian}\p{Script=Tibetan}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Thai}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Lao}]/u;
const LATIN = /[A-Za-z\u00c0-\u024f]/u;
const SURE = /^[\u0000-\u001f\u00ad\u200b-\u200d\u2060\ufeff]{1,100}$/u; // \u200b
const SELECTOR = /^\p{Variation_Selector}/u;

const characterBefore = (text: string, at: number): string =>
  /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
const characterAfter = (text: string, at: number): string => /^./su.exec(text.slice(at, at + 2))?.[0] ?? '';

/** With four characters of its line on either side, so that there is something to see. */
function surroundings(text: string, { start, end }: Range): string {
  const before = /[^\n\r\t]{0,4}$/u.exec(text.slice(Math.max(0, start - 4), start))?.[0] ?? '';
  const after = /^[^\n\r\t]{0,4}/u.exec(text.slice(end, end + 4))?.[0] ?? '';
  return printable(`${before}${text.slice(start, end)}${after}`.toWellFormed());
}

function* invisible(text: string): Iterable<Finding> {
  for (const { 0: found, index: start } of text.matchAll(INVISIBLE)) {
    const range = { start, end: start + found.length };
    const before = characterBefore(text, range.start);
    const after = characterAfter(text, range.end);
    if (OWNER.test(before) || OWNER.test(after)) continue;
    // A selector behind a character chooses one of its glyphs; a hyphen in a word says where it may be cut.
    if (SELECTOR.test(found) && (isHan(before) || /[\p{So}\d#*]/u.test(before))) continue;
    const isEdge = /^\s?$/u.test(before) || /^\s?$/u.test(after);
    const inWord = LATIN.test(before) && LATIN.test(after);
    if (found === '\u00ad' && inWord) continue;
    yield {
      range,
      message: `“${surroundings(text, range)}”中夹有看不见的字符${named(found)}，应删去。`,
      suggest: [''],
      // At the edge of a line it parts no words.
      ...(isEdge && { severity: 'info' }),
      ...((inWord || !SURE.test(found)) && { fix: 'suggest' }),
    };
  }
}

export default defineRule({
  id: 'char-invisible',
  title: '看不见的字符、私用区字符',
  severity: 'error',
  fix: 'safe',
  basis: [
    { standard: '公文处理工作条例', clause: '第五条', verified: true },
    { standard: '通用规范汉字表', clause: '通知', verified: true },
  ],
  why: '零宽字符、控制字符多由复制粘贴带入，把词语隔断，检索不到；私用区字符在别的设备上显示为方框或空白，内容等于丢失。',
  examples: [
    {
      bad: '渑{{\u200b}}池县人民政府',
      fixed: '渑池县人民政府',
      message: '“渑⟨U+200B⟩池县人民”中夹有看不见的字符U+200B（零宽空格），应删去。',
    },
    {
      bad: '\n{{\ufeff}}各区县人民政府',
      fixed: '\n各区县人民政府',
      severity: 'info',
      message: '“⟨U+FEFF⟩各区县人”中夹有看不见的字符U+FEFF（字节序标记），应删去。',
    },
    {
      bad: '公开{{\u00ad}}工作',
      fixed: '公开工作',
      message: '“公开⟨U+00AD⟩工作”中夹有看不见的字符U+00AD（软连字符），应删去。',
    },
    {
      bad: '联系电话{{\u202d}}12345{{\u202c}}',
      fixed: '联系电话12345',
      severity: ['error', 'info'],
      fix: 'suggest',
      message: [
        '“联系电话⟨U+202D⟩1234”中夹有看不见的字符U+202D（书写方向控制符），应删去。',
        '“2345⟨U+202C⟩”中夹有看不见的字符U+202C（书写方向控制符），应删去。',
      ],
    },
    {
      bad: '围挡高度不得低于2{{\ue010}}5米',
      fix: 'none',
      message: '“得低于2⟨U+E010⟩5米”中的U+E010（私用区字符）在别的设备上无法显示，请按原稿换成通用的字。',
      because: '小数点丢失，须查原稿',
    },
    { good: '甲\u00a0乙\u3000丙', because: '排版用的空格' },
    { good: '点赞👍\ufe0f，全家👨\u200d👩\u200d👧', because: '表情符号' },
    { good: 'inter\u00adnational', because: '英文断词处' },
    { good: 'ئۇيغۇر\u200cچە', because: '维吾尔文' },
    {
      bad: '办{{\u200e}}公室',
      fixed: '办公室',
      fix: 'suggest',
      message: '“办⟨U+200E⟩公室”中夹有看不见的字符U+200E（书写方向标记），应删去。',
      because: '也许是有意的方向标记，须人确认',
    },
    { bad: 'Wi{{\u200b}}Fi网络', fixed: 'WiFi网络', fix: 'suggest', because: '外文词中可能是断词处，须人确认' },
    { bad: 'A{{\u00ad}}股上市', fixed: 'A股上市' },
    { bad: '联系电话\n\ue5e5办公室{{\ue5e6}}值班', fix: 'none', because: '行首的是网页图标' },
    { good: '渑\ufe00池县', because: '异体字选择符' },
    { good: '1\ufe0f⃣第一项，☎\ufe0f电话', because: '表情符号' },
    { good: '😀\u200d和，和\u200d😀', because: '紧挨表情符号' },
  ],

  *check(doc) {
    yield* invisible(doc.text);
    for (const { 0: found, index: start } of doc.text.matchAll(PRIVATE)) {
      const range = { start, end: start + found.length };
      const block = doc.blocks.find((b) => b.range.start <= start && start < b.range.end);
      // Icons of a web font stand alone, or lead a label.
      if (block?.region === 'boilerplate' || (block && start === block.range.start)) continue;
      yield {
        range,
        message: `“${surroundings(doc.text, range)}”中的${named(found)}在别的设备上无法显示，请按原稿换成通用的字。`,
      };
    }
  },
});
