import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync, gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';

/** What must come of a case: the planted fault is found, or it is linted (and may lack the fault), or the code of why not. */
export type Fate = 'found' | 'linted' | string;

export interface HostileCase {
  readonly name: string;
  /** With the dot; picks the reader. */
  readonly extension: string;
  readonly content: string | Uint8Array;
  readonly fate: Fate;
}

/** A fault that every case holds where it can be read: docno-format finds 【2019】. */
export const FAULT = '根据豫政办【2019】1号文件要求执行。';
export const QUOTE = '【2019】';
const P = `<p>${FAULT}</p>`;

const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../fixtures/office/${name}`, import.meta.url)));

const of =
  (extension: string) =>
  (name: string, content: string | Uint8Array, fate: Fate): HostileCase => ({ name, extension, content, fate });
const html = of('.html');
const txt = of('.txt');
const md = of('.md');
const csv = of('.csv');
const docx = of('.docx');
const xlsx = of('.xlsx');
const pdf = of('.pdf');
const doc = of('.doc');
const wps = of('.wps');
const rtf = of('.rtf');
const ofd = of('.ofd');

const nested = (tag: string, depth: number): string =>
  `${`<${tag}>`.repeat(depth)}${FAULT}${`</${tag}>`.repeat(depth)}`;

const nesting: readonly HostileCase[] = [
  html('500 层 div', nested('div', 500), 'found'),
  html('600 层 div', nested('div', 600), 'too-deep'),
  html('50000 层 div', nested('div', 50_000), 'too-deep'),
  html('100000 个未闭合的 span', P + '<span>'.repeat(100_000), 'too-deep'),
  html('交错的 b 与 i', P + '<b><i></b></i>'.repeat(20_000), 'found'),
  html('100000 个未闭合的 p', P + '<p>甲'.repeat(100_000), 'found'),
  html('50000 个未闭合的 li', `${P}<ul>${'<li>甲'.repeat(50_000)}`, 'found'),
  html('10000 层 font', nested('font', 10_000), 'too-deep'),
  html('100 层表格', `${'<table><tr><td>'.repeat(100)}${FAULT}`, 'found'),
  html('1000 层表格', `${'<table><tr><td>'.repeat(1000)}${FAULT}`, 'too-deep'),
  html('200 层列表', `${'<ul><li>'.repeat(200)}${FAULT}`, 'found'),
  html('svg 与 foreignObject', `${P}${'<svg><foreignObject>'.repeat(100)}`, 'found'),
  html('200 层 template', `${P}${'<template>'.repeat(200)}`, 'found'),
  html('plaintext、xmp、noscript', `${P}<noscript>甲</noscript><xmp>乙</xmp><plaintext>丙`, 'found'),
  html('嵌套的 select', `${P}${'<select><option>甲'.repeat(200)}`, 'found'),
  html('嵌套的 form 与 button', `${P}${'<form><button>甲'.repeat(200)}`, 'found'),
];

const noise: readonly HostileCase[] = [
  html('200000 个 <', P + '<'.repeat(200_000), 'found'),
  html('200000 个 >', P + '>'.repeat(200_000), 'found'),
  html(
    '一个标签 50000 个属性',
    `${P}<p ${Array.from({ length: 50_000 }, (_, i) => `a${i}=1`).join(' ')}>甲</p>`,
    'found',
  ),
  html('400000 个实体', P + '&amp;'.repeat(400_000), 'found'),
  html('100000 个数字引用', P + '&#x6c5d;'.repeat(100_000), 'found'),
  html('越界的数字引用', `${P}<p>&#0;&#xD800;&#xDFFF;&#x110000;&#99999999999;&#x80;&unknown;&</p>`, 'found'),
  html('5 MB 的属性', `${P}<p title="${'甲'.repeat(1_700_000)}">乙</p>`, 'found'),
  html('5 MB 的 data 网址', `${P}<img src="data:image/png;base64,${'A'.repeat(5_000_000)}">`, 'found'),
  html('未闭合的注释', `${P}<!-- ${'甲'.repeat(300_000)}`, 'found'),
  html('100000 个注释开头', P + '<!--'.repeat(100_000), 'found'),
  html('100000 个空注释', P + '<!---->'.repeat(100_000), 'found'),
  html('未闭合的引号', `${P}<a href="${'x'.repeat(300_000)}`, 'found'),
  html('未闭合的 script', `${P}<script>${'var a;'.repeat(50_000)}`, 'found'),
  html('script 中的 </script 字样', `${P}<script>"<\\/script>" ${FAULT}</script>`, 'found'),
  html('未闭合的 CDATA', `${P}<![CDATA[ ${'甲'.repeat(100_000)}`, 'found'),
  html('条件注释', `<!--[if IE]><p>甲</p><![endif]-->${P}<![if !IE]><p>乙</p><![endif]>`, 'found'),
  html('200000 个多余的 </div>', P + '</div>'.repeat(200_000), 'found'),
  html('HTML 中的实体炸弹', `<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${P}<p>&b;</p>`, 'found'),
  html('HTML 中的外部实体', `<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>${P}<p>&x;</p>`, 'found'),
  html('50000 个 meta', '<meta name="a" content="b">'.repeat(50_000) + P, 'found'),
  html('5 MB 的题目', `<title>${'甲'.repeat(1_700_000)}</title>${P}`, 'found'),
  html('500000 个 br', P + '<br>'.repeat(500_000), 'found'),
  html('300000 个换行', `${P}<pre>${'\n'.repeat(300_000)}</pre>`, 'found'),
  html('100000 个空格实体', P + '&nbsp;'.repeat(100_000), 'found'),
  html(
    'onerror、javascript 与 meta 跳转',
    `<meta http-equiv="refresh" content="0;url=javascript:alert(1)"><img src=x onerror=alert(1)>${P}`,
    'found',
  ),
  html(
    'iframe 与 object',
    `<iframe src="file:///etc/passwd"></iframe><object data="http://127.0.0.1/"></object>${P}`,
    'found',
  ),
  html(
    'base 与 link',
    `<base href="http://169.254.169.254/"><link rel=stylesheet href="//127.0.0.1/a.css">${P}`,
    'found',
  ),
  html('空文件', '', 'linted'),
  html('只有空白', ' \n\t'.repeat(10_000), 'linted'),
  html('只有标签', '<div></div>'.repeat(10_000), 'linted'),
  html('半个标签', `${P}<p`, 'found'),
  html('大写与斜杠的标签', `<P/CLASS=x>${FAULT}</P/>`, 'found'),
];

const tables: readonly HostileCase[] = [
  html('colspan 为十亿', `${P}<table><tr><td colspan=1000000000>甲<td>乙</table>`, 'found'),
  html('rowspan 为十亿', `${P}<table><tr><td rowspan=1000000000>甲<td>乙<tr><td>丙</table>`, 'found'),
  html('一百个 1000×65534 的格', `${P}<table>${'<tr><td colspan=1000 rowspan=65534>甲'.repeat(100)}</table>`, 'found'),
  html('五万行', `${P}<table>${'<tr><td>甲<td>1'.repeat(50_000)}</table>`, 'found'),
  html('五千列', `${P}<table><tr>${'<td>甲'.repeat(5000)}<tr>${'<td>1'.repeat(5000)}</table>`, 'found'),
  html(
    '不成数的跨度',
    `${P}<table><tr><td colspan=-1>甲<td colspan=0>乙<td colspan=abc>丙<td rowspan=1e400>丁</table>`,
    'found',
  ),
  html('没有表格的格', `${P}<td>甲</td><tr><td>乙</td></tr>`, 'found'),
  html('没有格的表格', `${P}<table><tr></tr><tr></tr></table><table></table>`, 'found'),
  html(
    '互相重叠的跨度',
    `${P}<table><tr><td rowspan=3>甲<td colspan=2 rowspan=2>乙<tr><td colspan=3>丙<tr><td rowspan=2 colspan=2>丁</table>`,
    'found',
  ),
  html('格中的表、表外的字', `<table>${FAULT}<tr>甲<td>乙<table><tr><td>丙</table></table>`, 'found'),
];

const longTexts: readonly HostileCase[] = [
  txt('一行一百万字，没有标点', FAULT + '工作'.repeat(500_000), 'found'),
  txt('三百万个字母', `${FAULT}\n${'a'.repeat(3_000_000)}`, 'found'),
  txt('二十万个左括号', `${FAULT}\n${'（'.repeat(200_000)}`, 'found'),
  txt('二十万个左引号', `${FAULT}\n${'“'.repeat(200_000)}`, 'found'),
  txt('二十万个书名号', `${FAULT}\n${'《'.repeat(200_000)}`, 'found'),
  txt('三十万位数字', `${FAULT}\n${'1'.repeat(300_000)}`, 'found'),
  txt('十万个“第”', `${FAULT}\n${'第'.repeat(100_000)}`, 'found'),
  txt('五万个序号', `${FAULT}\n${'一、甲\n'.repeat(50_000)}`, 'found'),
  txt('五十万个空行', `${FAULT}${'\n'.repeat(500_000)}`, 'found'),
  txt('五万个文号', FAULT + '豫政〔2020〕1号'.repeat(50_000), 'found'),
  txt('二十万个同一字', `${FAULT}\n${'的'.repeat(200_000)}`, 'found'),
  txt('只有回车', `甲\r${FAULT}\r乙`, 'found'),
  txt('回车换行相混', `甲\r\n${FAULT}\n\r乙\r`, 'found'),
  txt('U+2028、U+2029、U+0085、垂直制表', `甲\u2028乙\u2029丙\u0085丁\v戊\f\n${FAULT}`, 'found'),
  txt('超过上限', Buffer.alloc(64 * 1024 * 1024 + 1, 0x61), 'too-large'),
];

const markdown: readonly HostileCase[] = [
  md('两万层引用', `${FAULT}\n\n${'>'.repeat(20_000)} 甲`, 'too-deep'),
  md('五万个左方括号', `${FAULT}\n\n${'['.repeat(50_000)}`, 'found'),
  md('五万个星号', `${FAULT}\n\n${'*'.repeat(50_000)}甲`, 'found'),
  md('五万个强调的开头', `${FAULT}\n\n${'**甲 '.repeat(50_000)}`, 'found'),
  md('五万个反引号', `${FAULT}\n\n${'`'.repeat(50_000)}甲`, 'found'),
  md(
    '两千层列表',
    `${FAULT}\n\n${Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i * 2)}- 甲`).join('\n')}`,
    'too-deep',
  ),
  md('未闭合的代码块', `${FAULT}\n\n\`\`\`\n${'甲\n'.repeat(1000)}`, 'found'),
  md('两千列的表格', `${FAULT}\n\n|${'甲|'.repeat(2000)}\n|${'-|'.repeat(2000)}\n|${'1|'.repeat(2000)}`, 'found'),
  md('其中的 HTML', `${FAULT}\n\n<script>alert(1)</script>\n\n<div onclick=x>甲</div>`, 'found'),
  md(
    '一万个链接定义',
    `${FAULT}\n\n${Array.from({ length: 10_000 }, (_, i) => `[${i}]: http://a/${i}`).join('\n')}`,
    'found',
  ),
  md('其中的空字符', `${FAULT}\n\n甲\u0000乙`, 'found'),
  md('YAML 炸弹作前言', `---\na: &a [x,x]\nb: [*a,*a]\n---\n\n${FAULT}`, 'found'),
];

const page = (label: string, body: string | Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<!doctype html><meta charset="${label}"><p>`), Buffer.from(body), Buffer.from('</p>')]);
const gbk = (text: string): Buffer => iconv.encode(text, 'gbk');

const charsets: readonly HostileCase[] = [
  html('UTF-8，标为 gb2312', page('gb2312', FAULT), 'found'),
  html('GBK，标为 utf-8', page('utf-8', gbk(FAULT)), 'found'),
  html('GBK，没有标', Buffer.concat([Buffer.from('<p>'), gbk(FAULT)]), 'found'),
  html('GBK，标为 iso-8859-1', page('iso-8859-1', gbk(FAULT)), 'found'),
  html('GBK，标为不存在的编码', page('x-nothing', gbk(FAULT)), 'found'),
  html('GBK，标为 replacement', page('replacement', gbk(FAULT)), 'found'),
  html('GBK，标为 hz-gb-2312', page('hz-gb-2312', gbk(FAULT)), 'found'),
  html('GBK，标为 iso-2022-cn', page('iso-2022-cn', gbk(FAULT)), 'found'),
  html('GBK，标为 utf-16', page('utf-16', gbk(FAULT)), 'found'),
  html(
    '标在 8 KB 之后',
    Buffer.concat([Buffer.from(`<!-- ${'x'.repeat(8192)} --><meta charset=gbk><p>`), gbk(FAULT)]),
    'found',
  ),
  html(
    '两个互相矛盾的标',
    Buffer.concat([Buffer.from('<meta charset=utf-8><meta charset=gbk><p>'), gbk(FAULT)]),
    'found',
  ),
  html('标在注释里', Buffer.concat([Buffer.from('<!-- <meta charset=big5> --><p>'), gbk(FAULT)]), 'found'),
  html('标在 XML 声明里', Buffer.concat([Buffer.from('<?xml version="1.0" encoding="gbk"?><p>'), gbk(FAULT)]), 'found'),
  html('BOM 与标矛盾', Buffer.concat([Buffer.from('\ufeff'), page('gbk', FAULT)]), 'found'),
  html('两个 BOM', `\ufeff\ufeff${P}`, 'found'),
  html(
    'GB 18030 四字节',
    Buffer.concat([Buffer.from('<meta charset=gb18030><p>'), iconv.encode(`${FAULT}㐀㐁𠀀`, 'gb18030')]),
    'found',
  ),
  html('GBK 的用户自造区', Buffer.concat([gbk(P), Buffer.from([0xaa, 0xa1, 0xfe, 0x59, 0xa6, 0xd9])]), 'found'),
  html('Big5，标为 big5', page('big5', iconv.encode('根據豫政辦【2019】1號文件。', 'big5')), 'linted'),
  html('Big5，没有标', iconv.encode('<p>根據文件要求執行。', 'big5'), 'linted'),
  html('UTF-16LE，有 BOM', iconv.encode(P, 'utf-16le', { addBOM: true }), 'found'),
  html('UTF-16LE，没有 BOM', iconv.encode(`<html><body>${P}</body></html>`, 'utf-16le'), 'found'),
  html('UTF-16BE，有 BOM', iconv.encode(P, 'utf-16be', { addBOM: true }), 'found'),
  html('UTF-16BE，没有 BOM', iconv.encode(`<html><body>${P}</body></html>`, 'utf-16be'), 'found'),
  html('UTF-16 少半个字', iconv.encode(P, 'utf-16le', { addBOM: true }).subarray(0, -1), 'found'),
  html('UTF-32', iconv.encode(P, 'utf-32le', { addBOM: true }), 'linted'),
  html('UTF-7', '<meta charset=utf-7><p>+bjkwEA-1+U/c-</p>', 'linted'),
  html('HZ', '<meta charset=hz-gb-2312><p>~{<:Ky2;~}</p>', 'linted'),
  html('前半 GBK，后半 UTF-8', Buffer.concat([gbk(P.repeat(40)), Buffer.from('<p>后半部分</p>')]), 'found'),
  html('前半 UTF-8，后半 GBK', Buffer.concat([Buffer.from(P.repeat(40)), gbk('<p>后半部分</p>')]), 'found'),
  html('UTF-8 截在字中', Buffer.from(`${P}<p>甲`).subarray(0, -1), 'found'),
  html('GBK 截在字中', Buffer.concat([gbk(P), Buffer.from([0xbc])]), 'found'),
  html('UTF-8 中有孤立的 0xFF', Buffer.concat([Buffer.from(P.repeat(20)), Buffer.from([0xff, 0xff])]), 'found'),
  html(
    '超长的 UTF-8',
    Buffer.concat([Buffer.from(P.repeat(20)), Buffer.from([0xc0, 0x80, 0xe0, 0x80, 0xaf])]),
    'found',
  ),
  html('UTF-8 写的代理项', Buffer.concat([Buffer.from(P.repeat(20)), Buffer.from([0xed, 0xa0, 0x80])]), 'found'),
  html('锟斤拷', `${P}<p>锟斤拷锟斤拷烫烫烫</p>`, 'found'),
  html('两次编码的 UTF-8', `${P}<p>${Buffer.from('中华人民共和国').toString('latin1')}</p>`, 'found'),
  html('替换符', `${P}<p>中\ufffd\ufffd国</p>`, 'found'),
  txt('GBK 的文本', gbk(FAULT), 'found'),
  txt('只有四个字的 GBK', gbk('放假通知'), 'linted'),
  txt('全是 0xFF', Buffer.alloc(1000, 0xff), 'linted'),
  txt('随机字节', Buffer.from(Array.from({ length: 4000 }, (_, i) => 128 + ((i * i * 31) % 127))), 'linted'),
  txt('全是空字节', Buffer.alloc(1000), 'binary'),
];

const characters: readonly HostileCase[] = [
  txt('孤立的代理项', Buffer.from([...iconv.encode(`\ufeff${FAULT}`, 'utf-16le'), 0x00, 0xd8, 0x41, 0x00]), 'found'),
  txt('双向控制', `${FAULT}\u202e反\u202c\u2066甲\u2069`, 'found'),
  txt('零宽字符插在文号前后', `根据豫政办\u200b【2019】\u200d1号执行。`, 'linted'),
  txt('标签字符', `${FAULT}\u{e0001}\u{e0041}\u{e007f}`, 'found'),
  txt('康熙部首与兼容汉字', `${FAULT}⼀⼈⽇豈更`, 'found'),
  txt('分解的拼音', `${FAULT}lu\u0308 cha\u0301ng`, 'found'),
  txt('全角字母数字', `${FAULT}ＡＢＣ１２３`, 'found'),
  txt('异体选择符', `${FAULT}葛\u{e0100}邉\ufe00`, 'found'),
  txt('扩展区汉字', `${FAULT}𬇙𠮷𫖯𰻞`, 'found'),
  txt('私用区', `${FAULT}\ue000\uf8ff\u{f0000}`, 'found'),
  txt('非字符', `${FAULT}\ufdd0\ufffe\uffff\u{1fffe}`, 'found'),
  txt('一个空字符', `${FAULT}甲\u0000乙`, 'found'),
  txt('控制字符', `${FAULT}\u0001\u0007\u0008\u001b[31m\u009b31m`, 'found'),
  txt('一千个组合符', `${FAULT}甲${'\u0301'.repeat(1000)}`, 'found'),
  txt('表情与连接符', `${FAULT}👨‍👩‍👧‍👦🇨🇳`, 'found'),
  txt('表意描述序列', `${FAULT}⿰氵⿱⿲`, 'found'),
  txt('公式样的开头', `=cmd|'/C calc'!A0\n${FAULT}`, 'found'),
  txt('CI 命令样的行', `::error::甲\n##vso[task]\n${FAULT}`, 'found'),
  txt('脚本样的文字', `</script><img src=x onerror=alert(1)>\n${FAULT}`, 'found'),
];

const zip = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const WP = `<w:p><w:r><w:t>${FAULT}</w:t></w:r></w:p>`;
const body = (inner: string): string => `<?xml version="1.0"?><w:document ${W}><w:body>${inner}</w:body></w:document>`;
const word = (inner: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array =>
  zip({ 'word/document.xml': body(inner), ...parts });
const relations = (type: string, target: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`;

/** The bytes with each `from` replaced, of the same length. */
function patched(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + to.length)) copy.set(to, at);
  return copy;
}

const BOMB = ' '.repeat(70 * 1024 * 1024);

const word2007: readonly HostileCase[] = [
  docx('压缩炸弹', zip({ 'word/document.xml': BOMB }), 'inflates-too-far'),
  docx('炸弹在不读的成员里', word(WP, { 'word/media/a.png': BOMB }), 'found'),
  docx('成员过多', zip(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`m${i}`, '']))), 'too-many-members'),
  docx(
    '外部实体',
    zip({ 'word/document.xml': `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body('&x;')}` }),
    'doctype',
  ),
  docx(
    '实体炸弹',
    zip({ 'word/document.xml': `<!DOCTYPE a [<!ENTITY x "aa"><!ENTITY y "&x;&x;">]>${body('&y;')}` }),
    'doctype',
  ),
  docx(
    '外部模板',
    word(WP, { 'word/_rels/settings.xml.rels': relations('attachedTemplate', 'http://169.254.169.254/t.dotm') }),
    'found',
  ),
  docx('外部图片', word(WP, { 'word/_rels/document.xml.rels': relations('image', 'file:///etc/passwd') }), 'found'),
  docx(
    '外来块',
    word(`${WP}<w:altChunk r:id="r1" xmlns:r="x"/>`, {
      'word/_rels/document.xml.rels': relations('aFChunk', 'http://127.0.0.1/'),
    }),
    'found',
  ),
  docx('宏', word(WP, { 'word/vbaProject.bin': Buffer.alloc(100, 1) }), 'found'),
  docx('DDE 字段', word(`${WP}<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>`), 'found'),
  docx('过深', word(`${'<w:p>'.repeat(2000)}`), 'too-deep'),
  docx('三千层表格', word('<w:tbl><w:tr><w:tc>'.repeat(3000)), 'too-deep'),
  docx('十万段', word(WP + '<w:p><w:r><w:t>甲</w:t></w:r></w:p>'.repeat(100_000)), 'found'),
  docx(
    '十万个格',
    word(
      `${WP}<w:tbl><w:tr>${'<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'.repeat(20_000)}</w:tr></w:tbl>`,
    ),
    'found',
  ),
  docx('截断', fixture('notice.docx').subarray(0, 2000), 'damaged'),
  docx('尾部多余的字节', Buffer.concat([fixture('notice.docx'), Buffer.alloc(1000, 0x41)]), 'damaged'),
  docx('内嵌压缩包', word(WP, { 'word/embeddings/a.zip': zip({ a: zip({ b: 'c' }) }) }), 'found'),
  docx(
    '成员名越出文件夹',
    word(WP, { '../../../../tmp/gongwen-lint-slip': '甲', '/etc/gongwen-lint-slip': '乙' }),
    'damaged',
  ),
  docx('不是压缩包', '甲'.repeat(1000), 'damaged'),
  docx('空文件', '', 'damaged'),
  docx('没有正文', zip({ 'a.txt': '甲' }), 'not-docx'),
  docx('正文不是 XML', zip({ 'word/document.xml': '{"a":1}' }), 'damaged'),
  docx('正文截断', zip({ 'word/document.xml': body(WP).slice(0, -20) }), 'damaged'),
  docx(
    '正文是 UTF-16',
    zip({
      'word/document.xml': iconv.encode(body(WP).replace('?>', ' encoding="utf-16"?>'), 'utf-16le', { addBOM: true }),
    }),
    'found',
  ),
  docx('别的命名空间', zip({ 'word/document.xml': '<document><body><p>甲</p></body></document>' }), 'linted'),
  docx(
    '加密标志',
    patched(
      word(WP),
      Buffer.from([0x50, 0x4b, 0x01, 0x02, 0x14, 0x00, 0x14, 0x00, 0x00, 0x00]),
      Buffer.from([0x50, 0x4b, 0x01, 0x02, 0x14, 0x00, 0x14, 0x00, 0x01, 0x00]),
    ),
    'encrypted',
  ),
  docx(
    '加密的文档（OLE 外壳）',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000)]),
    'damaged',
  ),
  docx('其实是网页', `<html>${P}</html>`, 'damaged'),
  docx('非法字符', zip({ 'word/document.xml': body('<w:p><w:r><w:t>\u0001\u0000</w:t></w:r></w:p>') }), 'damaged'),
];

const S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const sheet = (rows: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array =>
  zip({
    'xl/workbook.xml': `<workbook ${S} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet ${S}><sheetData>${rows}</sheetData></worksheet>`,
    ...parts,
  });
const C = `<row r="1"><c r="A1" t="inlineStr"><is><t>${FAULT}</t></is></c></row>`;

const excel: readonly HostileCase[] = [
  xlsx('共享字符串炸弹', sheet(C, { 'xl/sharedStrings.xml': BOMB }), 'inflates-too-far'),
  xlsx(
    '外部实体',
    sheet(C, { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>' }),
    'doctype',
  ),
  xlsx('最远的格', sheet(`${C}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), 'found'),
  xlsx('越界的格', sheet(`${C}<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>`), 'found'),
  xlsx(
    '公式',
    sheet(`${C}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://127.0.0.1")</f><v>甲</v></c></row>`),
    'found',
  ),
  xlsx(
    '共享字符串的号越界',
    sheet(`${C}<row r="2"><c r="A2" t="s"><v>99999</v></c><c r="B2" t="s"><v>-1</v></c></row>`),
    'found',
  ),
  xlsx(
    '合并全表',
    sheet(C, {
      'xl/worksheets/sheet1.xml': `<worksheet ${S}><sheetData>${C}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
    }),
    'found',
  ),
  xlsx(
    '一万个合并',
    sheet(C, {
      'xl/worksheets/sheet1.xml': `<worksheet ${S}><sheetData>${C}</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(10_000)}</mergeCells></worksheet>`,
    }),
    'found',
  ),
  xlsx(
    '表单指向包外',
    sheet(C, {
      'xl/_rels/workbook.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>',
    }),
    'linted',
  ),
  xlsx('没有工作簿', zip({ 'a.txt': '甲' }), 'not-xlsx'),
  xlsx('截断', fixture('totals.xlsx').subarray(0, 3000), 'damaged'),
];

const pdfOf = (objects: readonly string[], root = '1 0 R'): string =>
  `%PDF-1.4\n${objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer << /Root ${root} /Size ${objects.length + 1} >>\n%%EOF`;
const deflated = deflateSync(Buffer.alloc(100 * 1024 * 1024, 0x20));

const portable: readonly HostileCase[] = [
  pdf('截断', fixture('notice.pdf').subarray(0, 3000), 'damaged'),
  pdf('只有开头', '%PDF-1.7 nothing', 'damaged'),
  pdf('不是 PDF', '甲'.repeat(100), 'damaged'),
  pdf('空文件', '', 'damaged'),
  pdf(
    '打开即运行的脚本',
    pdfOf([
      '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
    ]),
    'no-text-layer',
  ),
  pdf(
    '启动程序的动作',
    pdfOf([
      '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
    ]),
    'no-text-layer',
  ),
  pdf(
    '循环的页树',
    pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>']),
    'no-text-layer',
  ),
  pdf(
    '谎报十亿页',
    pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
    ]),
    'no-text-layer',
  ),
  pdf(
    '一百兆的内容流',
    Buffer.concat([
      Buffer.from(
        `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length ${deflated.length} /Filter /FlateDecode >>\nstream\n`,
      ),
      deflated,
      Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF'),
    ]),
    'no-text-layer',
  ),
];

const older: readonly HostileCase[] = [
  doc(
    '只有 OLE 开头',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600, 7)]),
    'damaged',
  ),
  doc('截断', fixture('notice.doc').subarray(0, 3000), 'damaged'),
  doc('其实是 RTF', `{\\rtf1\\ansi ${'x'.repeat(100)}}`, 'not-doc'),
  doc('其实是网页', `<html>${P}</html>`, 'not-doc'),
  wps('乱码', Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256)), 'not-doc'),
  rtf('六百层', `{\\rtf1 ${'{'.repeat(600)}`, 'too-deep'),
  rtf('谎报的二进制长度', `{\\rtf1\\ansi 甲\\bin999999999 x}`, 'linted'),
  rtf('未闭合', '{\\rtf1\\ansi abc', 'linted'),
  rtf('越界的字符', '{\\rtf1\\ansi\\uc1 \\u-1?\\u99999999?\\u55357?x}', 'linted'),
  rtf(
    '外部对象',
    '{\\rtf1\\ansi {\\object\\objautlink{\\*\\objdata 00}}{\\field{\\*\\fldinst INCLUDETEXT "file:///etc/passwd"}}x}',
    'linted',
  ),
  rtf('不是 RTF', '甲', 'not-rtf'),
  ofd('没有 OFD.xml', zip({ 'a.txt': '甲' }), 'not-ofd'),
  ofd('外部实体', zip({ 'OFD.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' }), 'doctype'),
  ofd(
    '指向包外',
    zip({
      'OFD.xml':
        '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    }),
    'damaged',
  ),
  ofd('炸弹', zip({ 'OFD.xml': BOMB }), 'inflates-too-far'),
  csv('未闭合的引号', `${FAULT}\n"甲,乙\n丙`, 'damaged'),
  csv('长短不齐', `${FAULT}\n甲,乙\n丙\n丁,戊,己`, 'found'),
  csv('一行十万格', `${FAULT}\n${'甲,'.repeat(100_000)}`, 'found'),
  csv('公式', `${FAULT}\n=cmd|'/C calc'!A0,+1,-1,@a`, 'found'),
  csv('空字符', `${FAULT}\n甲\u0000,乙`, 'found'),
];

const disguised: readonly HostileCase[] = [
  html('其实是 gzip', gzipSync(P), 'binary'),
  html('其实是 gzip 炸弹', gzipSync(BOMB), 'binary'),
  html('其实是 zip', zip({ a: 'b' }), 'binary'),
  html('其实是 PDF', fixture('notice.pdf'), 'binary'),
  txt('其实是 PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'binary'),
  txt('其实是 JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]), 'binary'),
  txt('其实是旧版 Office', fixture('notice.doc'), 'binary'),
  txt('其实是程序', Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(500)]), 'binary'),
];

export const HOSTILE: readonly HostileCase[] = [
  ...nesting,
  ...noise,
  ...tables,
  ...longTexts,
  ...markdown,
  ...charsets,
  ...characters,
  ...word2007,
  ...excel,
  ...portable,
  ...older,
  ...disguised,
];

/** Names of files that carry something for a shell, a terminal, a page or an object. */
export const HOSTILE_NAMES: readonly string[] = [
  '-rf.html',
  '$(touch gongwen-lint-slip).html',
  '`touch gongwen-lint-slip`.html',
  'a;b&c|d.html',
  '引\'号".html',
  '换\n行.html',
  '\u001b[31m红.html',
  '\u202elmth.gpj.html',
  '\u200b零宽.html',
  '<img src=x onerror=alert(1)>.html',
  '::error::.html',
  '%2e%2e%2f.html',
  '__proto__.html',
  'constructor.html',
  '=cmd.html',
  ' 空 格 .html',
  '..html',
  '名𠮷🎉.html',
  `${'长'.repeat(80)}.html`,
  'CON.html',
  '#井?问.html',
];
