import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { UserError } from '../../src/errors.js';
import { filesIn } from './corpus.js';

/** Characters of an article: with what stands round it a page has about 30 kB. */
const ARTICLE = 8_000;
/** Pages of a folder. */
const COLUMN = 200;
/** Every third page is in GB 18030. */
const LEGACY = 3;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The page that a content management system would make of an article: navigation, metadata, styles, foot. */
function pageOf(title: string, text: string, charset: string, number: number): string {
  const links = Array.from({ length: 60 }, (_, i) => `<li><a href="/lm${i}/index.html">栏目${i}</a></li>`).join('\n');
  const style = Array.from({ length: 40 }, (_, i) => `.c${i} { margin: ${i}px; color: #333; }`).join('\n');
  const paragraphs = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p style="text-indent: 2em;"><span>${escaped(line)}</span></p>`)
    .join('\n');
  return `<!DOCTYPE html>
<html><head><meta charset="${charset}"><title>${escaped(title)}_某市人民政府</title>
<meta name="ArticleTitle" content="${escaped(title).replaceAll('"', '&quot;')}"><meta name="PubDate" content="2025-01-${String((number % 28) + 1).padStart(2, '0')}">
<style>${style}</style><script>var page = ${number};</script></head>
<body><div class="nav"><ul>${links}</ul></div>
<div class="content"><h1>${escaped(title)}</h1><div id="zoom">${paragraphs}</div></div>
<div class="foot"><p>主办：某市人民政府办公室　网站标识码：4100000000</p></div></body></html>
`;
}

/** Articles of the corpus, spread over its files, round and round. */
function* articlesOf(corpus: string): Iterable<string> {
  const texts = filesIn(corpus)
    .filter((file) => file.endsWith('.txt.gz'))
    .map((file) =>
      gunzipSync(readFileSync(file))
        .toString('utf8')
        .replace(/^###DOC.{0,2000}$/gmu, ''),
    );
  if (texts.length === 0) throw new UserError(`${corpus}：没有 .txt.gz 语料。`);
  for (let at = 0; ; at += ARTICLE)
    for (const text of texts) {
      const start = at % Math.max(1, text.length - ARTICLE);
      yield text.slice(start, start + ARTICLE);
    }
}

/**
 * A folder of `count` pages made from a corpus, in UTF-8 and GB 18030: what scans are measured on. Gives the bytes written.
 * @param made so many of them are there already
 */
export function makePages(corpus: string, into: string, count: number, made = 0): number {
  let bytes = 0;
  let number = 0;
  for (const text of articlesOf(corpus)) {
    if (number >= count) break;
    if (number < made) {
      number++;
      continue;
    }
    const folder = `${into}/${String(Math.floor(number / COLUMN)).padStart(4, '0')}`;
    if (number % COLUMN === 0) mkdirSync(folder, { recursive: true });
    const isLegacy = number % LEGACY === 0;
    const title =
      text
        .split('\n')
        .find((line) => line.trim() !== '')
        ?.slice(0, 30) ?? '';
    const source = pageOf(title, text, isLegacy ? 'gb2312' : 'utf-8', number);
    const encoded = isLegacy ? iconv.encode(source, 'gb18030') : Buffer.from(source);
    writeFileSync(`${folder}/${String(number++).padStart(6, '0')}.html`, encoded);
    bytes += encoded.length;
  }
  return bytes;
}
